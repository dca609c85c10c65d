//! The email to the BaRS team, who keep the Endpoint Catalogue, once the certificate is there.
//!
//! The guide's page on the Endpoint Catalogue (July 2026) asks for the ServiceId, the endpoint's base URL, the
//! environment, and planned dates for testing.

use super::{Mail, ReceiverUrl, UrlError};
use crate::authority::Environment;
use crate::name::EndpointName;

/// An endpoint as the catalogue has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// Its name.
    pub name: EndpointName,
    /// Where it is called.
    pub url: ReceiverUrl,
    /// The services behind it, by their identifiers.
    pub services: Vec<String>,
}

impl CatalogueEntry {
    /// An endpoint of which nothing more is known.
    pub fn of(name: EndpointName) -> Self {
        Self { url: ReceiverUrl::of(&name), services: Vec::new(), name }
    }
}

/// Endpoints whose base URLs follow one pattern, in which `{fqdn}` stands for the name; empty for the names
/// alone. With what is wrong with the pattern, where it makes no URL for one of them, come the names alone.
pub fn entries(names: &[EndpointName], pattern: &str) -> (Vec<CatalogueEntry>, Option<UrlError>) {
    let plain = || names.iter().cloned().map(CatalogueEntry::of).collect();
    if pattern.trim().is_empty() {
        return (plain(), None);
    }
    let entry = |name: &EndpointName| {
        let url = ReceiverUrl::from_pattern(pattern, name)?;
        Ok(CatalogueEntry { url, ..CatalogueEntry::of(name.clone()) })
    };
    match names.iter().map(entry).collect() {
        Ok(entries) => (entries, None),
        Err(error) => (plain(), Some(error)),
    }
}

/// What is the same for all endpoints of an email.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// When it is to be tested, as typed.
    pub dates: String,
    /// Whom to ask, as typed.
    pub contact: String,
}

/// The identifiers in a text, one or several, with commas, semicolons or white space between them.
pub fn services(text: &str) -> Vec<String> {
    let words = text.split(|c: char| c == ',' || c == ';' || c.is_whitespace());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What stands where something was not given.
const MISSING: &str = "(please fill in)";

/// Asks for the endpoints of an environment to be added: one or many.
pub fn to_endpoint_catalogue(
    environment: Environment,
    entries: &[CatalogueEntry],
    details: &Details,
) -> Mail {
    let environment = environment.as_str();
    let (subject, what, lines, issued) = match entries {
        [CatalogueEntry { name, url, services }] => (
            format!("Receiver URL for {}", name.as_str()),
            "this BaRS Receiver",
            format!("Receiver URL: {}\nServiceId: {}\n", url.as_str(), listed(services)),
            "The certificate for this name has been issued.",
        ),
        _ => (
            format!("Receiver URLs for {} endpoints", entries.len()),
            "these BaRS Receivers",
            format!("Receiver URLs:\n{}\n", entries.iter().map(line).collect::<String>()),
            "The certificates for these names have been issued.",
        ),
    };
    let Details { dates, contact } = details;
    Mail {
        to: "england.bookingandreferralstandard@nhs.net",
        subject: format!("Endpoint Catalogue ({environment}): {subject}"),
        body: format!(
            "Hello,\n\nPlease add {what} to the Endpoint Catalogue, for BaRS/API-M.\n\n\
             Environment: {environment}\n{lines}Planned test dates: {}\nContact: {}\n\n{issued}\n\nKind regards\n",
            given(dates),
            given(contact)
        ),
    }
}

fn line(CatalogueEntry { url, services, .. }: &CatalogueEntry) -> String {
    format!("{}   ServiceId: {}\n", url.as_str(), listed(services))
}

fn listed(services: &[String]) -> String {
    given(&services.join(", ")).to_owned()
}

/// What was typed, in one line.
fn given(text: &str) -> &str {
    match text.trim() {
        "" => MISSING,
        typed => typed,
    }
}
