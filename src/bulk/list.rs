//! A list of names: one in each line, or a table with a header.

mod header;

use self::header::Header;
use super::MOST_NAMES;
use super::table::{self, Record};
use crate::index::{Index, digest_of_name};
use crate::name::{ComposeError, EndpointName, NameError};
use crate::reader::MOST_BYTES;

/// A list that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// What was written in each place for a name, in order.
    pub rows: Vec<Row>,
    /// The columns that are not used, by their headers.
    pub unused: Vec<String>,
}

/// One of the names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line, from 1.
    pub line: u64,
    /// What was written: the name, or the fields that compose it.
    pub written: String,
    /// The name, or why it is refused.
    pub name: Result<EndpointName, RowRefusal>,
}

/// The columns that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The whole name.
    Fqdn,
    /// INT or PROD.
    Environment,
    /// The ODS code.
    OdsCode,
    /// The supplier or provider.
    Organisation,
}

/// Why a row gives no name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowRefusal {
    /// The name is none.
    Name(NameError),
    /// The fields do not make a name.
    Compose(ComposeError),
    /// The environment is missing.
    EnvironmentMissing,
    /// The environment is none that is known.
    EnvironmentUnknown {
        /// What was written.
        written: String,
    },
    /// The name says something else than another field of the row.
    Disagrees {
        /// The other field.
        column: Column,
        /// What stands there.
        written: String,
    },
    /// The name stands in the list before. Case is ignored, as DNS does (RFC 4343).
    Duplicate {
        /// The list, from 0, where several are read together.
        list: usize,
        /// The line of it, from 1.
        line: u64,
    },
}

/// Why a list is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListError {
    /// There is nothing in it.
    Empty,
    /// It has more octets than are read.
    TooLarge {
        /// How many there are.
        bytes: usize,
        /// How many are taken.
        most: usize,
    },
    /// It has more names than are read.
    TooManyNames {
        /// How many are taken.
        most: usize,
    },
    /// It is no text.
    NotText,
    /// It has several columns, and its first line names none that is known.
    HeaderUnknown {
        /// What it names.
        found: Vec<String>,
    },
    /// Columns are missing in the header.
    ColumnsMissing {
        /// Which.
        missing: Vec<Column>,
    },
    /// A column stands there twice.
    ColumnTwice(Column),
}

impl List {
    /// Reads a list: one name in each line; several in a line, with commas, semicolons or tabs between
    /// them; or a table whose first line names its columns, at least `fqdn`, or `environment`,
    /// `ods_code` and `organisation`.
    ///
    /// # Errors
    /// Why nothing is read. A row that gives no name is no error of the list.
    pub fn read(octets: &[u8]) -> Result<Self, ListError> {
        if octets.len() > MOST_BYTES {
            return Err(ListError::TooLarge { bytes: octets.len(), most: MOST_BYTES });
        }
        let text = table::text(octets).ok_or(ListError::NotText)?;
        // One more than there may be, and the header.
        let records = table::records(&text, MOST_NAMES.saturating_add(2));
        let first = records.first().ok_or(ListError::Empty)?;
        let list = match Header::read(first)? {
            Some(header) => Self {
                rows: records.iter().skip(1).map(|record| header.row(record)).collect(),
                unused: header.unused,
            },
            None => Self {
                rows: records.iter().flat_map(names).take(MOST_NAMES.saturating_add(1)).collect(),
                unused: Vec::new(),
            },
        };
        match list.rows.len() {
            0 => Err(ListError::Empty),
            1..=MOST_NAMES => Ok(list),
            _ => Err(ListError::TooManyNames { most: MOST_NAMES }),
        }
    }

    /// Refuses every name that stands before in the same list or in one before it.
    pub fn refuse_duplicates(lists: &mut [Self]) {
        let (mut first, mut places) = (Index::default(), Vec::new());
        for (list, rows) in lists.iter_mut().enumerate() {
            for row in &mut rows.rows {
                let Ok(name) = &row.name else { continue };
                let known = first.note(digest_of_name(name.as_str()), places.len());
                match places.get(known) {
                    None => places.push((list, row.line)),
                    Some(&(list, line)) => row.name = Err(RowRefusal::Duplicate { list, line }),
                }
            }
        }
    }
}

/// The names of a line without columns.
fn names(record: &Record) -> impl Iterator<Item = Row> {
    let written = record.fields.iter().filter(|field| !field.is_empty());
    written.map(|field| Row {
        line: record.line,
        written: field.as_str().to_owned(),
        name: EndpointName::parse(field).map_err(RowRefusal::Name),
    })
}
