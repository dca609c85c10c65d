//! The name of an endpoint, and the guide's three formats for it.

mod file_name;
mod refusal;

pub use file_name::file_stem;
pub use refusal::{NameError, suggest_ascii};

use serde::{Deserialize, Serialize};

use crate::authority::Environment;

/// The longest name a certificate's common name can hold: `ub-common-name` of X.520.
pub const MOST_CHARACTERS: usize = 64;

/// One of the guide's three formats, which is also the environment that the endpoint serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Integration: `BaRS-INT-<ODS code>.<supplier>.thirdparty.nhs.uk`.
    Int,
    /// Production, hosted by a supplier for many: `BaRS-PROD-<ODS code>.<supplier>.thirdparty.nhs.uk`.
    ProdSupplier,
    /// Production, hosted by the provider itself: `BaRS-PROD-<ODS code>.<provider>.nhs.uk`.
    ProdProvider,
}

impl Format {
    /// Every format. A name is taken apart by the first that fits.
    pub const ALL: [Self; 3] = [Self::Int, Self::ProdSupplier, Self::ProdProvider];

    /// What stands before the ODS code and after the organisation.
    const fn frame(self) -> (&'static str, &'static str) {
        match self {
            Self::Int => ("BaRS-INT-", ".thirdparty.nhs.uk"),
            Self::ProdSupplier => ("BaRS-PROD-", ".thirdparty.nhs.uk"),
            Self::ProdProvider => ("BaRS-PROD-", ".nhs.uk"),
        }
    }

    /// Whether the endpoint is a live one.
    pub fn is_production(self) -> bool {
        self != Self::Int
    }

    /// What the guide calls the environment: INT or PROD.
    pub const fn environment(self) -> &'static str {
        match self {
            Self::Int => "INT",
            Self::ProdSupplier | Self::ProdProvider => "PROD",
        }
    }

    /// What the two blanks make when they are filled in, be it a name or not.
    pub fn frame_around(self, ods_code: &str, organisation: &str) -> String {
        let (before, after) = self.frame();
        format!("{before}{}.{}{after}", ods_code.trim(), organisation.trim())
    }

    /// How many characters of the [`MOST_CHARACTERS`] the organisation may have beside this ODS
    /// code. Below zero, the code alone is too long.
    pub fn room_for_organisation(self, ods_code: &str) -> isize {
        let taken = self.frame_around(ods_code, "").chars().count();
        let signed = |count: usize| isize::try_from(count).unwrap_or(isize::MAX);
        signed(MOST_CHARACTERS).saturating_sub(signed(taken))
    }
}

/// A name that can be certified for an endpoint: a DNS name (RFC 1123) under `nhs.uk`, of 64
/// characters at most, in the case in which it was typed.
#[derive(Debug, Clone)]
pub struct EndpointName(String);

/// A name taken apart. The pieces keep their case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The format that the name fits.
    pub format: Format,
    /// The ODS code, with the optional `-<identifier>` of a second endpoint.
    pub ods_code: &'a str,
    /// The supplier's or provider's label.
    pub organisation: &'a str,
}

/// What is unusual about a good name. The person may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameWarning {
    /// It fits none of the three formats.
    NoFormat,
    /// It fits the format for INT of an older edition of the guide: a note, and no warning.
    OlderInt,
    /// It fits a format of another environment than the one chosen.
    OtherFormat {
        /// What was chosen.
        chosen: Format,
        /// What the name says.
        found: Format,
    },
    /// The organisation holds a word that a name rarely has, in lower case.
    OrganisationWord(&'static str),
    /// The organisation has fewer than 3 characters.
    OrganisationShort,
}

impl NameWarning {
    /// Whether it is worth knowing, and nothing to mend.
    pub fn is_note(&self) -> bool {
        matches!(self, Self::OlderInt)
    }
}

/// Why the fields do not make a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComposeError {
    /// The ODS code is missing.
    OdsCodeEmpty,
    /// The ODS code is not 1 to 9 letters and digits, with an optional `-<identifier>`.
    OdsCodeMalformed {
        /// The first character that does not fit; none where the length does not.
        character: Option<char>,
    },
    /// The organisation is missing.
    OrganisationEmpty,
    /// The organisation is not one label of a DNS name.
    OrganisationMalformed {
        /// The first character that does not fit; none where a hyphen stands at an edge.
        character: Option<char>,
        /// The nearest name that would do.
        suggestion: Option<String>,
    },
    /// `thirdparty` is the suppliers' common domain and no provider's name.
    OrganisationIsThirdparty,
    /// The whole is too long.
    TooLong {
        /// How many characters too many.
        excess: usize,
    },
    /// The pieces are good and the whole is not.
    Name(NameError),
}

