//! The search through a text: blocks between markers, and base64 outside them.

use std::ops::Range;

use super::base64::{self, Decoded, Fault};
use super::gathering::Gathering;
use super::pem::{self, Headers, Marker};
use super::text::Text;
use super::{Change, Item, KeyForm, Place, ReadError, Reading};

/// Everything in a text, in order. One that has nothing of ours gives nothing.
pub(super) fn search(text: &Text) -> Result<Reading, ReadError> {
    let mut search = Search { text, gathering: Gathering::default() };
    let mut open: Option<Marker<'_>> = None;
    let mut from = 0;
    for marker in pem::markers(text.as_str()) {
        match open.take() {
            Some(opening) => {
                search.block(&opening, marker.place.start, Some(&marker).filter(|marker| !marker.opens))?
            }
            None if marker.opens => search.loose(from..marker.place.start)?,
            None => search.headless(from, &marker)?,
        }
        from = marker.place.end;
        open = Some(marker).filter(|marker| marker.opens);
    }
    match open {
        Some(opening) => search.block(&opening, text.as_str().len(), None)?,
        None => search.loose(from..text.as_str().len())?,
    }
    Ok(search.gathering.reading)
}

struct Search<'a> {
    text: &'a Text,
    gathering: Gathering,
}

impl Search<'_> {
    /// What stands behind an opening marker, up to the next marker.
    fn block(
        &mut self,
        opening: &Marker<'_>,
        end: usize,
        closing: Option<&Marker<'_>>,
    ) -> Result<(), ReadError> {
        let Some(closing) = closing else { return self.unclosed(opening, end) };
        let so_far = self.gathering.mark();
        match self.closed(opening, end) {
            Ok(()) => {
                let whole = opening.place.start..closing.place.end;
                let other_end = (opening.label != closing.label).then(|| Change::OtherEnd {
                    opens: opening.label.to_owned(),
                    closes: closing.label.to_owned(),
                });
                self.changes(&whole, [opening.change(), closing.change(), other_end].into_iter().flatten());
                Ok(())
            }
            Err(error) if opening.is_known() => Err(error),
            Err(_) => {
                self.gathering.forget_since(so_far);
                let item = Item::Other { label: opening.label.to_owned() };
                self.gathering.add(item, self.line_of(opening.place.start));
                Ok(())
            }
        }
    }

    /// A block that has its closing marker.
    fn closed(&mut self, opening: &Marker<'_>, end: usize) -> Result<(), ReadError> {
        let text = self.text.as_str();
        let label = opening.label;
        let headers = Headers::of(text.get(opening.place.end..end).unwrap_or_default());
        let mut body = opening.place.end.saturating_add(headers.length)..end;
        let line = self.line_of(opening.place.start);
        let form = match headers.dek_info {
            Some(dek_info) => {
                Some(KeyForm::OpenSslEncrypted { label: label.to_owned(), dek_info: dek_info.to_owned() })
            }
            None => (label == "OPENSSH PRIVATE KEY").then_some(KeyForm::OpenSsh),
        };
        if let Some(form) = form {
            let der = base64::decode(text, body).map_err(|at| self.damaged_base64(label, at))?;
            self.gathering.add(Item::PrivateKey { form, der }, line);
            return Ok(());
        }
        loop {
            let decoded =
                base64::element(text, body.clone()).map_err(|fault| self.fault(label, &fault, &body))?;
            self.gather(&decoded, Some(label), &line)?;
            body.start = base64::end_of_padding(text, decoded.place.end..end);
            if body.is_empty() {
                return Ok(());
            }
            if label == "TRUSTED CERTIFICATE" && base64::decode(text, decoded.place.end..end).is_ok() {
                self.gathering.repair(Change::TrustSettings, line);
                return Ok(());
            }
            if base64::next_element(text, body.clone()) != Some(body.start) {
                return Err(self.fault(label, &Fault::NoElement, &body));
            }
        }
    }

    /// A block without its closing marker: there is one if its octets are whole. Dashed lines of an
    /// email look like the beginning of one.
    fn unclosed(&mut self, opening: &Marker<'_>, end: usize) -> Result<(), ReadError> {
        let text = self.text.as_str();
        if !opening.is_known() {
            return self.loose(opening.place.end..end);
        }
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
        self.loose(base64::end_of_padding(text, decoded.place.end..end)..end)
    }

    /// What stands before a closing marker that nothing opens. One behind words, or that stands there
    /// twice, closes nothing.
    fn headless(&mut self, from: usize, closing: &Marker<'_>) -> Result<(), ReadError> {
        let text = self.text.as_str();
        let part = from..closing.place.start;
        if !closing.is_known() || !base64::ends_like_body(text.get(part.clone()).unwrap_or_default()) {
            return self.loose(part);
        }
        let missing = || ReadError::MissingBegin { label: closing.label.to_owned() };
        let mut last = None;
        let mut rest = part.clone();
        while let Some(decoded) = self.next_loose(&mut rest)? {
            if let Some(before) = last.replace(decoded) {
                self.bare(&before)?;
            }
        }
        let decoded = last.filter(|last| base64::end_of_padding(text, last.place.end..part.end) == part.end);
        let decoded = decoded.ok_or_else(missing)?;
        self.gather(&decoded, Some(closing.label), &self.line_of(decoded.place.start))?;
        let said =
            [Change::BeginMissing { label: closing.label.to_owned() }].into_iter().chain(closing.change());
        self.changes(&(decoded.place.start..closing.place.end), said);
        Ok(())
    }

    /// Base64 outside blocks.
    fn loose(&mut self, mut part: Range<usize>) -> Result<(), ReadError> {
        while let Some(decoded) = self.next_loose(&mut part)? {
            self.bare(&decoded)?;
        }
        Ok(())
    }

    fn bare(&mut self, decoded: &Decoded) -> Result<(), ReadError> {
        self.gather(decoded, None, &self.line_of(decoded.place.start))?;
        self.changes(&decoded.place, [Change::MarkersMissing].into_iter());
        Ok(())
    }

    /// The next element of base64 in a part, from which it and what is before it are taken.
    fn next_loose(&self, part: &mut Range<usize>) -> Result<Option<Decoded>, ReadError> {
        let text = self.text.as_str();
        let Some(start) = base64::next_element(text, part.clone()) else { return Ok(None) };
        let damaged = || ReadError::DamagedDer { label: None };
        let decoded = base64::element(text, start..part.end).map_err(|fault| match fault {
            Fault::Foreign(at) => ReadError::DamagedBase64 { label: None, line: self.text.line_of(at) },
            Fault::NoElement | Fault::Short => damaged(),
        })?;
        if !base64::is_one_piece(text, decoded.place.clone()) {
            return Err(damaged());
        }
        part.start = decoded.place.end;
        Ok(Some(decoded))
    }

    fn gather(&mut self, decoded: &Decoded, label: Option<&str>, line: &Place) -> Result<(), ReadError> {
        let damaged = || ReadError::DamagedDer { label: label.map(str::to_owned) };
        let kind = self.gathering.take_all(&decoded.octets, line).ok_or_else(damaged)?;
        if let Some(label) = label.filter(|label| !kind.has_label(label)) {
            self.gathering.repair(Change::WrongLabel { label: label.to_owned(), kind }, line.clone());
        }
        let said = [(decoded.is_url, Change::Base64Url), (decoded.is_broken, Change::QuotedPrintable)];
        for (_, change) in said.into_iter().filter(|(is, _)| *is) {
            self.gathering.repair(change, line.clone());
        }
        Ok(())
    }

    /// Says what was changed in a part, indentation included, each kind of it once, and what else
    /// there is to say of it.
    fn changes(&mut self, part: &Range<usize>, others: impl Iterator<Item = Change>) {
        let before = self.text.as_str().get(..part.start).unwrap_or_default();
        let start = before.trim_end_matches([' ', '\t']).len();
        let mut said: Vec<&Change> = Vec::new();
        for (at, change) in self.text.changes_in(start..part.end) {
            if !said.contains(&change) {
                said.push(change);
                self.gathering.repair(change.clone(), self.line_of(*at));
            }
        }
        let dashes = said.contains(&&Change::UnusualDashes);
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
            None => ReadError::DamagedDer { label: Some(label.to_owned()) },
        }
    }

    fn damaged_base64(&self, label: &str, at: usize) -> ReadError {
        ReadError::DamagedBase64 { label: Some(label.to_owned()), line: self.text.line_of(at) }
    }

    fn line_of(&self, offset: usize) -> Place {
        Place::line(self.text.line_of(offset))
    }
}
