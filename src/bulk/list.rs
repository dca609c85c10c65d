//! A list of names: one in each line, or a table with a header.

mod cell;
mod foreign;
mod header;
mod row;
mod spoiled;

use self::cell::Cell;
pub use self::cell::is_dash;
pub use self::foreign::{Foreign, Passed};
use self::header::Header;
pub(super) use self::header::letters;
use self::row::Rows;
pub use self::spoiled::Spoiled;
use super::MOST_NAMES;
use super::table::{self, Record, Table, TableError};
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
    /// The lines that are not used, and no names.
    pub passed: Vec<Passed>,
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
    /// Whether its ODS code looks like something that a spreadsheet made of another.
    pub spoiled: Option<Spoiled>,
    /// Characters of word processors that were undone to read it.
    pub undone: Vec<char>,
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
    /// Several names stand in one cell.
    SeveralNames {
        /// How many.
        names: usize,
    },
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
    /// Lines of it would vanish.
    Table(TableError),
    /// It has several columns, and its first lines name none that is known.
    HeaderUnknown {
        /// The line that names them, from 1.
        line: u64,
        /// What it names.
        found: Vec<String>,
    },
    /// Columns are missing in the header.
    ColumnsMissing {
        /// The line of the header, from 1.
        line: u64,
        /// Which.
        missing: Vec<Column>,
    },
    /// A column stands there twice.
    ColumnTwice(Column),
}

impl List {
    /// Reads a list: one name in each line; several in a line, with commas, semicolons, tabs or bars between
    /// them; or a table of which one of the first lines names its columns, at least `fqdn`, or
    /// `environment`, `ods_code` and `organisation`.
    ///
    /// # Errors
    /// Why nothing is read. A row that gives no name is no error of the list.
    pub fn read(octets: &[u8]) -> Result<Self, ListError> {
        if octets.len() > MOST_BYTES {
            return Err(ListError::TooLarge { bytes: octets.len(), most: MOST_BYTES });
        }
        let text = table::text(octets).ok_or(ListError::NotText)?;
        let table = Table::open(&text, Header::worth);
        let first = table.first_records();
        if first.is_empty() {
            return Err(ListError::Empty);
        }
        let list = match Header::find(&first)? {
            Some((above, header)) => Self::of_table(&table, above, &header)?,
            None => Self::of_names(&table, &first)?,
        };
        match list.rows.len() {
            0 => Err(ListError::Empty),
            1..=MOST_NAMES => Ok(list),
            _ => Err(ListError::TooManyNames { most: MOST_NAMES }),
        }
    }

    /// The rows below a header, above which there are so many lines.
    fn of_table(table: &Table<'_>, above: usize, header: &Header) -> Result<Self, ListError> {
        let (mut rows, mut passed) = (Vec::new(), Vec::new());
        let mut below = Rows::below(header);
        for (at, record) in table.records().enumerate() {
            let name = |line: &Record<'_>| Rows::below(header).row(line).name;
            // Names that stand in one cell on purpose are told as such.
            let own = match name(&record) {
                Err(RowRefusal::SeveralNames { .. }) => None,
                own => Some(own.ok()),
            };
            let is_other = |line: &Record<'_>| {
                let name = name(line).ok();
                name.is_some() && own.as_ref().is_some_and(|own| *own != name)
            };
            table.check(&record, is_other).map_err(ListError::Table)?;
            if at < above {
                passed.push(Passed::above(&record));
            } else if header.is_repeated_by(&record) {
                passed.extend((at > above).then(|| Passed::of(&record, Foreign::HeaderAgain)));
            } else {
                rows.push(below.row(&record));
            }
            if rows.len() > MOST_NAMES {
                break;
            }
        }
        Ok(Self { rows, unused: below.unused(), passed })
    }

    /// A name in each line, or several.
    fn of_names(table: &Table<'_>, first: &[Record<'_>]) -> Result<Self, ListError> {
        let (mut rows, mut passed): (Vec<Row>, Vec<Passed>) = (Vec::new(), Vec::new());
        let begins = |line: &&Record<'_>| line.filled().any(|(_, field)| cell::is_meant_as_name(field));
        let begin = first.iter().find(begins).map_or(0, |line| line.line);
        for record in table.records() {
            // Every line is a row anyway.
            table.check(&record, |_| false).map_err(ListError::Table)?;
            for line in table.lines_of(&record) {
                match Foreign::of_line(&line, line.line < begin) {
                    Some(foreign) => passed.push(Passed::of(&line, foreign)),
                    None => rows.extend(names(&line)),
                }
            }
            if rows.len() > MOST_NAMES {
                break;
            }
        }
        Ok(Self { rows, unused: Vec::new(), passed })
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
fn names(record: &Record<'_>) -> impl Iterator<Item = Row> {
    let fields = record.filled().flat_map(|(_, field)| field.split(table::ends_line));
    fields.filter(|field| !field.trim().is_empty() && !cell::is_list_mark(field)).map(|field| {
        let Cell { text, undone } = Cell::read(field.trim());
        let name = match cell::names_in(&text) {
            Some(names) => Err(RowRefusal::SeveralNames { names }),
            None => EndpointName::parse(&text).map_err(RowRefusal::Name),
        };
        let code = name.as_ref().ok().and_then(EndpointName::parts).map(|parts| parts.ods_code);
        let spoiled = code.and_then(Spoiled::of);
        Row { line: record.line, written: text, name, spoiled, undone }
    })
}
