//! The search through a text: blocks between markers, and base64 outside them.

use std::ops::Range;

use super::base64::{self, Decoded, Fault};
use super::gathering::Gathering;
use super::layer::{self, Layer};
use super::pem::{self, Headers, Marker};
use super::session::Session;
use super::text::{Text, Undone};
use super::{Change, Item, ItemKind, KeyForm, Place, ReadError, Reading, Stop, Unread};

/// Base64 without markers that proves damaged is sought again behind it so often: each time may take all of
/// the text.
const MOST_DAMAGED: usize = 16;

/// Everything in a text, in order, with what could not be read. One that has nothing of ours gives
/// nothing.
pub(super) fn search(text: &Text, session: &mut Session<'_>) -> Result<Reading, ReadError> {
    let gathering = session.gathering();
    let mut search = Search { text, session, gathering, damaged: 0 };
    let mut open: Option<Marker<'_>> = None;
    let mut from = 0;
    for marker in pem::markers(text.as_str()) {
        let start = marker.place.start;
        match open.take() {
            Some(opening) if !marker.opens => search.block(&opening, &marker),
            Some(opening) if search.is_nested(&opening, start) => {
                let label = opening.label.to_owned();
                search.gathering.repair(Change::BeginTwice { label }, search.line_of(opening.place.start));
            }
            Some(opening) => search.without_end(&opening, start)?,
            None if marker.opens => search.loose(from..start)?,
            None => search.headless(from, &marker)?,
        }
        if search.gathering.is_full() {
            break;
        }
        from = marker.place.end;
        open = Some(marker).filter(|marker| marker.opens);
    }
    match open {
        Some(opening) => search.without_end(&opening, text.as_str().len())?,
        None => search.loose(from..text.as_str().len())?,
    }
    let Search { gathering, session, .. } = search;
    session.gathered(gathering)
}

struct Search<'a, 'b, 'c> {
    text: &'a Text,
    session: &'b mut Session<'c>,
    gathering: Gathering,
    /// How often base64 without markers was damaged.
    damaged: usize,
}

