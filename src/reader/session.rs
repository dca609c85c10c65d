//! One reading: what is left of its limits, whatever is inside of what.

use super::error::Container;
use super::gathering::Gathering;
use super::mail::Email;
use super::reading::entry_name;
use super::text::Text;
use super::{
    Appearance, Change, ItemKind, Limits, Place, ReadError, Reading, Repair, Stop, Taken, Unread, archive,
    cleaning, encoding, foreign, search, structure,
};

/// Base64 in base64, or an email in an email, is undone so often at most.
const MOST_LAYERS: usize = 8;

/// At most so much was put right, and so many parts were not read, of those that are told of one input for
/// each thing that it may hold.
const TOLD_OF_A_THING: usize = 2;

/// Looks at a text or file before it is read, and says whether it is taken out of the reading.
pub(super) type Takes<'a> = &'a mut dyn FnMut(&[u8]) -> bool;

/// A reading on its way.
pub(super) struct Session<'a> {
    pub(super) limits: &'a Limits,
    takes: Takes<'a>,
    /// How many texts and files were taken.
    taken: usize,
    /// How many more things may be found.
    things: usize,
    /// How many more bytes may come out of archives.
    pub(super) unpacked: u64,
    /// How many more entries and parts there may be.
    pub(super) entries: u64,
    /// How much more may be told beside the things.
    told: usize,
    /// Whether it is inside a zip archive.
    in_zip: bool,
    layers: usize,
}

impl<'a> Session<'a> {
    pub(super) const fn new(limits: &'a Limits, takes: Takes<'a>) -> Self {
        Self {
            limits,
            takes,
            taken: 0,
            things: limits.things,
            told: limits.things.saturating_mul(TOLD_OF_A_THING),
            unpacked: limits.unpacked_bytes,
            entries: limits.entries,
            in_zip: false,
            layers: 0,
        }
    }

    /// Everything in an input.
    pub(super) fn read(&mut self, octets: &[u8]) -> Result<Reading, ReadError> {
        if archive::is_zip(octets) {
            return self.read_zip(octets);
        }
        if octets.len() <= self.limits.zip_bytes
            && let Some(email) = Email::read(octets)
        {
            return self.read_email(&email);
        }
        let most = self.limits.document_bytes;
        if octets.len() > most {
            return Err(ReadError::TooLarge { bytes: octets.len(), most });
        }
        if (self.takes)(octets) {
            let taken = Taken { place: Place::default(), number: self.taken };
            self.taken = self.taken.saturating_add(1);
            return Ok(Reading { taken: vec![taken], ..Reading::default() });
        }
        self.read_document(octets)
    }

    /// What was inside something else, one layer down.
    pub(super) fn read_inside(&mut self, octets: &[u8]) -> Result<Reading, ReadError> {
        if self.layers >= MOST_LAYERS {
            return Err(ReadError::TooDeep { most: MOST_LAYERS });
        }
        self.layers = self.layers.saturating_add(1);
        let reading = self.read(octets);
        self.layers = self.layers.saturating_sub(1);
        reading
    }

    /// How many more things may be found, where a text that is not read to its end has some already.
    pub(super) fn set_room(&mut self, things: usize) {
        self.things = things;
    }

    /// A place to put what is found in one text or file.
    pub(super) fn gathering(&self) -> Gathering {
        Gathering::with_room(self.things)
    }

    /// What was found in one text or file, if it was not too much.
    pub(super) fn gathered(&mut self, gathering: Gathering) -> Result<Reading, ReadError> {
        let too_many = ReadError::TooManyThings { most: self.limits.things };
        let (mut reading, room) = gathering.finish().ok_or(too_many)?;
        self.things = room;
        for told in [reading.repairs.len(), reading.unread.len()] {
            self.told = self.told.saturating_sub(told);
        }
        if self.told == 0 {
            reading.repairs.truncate(1);
            reading.unread.truncate(1);
        }
        Ok(reading)
    }

    /// Takes as much from what is left of the entries.
    pub(super) fn take_entry(&mut self) -> Result<(), ReadError> {
        let too_many = ReadError::TooManyEntries { most: self.limits.entries };
        self.entries = self.entries.checked_sub(1).ok_or(too_many)?;
        Ok(())
    }

    fn read_zip(&mut self, octets: &[u8]) -> Result<Reading, ReadError> {
        if self.in_zip {
            return Err(if archive::begins_office(octets) {
                ReadError::NotRecognised { appearance: Appearance::OfficeFile }
            } else {
                ReadError::ZipInZip
            });
        }
        self.in_zip = true;
        let reading = archive::read(octets, self);
        self.in_zip = false;
        reading
    }

