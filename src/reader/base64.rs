//! Base64 (RFC 4648) as it arrives: lines of any length, white space anywhere, padding or none, and
//! of either alphabet.

use std::ops::Range;

use base64ct::{Base64Unpadded, Encoding};
use zeroize::Zeroizing;

use super::layer;
use crate::ber::{self, Element};

/// Base64 without markers has at least so many letters in its first line.
const SHORTEST_LINE: usize = 40;

/// Words of a language are shorter.
const LONGEST_WORD: usize = 24;

/// What was read.
pub(super) struct Decoded {
    pub(super) octets: Zeroizing<Vec<u8>>,
    /// Where the letters begin and end.
    pub(super) place: Range<usize>,
    /// Whether they are of the alphabet of base64url.
    pub(super) is_url: bool,
    /// Whether `=` stands between them, as at the ends of lines in quoted-printable.
    pub(super) is_broken: bool,
}

/// Why nothing was read.
pub(super) enum Fault {
    /// The first octets are not those of a structure.
    NoElement,
    /// Something else than a letter stands there, before the element is whole.
    Foreign(usize),
    /// The text ends before the element is whole.
    Short,
}

struct Letters {
    letters: Zeroizing<Vec<u8>>,
    end: usize,
    is_url: bool,
    padded: bool,
    is_broken: bool,
    foreign: Option<usize>,
}

/// Where the next run of letters begins that is the base64 of something of ours.
pub(super) fn next_element(text: &str, part: Range<usize>) -> Option<usize> {
    let octets = text.as_bytes();
    let mut from = part.start;
    loop {
        let rest = octets.get(from..part.end)?;
        let at = from.saturating_add(rest.windows(2).position(|pair| pair == b"MI")?);
        let follows_letter =
            at > part.start && octets.get(at.saturating_sub(1)).copied().is_some_and(is_letter);
        if !follows_letter && begins_element(octets.get(at..part.end)?) {
            return Some(at);
        }
        from = at.saturating_add(1);
    }
}

/// Whether the letters are those of a SEQUENCE whose length takes octets of its own, with a
/// SEQUENCE, an INTEGER or an OBJECT IDENTIFIER in it.
fn begins_element(octets: &[u8]) -> bool {
    let letters = octets.iter().take(SHORTEST_LINE).take_while(|&&octet| is_letter(octet)).count();
    let head = collect(octets, 0..SHORTEST_LINE.min(octets.len()), 12);
    let head = decode_letters(&head.letters).unwrap_or_default();
    let length_of_length = head.get(1).map_or(0, |octet| usize::from(octet & 0x7f));
    let inner = head.get(length_of_length.saturating_add(2));
    letters == SHORTEST_LINE
        && head.first() == Some(&ber::SEQUENCE)
        && matches!(inner, Some(&(ber::SEQUENCE | ber::INTEGER | ber::OBJECT_IDENTIFIER)))
}

/// Reads the one element that begins with the first letter, and says where it ends.
pub(super) fn element(text: &str, part: Range<usize>) -> Result<Decoded, Fault> {
    let octets = text.as_bytes();
    let lead = octets.get(part.clone()).unwrap_or_default().iter();
    let start =
        part.start.saturating_add(lead.take_while(|&&octet| is_between(octet) || octet == b'-').count());
    let part = start..part.end;
    let head = collect(octets, part.clone(), 8);
    let first = decode_letters(&head.letters).ok_or(Fault::NoElement)?;
    if first.first() != Some(&ber::SEQUENCE) {
        return Err(head.foreign.map_or(Fault::NoElement, Fault::Foreign));
    }
    let length = match ber::claimed_length(&first) {
        Some(length) => length,
        None if ber::is_indefinite(&first) => indefinite_length(octets, part.clone())?,
        None => return Err(Fault::NoElement),
    };
    // Four letters are three octets.
    let wanted = length.saturating_mul(4).div_ceil(3);
    let Letters { letters, end, is_url, is_broken, foreign, .. } = collect(octets, part, wanted);
    if letters.len() < wanted {
        return Err(foreign.map_or(Fault::Short, Fault::Foreign));
    }
    let mut decoded = decode_letters(&letters).ok_or(Fault::Short)?;
    decoded.truncate(length);
    Ok(Decoded { octets: decoded, place: start..end, is_url, is_broken })
}

