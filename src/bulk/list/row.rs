//! What a line of a table gives.

use super::cell::{Cell, is_meant_as_name, names_in};
use super::header::{Header, letters};
use super::spoiled::Spoiled;
use super::{Column, Row, RowRefusal};
use crate::bulk::table::Record;
use crate::name::{EndpointName, Format};

/// Lines of a table on their way into rows, and which of its columns are used.
pub(super) struct Rows<'a> {
    header: &'a Header,
    /// The columns whose fields say nothing of a name.
    only_inform: Vec<usize>,
}

/// What another field of a row says of its name.
enum Beside {
    Same,
    Another,
    Nothing,
}

impl<'a> Rows<'a> {
    pub(super) fn below(header: &'a Header) -> Self {
        Self { header, only_inform: Vec::new() }
    }

    /// The columns that are not used, as they are called.
    pub(super) fn unused(&self) -> Vec<String> {
        self.header.unused(self.only_inform.iter().copied())
    }

    fn cell(&self, record: &Record<'_>, column: Column) -> Cell {
        self.header.place(column).map_or_else(Cell::default, |place| Cell::read(record.field(place)))
    }

    /// The whole name in a line, from whichever column has it.
    fn whole_name(&self, record: &Record<'_>) -> Cell {
        let own = self.cell(record, Column::Fqdn);
        let others = self.header.other_names().iter().map(|place| record.field(*place));
        match others.clone().find(|field| is_meant_as_name(field)) {
            Some(other) if own.text.is_empty() => Cell::read(other),
            _ => own,
        }
    }

    /// What a line gives.
    pub(super) fn row(&mut self, record: &Record<'_>) -> Row {
        let fqdn = self.whole_name(record);
        let composing = Column::COMPOSING.map(|column| self.cell(record, column));
        let is_composed = fqdn.text.is_empty() && composing.iter().any(|cell| !cell.text.is_empty());
        let (written, name) = if is_composed {
            let [environment, ods_code, organisation] = composing.each_ref().map(|cell| cell.text.as_str());
            let written = [environment, ods_code, organisation];
            let written: Vec<&str> = written.into_iter().filter(|field| !field.is_empty()).collect();
            (written.join(", "), compose(environment, ods_code, organisation))
        } else {
            (fqdn.text.clone(), self.parse(&fqdn.text, record))
        };
        let code = match &name {
            Ok(name) => name.parts().map(|parts| parts.ods_code.to_owned()),
            Err(_) if is_composed => Some(self.cell(record, Column::OdsCode).text),
            Err(_) => None,
        };
        let mut undone = fqdn.undone;
        if is_composed {
            undone.extend(composing.into_iter().flat_map(|cell| cell.undone));
        }
        undone.dedup();
        Row { line: record.line, written, name, spoiled: code.as_deref().and_then(Spoiled::of), undone }
    }

    /// A whole name, held against what else its row says.
    fn parse(&mut self, fqdn: &str, record: &Record<'_>) -> Result<EndpointName, RowRefusal> {
        if let Some(names) = names_in(fqdn) {
            return Err(RowRefusal::SeveralNames { names });
        }
        let name = EndpointName::parse(fqdn).map_err(RowRefusal::Name)?;
        for column in Column::COMPOSING {
            let written = self.cell(record, column).text;
            let Some(place) = self.header.place(column).filter(|_| !written.is_empty()) else { continue };
            match beside(&name, column, &written) {
                Beside::Same => {}
                Beside::Another => return Err(RowRefusal::Disagrees { column, written }),
                Beside::Nothing => self.only_informs(place),
            }
        }
        for place in self.header.other_names() {
            let other = Cell::read(record.field(*place)).text;
            if is_meant_as_name(&other) {
                if !other.eq_ignore_ascii_case(fqdn) {
                    return Err(RowRefusal::Disagrees { column: Column::Fqdn, written: other });
                }
            } else if !other.is_empty() {
                self.only_informs(*place);
            }
        }
        Ok(name)
    }

    fn only_informs(&mut self, place: usize) {
        if !self.only_inform.contains(&place) {
            self.only_inform.push(place);
        }
    }
}

fn compose(environment: &str, ods_code: &str, organisation: &str) -> Result<EndpointName, RowRefusal> {
    let environment = Environment::read(environment)?;
    EndpointName::compose(environment.format, ods_code, organisation).map_err(RowRefusal::Compose)
}

/// Whether a name says the same as another field of its row. One that fits no format says nothing, nor does
/// a field that could be no part of a name: it is there for people.
fn beside(name: &EndpointName, column: Column, written: &str) -> Beside {
    let Some(parts) = name.parts() else { return Beside::Nothing };
    let same = |is_same| if is_same { Beside::Same } else { Beside::Another };
    let could_be =
        |ods_code, organisation| EndpointName::compose(Format::Int, ods_code, organisation).is_ok();
    match column {
        Column::Fqdn => Beside::Same,
        Column::Environment => match Environment::read(written) {
            Ok(environment) => same(environment.agrees_with(parts.format)),
            Err(_) => Beside::Nothing,
        },
        Column::OdsCode => {
            // A second endpoint of a code has an identifier behind it.
            let own = parts.ods_code.split('-').next().unwrap_or_default();
            let is_same = [parts.ods_code, own].iter().any(|code| code.eq_ignore_ascii_case(written));
            if is_same || could_be(written, "organisation") { same(is_same) } else { Beside::Nothing }
        }
        Column::Organisation => {
            let is_same = parts.organisation.eq_ignore_ascii_case(written);
            if is_same || could_be("A1", written) { same(is_same) } else { Beside::Nothing }
        }
    }
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
