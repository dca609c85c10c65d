//! Names and what is wrong with them.

use super::outside::{code_point, is_hidden};
use crate::message::{Field, Message};
use crate::name::{ComposeError, Format, MOST_CHARACTERS, NameError, NameWarning};

/// Why the ODS code and the organisation make no name.
pub fn compose(error: &ComposeError) -> Message {
    match error {
        ComposeError::OdsCodeEmpty => Message::new(Field::OdsCode, "Enter the ODS code, for example Y01061."),
        ComposeError::OdsCodeMalformed { character: Some(character) } => Message::new(
            Field::OdsCode,
            format!("The ODS code cannot hold {}. It has 1 to 9 letters and digits.", shown(*character)),
        ),
        ComposeError::OdsCodeMalformed { character: None } => Message::new(
            Field::OdsCode,
            "The ODS code must have 1 to 9 letters and digits. For a second endpoint, add a hyphen and a word, for example YGM06-pharmacy.",
        ),
        ComposeError::OrganisationEmpty => Message::new(
            Field::Organisation,
            "Enter the name of the supplier or provider as it stands in the registered domain.",
        ),
        ComposeError::OrganisationMalformed { character, suggestion } => {
            let what = match character {
                Some(character) => format!(
                    "This name cannot hold {}; it has letters, digits and hyphens.",
                    shown(*character)
                ),
                None => "This name cannot start or end with a hyphen.".to_owned(),
            };
            Message::new(Field::Organisation, what + &meant(suggestion.as_deref()))
        }
        ComposeError::OrganisationIsThirdparty => Message::new(
            Field::Organisation,
            "\"thirdparty\" is the domain that suppliers share, not an organisation. Enter the name of the supplier or provider.",
        ),
        ComposeError::TooLong { excess } => Message::new(
            Field::Organisation,
            format!(
                "The whole name is {} too long: a certificate takes {MOST_CHARACTERS}. Use a shorter registered name.",
                characters(*excess)
            ),
        ),
        ComposeError::Name(error) => Message::new(Field::Organisation, sentence(error)),
    }
}

/// Why the whole name is not accepted.
pub fn name(error: &NameError) -> Message {
    Message::new(Field::Fqdn, sentence(error))
}

fn sentence(error: &NameError) -> String {
    match error {
        NameError::Empty => "Enter the name of the endpoint, or the ODS code and the organisation above.".to_owned(),
        NameError::WebAddress => "This is a web address or has a port. Enter the name alone, without https://, slashes or a colon.".to_owned(),
        NameError::EmailAddress => "This is an email address. Enter the name of the endpoint.".to_owned(),
        NameError::IpAddress => "This is an IP address. Enter the name of the endpoint; certificates are not issued for addresses.".to_owned(),
        NameError::Wildcard => "A name with * covers many names, and certificates are issued for one. Enter the full name.".to_owned(),
        NameError::Underscore => "A domain name cannot hold an underscore (_). Use a hyphen, if that is how the domain is registered.".to_owned(),
        NameError::Space => "The name has a space in it. Remove it.".to_owned(),
        NameError::NonAscii { character, suggestion } => {
            format!("The name cannot hold {}; it has letters from a to z, digits, hyphens and dots.{}", shown(*character), meant(suggestion.as_deref()))
        }
        NameError::Character(character) => {
            format!("The name cannot hold {}; it has letters, digits, hyphens and dots.", shown(*character))
        }
        NameError::TrailingDot => "The name ends with a dot. Remove it.".to_owned(),
        NameError::EmptyLabel => "The name has a dot at its start or two dots side by side. Remove one.".to_owned(),
        NameError::LabelTooLong { label, length } => {
            let start: String = label.chars().take(20).collect();
            format!("The part that starts with {start} has {}; between two dots there can be 63 at most.", characters(*length))
        }
        NameError::EdgeHyphen { label } => {
            let start: String = label.chars().take(63).collect();
            format!("The part {start} starts or ends with a hyphen, which a domain name does not allow.")
        }
        NameError::LookAlike => "This only looks like an nhs.uk name and belongs to another domain. The name must end in .nhs.uk.".to_owned(),
        NameError::NotNhsUk => "The name must end in .nhs.uk: NHS England issues certificates for that domain only.".to_owned(),
        NameError::BareDomain => "This is a domain that many share. Enter the full name of the endpoint, for example BaRS-INT-Y01061.supplier.thirdparty.nhs.uk.".to_owned(),
        NameError::OrganisationMissing => "The name of the supplier is missing before .thirdparty.nhs.uk.".to_owned(),
        NameError::TooLong { length } => {
            format!("The name has {}; a certificate takes {MOST_CHARACTERS} at most. Use a shorter registered name.", characters(*length))
        }
    }
}

/// What is unusual about a good name.
pub fn name_warning(warning: &NameWarning) -> String {
    match warning {
        NameWarning::NoFormat => "This name fits none of the three formats of the BaRS guide. Go on only if NHS England agreed to it.".to_owned(),
        NameWarning::OlderInt => "Note: this is the format for INT of an older edition of the guide, BaRS-INT-<ODS code>.<provider>.nhs.uk. Today's has thirdparty.nhs.uk at its end, where possible.".to_owned(),
        NameWarning::OtherFormat { chosen, found } => {
            format!("The name is for {}, and {} is chosen.", format_in_words(*found), format_in_words(*chosen))
        }
        NameWarning::OrganisationWord(word) => {
            format!("The organisation holds \"{word}\", which registered names rarely do. Check that it is spelled as in your domain.")
        }
        NameWarning::OrganisationShort => "The organisation has fewer than 3 characters. Check that it is spelled as in your domain.".to_owned(),
    }
}