    fn read_email(&mut self, email: &Email<'_>) -> Result<Reading, ReadError> {
        let mut reading = Reading::default();
        let mut known = 0;
        for part in email.parts(self)? {
            let name = part.name.as_deref().map(entry_name);
            let shift = part.shift;
            let place = |place: Place| match &name {
                Some(name) => place.within(name),
                None => Place { line: place.line.map(|line| line.saturating_add(shift)), ..place },
            };
            // The same in another form: what is there already was given once.
            if !part.is_alternative {
                known = reading.found.len();
            }
            let inside = if part.is_signature {
                Err(ReadError::NotRecognised { appearance: Appearance::EmailSignature })
            } else {
                self.read_inside(&part.octets)
            };
            match inside {
                Ok(mut inside) => {
                    if part.is_alternative {
                        let before = reading.found.get(known..).unwrap_or_default();
                        inside.found.retain(|found| before.iter().all(|other| other.item != found.item));
                    }
                    reading.extend(inside, place);
                }
                Err(error @ ReadError::TooManyThings { .. }) => return Err(error),
                Err(error) if part.is_words && is_only_words(&error) => {}
                Err(error) => reading.unread.push(Unread { place: place(Place::default()), error }),
            }
        }
        if reading.is_empty() {
            return Err(ReadError::NothingInside { container: Container::Email, unread: reading.unread });
        }
        Ok(reading)
    }

    fn read_document(&mut self, octets: &[u8]) -> Result<Reading, ReadError> {
        if let Some(reading) = self.read_octets(octets)? {
            return Ok(reading);
        }
        let encoding::Decoded { text: decoded, utf16 } = encoding::decode(octets);
        if decoded.trim().is_empty() {
            return Err(ReadError::Empty);
        }
        let text = Text::new(&decoded);
        let partly = match utf16 {
            Some(encoding::Utf16::From(offset)) => Some(Place::line(text.line_of(offset))),
            _ => None,
        };
        let mut reading = search::search(&cleaning::clean(text), self)?;
        foreign::find(&decoded, &mut reading);
        if reading.found.is_empty() && reading.unread.is_empty() {
            return Err(match Appearance::of(octets, &decoded) {
                Appearance::CutDer => ReadError::DamagedDer { label: None, stop: Stop::of(octets) },
                appearance => ReadError::NotRecognised { appearance },
            });
        }
        let repair = match (utf16, partly) {
            (None, _) => None,
            (Some(_), None) => Some(Repair { change: Change::Utf16, place: Place::default() }),
            (Some(_), Some(place)) => Some(Repair { change: Change::PartlyUtf16, place }),
        };
        reading.repairs.splice(0..0, repair);
        reading.or_first_unread()
    }

    /// The things that the octets are, one after another. What stands behind them is read as a text,
    /// and where that holds nothing, it is left out.
    fn read_octets(&mut self, octets: &[u8]) -> Result<Option<Reading>, ReadError> {
        let mut gathering = self.gathering();
        let mut rest = octets.trim_ascii_start();
        let mut last = None;
        let place = |rest: &[u8]| {
            let octet = octets.len().saturating_sub(rest.len());
            Place { octet: Some(octet).filter(|_| octet > 0), ..Place::default() }
        };
        while let Some(found) = structure::recognise(rest) {
            let (own, after) = (found.octets, found.rest.trim_ascii_start());
            match gathering.take(found, &place(rest)) {
                Some(kind) => last = Some(kind),
                None => {
                    let error = ReadError::DamagedDer { label: None, stop: Stop::of(own) };
                    gathering.unread(Unread { place: place(rest), error });
                }
            }
            rest = after;
        }
        let is_cut = structure::begins(rest) && rest.len() < octets.len();
        if is_cut {
            let error = ReadError::DamagedDer { label: None, stop: Stop::of(rest) };
            gathering.unread(Unread { place: place(rest), error });
        }
        let mut reading = self.gathered(gathering)?;
        if reading.found.is_empty() && reading.unread.is_empty() {
            return Ok(None);
        }
        if !rest.is_empty() && !is_cut {
            self.read_behind(rest, last, place(rest), &mut reading)?;
        }
        reading.or_first_unread().map(Some)
    }

    /// What stands behind a thing in DER. Where it is nothing of ours, it is left out.
    fn read_behind(
        &mut self,
        rest: &[u8],
        kind: Option<ItemKind>,
        place: Place,
        reading: &mut Reading,
    ) -> Result<(), ReadError> {
        match self.read_inside(rest) {
            Ok(behind) => {
                let start = place.octet.unwrap_or_default();
                // Lines are counted in what is text all through.
                let moved = |inner: Place| {
                    let octet = start.saturating_add(inner.octet.unwrap_or_default());
                    Place { line: None, octet: Some(octet), ..inner }
                };
                reading.extend(behind, moved);
            }
            Err(error @ ReadError::TooManyThings { .. }) => return Err(error),
            Err(error) => {
                let unread = Unread { place: place.clone(), error };
                match kind {
                    Some(kind) if !unread.is_damaged() => {
                        let change = Change::OctetsBehind { kind, octets: rest.len() };
                        reading.repairs.push(Repair { change, place });
                    }
                    _ => reading.unread.push(unread),
                }
            }
        }
        Ok(())
    }
}

/// Whether nothing but words was found.
const fn is_only_words(error: &ReadError) -> bool {
    matches!(
        error,
        ReadError::Empty | ReadError::NotRecognised { appearance: Appearance::Text | Appearance::Html }
    )
}