/// How long an element is whose form is indefinite: a part is read that grows until it is whole.
fn indefinite_length(octets: &[u8], part: Range<usize>) -> Result<usize, Fault> {
    let mut most = 4096;
    loop {
        let Letters { letters, foreign, .. } = collect(octets, part.clone(), most);
        let decoded = decode_letters(&letters).unwrap_or_default();
        if let Some(element) = Element::first(&decoded) {
            return Ok(element.whole.len());
        }
        if letters.len() < most {
            return Err(foreign.map_or(Fault::Short, Fault::Foreign));
        }
        most = most.saturating_mul(2);
    }
}

/// Decodes all of it. The error is the offset of what does not belong there.
pub(super) fn decode(text: &str, part: Range<usize>) -> Result<Zeroizing<Vec<u8>>, usize> {
    let octets = text.as_bytes();
    let all = octets.get(part.clone()).unwrap_or_default();
    let body = all
        .iter()
        .rposition(|&octet| !is_between(octet) && octet != b'-')
        .map_or(0, |last| last.saturating_add(1));
    let end = part.start.saturating_add(body);
    let padding = all.iter().take(body).position(|&octet| octet == b'=');
    let Letters { letters, foreign, .. } = collect(octets, part.start..end, usize::MAX);
    match padding.map(|at| part.start.saturating_add(at)).or(foreign) {
        Some(at) => Err(at),
        None => decode_letters(&letters).filter(|_| letters.len() % 4 != 1).ok_or(end),
    }
}

/// Whether the letters are lines of one piece of base64, as programs break them: one that is shorter
/// than the others is the last. Where it is not, the end is missing, and words follow it. Lines
/// that were broken a second time have one short length many times.
pub(super) fn is_one_piece(text: &str, place: Range<usize>) -> bool {
    let octets = text.as_bytes();
    let goes_on = octets.get(place.end).copied().is_some_and(is_letter);
    let letters = octets.get(place.clone()).unwrap_or_default();
    let runs = letters.split(|&octet| !is_letter(octet)).map(<[u8]>::len).filter(|&length| length > 0);
    let mut lengths: Vec<usize> = runs.skip(1).collect();
    lengths.pop();
    lengths.sort_unstable();
    let once = lengths.chunk_by(|one, other| one == other).filter(|same| same.len() == 1).count();
    (!goes_on || begins_element(octets.get(place.end..).unwrap_or_default()))
        && (once == 0 || lengths.len() == 1)
}

/// Whether a text could be base64 at its end: its last line is one word, or it has a word that is
/// longer than those of a language.
pub(super) fn ends_like_body(text: &str) -> bool {
    let last_line = text.trim_ascii().lines().next_back().unwrap_or_default();
    let one_word = !last_line.is_empty() && !last_line.contains(|c: char| c.is_ascii_whitespace());
    one_word || text.as_bytes().split(|&octet| !is_letter(octet)).any(|word| word.len() >= LONGEST_WORD)
}

/// Where what belongs to the letters before ends: white space, padding, and dashes of a marker that
/// was torn apart.
pub(super) fn end_of_padding(text: &str, part: Range<usize>) -> usize {
    let rest = text.as_bytes().get(part.clone()).unwrap_or_default();
    let padding = rest.iter().take_while(|&&octet| is_between(octet) || octet == b'-').count();
    part.start.saturating_add(padding)
}

/// The octets of the letters with which a part begins, whatever they are.
pub(super) fn first_octets(text: &str, part: Range<usize>) -> Zeroizing<Vec<u8>> {
    let octets = text.as_bytes();
    let lead = octets.get(part.clone()).unwrap_or_default().iter();
    let lead = lead.take_while(|&&octet| is_between(octet) || octet == b'-').count();
    let Letters { letters, .. } = collect(octets, part.start.saturating_add(lead)..part.end, usize::MAX);
    decode_letters(&letters).unwrap_or_default()
}