/// How much longer the organisation may become.
pub fn room_for_organisation(format: Format, ods_code: &str, organisation: &str) -> String {
    let used = isize::try_from(organisation.trim().chars().count()).unwrap_or(isize::MAX);
    let left = format.room_for_organisation(ods_code).saturating_sub(used);
    if left < 0 {
        format!("{} too many.", characters(left.unsigned_abs()))
    } else {
        format!("{} left.", characters(left.unsigned_abs()))
    }
}

/// A format's environment in words.
pub(super) fn format_in_words(format: Format) -> &'static str {
    match format {
        Format::Int => "INT",
        Format::ProdSupplier => "PROD, hosted by a supplier",
        Format::ProdProvider => "PROD, hosted by the provider",
    }
}

fn characters(count: usize) -> String {
    if count == 1 { "1 character".to_owned() } else { format!("{count} characters") }
}

/// A character as a person can tell it: by its name where it looks like another, by its number where
/// nobody sees it.
pub(super) fn shown(character: char) -> String {
    let is_blank = character.is_whitespace() || is_hidden(character);
    match LOOK_ALIKES.iter().find(|(like, _)| *like == character) {
        Some((' ', name)) => (*name).to_owned(),
        Some((_, name)) if is_blank => format!("{name} ({})", code_point(character)),
        Some((_, name)) => format!("{name} ({character})"),
        None if is_blank => format!("the invisible character {}", code_point(character)),
        None => format!("\"{character}\""),
    }
}

/// Characters that are taken for others, or that nobody sees, by their names in Unicode.
#[rustfmt::skip]
const LOOK_ALIKES: [(char, &str); 64] = [
    ('\u{2022}', "a bullet"), ('\u{2023}', "a triangular bullet"), ('\u{25e6}', "a white bullet"),
    ('\u{25aa}', "a small black square"), (' ', "a space"), ('\t', "a tab"), ('\u{a0}', "a no-break space"),
    ('\u{1680}', "an Ogham space mark"), ('\u{2000}', "an en quad"), ('\u{2001}', "an em quad"),
    ('\u{2002}', "an en space"), ('\u{2003}', "an em space"), ('\u{2004}', "a three-per-em space"),
    ('\u{2005}', "a four-per-em space"), ('\u{2006}', "a six-per-em space"), ('\u{2007}', "a figure space"),
    ('\u{2008}', "a punctuation space"), ('\u{2009}', "a thin space"), ('\u{200a}', "a hair space"),
    ('\u{202f}', "a narrow no-break space"), ('\u{205f}', "a medium mathematical space"),
    ('\u{3000}', "an ideographic space"), ('\u{2028}', "a line separator"), ('\u{2029}', "a paragraph separator"),
    ('\u{ad}', "a soft hyphen"), ('\u{200b}', "a zero width space"), ('\u{200c}', "a zero width non-joiner"),
    ('\u{200d}', "a zero width joiner"), ('\u{2060}', "a word joiner"), ('\u{feff}', "a zero width no-break space"),
    ('\u{200e}', "a left-to-right mark"), ('\u{200f}', "a right-to-left mark"),
    ('\u{202d}', "a left-to-right override"), ('\u{202e}', "a right-to-left override"),
    ('\u{2010}', "a typographic hyphen"), ('\u{2011}', "a non-breaking hyphen"), ('\u{2012}', "a figure dash"),
    ('\u{2013}', "an en dash"), ('\u{2014}', "an em dash"), ('\u{2015}', "a horizontal bar"),
    ('\u{2043}', "a hyphen bullet"), ('\u{2212}', "a minus sign"), ('\u{fe58}', "a small em dash"),
    ('\u{fe63}', "a small hyphen"), ('\u{ff0d}', "a fullwidth hyphen"),
    ('\u{2018}', "a left single quotation mark"), ('\u{2019}', "a right single quotation mark"),
    ('\u{201a}', "a low single quotation mark"), ('\u{201b}', "a reversed single quotation mark"),
    ('\u{201c}', "a left double quotation mark"), ('\u{201d}', "a right double quotation mark"),
    ('\u{201e}', "a low double quotation mark"), ('\u{ab}', "a left guillemet"), ('\u{bb}', "a right guillemet"),
    ('\u{2032}', "a prime"), ('\u{2033}', "a double prime"), ('\u{b4}', "an acute accent"),
    ('\u{b7}', "a middle dot"), ('\u{2024}', "a one dot leader"), ('\u{3002}', "an ideographic full stop"),
    ('\u{ff0e}', "a fullwidth full stop"), ('\u{ff61}', "a halfwidth ideographic full stop"),
    ('\u{2044}', "a fraction slash"), ('\u{ff0f}', "a fullwidth slash"),
];

fn meant(suggestion: Option<&str>) -> String {
    suggestion.map(|suggestion| format!(" Did you mean {suggestion}?")).unwrap_or_default()
}