impl EndpointName {
    /// Takes a name as typed or pasted; white space around it is dropped.
    ///
    /// # Errors
    /// The first thing that keeps it from being an endpoint's name.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let name = text.trim();
        refusal::examine(name)?;
        Ok(Self(name.to_owned()))
    }

    /// Composes the name from the guide's format and its two blanks.
    ///
    /// # Errors
    /// Which of the two fields is at fault, and why.
    pub fn compose(format: Format, ods_code: &str, organisation: &str) -> Result<Self, ComposeError> {
        let (ods_code, organisation) = (ods_code.trim(), organisation.trim());
        examine_ods_code(ods_code)?;
        examine_organisation(organisation)?;
        Self::parse(&format.frame_around(ods_code, organisation)).map_err(|error| match error {
            NameError::TooLong { length } => {
                ComposeError::TooLong { excess: length.saturating_sub(MOST_CHARACTERS) }
            }
            other => ComposeError::Name(other),
        })
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The format that the name fits and its pieces, whatever their case.
    pub fn parts(&self) -> Option<Parts<'_>> {
        Format::ALL.into_iter().find_map(|format| {
            let (before, after) = format.frame();
            let (ods_code, organisation) = self.parts_within(before, after)?;
            Some(Parts { format, ods_code, organisation })
        })
    }

    /// Whether it fits the format for integration that an older edition of the guide had:
    /// `BaRS-INT-<ODS code>.<provider>.nhs.uk`.
    pub fn fits_older_int(&self) -> bool {
        let (before, after) = (Format::Int.frame().0, Format::ProdProvider.frame().1);
        self.parts_within(before, after).is_some()
    }

    /// The environment that the name says, by one of the formats.
    pub fn environment(&self) -> Option<Environment> {
        match self.parts() {
            Some(parts) if parts.format.is_production() => Some(Environment::Prod),
            Some(_) => Some(Environment::Int),
            None => self.fits_older_int().then_some(Environment::Int),
        }
    }

    /// ODS code and organisation between a beginning and an end, whatever their case.
    fn parts_within(&self, before: &str, after: &str) -> Option<(&str, &str)> {
        let rest = strip_prefix_ignoring_case(&self.0, before)?;
        let (ods_code, organisation) = strip_suffix_ignoring_case(rest, after)?.split_once('.')?;
        let fits = examine_ods_code(ods_code).is_ok() && examine_organisation(organisation).is_ok();
        fits.then_some((ods_code, organisation))
    }

    /// What is unusual about it, beside the format that the person chose.
    pub fn warnings(&self, chosen: Option<Format>) -> Vec<NameWarning> {
        let Some(parts) = self.parts() else {
            let is_older = self.fits_older_int() && chosen.is_none_or(|chosen| chosen == Format::Int);
            return vec![if is_older { NameWarning::OlderInt } else { NameWarning::NoFormat }];
        };
        let mut warnings = Vec::new();
        if let Some(chosen) = chosen.filter(|&chosen| chosen != parts.format) {
            warnings.push(NameWarning::OtherFormat { chosen, found: parts.format });
        }
        let organisation = parts.organisation.to_ascii_lowercase();
        let words = ["limited", "ltd", "plc", "gov"];
        if let Some(word) = words.into_iter().find(|word| organisation.contains(word)) {
            warnings.push(NameWarning::OrganisationWord(word));
        }
        if organisation.len() < 3 {
            warnings.push(NameWarning::OrganisationShort);
        }
        warnings
    }
}

/// Names are compared without case, as DNS does (RFC 4343).
impl PartialEq for EndpointName {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for EndpointName {}

/// ODS codes have 1 to 9 letters and digits; a second endpoint of one code carries an identifier
/// of letters, digits and inner hyphens after a hyphen.
fn examine_ods_code(text: &str) -> Result<(), ComposeError> {
    if text.is_empty() {
        return Err(ComposeError::OdsCodeEmpty);
    }
    let foreign = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
    if let Some(character) = text.chars().find(|&c| foreign(c)) {
        return Err(ComposeError::OdsCodeMalformed { character: Some(character) });
    }
    let (code, identifier) = text.split_once('-').map_or((text, None), |(code, rest)| (code, Some(rest)));
    let good_identifier =
        identifier.is_none_or(|rest| !rest.is_empty() && !rest.starts_with('-') && !rest.ends_with('-'));
    if (1..=9).contains(&code.len()) && good_identifier {
        Ok(())
    } else {
        Err(ComposeError::OdsCodeMalformed { character: None })
    }
}

fn examine_organisation(text: &str) -> Result<(), ComposeError> {
    if text.is_empty() {
        return Err(ComposeError::OrganisationEmpty);
    }
    if text.eq_ignore_ascii_case("thirdparty") {
        return Err(ComposeError::OrganisationIsThirdparty);
    }
    let character = text.chars().find(|&c| !(c.is_ascii_alphanumeric() || c == '-'));
    if character.is_some() || text.starts_with('-') || text.ends_with('-') {
        let suggestion = suggest_ascii(text);
        return Err(ComposeError::OrganisationMalformed { character, suggestion });
    }
    Ok(())
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, tail) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(tail)
}

fn strip_suffix_ignoring_case<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let (head, tail) = text.split_at_checked(text.len().checked_sub(suffix.len())?)?;
    tail.eq_ignore_ascii_case(suffix).then_some(head)
}
