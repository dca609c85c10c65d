//! The address at which a receiver is called.

use crate::name::EndpointName;

/// The base URL of a receiver: `https`, the endpoint's name, perhaps a port and a path (RFC 3986).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiverUrl {
    text: String,
    port: u16,
}

/// Why a text is no base URL of a receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlError {
    /// There is nothing.
    Empty,
    /// A character that no URL holds.
    Character(char),
    /// It does not begin with `https://`.
    NotHttps,
    /// A user's name stands before the host.
    User,
    /// The host is another than the endpoint.
    OtherHost {
        /// The host.
        found: String,
    },
    /// The port is none: 1 to 65535.
    Port,
    /// A question mark or a hash: a base URL ends with its path.
    NotABase(char),
}

/// The port where none is written.
const HTTPS: u16 = 443;

impl ReceiverUrl {
    /// The endpoint's name, and nothing more.
    pub fn of(name: &EndpointName) -> Self {
        Self { text: format!("https://{}/", name.as_str()), port: HTTPS }
    }

    /// Takes a URL as typed, for an endpoint.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse(text: &str, name: &EndpointName) -> Result<Self, UrlError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(UrlError::Empty);
        }
        let is_foreign = |c: &char| !c.is_ascii_graphic() || "\"<>\\^`{|}".contains(*c);
        if let Some(character) = text.chars().find(is_foreign) {
            return Err(UrlError::Character(character));
        }
        let (scheme, rest) = text.split_once("://").ok_or(UrlError::NotHttps)?;
        if !scheme.eq_ignore_ascii_case("https") {
            return Err(UrlError::NotHttps);
        }
        if let Some(mark) = rest.chars().find(|c| matches!(c, '?' | '#')) {
            return Err(UrlError::NotABase(mark));
        }
        let (authority, path) =
            rest.split_once('/').map_or((rest, ""), |(authority, path)| (authority, path));
        if authority.contains('@') {
            return Err(UrlError::User);
        }
        let (host, port) =
            authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
        if !host.eq_ignore_ascii_case(name.as_str()) {
            return Err(UrlError::OtherHost { found: host.to_owned() });
        }
        let number = port.map_or(Some(HTTPS), read_port).ok_or(UrlError::Port)?;
        Ok(Self { text: format!("https://{authority}/{path}"), port: number })
    }

    /// The same pattern for an endpoint: `{fqdn}` stands for its name.
    ///
    /// # Errors
    /// The first thing that is wrong with what it makes.
    pub fn from_pattern(pattern: &str, name: &EndpointName) -> Result<Self, UrlError> {
        Self::parse(&pattern.replace("{fqdn}", name.as_str()), name)
    }

    /// The URL.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The port.
    pub const fn port(&self) -> u16 {
        self.port
    }
}

/// Digits alone: `parse` would take a plus sign.
fn read_port(text: &str) -> Option<u16> {
    let is_number = text.bytes().all(|octet| octet.is_ascii_digit());
    text.parse().ok().filter(|&port| is_number && port > 0)
}
