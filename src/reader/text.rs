//! Text that is rewritten step by step, and remembers its lines and what was changed in it.

use std::iter::Peekable;
use std::ops::Range;
use std::slice::Iter;

use zeroize::Zeroizing;

use super::Change;

/// A text. Offsets are octets of it as it now is; lines are those of the input.
pub(super) struct Text {
    letters: Zeroizing<String>,
    /// Where each line after the first begins.
    lines: Vec<usize>,
    changes: Vec<(usize, Change)>,
}

/// What stands in a text at one place, and is replaced.
pub(super) struct Replaced {
    /// How many octets of it.
    pub(super) length: usize,
    /// What that is called.
    pub(super) change: Change,
}

/// Carries what a text remembers of its places into the text that is made of it.
struct Carrier<'a> {
    lines: Peekable<Iter<'a, usize>>,
    changes: Peekable<Iter<'a, (usize, Change)>>,
}

impl Text {
    /// A text as it came, of which every line ends with LF from now on.
    pub(super) fn new(decoded: &str) -> Self {
        let mut text = Self::with_capacity(decoded.len());
        let mut rest = decoded;
        while let Some((line, after)) = rest.split_once(['\r', '\n']) {
            text.letters.push_str(line);
            text.letters.push('\n');
            text.lines.push(text.letters.len());
            let ended_by_return = rest.as_bytes().get(line.len()) == Some(&b'\r');
            rest = after.strip_prefix('\n').filter(|_| ended_by_return).unwrap_or(after);
        }
        text.letters.push_str(rest);
        text
    }

    fn with_capacity(octets: usize) -> Self {
        let letters = Zeroizing::new(String::with_capacity(octets));
        Self { letters, lines: Vec::new(), changes: Vec::new() }
    }

    /// The text as it now is.
    pub(super) fn as_str(&self) -> &str {
        &self.letters
    }

    /// The line of the input, from 1, on which an offset lies.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset).saturating_add(1)
    }

    /// What was changed in a part of it, with the offsets.
    pub(super) fn changes_in(&self, part: Range<usize>) -> &[(usize, Change)] {
        let before = |offset: usize| self.changes.partition_point(|(at, _)| *at < offset);
        self.changes.get(before(part.start)..before(part.end)).unwrap_or_default()
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
            Carrier { lines: self.lines.iter().peekable(), changes: self.changes.iter().peekable() };
        let mut copied = 0;
        loop {
            carrier.copy(old, copied..at, &mut new);
            let rest = old.get(at..).unwrap_or_default();
            let start = new.letters.len();
            copied = at;
            let mut from = at.saturating_add(1);
            if let Some(Replaced { length, change }) = rule(rest, &mut new.letters) {
                copied = at.saturating_add(length.max(1));
                from = copied;
                carrier.carry(copied, |_| start, &mut new);
                new.changes.push((start, change));
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
        while let Some(line) = self.lines.next_if(|line| **line < until) {
            new.lines.push(place(*line));
        }
        while let Some((at, change)) = self.changes.next_if(|(at, _)| *at < until) {
            new.changes.push((place(*at), change.clone()));
        }
    }
}
