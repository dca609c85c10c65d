//! The first line of a table, and what it makes of the lines below.

use super::{Column, ListError, Row, RowRefusal};
use crate::bulk::table::Record;
use crate::name::{EndpointName, Format};

impl Column {
    const ALL: [Self; 4] = [Self::Fqdn, Self::Environment, Self::OdsCode, Self::Organisation];

    /// How it is called in a header: the first is the name that people are told.
    const fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Fqdn => &["fqdn", "name", "endpoint name", "common name", "cn"],
            Self::Environment => &["environment", "env"],
            Self::OdsCode => &["ods_code", "ods"],
            Self::Organisation => &["organisation", "organization", "supplier", "provider"],
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

    fn named(header: &str) -> Option<Self> {
        let is = |name: &&str| letters(name).eq(letters(header));
        Self::ALL.into_iter().find(|column| column.headers().iter().any(is))
    }
}

/// A header or a word without what stands between its letters, and without case. All that are known are
/// ASCII; the tables of Unicode for the rest would be larger than this module.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || !c.is_ascii()).map(|c| c.to_ascii_lowercase())
}

/// Where the known columns are.
pub(super) struct Header {
    /// In the order of [`Column::ALL`].
    places: [Option<usize>; 4],
    /// Those that are not known.
    pub(super) unused: Vec<String>,
}

impl Header {
    /// Reads the first line; none where it is no header, but names already.
    pub(super) fn read(first: &Record) -> Result<Option<Self>, ListError> {
        let mut header = Self { places: [None; 4], unused: Vec::new() };
        let written = first.fields.iter().enumerate().filter(|(_, field)| !field.is_empty());
        for (place, field) in written {
            match Column::named(field) {
                Some(column) => match header.place_mut(column) {
                    Some(known) if known.is_none() => *known = Some(place),
                    _ => return Err(ListError::ColumnTwice(column)),
                },
                None => header.unused.push(field.as_str().to_owned()),
            }
        }
        if header.places == [None; 4] {
            let is_name = |field: &String| field.to_ascii_lowercase().contains("nhs.uk");
            let columns = header.unused.len() > 1 && !header.unused.iter().any(is_name);
            return if columns { Err(ListError::HeaderUnknown { found: header.unused }) } else { Ok(None) };
        }
        let composing = [Column::Environment, Column::OdsCode, Column::Organisation];
        let is_missing = |column: &Column| header.place(*column).is_none();
        let missing: Vec<Column> = composing.into_iter().filter(is_missing).collect();
        if is_missing(&Column::Fqdn) && !missing.is_empty() {
            return Err(ListError::ColumnsMissing { missing });
        }
        Ok(Some(header))
    }

    fn place(&self, column: Column) -> Option<usize> {
        let at = Column::ALL.iter().position(|known| *known == column)?;
        self.places.get(at).copied().flatten()
    }

    fn place_mut(&mut self, column: Column) -> Option<&mut Option<usize>> {
        let at = Column::ALL.iter().position(|known| *known == column)?;
        self.places.get_mut(at)
    }

    fn field<'a>(&self, record: &'a Record, column: Column) -> &'a str {
        self.place(column).map_or("", |place| record.field(place))
    }

    /// What a line below it gives.
    pub(super) fn row(&self, record: &Record) -> Row {
        let field = |column| self.field(record, column);
        let (fqdn, environment) = (field(Column::Fqdn), field(Column::Environment));
        let (ods_code, organisation) = (field(Column::OdsCode), field(Column::Organisation));
        let composed = [environment, ods_code, organisation];
        if fqdn.is_empty() && composed.iter().any(|field| !field.is_empty()) {
            return Row {
                line: record.line,
                written: composed
                    .into_iter()
                    .filter(|field| !field.is_empty())
                    .collect::<Vec<_>>()
                    .join(", "),
                name: compose(environment, ods_code, organisation),
            };
        }
        let name = EndpointName::parse(fqdn).map_err(RowRefusal::Name).and_then(|name| {
            let others = [Column::Environment, Column::OdsCode, Column::Organisation];
            let others = others.map(|column| (column, field(column)));
            others
                .into_iter()
                .filter(|(_, written)| !written.is_empty())
                .try_for_each(|(column, written)| agree(&name, column, written))
                .map(|()| name)
        });
        Row { line: record.line, written: fqdn.to_owned(), name }
    }
}

fn compose(environment: &str, ods_code: &str, organisation: &str) -> Result<EndpointName, RowRefusal> {
    let environment = Environment::read(environment)?;
    EndpointName::compose(environment.format, ods_code, organisation).map_err(RowRefusal::Compose)
}

/// Whether a name says the same as another field of its row. One that fits no format says nothing.
fn agree(name: &EndpointName, column: Column, written: &str) -> Result<(), RowRefusal> {
    let Some(parts) = name.parts() else { return Ok(()) };
    let agrees = match column {
        Column::Fqdn => true,
        Column::Environment => Environment::read(written)?.agrees_with(parts.format),
        Column::OdsCode => parts.ods_code.eq_ignore_ascii_case(written),
        Column::Organisation => parts.organisation.eq_ignore_ascii_case(written),
    };
    if agrees { Ok(()) } else { Err(RowRefusal::Disagrees { column, written: written.to_owned() }) }
}

/// An environment as it is written in a table.
struct Environment {
    /// The format of its names. Whoever writes a list for many is a supplier.
    format: Format,
    /// Whether it says who hosts the endpoint.
    is_exact: bool,
}

impl Environment {
    fn read(written: &str) -> Result<Self, RowRefusal> {
        let word: String = letters(written).collect();
        let (format, is_exact) = match word.as_str() {
            "" => return Err(RowRefusal::EnvironmentMissing),
            "int" | "integration" => (Format::Int, true),
            "prod" | "production" | "live" => (Format::ProdSupplier, false),
            "prodsupplier" | "productionsupplier" => (Format::ProdSupplier, true),
            "prodprovider" | "productionprovider" => (Format::ProdProvider, true),
            _ => return Err(RowRefusal::EnvironmentUnknown { written: written.to_owned() }),
        };
        Ok(Self { format, is_exact })
    }

    fn agrees_with(&self, format: Format) -> bool {
        self.format == format || !self.is_exact && format.is_production()
    }
}
