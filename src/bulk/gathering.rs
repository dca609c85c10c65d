//! Everything that came back, sorted by what it is: each thing once, however often it was given.

mod names;

use sha2::{Digest, Sha256};

pub(super) use self::names::stem;
use self::names::{Origin, Requests};
use super::{MOST_NAMES, MOST_OCTETS, Passwords, TableError};
use crate::certificate::{Certificate, CertificateError};
use crate::check::endpoint_name;
use crate::index::Index;
use crate::judge::Sorted;
use crate::reader::{self, Change, Item, ItemKind, Limits, Place, ReadError, Repair};
use crate::request::ReceivedRequest;

/// What is read of one input where it can hold a thousand endpoints: a zip archive has a folder, a
/// request and a key for each.
pub const LIMITS: Limits = Limits {
    document_bytes: 8 << 20,
    zip_bytes: MOST_OCTETS,
    entries: 5_000,
    unpacked_bytes: 16_000_000,
    things: 20_000,
};

/// The most things of one kind: each name can have an old and a new one.
const MOST_THINGS: usize = 2 * MOST_NAMES;

/// The most certificates of authorities: each environment has a root and one below it, and their
/// elders. A path is looked for among them for each endpoint.
const MOST_AUTHORITIES: usize = 30;

/// What was given.
#[derive(Default)]
pub struct Given {
    /// The certificates of endpoints.
    pub endpoints: Vec<Certificate>,
    /// Those of authorities.
    pub authorities: Vec<Certificate>,
    /// The private keys.
    pub keys: Vec<GivenKey>,
    /// The requests.
    pub requests: Requests,
    /// The passwords in tables.
    pub passwords: Passwords,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// What was left out of files that were read, each with the name of its file.
    pub left_out: Vec<(String, Repair)>,
    /// What else was found, and is not used.
    pub others: Vec<ItemKind>,
}

/// A private key, or a PKCS#12 file that may hold one.
pub struct GivenKey {
    /// The name of its file without folders and without what it ends in.
    pub name: String,
    /// The name of the folder that it stands in, where there is one.
    pub folder: Option<String>,
    /// Where it comes from: a request that has the same origin was saved with it.
    pub origin: Origin,
    /// What it is.
    pub item: Item,
}

/// What could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The name of the file, and of the entry of a zip archive; empty for pasted text.
    pub name: String,
    /// Why.
    pub fault: Fault,
}

/// Why something could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A file, or an entry of a zip archive.
    File(ReadError),
    /// A certificate.
    Certificate(CertificateError),
    /// A request.
    Request,
    /// A table of passwords.
    Table(TableError),
}

/// Why nothing is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooMuch {
    /// More octets in all, as they come or unpacked.
    Octets {
        /// How many are taken.
        most: usize,
    },
    /// More certificates of endpoints, keys or requests than there are for a thousand names.
    Things {
        /// How many are taken of one kind.
        most: usize,
    },
    /// More authorities than anybody has.
    Authorities {
        /// How many are taken.
        most: usize,
    },
}

/// Certificates and keys on the way into their places.
#[derive(Default)]
struct Gathering {
    given: Given,
    certificates: Vec<Certificate>,
    seen: Index,
    /// Octets of everything that was met: archives can hold a thousand times of what they have.
    octets: usize,
}

impl Given {
    /// Reads inputs, each with the name of its file.
    ///
    /// # Errors
    /// [`TooMuch`]. What cannot be read by itself is no error: it is told, and holds up nothing else.
    pub fn read<'a>(inputs: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Self, TooMuch> {
        let mut gathering = Gathering::default();
        let mut octets = 0usize;
        for (number, (name, input)) in inputs.into_iter().enumerate() {
            octets = octets.saturating_add(input.len());
            if octets > MOST_OCTETS {
                return Err(TooMuch::Octets { most: MOST_OCTETS });
            }
            gathering.read(number, name, input)?;
        }
        gathering.sort()
    }
}

