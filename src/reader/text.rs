//! Text that is rewritten step by step, and remembers its lines and what was changed in it.

use std::iter::Peekable;
use std::ops::Range;
use std::slice::Iter;

use zeroize::Zeroizing;

use super::Change;

/// What is undone in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undone {
    QuotedPrintable,
    Html,
    Percent,
    Escapes,
    QuotationMarks,
    UnusualSpaces,
    InvisibleCharacters,
    UnusualDashes,
    Quoting,
}

impl Undone {
    /// How that is said.
    pub(super) const fn change(self) -> Change {
        match self {
            Self::QuotedPrintable => Change::QuotedPrintable,
            Self::Html => Change::Html,
            Self::Percent => Change::Percent,
            Self::Escapes => Change::Escapes,
            Self::QuotationMarks => Change::QuotationMarks,
            Self::UnusualSpaces => Change::UnusualSpaces,
            Self::InvisibleCharacters => Change::InvisibleCharacters,
            Self::UnusualDashes => Change::UnusualDashes,
            Self::Quoting => Change::Quoting,
        }
    }
}

/// A text. Offsets are octets of it as it now is; lines are those of the input. There can be as many
/// of both as letters, so they are kept small.
pub(super) struct Text {
    letters: Zeroizing<String>,
    /// Where each line after the first begins.
    lines: Vec<u32>,
    undone: Vec<(u32, Undone)>,
}

/// What stands in a text at one place, and is replaced.
pub(super) struct Replaced {
    /// How many octets of it.
    pub(super) length: usize,
    /// What that is called.
    pub(super) undone: Undone,
}

/// Carries what a text remembers of its places into the text that is made of it.
struct Carrier<'a> {
    lines: Peekable<Iter<'a, u32>>,
    undone: Peekable<Iter<'a, (u32, Undone)>>,
}

impl Text {
    /// A text as it came, of which every line ends with LF from now on.
    pub(super) fn new(decoded: &str) -> Self {
        let mut text = Self::with_capacity(decoded.len());
        let mut rest = decoded;
        while let Some((line, after)) = rest.split_once(['\r', '\n']) {
            text.letters.push_str(line);
            text.letters.push('\n');
            text.begin_line(text.letters.len());
            let ended_by_return = rest.as_bytes().get(line.len()) == Some(&b'\r');
            rest = after.strip_prefix('\n').filter(|_| ended_by_return).unwrap_or(after);
        }
        text.letters.push_str(rest);
        text
    }

    fn with_capacity(octets: usize) -> Self {
        let letters = Zeroizing::new(String::with_capacity(octets));
        Self { letters, lines: Vec::new(), undone: Vec::new() }
    }

    fn begin_line(&mut self, offset: usize) {
        self.lines.push(short(offset));
    }

    /// Remembers what was undone; the same at the same place is nothing new.
    fn remember(&mut self, offset: usize, undone: Undone) {
        let new = (short(offset), undone);
        if self.undone.last() != Some(&new) {
            self.undone.push(new);
        }
    }

    /// The text as it now is.
    pub(super) fn as_str(&self) -> &str {
        &self.letters
    }

    /// The line of the input, from 1, on which an offset lies.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| long(start) <= offset).saturating_add(1)
    }

    /// What was undone in a part of it, each kind once, with the first offset.
    pub(super) fn undone_in(&self, part: Range<usize>) -> Vec<(usize, Undone)> {
        let before = |offset: usize| self.undone.partition_point(|(at, _)| long(*at) < offset);
        let mut kinds: Vec<(usize, Undone)> = Vec::new();
        for &(at, undone) in self.undone.get(before(part.start)..before(part.end)).unwrap_or_default() {
            if kinds.iter().all(|(_, known)| *known != undone) {
                kinds.push((long(at), undone));
            }
        }
        kinds
    }

    /// The text in which a rule has replaced what it replaces. The rule is asked wherever an octet
    /// stands that it waits for: it sees that and all that follows, and writes down what it puts there,
    /// which is never longer than what it takes.
    pub(super) fn rewrite(
        self,
        waits_for: fn(u8) -> bool,
        rule: fn(&str, &mut String) -> Option<Replaced>,
    ) -> Self {
        let old = self.letters.as_str();
        let waited_for: [bool; 256] = std::array::from_fn(|octet| u8::try_from(octet).is_ok_and(waits_for));
        let next = |from: usize| {
            let rest = old.as_bytes().get(from..)?.iter();
            let mut rest = rest.map(|&octet| waited_for.get(usize::from(octet)) == Some(&true));
            rest.position(|is| is).map(|at| from.saturating_add(at))
        };
        let Some(mut at) = next(0) else { return self };
        let mut new = Self::with_capacity(old.len());
        let mut carrier =
            Carrier { lines: self.lines.iter().peekable(), undone: self.undone.iter().peekable() };
        let mut copied = 0;
        loop {
            carrier.copy(old, copied..at, &mut new);
            let rest = old.get(at..).unwrap_or_default();
            let start = new.letters.len();
            copied = at;
            let mut from = at.saturating_add(1);
            if let Some(Replaced { length, undone }) = rule(rest, &mut new.letters) {
                copied = at.saturating_add(length.max(1));
                from = copied;
                carrier.carry(copied, |_| start, &mut new);
                new.remember(start, undone);
            }
            match next(from) {
                Some(found) => at = found,
                None => break,
            }
        }
        carrier.copy(old, copied..old.len(), &mut new);
        new
    }
}

impl Carrier<'_> {
    /// Copies a part, and carries the places in it.
    fn copy(&mut self, old: &str, part: Range<usize>, new: &mut Text) {
        let start = new.letters.len();
        self.carry(part.end, |place| start.saturating_add(place.saturating_sub(part.start)), new);
        new.letters.push_str(old.get(part).unwrap_or_default());
    }

    /// Carries the places before an offset.
    fn carry(&mut self, until: usize, place: impl Fn(usize) -> usize, new: &mut Text) {
        while let Some(&line) = self.lines.next_if(|line| long(**line) < until) {
            new.begin_line(place(long(line)));
        }
        while let Some(&(at, undone)) = self.undone.next_if(|(at, _)| long(*at) < until) {
            new.remember(place(long(at)), undone);
        }
    }
}

/// An offset as it is kept. No text that is read is longer than 4 GB.
fn short(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn long(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}
