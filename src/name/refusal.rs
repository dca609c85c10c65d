//! Why a text is no endpoint's name.

use std::net::IpAddr;

use super::MOST_CHARACTERS;

/// Why a text is no endpoint's name. The checks run in the order of the variants, so that a
/// person hears first what explains the most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameError {
    /// Nothing was typed.
    Empty,
    /// A web address was typed; a name has no scheme, path or port.
    WebAddress,
    /// An email address was typed.
    EmailAddress,
    /// An IPv4 or IPv6 address was typed.
    IpAddress,
    /// A `*`: a certificate is for one name.
    Wildcard,
    /// An `_`, which no host name has.
    Underscore,
    /// A space inside the name. Spaces of other kinds are characters outside ASCII.
    Space,
    /// A character outside ASCII.
    NonAscii {
        /// The character.
        character: char,
        /// The whole name with the letters that were probably meant.
        suggestion: Option<String>,
    },
    /// A character that no DNS name has.
    Character(char),
    /// A dot at the end.
    TrailingDot,
    /// Two dots side by side, or one at the start.
    EmptyLabel,
    /// A part between dots longer than 63 characters.
    LabelTooLong {
        /// The part.
        label: String,
        /// Its length in characters.
        length: usize,
    },
    /// A part that starts or ends with a hyphen.
    EdgeHyphen {
        /// The part.
        label: String,
    },
    /// It looks like a name under `nhs.uk`, and belongs to somebody else.
    LookAlike,
    /// Not under `nhs.uk`.
    NotNhsUk,
    /// `nhs.uk` or `thirdparty.nhs.uk` itself.
    BareDomain,
    /// `BaRS-….thirdparty.nhs.uk`: the supplier's name is missing.
    OrganisationMissing,
    /// More than 64 characters.
    TooLong {
        /// Its length in characters.
        length: usize,
    },
}

/// Accepts a name or gives the first reason against it.
pub(super) fn examine(name: &str) -> Result<(), NameError> {
    examine_kind(name)?;
    examine_characters(name)?;
    examine_labels(name)?;
    examine_domain(name)
}

fn examine_kind(name: &str) -> Result<(), NameError> {
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok() {
        return Err(NameError::IpAddress);
    }
    if name.contains('@') {
        return Err(NameError::EmailAddress);
    }
    if name.contains(['/', ':']) {
        return Err(NameError::WebAddress);
    }
    Ok(())
}

fn examine_characters(name: &str) -> Result<(), NameError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    match name.chars().find(|&c| !allowed(c)) {
        None => Ok(()),
        Some('*') => Err(NameError::Wildcard),
        Some('_') => Err(NameError::Underscore),
        Some(c) if c.is_ascii_whitespace() => Err(NameError::Space),
        Some(c) if c.is_ascii() => Err(NameError::Character(c)),
        Some(character) => Err(NameError::NonAscii {
            character,
            suggestion: name
                .split('.')
                .map(suggest_ascii)
                .collect::<Option<Vec<_>>>()
                .map(|labels| labels.join(".")),
        }),
    }
}

fn examine_labels(name: &str) -> Result<(), NameError> {
    if name.ends_with('.') {
        return Err(NameError::TrailingDot);
    }
    name.split('.').try_for_each(|label| {
        let length = label.len();
        if length == 0 {
            Err(NameError::EmptyLabel)
        } else if length > 63 {
            Err(NameError::LabelTooLong { label: label.to_owned(), length })
        } else if label.starts_with('-') || label.ends_with('-') {
            Err(NameError::EdgeHyphen { label: label.to_owned() })
        } else {
            Ok(())
        }
    })
}

fn examine_domain(name: &str) -> Result<(), NameError> {
    let lower = name.to_ascii_lowercase();
    if lower == "nhs.uk" || lower == "thirdparty.nhs.uk" {
        return Err(NameError::BareDomain);
    }
    if !lower.ends_with(".nhs.uk") {
        return Err(if lower.contains("nhs.uk") { NameError::LookAlike } else { NameError::NotNhsUk });
    }
    let bare = lower.strip_suffix(".thirdparty.nhs.uk").is_some_and(|rest| {
        !rest.contains('.') && (rest.starts_with("bars-int-") || rest.starts_with("bars-prod-"))
    });
    if bare {
        return Err(NameError::OrganisationMissing);
    }
    let length = name.len();
    if length > MOST_CHARACTERS {
        return Err(NameError::TooLong { length });
    }
    Ok(())
}

/// The label that was probably meant: accents dropped, look-alike letters and dashes replaced,
/// spaces turned to hyphens. None where nothing sensible remains.
pub fn suggest_ascii(text: &str) -> Option<String> {
    let mut label = String::new();
    for character in text.trim().chars() {
        match character {
            c if c.is_ascii_alphanumeric() || c == '-' => label.push(c),
            c if c.is_whitespace() || c == '_' => label.push('-'),
            c if c.is_ascii() => {}
            c => label.push_str(meant(c)?),
        }
    }
    let label = label.trim_matches('-').to_owned();
    (!label.is_empty()).then_some(label)
}

/// What was probably meant by a character outside ASCII; an invisible one meant nothing.
fn meant(character: char) -> Option<&'static str> {
    #[rustfmt::skip]
    let table: &[(&str, &str)] = &[
        ("àáâãäåāăąаɑ", "a"), ("ÀÁÂÃÄÅĀĂĄАΑ", "A"), ("æ", "ae"), ("Æ", "AE"),
        ("ВΒ", "B"), ("çćĉċčс", "c"), ("ÇĆĈĊČС", "C"), ("ďđð", "d"), ("ĎĐÐ", "D"),
        ("èéêëēĕėęěе", "e"), ("ÈÉÊËĒĔĖĘĚЕΕ", "E"), ("ĝğġģ", "g"), ("ĜĞĠĢ", "G"),
        ("ĥħ", "h"), ("ĤĦНΗ", "H"), ("ìíîïĩīĭįıі", "i"), ("ÌÍÎÏĨĪĬĮİІΙ", "I"),
        ("ĵј", "j"), ("ĴЈ", "J"), ("ķ", "k"), ("ĶКΚ", "K"), ("ĺļľŀł", "l"), ("ĹĻĽĿŁ", "L"),
        ("МΜ", "M"), ("ñńņňŋ", "n"), ("ÑŃŅŇŊΝ", "N"), ("òóôõöøōŏőоο", "o"), ("ÒÓÔÕÖØŌŎŐОΟ", "O"),
        ("œ", "oe"), ("Œ", "OE"), ("рρ", "p"), ("РΡ", "P"), ("ŕŗř", "r"), ("ŔŖŘ", "R"),
        ("śŝşšș", "s"), ("ŚŜŞŠȘЅ", "S"), ("ß", "ss"), ("ţťŧț", "t"), ("ŢŤŦȚТΤ", "T"),
        ("ùúûüũūŭůűų", "u"), ("ÙÚÛÜŨŪŬŮŰŲ", "U"), ("ŵ", "w"), ("Ŵ", "W"), ("х", "x"), ("ХΧ", "X"),
        ("ýÿŷу", "y"), ("ÝŸŶΥ", "Y"), ("źżž", "z"), ("ŹŻŽΖ", "Z"),
        ("\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2043}\u{2212}\u{fe58}\u{fe63}\u{ff0d}", "-"),
        ("\u{2024}\u{3002}\u{ff0e}\u{ff61}", "."),
        ("\u{ad}\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}", ""),
    ];
    table.iter().find(|(like, _)| like.contains(character)).map(|&(_, ascii)| ascii)
}
