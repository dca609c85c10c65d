//! What the step that packs says while it works.

use crate::message::{Field, Message};

/// The button that makes the file.
pub const MAKE_PFX: &str = "Make the .pfx file";

/// The key is being opened.
pub const OPENING_KEY: &str = "Opening the key.";

/// The file is wanted, and the key is not open yet.
pub const OPENING_THEN_MAKING: &str = "Opening the key, then making the file";

/// The file is wanted, and the certificates are not checked yet.
pub const CHECKING_THEN_MAKING: &str = "Checking the certificates, then making the file";

/// The file is being made.
pub const MAKING_PFX: &str = "Making the file";

/// The file is made.
pub const PFX_MADE: &str = "The file is made.";

/// Another password was typed after the file was made.
pub const PFX_OTHER_PASSWORD: &str = "The file is made, under the password that was in the fields then, not under the one that is in them now.";

/// A field was changed while the file was being made.
pub const PFX_STOPPED: &str = "No file was made, because you changed a field meanwhile. Make the file when all fields are as you want them.";

/// A field was changed after the file was made.
pub const PFX_OUTDATED: &str =
    "You changed a field, so the file that was made before is no longer offered here. Make the file again.";

/// The opening of the key was cancelled while the file waited for it.
pub const PFX_CANCELLED: &str = "Cancelled. No file was made.";

/// Other keys are asked for while those of a batch are there, all saved.
pub const NEW_KEYS_FOR_ALL: &str = "The keys and requests below are made and saved. New keys do not fit those requests, nor the certificates that are issued for them. Make new keys?";

/// The fields were changed after the requests of a list were made.
pub const REQUESTS_OUTDATED: &str =
    "You have changed the form above since. These files are for the list as it was when they were made.";

/// The fields were changed after the .pfx files were made.
pub const PFX_FILES_OUTDATED: &str =
    "You have changed the form above since. These files are made of what was given then.";

/// A list of names is being read.
pub const READING_LIST: &str = "Reading the list.";

/// The requests of a list are wanted, and the list is not read yet.
pub const READING_THEN_MAKING: &str = "Reading the list, then making the requests.";

/// The list was changed while it was being read for requests.
pub const LIST_STOPPED: &str =
    "Nothing was made, because you changed the list meanwhile. Make the requests when it is as you want it.";

/// What came back is being read.
pub const READING_FILES: &str = "Reading the files.";

/// The .pfx files are wanted, and what came back is not read yet.
pub const READING_FILES_THEN_MAKING: &str = "Reading the files, then making the .pfx files.";

/// The keys are being opened.
pub const OPENING_KEYS: &str = "Opening the keys.";

/// The .pfx files are wanted, and the keys are not open yet.
pub const OPENING_KEYS_THEN_MAKING: &str = "Opening the keys, then making the .pfx files.";

/// The opening of the keys was cancelled.
pub const OPENING_KEYS_CANCELLED: &str =
    "Cancelled. What you gave is still there. Make the .pfx files to open the keys after all.";

/// A field was changed while the .pfx files waited for it.
pub const RETURNED_STOPPED: &str = "Nothing was made, because you changed a field meanwhile. Make the .pfx files when all fields are as you want them.";

/// Certificates in use are being read.
pub const READING_CERTIFICATES: &str = "Reading the certificates.";

/// The reading of certificates in use was cancelled.
pub const READING_CANCELLED: &str = "Cancelled. What you gave is still there.";

/// The certificates are being checked.
pub const CHECKING: &str = "Checking the certificates.";

/// There is nothing to check.
pub const NOTHING_TO_CHECK: &str = "The checks appear here when there is a certificate.";

/// The worker that reads ended, and perhaps held the key.
pub fn reader_died(had_key: bool) -> Message {
    let lost = if had_key { "It no longer has your private key: give the key again. " } else { "" };
    Message::new(
        Field::MakePfx,
        format!(
            "The part of the page that works in the background has stopped, and what it was doing is lost. {lost}Files that you saved are not affected. Try again; if it happens twice, open this file in another browser."
        ),
    )
}

/// Files were dropped where fields are closed.
pub const CLOSED_TO_DROPS: &str = "The files were not taken, because this is closed while something is made. Drop them again when it is done.";

/// Files were dropped where nothing takes them.
pub const NO_PLACE_FOR_DROP: &str =
    "The files were not taken: nothing here asks for files. Go to the step that does, and drop them there.";