impl Gathering {
    fn read(&mut self, number: usize, name: &str, input: &[u8]) -> Result<(), TooMuch> {
        let (passwords, mut tables) = (&mut self.given.passwords, Vec::new());
        let mut takes = |octets: &[u8]| match passwords.read(octets) {
            Ok(false) => false,
            taken => {
                tables.push(taken.err());
                true
            }
        };
        let reading = match reader::read_beside(input, &LIMITS, &mut takes) {
            Ok(reading) => reading,
            Err(ReadError::NothingInside { unread, .. }) if !unread.is_empty() => {
                self.unread(name, unread);
                return Ok(());
            }
            Err(ReadError::TooManyThings { .. }) => return Err(TooMuch::Things { most: MOST_THINGS }),
            Err(error) => {
                self.given.unread.push(Unread { name: name.to_owned(), fault: Fault::File(error) });
                return Ok(());
            }
        };
        for taken in &reading.taken {
            if let Some(Some(error)) = tables.get(taken.number) {
                let name = full_name(name, &taken.place);
                self.given.unread.push(Unread { name, fault: Fault::Table(*error) });
            }
        }
        for found in reading.found {
            self.take(found.item, number, name, &found.place);
            let given = &self.given;
            let counts = [given.keys.len(), given.requests.len()];
            let things = counts.into_iter().max().unwrap_or_default();
            // Certificates can be of both kinds here.
            if things > MOST_THINGS || self.certificates.len() > MOST_THINGS.saturating_add(MOST_AUTHORITIES)
            {
                return Err(TooMuch::Things { most: MOST_THINGS });
            }
            if self.octets > MOST_OCTETS {
                return Err(TooMuch::Octets { most: MOST_OCTETS });
            }
        }
        self.unread(name, reading.unread);
        let is_loss = |repair: &Repair| {
            matches!(repair.change, Change::OctetsBehind { .. } | Change::TextBehind { .. })
        };
        let losses = reading.repairs.into_iter().filter(is_loss);
        let room = MOST_LEFT_OUT.saturating_sub(self.given.left_out.len());
        self.given.left_out.extend(losses.take(room).map(|repair| (name.to_owned(), repair)));
        Ok(())
    }

    fn unread(&mut self, name: &str, unread: Vec<reader::Unread>) {
        self.given.unread.extend(unread.into_iter().map(|reader::Unread { place, error }| Unread {
            name: full_name(name, &place),
            fault: Fault::File(error),
        }));
    }

    /// Whether octets were not met before.
    fn is_new(&mut self, octets: &[u8]) -> bool {
        let is_new = self.seen.is_new(Sha256::digest(octets).into());
        self.octets = self.octets.saturating_add(if is_new { octets.len() } else { 0 });
        is_new
    }

    fn take(&mut self, item: Item, number: usize, name: &str, place: &Place) {
        let file = place.entry.as_deref().unwrap_or(name);
        let unread = |fault| Unread { name: file.to_owned(), fault };
        match item {
            Item::Certificate(der) => {
                if self.is_new(&der) {
                    match Certificate::from_der(&der) {
                        Ok(certificate) => self.certificates.push(certificate),
                        Err(error) => self.given.unread.push(unread(Fault::Certificate(error))),
                    }
                }
            }
            Item::Request(der) => {
                if self.is_new(&der) {
                    match ReceivedRequest::from_der(&der) {
                        Ok(request) => {
                            let origin = Origin::of(number, name, place);
                            let fingerprint = request.public_key().fingerprint();
                            if let Some(name) = endpoint_name(request.subject()) {
                                self.given.requests.add(name.as_str(), fingerprint, origin);
                            }
                        }
                        Err(_) => self.given.unread.push(unread(Fault::Request)),
                    }
                }
            }
            Item::PrivateKey { der: ref octets, .. } | Item::Pkcs12(ref octets) => {
                if self.is_new(octets) {
                    let (name, folder) = (stem(file).to_owned(), names::folder(file));
                    let origin = Origin::of(number, file, place);
                    self.given.keys.push(GivenKey { name, folder, origin, item });
                }
            }
            Item::PublicKey(_) | Item::Pkcs7(_) | Item::RevocationList(_) | Item::Other { .. } => {
                let kind = item.kind();
                if !self.given.others.contains(&kind) && self.given.others.len() < MOST_OTHERS {
                    self.given.others.push(kind);
                }
            }
        }
    }

    /// Tells endpoints from authorities.
    fn sort(self) -> Result<Given, TooMuch> {
        let Self { mut given, certificates, .. } = self;
        let Sorted { endpoints, authorities, .. } = Sorted::of(certificates, &[]);
        (given.endpoints, given.authorities) = (endpoints, authorities);
        if given.endpoints.len() > MOST_THINGS {
            return Err(TooMuch::Things { most: MOST_THINGS });
        }
        if given.authorities.len() > MOST_AUTHORITIES {
            return Err(TooMuch::Authorities { most: MOST_AUTHORITIES });
        }
        Ok(given)
    }
}

/// At most so many kinds of other things are told.
const MOST_OTHERS: usize = 5;

/// At most so much that was left out is told.
const MOST_LEFT_OUT: usize = 20;

/// The name of a file, and of the entry in it.
fn full_name(name: &str, place: &Place) -> String {
    let parts = [Some(name).filter(|name| !name.is_empty()), place.entry.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join("/")
}
