//! What happens in the step, and what is to be done.

use zeroize::Zeroizing;

use crate::job::{Job, MadeKey, Outcome};
use crate::message::{Field, Message};
use crate::pkcs12::Encryption;
use crate::steps::ticket::Ticket;

/// What stands in the fields. Documents are known only by whether they are the same.
pub struct Given<D> {
    /// The private key: the file, or the pasted text.
    pub key: Result<Option<(Field, D)>, Message>,
    /// Its password.
    pub key_password: Zeroizing<String>,
    /// The certificates.
    pub certificates: Result<Vec<D>, Message>,
    /// The display name, where the person has typed one.
    pub friendly_name: Option<String>,
    /// Who has to read the file.
    pub encryption: Encryption,
    /// The password of the file.
    pub password: Zeroizing<String>,
    /// The same again.
    pub again: Zeroizing<String>,
}

impl<D> Default for Given<D> {
    fn default() -> Self {
        Self {
            key: Ok(None),
            key_password: Zeroizing::default(),
            certificates: Ok(Vec::new()),
            friendly_name: None,
            encryption: Encryption::default(),
            password: Zeroizing::default(),
            again: Zeroizing::default(),
        }
    }
}

/// What happens.
pub enum Event<D, F> {
    /// The person types.
    Typed(Given<D>),
    /// The person has chosen something, has left a field, or rests.
    Gave(Given<D>),
    /// The person asks for the key to be opened, with the key Enter.
    AskedToOpen(Given<D>),
    /// The button that makes the file was pressed.
    Pressed(Given<D>),
    /// The button that cancels the opening of the key was pressed.
    Cancelled,
    /// The button that lets go of the key was pressed.
    Removed,
    /// The chain shall be completed from the page's own authorities, or be left as it was given.
    ToldToComplete(bool),
    /// The key that was made in this visit is another one, or gone.
    MadeKey(Option<MadeKey>),
    /// A worker has answered, with files.
    Answered(Ticket, Outcome, Vec<F>),
    /// The worker that reads has died.
    Died,
    /// The finished file was handed to the person.
    Saved,
    /// Everything is forgotten.
    Forgot,
}

/// A worker that can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worker {
    /// The one that reads, and holds the key that was given.
    Reader,
    /// The one that holds the key that was made in this visit.
    Keeper,
}

/// What is to be done.
pub enum Effect<D> {
    /// Ask a worker.
    Ask {
        /// The answer bears it.
        ticket: Ticket,
        /// Which worker.
        worker: Worker,
        /// What for.
        job: Job,
        /// What the job speaks of.
        documents: Vec<D>,
    },
    /// Have a worker let go of something.
    Drop(Worker, Job),
    /// End the worker that reads, and with it what it is at.
    EndReader,
    /// Show how far the opening of the key has come.
    Progress(crate::password_encryption::Progress),
    /// Empty the fields of the key: it was taken from this one, or let go.
    EmptyKey {
        /// Whether the file is taken out, too.
        with_file: bool,
    },
    /// Empty the fields of the new password: it was taken.
    EmptyPassword,
    /// Lead the person to a place.
    Lead(Place),
}

/// Where the person is led.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The summary of what is wrong.
    Errors,
    /// The password of the key.
    KeyPassword,
    /// The file of the key.
    KeyFile,
    /// The finished file.
    Result,
}
