//! What names the columns of a table: where it stands, and what it makes of the lines below.

use super::cell::{is_meant_as_name, is_name};
use super::{Column, ListError};
use crate::bulk::table::Record;

impl Column {
    pub(super) const ALL: [Self; 4] = [Self::Fqdn, Self::Environment, Self::OdsCode, Self::Organisation];

    /// Those that compose a name together.
    pub(super) const COMPOSING: [Self; 3] = [Self::Environment, Self::OdsCode, Self::Organisation];

    /// How it is called in a header: the first is the name that people are told. Where a table has several
    /// of them, the first here counts.
    const fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Fqdn => &[
                "fqdn",
                "endpoint name",
                "common name",
                "cn",
                "host name",
                "dns name",
                "domain name",
                "server name",
                "endpoint",
                "host",
                "name",
            ],
            Self::Environment => &["environment", "env"],
            Self::OdsCode => &["ods_code", "ods", "organisation code", "organization code", "org code"],
            Self::Organisation => &[
                "organisation",
                "organization",
                "supplier",
                "provider",
                "organisation name",
                "organization name",
                "supplier name",
                "provider name",
            ],
        }
    }

    /// The name that people are told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fqdn => "fqdn",
            Self::Environment => "environment",
            Self::OdsCode => "ods_code",
            Self::Organisation => "organisation",
        }
    }

    /// The column that a header names, and its place among the names of that column.
    fn named(header: &str) -> Option<(Self, usize)> {
        let is = |name: &&str| letters(name).eq(letters(header));
        Self::ALL.into_iter().find_map(|column| Some((column, column.headers().iter().position(is)?)))
    }
}

/// A header or a word without what stands between its letters, and without case. All that are known are
/// ASCII; the tables of Unicode for the rest would be larger than this module.
pub(in crate::bulk) fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || !c.is_ascii()).map(|c| c.to_ascii_lowercase())
}

/// Where the known columns are.
#[derive(Default)]
pub(super) struct Header {
    /// In the order of [`Column::ALL`].
    places: [Option<usize>; 4],
    /// Columns that could be those of the whole name as well.
    other_names: Vec<usize>,
    /// How many columns are known.
    known: usize,
    /// What names the columns, as it is written.
    written: Vec<String>,
    /// Columns that are not known.
    unknown: Vec<usize>,
}

/// A column with the number of those below its header that are names.
struct Candidate {
    column: Column,
    rank: usize,
    place: usize,
    names: usize,
}

impl Header {
    /// Finds it among the first lines: it, and its place. None where there are names and no header. Of
    /// several, that is taken which names the most columns: a title may be called as one is.
    pub(super) fn find(lines: &[Record<'_>]) -> Result<Option<(usize, Self)>, ListError> {
        let (mut best, mut failed): (Option<(usize, Self)>, _) = (None, None);
        let mut has_names = false;
        for (at, line) in lines.iter().enumerate() {
            if line.filled().any(|(_, field)| is_meant_as_name(field)) {
                has_names = true;
                break;
            }
            let below = lines.get(at.saturating_add(1)..).unwrap_or_default();
            match Self::read(line, below) {
                Ok(Some(header)) if best.as_ref().is_none_or(|(_, best)| best.known < header.known) => {
                    best = Some((at, header));
                }
                Ok(_) => {}
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        if best.is_some() || has_names && failed.is_none() {
            return Ok(best);
        }
        let columns = lines.iter().find(|line| line.filled().count() > 1);
        let unknown = columns.map(|line| ListError::HeaderUnknown {
            line: line.line,
            found: line.filled().map(|(_, field)| field.to_owned()).collect(),
        });
        failed.or(unknown).map_or(Ok(None), Err)
    }

    /// How many columns the first lines name, to compare with what others would make of them.
    pub(super) fn worth(lines: &[Record<'_>]) -> usize {
        let known =
            |line: &Record<'_>| line.filled().filter(|(_, field)| Column::named(field).is_some()).count();
        let names = |line: &Record<'_>| line.filled().filter(|(_, field)| is_name(field)).count();
        let columns = lines.iter().map(known).max().unwrap_or_default();
        let names = lines.iter().map(names).fold(0, usize::saturating_add);
        columns.saturating_mul(1_000).saturating_add(names)
    }

    /// Reads a line with those below it; none where it is no header.
    fn read(line: &Record<'_>, below: &[Record<'_>]) -> Result<Option<Self>, ListError> {
        let mut header = Self::default();
        let mut candidates = Vec::new();
        for (place, field) in line.filled() {
            match Column::named(field) {
                Some((column, rank)) => {
                    let names = below.iter().filter(|line| is_name(line.field(place))).count();
                    candidates.push(Candidate { column, rank, place, names });
                }
                None => header.unknown.push(place),
            }
        }
        header.written = line.fields.iter().map(|field| field.as_str().to_owned()).collect();
        header.known = candidates.len();
        let has_names = candidates.iter().any(|candidate| candidate.column == Column::Fqdn);
        for (column, place) in Column::ALL.into_iter().zip(&mut header.places) {
            let mut own: Vec<&Candidate> =
                candidates.iter().filter(|candidate| candidate.column == column).collect();
            own.sort_by_key(|candidate| (std::cmp::Reverse(candidate.names), candidate.rank));
            let [best, rest @ ..] = own.as_slice() else { continue };
            let is_twice =
                rest.first().is_some_and(|next| (next.names, next.rank) == (best.names, best.rank));
            if is_twice && (column == Column::Fqdn || !has_names) {
                return Err(ListError::ColumnTwice(column));
            }
            *place = Some(best.place);
            let others = rest.iter().map(|candidate| candidate.place);
            if column == Column::Fqdn { &mut header.other_names } else { &mut header.unknown }.extend(others);
        }
        if candidates.is_empty() {
            return Ok(None);
        }
        let missing = Column::COMPOSING.into_iter().filter(|column| header.place(*column).is_none());
        let missing: Vec<Column> = missing.collect();
        if has_names || missing.is_empty() {
            return Ok(Some(header));
        }
        // A single word can be a title.
        let is_title = line.filled().count() == 1;
        if is_title { Ok(None) } else { Err(ListError::ColumnsMissing { line: line.line, missing }) }
    }

    pub(super) fn place(&self, column: Column) -> Option<usize> {
        let at = Column::ALL.iter().position(|known| *known == column)?;
        self.places.get(at).copied().flatten()
    }

    /// The other columns in which a whole name may stand.
    pub(super) fn other_names(&self) -> &[usize] {
        &self.other_names
    }

    /// The columns that are not known, as they are called, and these besides, in their order.
    pub(super) fn unused(&self, others: impl Iterator<Item = usize>) -> Vec<String> {
        let mut places: Vec<usize> = self.unknown.iter().copied().chain(others).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.written.get(place).cloned()).collect()
    }

    /// Whether a line names the columns once more.
    pub(super) fn is_repeated_by(&self, line: &Record<'_>) -> bool {
        let same = |(written, field): (&String, &str)| letters(written).eq(letters(field));
        line.fields.len() == self.written.len()
            && self.written.iter().zip(line.fields.iter().map(|field| field.as_str())).all(same)
    }
}
