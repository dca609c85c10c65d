//! ODS codes that look like what a spreadsheet makes of other codes: DEC1 becomes a date, 001 a number, and
//! 5E1 one with an exponent.

/// How a code looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoiled {
    /// Like a month or a date.
    Date,
    /// Like a number with an exponent: it is none that was ever given.
    Exponent,
    /// Like a number: there are digits only.
    Number,
    /// It has fewer than 3 characters.
    Short,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Spoiled {
    /// How a code looks, unless it looks like one.
    pub(super) fn of(code: &str) -> Option<Self> {
        let parts: Vec<&str> =
            code.split(['-', '/', '.', ' ', ':']).filter(|part| !part.is_empty()).collect();
        if is_date(&parts) {
            return Some(Self::Date);
        }
        if is_exponent(code) {
            return Some(Self::Exponent);
        }
        let own = code.split('-').next().unwrap_or_default();
        match own.len() {
            0 => None,
            _ if own.bytes().all(|octet| octet.is_ascii_digit()) => Some(Self::Number),
            1..=2 => Some(Self::Short),
            _ => None,
        }
    }
}

/// Whether words are those of a month or a date, in any order that is usual.
fn is_date(parts: &[&str]) -> bool {
    let is_number =
        |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|octet| octet.is_ascii_digit());
    match parts {
        [month] => is_month(month),
        [one, other] => is_month(one) && is_number(other) || is_number(one) && is_month(other),
        [one, month, other, ..] => {
            is_number(one) && is_number(other) && (is_month(month) || is_number(month))
        }
        [] => false,
    }
}

/// Whether a word is the name of a month, whole or its first three letters.
fn is_month(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    MONTHS.iter().any(|month| *month == word || month.get(..3) == Some(&word))
}

/// Whether it is a number such as `5.00E+01`.
fn is_exponent(code: &str) -> bool {
    let Some((mantissa, exponent)) = code.split_once(['E', 'e']) else { return false };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
    let is_number = mantissa.split(['.', ',']).all(is_digits);
    is_number && exponent.strip_prefix(['+', '-']).is_some_and(is_digits)
}