impl Search<'_, '_, '_> {
    /// A block that has its closing marker.
    fn block(&mut self, opening: &Marker<'_>, closing: &Marker<'_>) {
        let so_far = self.gathering.mark();
        match self.closed(opening, closing.place.start) {
            Ok(()) => {
                let whole = opening.place.start..closing.place.end;
                let other_end = (opening.label != closing.label).then(|| Change::OtherEnd {
                    opens: opening.label.to_owned(),
                    closes: closing.label.to_owned(),
                });
                self.changes(&whole, [opening.change(), closing.change(), other_end].into_iter().flatten());
            }
            Err(error) => {
                self.gathering.forget_since(so_far);
                let line = self.line_of(opening.place.start);
                if opening.is_known() {
                    self.unread(error, line);
                } else {
                    self.gathering.add(Item::Other { label: opening.label.to_owned() }, line);
                }
            }
        }
    }

    /// What stands between an opening marker and a closing one.
    fn closed(&mut self, opening: &Marker<'_>, end: usize) -> Result<(), ReadError> {
        let text = self.text.as_str();
        let label = opening.label;
        let headers = Headers::of(text.get(opening.place.end..end).unwrap_or_default());
        let start = opening.place.end.saturating_add(headers.length);
        let line = self.line_of(opening.place.start);
        let form = match headers.dek_info {
            Some(dek_info) => {
                Some(KeyForm::OpenSslEncrypted { label: label.to_owned(), dek_info: dek_info.to_owned() })
            }
            None => (label == "OPENSSH PRIVATE KEY").then_some(KeyForm::OpenSsh),
        };
        if let Some(form) = form {
            let der = base64::decode(text, start..end).map_err(|at| self.damaged_base64(label, at))?;
            self.gathering.add(Item::PrivateKey { form, der }, line);
            return Ok(());
        }
        let mut body = start..end;
        loop {
            let decoded =
                base64::element(text, body.clone()).map_err(|fault| self.fault(label, &fault, &body))?;
            let kind = self.gather(&decoded, Some(label), &line)?;
            let behind = base64::end_of_padding(text, decoded.place.end..end)..end;
            if behind.is_empty() {
                return Ok(());
            }
            if label == "TRUSTED CERTIFICATE" && base64::decode(text, decoded.place.end..end).is_ok() {
                self.gathering.repair(Change::TrustSettings, line);
                return Ok(());
            }
            if base64::next_element(text, behind.clone()) != Some(behind.start) {
                return self.behind(label, kind, &decoded, body, line);
            }
            body = behind;
        }
    }

    /// What stands in a block behind a thing that is whole.
    fn behind(
        &mut self,
        label: &str,
        kind: ItemKind,
        decoded: &Decoded,
        body: Range<usize>,
        line: Place,
    ) -> Result<(), ReadError> {
        let text = self.text.as_str();
        let own = body.start..base64::end_of_padding(text, decoded.place.end..body.end);
        let is_as_written = |part: Range<usize>| text.get(part).is_some_and(base64::is_as_written);
        let change = match base64::octets_behind(text, body.clone(), decoded.octets.len()) {
            Ok(octets) if is_as_written(body.clone()) => Change::OctetsBehind { kind, octets },
            Err(_) if is_as_written(own) => Change::TextBehind { kind },
            // Nobody knows which of the letters are those that do not belong there.
            _ => return Err(self.damaged_base64(label, decoded.place.end.saturating_sub(1))),
        };
        self.gathering.repair(change, line);
        Ok(())
    }

    /// Whether nothing stands between an opening marker and the next: the line was copied twice, or a
    /// block was put into another.
    fn is_nested(&self, opening: &Marker<'_>, next: usize) -> bool {
        let between = self.text.as_str().get(opening.place.end..next).unwrap_or_default();
        opening.is_known() && between.trim_matches(|c: char| c == '-' || c.is_whitespace()).is_empty()
    }

    /// A block without its closing marker: there is one if its octets are whole. Dashed lines of an
    /// email look like the beginning of one.
    fn without_end(&mut self, opening: &Marker<'_>, end: usize) -> Result<(), ReadError> {
        if !opening.is_known() {
            return self.loose(opening.place.end..end);
        }
        let line = self.line_of(opening.place.start);
        match self.unclosed(opening, end) {
            Ok(rest) => self.loose(rest..end),
            Err(error) => {
                self.unread(error, line);
                Ok(())
            }
        }
    }

    /// Where it ends.
    fn unclosed(&mut self, opening: &Marker<'_>, end: usize) -> Result<usize, ReadError> {
        let text = self.text.as_str();
        let missing = || ReadError::MissingEnd { label: opening.label.to_owned() };
        let headers = Headers::of(text.get(opening.place.end..end).unwrap_or_default());
        let body = opening.place.end.saturating_add(headers.length)..end;
        let decoded = base64::element(text, body).map_err(|_| missing())?;
        if headers.dek_info.is_some() || !base64::is_one_piece(text, decoded.place.clone()) {
            return Err(missing());
        }
        self.gather(&decoded, Some(opening.label), &self.line_of(opening.place.start))
            .map_err(|_| missing())?;
        let said =
            opening.change().into_iter().chain([Change::EndMissing { label: opening.label.to_owned() }]);
        self.changes(&(opening.place.start..decoded.place.end), said);
        Ok(base64::end_of_padding(text, decoded.place.end..end))
    }

    /// What stands before a closing marker that nothing opens. One behind words, or that stands there
    /// twice, closes nothing.
    fn headless(&mut self, from: usize, closing: &Marker<'_>) -> Result<(), ReadError> {
        let text = self.text.as_str();
        let part = from..closing.place.start;
        if !closing.is_known() || !base64::ends_like_body(text.get(part.clone()).unwrap_or_default()) {
            return self.loose(part);
        }
        let mut last = None;
        let mut rest = part.clone();
        while let Some(bare) = self.next_bare(&mut rest)? {
            if let Some(before) = last.replace(bare) {
                self.bare(&before);
            }
        }
        let ends = |last: &Bare| base64::end_of_padding(text, last.end..part.end) == part.end;
        let Some(last) = last.filter(ends) else {
            let error = ReadError::MissingBegin { label: closing.label.to_owned() };
            self.unread(error, self.line_of(closing.place.start));
            return Ok(());
        };
        let line = self.line_of(last.decoded.place.start);
        let Some(kind) = self.gather_or_tell(&last.decoded, Some(closing.label), &line) else {
            return Ok(());
        };
        let said = [Change::BeginMissing { label: closing.label.to_owned() }].into_iter();
        self.changes(&(last.decoded.place.start..closing.place.end), said.chain(closing.change()));
        self.octets_behind(kind, last.behind, line);
        Ok(())
    }

    /// Base64 outside blocks.
    fn loose(&mut self, mut part: Range<usize>) -> Result<(), ReadError> {
        while let Some(bare) = self.next_bare(&mut part)? {
            self.bare(&bare);
        }
        Ok(())
    }

    fn bare(&mut self, bare: &Bare) {
        let line = self.line_of(bare.decoded.place.start);
        if let Some(kind) = self.gather_or_tell(&bare.decoded, None, &line) {
            self.changes(&bare.decoded.place, [Change::MarkersMissing].into_iter());
            self.octets_behind(kind, bare.behind, line);
        }
    }

    fn octets_behind(&mut self, kind: ItemKind, octets: usize, line: Place) {
        if octets > 0 {
            self.gathering.repair(Change::OctetsBehind { kind, octets }, line);
        }
    }

    /// The next element of base64 in a part, from which it and what is before it are taken. Base64 of
    /// anything else before it is read on the way.
    fn next_bare(&mut self, part: &mut Range<usize>) -> Result<Option<Bare>, ReadError> {
        let text = self.text.as_str();
        loop {
            let start = base64::next_element(text, part.clone());
            let before = part.start..start.unwrap_or(part.end);
            let mut rest = before.clone();
            while let Some(layer) = layer::next(text, rest.clone()) {
                rest.start = layer.place.end;
                self.layer(&layer)?;
            }
            let Some(start) = start.filter(|_| !self.gathering.is_full()) else { return Ok(None) };
            // A run of base64 may reach beyond the letters that look like an element.
            if rest.start > start {
                part.start = rest.start;
                continue;
            }
            match self.bare_element(start..part.end) {
                Ok(bare) => {
                    part.start = bare.end;
                    return Ok(Some(bare));
                }
                Err((error, behind)) => {
                    self.unread(error, self.line_of(start));
                    self.damaged = self.damaged.saturating_add(1);
                    if self.damaged > MOST_DAMAGED {
                        return Ok(None);
                    }
                    part.start = behind.max(start.saturating_add(1)).min(part.end);
                }
            }
        }
    }

    /// The element that begins there, or why there is none, and where to go on.
    fn bare_element(&self, part: Range<usize>) -> Result<Bare, (ReadError, usize)> {
        let text = self.text.as_str();
        let start = part.start;
        let decoded = base64::element(text, part.clone()).map_err(|fault| match fault {
            Fault::Foreign(at) => (ReadError::DamagedBase64 { label: None, line: self.text.line_of(at) }, at),
            Fault::NoElement | Fault::Short => (self.damaged_der(None, part.clone()), start),
        })?;
        if base64::is_one_piece(text, decoded.place.clone()) {
            return Ok(Bare { end: decoded.place.end, behind: 0, decoded });
        }
        match base64::goes_on(text, &decoded).filter(|(end, _)| *end <= part.end) {
            Some((end, behind)) => Ok(Bare { decoded, behind, end }),
            None => Err((self.damaged_der(None, part), start)),
        }
    }

    /// What base64 of a text or of an archive holds. Where that is nothing of ours, it is a part of the
    /// text like any other.
    fn layer(&mut self, layer: &Layer) -> Result<(), ReadError> {
        let line = self.line_of(layer.place.start);
        self.session.set_room(self.gathering.room());
        match self.session.read_inside(&layer.octets) {
            Ok(inside) => {
                let place = |inner: Place| Place { line: line.line, ..inner };
                self.gathering.extend(inside, place);
                self.changes(&layer.place, [Change::Base64].into_iter());
            }
            Err(error @ ReadError::TooManyThings { .. }) => return Err(error),
            Err(error) => {
                let unread = Unread { place: line, error };
                if unread.is_damaged() || matches!(unread.error, ReadError::NothingInside { .. }) {
                    self.gathering.unread(unread);
                }
            }
        }
        Ok(())
    }

    fn unread(&mut self, error: ReadError, place: Place) {
        self.gathering.unread(Unread { place, error });
    }

    /// The kind of what was gathered; none where it is damaged, which is told.
    fn gather_or_tell(&mut self, decoded: &Decoded, label: Option<&str>, line: &Place) -> Option<ItemKind> {
        match self.gather(decoded, label, line) {
            Ok(kind) => Some(kind),
            Err(error) => {
                self.unread(error, line.clone());
                None
            }
        }
    }

    fn gather(
        &mut self,
        decoded: &Decoded,
        label: Option<&str>,
        line: &Place,
    ) -> Result<ItemKind, ReadError> {
        let damaged =
            || ReadError::DamagedDer { label: label.map(str::to_owned), stop: Stop::of(&decoded.octets) };
        // An element has nothing behind it.
        let (kind, _) = self.gathering.take_all(&decoded.octets, line).ok_or_else(damaged)?;
        if let Some(label) = label.filter(|label| !kind.has_label(label)) {
            let kind = kind.clone();
            self.gathering.repair(Change::WrongLabel { label: label.to_owned(), kind }, line.clone());
        }
        let said = [(decoded.is_url, Change::Base64Url), (decoded.is_broken, Change::QuotedPrintable)];
        for (_, change) in said.into_iter().filter(|(is, _)| *is) {
            self.gathering.repair(change, line.clone());
        }
        Ok(kind)
    }

    /// Says what was changed in a part, indentation included, each kind of it once, and what else
    /// there is to say of it.
    fn changes(&mut self, part: &Range<usize>, others: impl Iterator<Item = Change>) {
        let before = self.text.as_str().get(..part.start).unwrap_or_default();
        let start = before.trim_end_matches([' ', '\t']).len();
        let undone = self.text.undone_in(start..part.end);
        for (at, undone) in &undone {
            self.gathering.repair(undone.change(), self.line_of(*at));
        }
        let dashes = undone.iter().any(|(_, undone)| *undone == Undone::UnusualDashes);
        for change in others.filter(|change| !dashes || !matches!(change, Change::Dashes { .. })) {
            self.gathering.repair(change, self.line_of(part.start));
        }
    }

    fn fault(&self, label: &str, fault: &Fault, body: &Range<usize>) -> ReadError {
        let strange = match fault {
            Fault::Foreign(at) => Some(*at),
            Fault::NoElement => base64::decode(self.text.as_str(), body.clone()).err(),
            Fault::Short => None,
        };
        match strange {
            Some(at) => self.damaged_base64(label, at),
            None => self.damaged_der(Some(label), body.clone()),
        }
    }

    /// What can be told of a part that is damaged.
    fn damaged_der(&self, label: Option<&str>, part: Range<usize>) -> ReadError {
        let stop = Stop::of(&base64::first_octets(self.text.as_str(), part));
        ReadError::DamagedDer { label: label.map(str::to_owned), stop }
    }

    fn damaged_base64(&self, label: &str, at: usize) -> ReadError {
        ReadError::DamagedBase64 { label: Some(label.to_owned()), line: self.text.line_of(at) }
    }

    fn line_of(&self, offset: usize) -> Place {
        Place::line(self.text.line_of(offset))
    }
}

/// An element of base64 without markers.
struct Bare {
    decoded: Decoded,
    /// How many octets its line goes on for.
    behind: usize,
    /// Where all of that ends.
    end: usize,
}