/// How many octets the letters of a part stand for behind the element that they begin with; the offset
/// of something else, where that stands between them.
pub(super) fn octets_behind(text: &str, part: Range<usize>, element: usize) -> Result<usize, usize> {
    let Letters { letters, foreign, .. } = collect(text.as_bytes(), part, usize::MAX);
    let octets = letters.len().saturating_mul(3) / 4;
    foreign.map_or(Ok(octets.saturating_sub(element)), Err)
}

/// Whether some base64 is as a program writes it: lines of one length, of which the last may be shorter
/// and none is the same as the one before, and as many letters as whole octets take. A copy that has
/// gained or lost letters on its way is not.
pub(super) fn is_as_written(text: &str) -> bool {
    let (letters, padding) = match text.trim_ascii_end().split_once('=') {
        Some((letters, rest)) => (letters, rest.len().saturating_add(1)),
        None => (text, 0),
    };
    let lines: Vec<&str> = letters.split_ascii_whitespace().collect();
    let count = lines.iter().map(|line| line.len()).fold(padding, usize::saturating_add);
    let Some((last, others)) = lines.split_last() else { return false };
    let width = others.first().map_or(last.len(), |line| line.len());
    let is_zero = |line: &str| line.bytes().all(|letter| letter == b'A');
    let repeats = lines.iter().zip(lines.iter().skip(1)).any(|(one, next)| one == next && !is_zero(one));
    padding <= 2
        && count.is_multiple_of(4)
        && last.len() <= width
        && others.iter().all(|line| line.len() == width)
        && !repeats
        && letters.bytes().all(|octet| is_letter(octet) || octet.is_ascii_whitespace())
}

/// Where the base64 ends that goes on behind an element in one piece with it, and how many octets that
/// stands for.
pub(super) fn goes_on(text: &str, element: &Decoded) -> Option<(usize, usize)> {
    let octets = text.as_bytes();
    let start = element.place.start;
    let first = octets.get(start..)?.iter().take_while(|&&octet| is_letter(octet)).count();
    let end = layer::run(octets, start, first).end;
    let padding = octets.get(end..)?.iter().take_while(|&&octet| octet == b'=').count();
    let whole = start..end.saturating_add(padding);
    let behind = octets_behind(text, whole.clone(), element.octets.len()).ok()?;
    (behind > 0 && is_as_written(text.get(whole)?)).then_some((end, behind))
}

/// The letters of a part, so many of them at the most.
fn collect(octets: &[u8], part: Range<usize>, most: usize) -> Letters {
    let room = most.min(part.len());
    let mut found = Letters {
        letters: Zeroizing::new(Vec::with_capacity(room)),
        end: part.start,
        is_url: false,
        padded: false,
        is_broken: false,
        foreign: None,
    };
    for at in part {
        if found.letters.len() >= most {
            break;
        }
        match octets.get(at).copied().unwrap_or_default() {
            b'-' => found.push(b'+', at, true),
            b'_' => found.push(b'/', at, true),
            letter if is_letter(letter) => found.push(letter, at, false),
            octet if is_between(octet) => found.padded |= octet == b'=',
            _ => {
                found.foreign = Some(at);
                break;
            }
        }
    }
    found
}

impl Letters {
    fn push(&mut self, letter: u8, at: usize, is_url: bool) {
        self.letters.push(letter);
        self.end = at.saturating_add(1);
        self.is_url |= is_url;
        self.is_broken |= self.padded;
    }
}

/// Decodes letters of the usual alphabet. What is missing of the last four counts as zero.
pub(super) fn decode_letters(letters: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut whole = Zeroizing::new(Vec::with_capacity(letters.len().saturating_add(3)));
    whole.extend_from_slice(letters);
    let missing = letters.len().next_multiple_of(4).saturating_sub(letters.len());
    whole.extend(std::iter::repeat_n(b'A', missing));
    let mut octets =
        Base64Unpadded::decode_vec(std::str::from_utf8(&whole).ok()?).map(Zeroizing::new).ok()?;
    octets.truncate(letters.len().saturating_mul(3) / 4);
    Some(octets)
}

pub(super) fn is_letter(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'-' | b'_')
}

/// What may stand between letters: white space, and `=`, which ends a line in quoted-printable.
fn is_between(octet: u8) -> bool {
    octet.is_ascii_whitespace() || octet == b'='
}
