//! Which column of a table holds passwords, and which tells what they open.

use zeroize::Zeroizing;

use crate::bulk::gathering::stem;
use crate::bulk::list::letters;
use crate::bulk::table::Record;
use crate::name::EndpointName;
use crate::password::Password;

/// The columns of a table of passwords.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    name: Option<usize>,
    password: usize,
    sealed: Option<usize>,
}

/// What a line of it gives.
pub(super) struct Row {
    /// The digest of what the password opens, in hexadecimal digits.
    pub(super) sealed: Option<Zeroizing<String>>,
    /// What that is called.
    pub(super) name: Option<Zeroizing<String>>,
    pub(super) password: Password,
}

impl Row {
    /// Whether another row has the same password.
    pub(super) fn is_same(&self, other: Option<&Self>) -> bool {
        other.is_some_and(|other| other.password.as_str() == self.password.as_str())
    }
}

/// No header is longer: words that speak of passwords are.
const LONGEST_HEADER: usize = 24;

/// What the column of the names is called, letters only.
const NAMES: [&str; 14] = [
    "name",
    "endpoint",
    "endpointname",
    "fqdn",
    "commonname",
    "cn",
    "host",
    "hostname",
    "domain",
    "domainname",
    "servername",
    "file",
    "filename",
    "key",
];

impl Columns {
    /// Finds them among the first lines, and how many lines stand above the passwords: by what names them,
    /// or else by what is in them.
    pub(super) fn find(lines: &[Record<'_>]) -> Option<(usize, Self)> {
        let named =
            lines.iter().enumerate().find_map(|(at, line)| Some((at.checked_add(1)?, Self::named(line)?)));
        named.or_else(|| Self::by_content(lines))
    }

    /// How much the first lines look like a table of passwords.
    pub(super) fn worth(lines: &[Record<'_>]) -> usize {
        let rows = |(above, columns): (usize, Self)| {
            lines.iter().skip(above).filter(|line| columns.row(line).is_some()).count()
        };
        Self::find(lines).map_or(0, |found| rows(found).saturating_add(1))
    }

    /// What a header names: of several columns of passwords, that of the keys.
    fn named(line: &Record<'_>) -> Option<Self> {
        let words: Vec<(usize, String)> =
            line.filled().map(|(place, field)| (place, letters(field).collect())).collect();
        let is_short = line.filled().all(|(_, field)| field.chars().count() <= LONGEST_HEADER);
        if words.len() < 2 || !is_short {
            return None;
        }
        let find =
            |is: &dyn Fn(&str) -> bool| words.iter().find(|(_, word)| is(word)).map(|(place, _)| *place);
        let password = find(&|word| word == "password")
            .or_else(|| find(&|word| is_password(word) && word.contains("key")))
            .or_else(|| find(&is_password))?;
        let sealed = find(&|word| word == "sealedsha256");
        let name = NAMES.iter().find_map(|name| find(&|word| word == *name));
        let other =
            words.iter().map(|(place, _)| *place).find(|place| *place != password && Some(*place) != sealed);
        let name = name.filter(|name| *name != password).or(other);
        (name.is_some() || sealed.is_some()).then_some(Self { name, password, sealed })
    }

    /// What every line has: a name or a digest, and a password of its own.
    fn by_content(lines: &[Record<'_>]) -> Option<(usize, Self)> {
        let is_data = |line: &Record<'_>| line.filled().any(|(_, field)| is_name(field) || is_digest(field));
        let above = lines.iter().position(is_data)?;
        let rows = lines.get(above..)?;
        let first = rows.first()?;
        let find = |is: fn(&str) -> bool| first.filled().find(|(_, field)| is(field)).map(|(place, _)| place);
        let (name, sealed) = (find(is_name), find(is_digest));
        let password =
            first.filled().map(|(place, _)| place).find(|place| ![name, sealed].contains(&Some(*place)))?;
        let columns = Self { name, password, sealed };
        // A column that says the same in two lines is of another kind, and so is one of short words.
        let passwords: Vec<&str> = rows.iter().map(|line| line.field(password)).collect();
        let is_own = |place: usize| {
            let own = passwords.get(place);
            passwords.iter().enumerate().all(|(other, password)| other == place || Some(password) != own)
        };
        let fits = rows.iter().all(|line| is_data(line) && columns.row(line).is_some())
            && passwords.iter().all(|password| {
                password.chars().count() >= SHORTEST && !password.contains(char::is_whitespace)
            })
            && (0..passwords.len()).all(is_own);
        fits.then_some((above, columns))
    }

    /// The password in a line, and what it opens.
    pub(super) fn row(self, line: &Record<'_>) -> Option<Row> {
        let field = |place: usize| Some(shown(line.field(place))).filter(|field| !field.is_empty());
        let own = |field: &str| Zeroizing::new(field.to_owned());
        let sealed = self.sealed.and_then(field).map(own);
        let name = self.name.and_then(field).map(stem).map(own);
        let password = field(self.password)?;
        // Tables that were put one behind another have their headers in between.
        if letters(password).eq("password".chars()) {
            return None;
        }
        let password = Password::new(password).ok()?;
        (sealed.is_some() || name.is_some()).then_some(Row { sealed, name, password })
    }
}

/// A password in a table without a header has so many characters at least.
const SHORTEST: usize = 6;

/// What a cell shows: `="…"` is how text is written that a spreadsheet shall not change.
fn shown(field: &str) -> &str {
    let inside = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inside.unwrap_or(field)
}

fn is_password(word: &str) -> bool {
    ["password", "passphrase", "passwort", "kennwort"].iter().any(|name| word.contains(name))
        || ["pass", "pwd", "pw"].contains(&word)
}

fn is_name(field: &str) -> bool {
    EndpointName::parse(stem(shown(field))).is_ok()
}

fn is_digest(field: &str) -> bool {
    field.len() == 64 && field.bytes().all(|octet| octet.is_ascii_hexdigit())
}
