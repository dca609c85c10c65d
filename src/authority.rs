//! The certificate authorities that the NHS published: what is known of each by the SHA-256 digest of its
//! certificate, and what its name alone suggests.

use serde::{Deserialize, Serialize};

use crate::certificate::{Certificate, DistinguishedName};

/// Where the certificates were published, and when.
pub const SOURCE: &str = "NHS England's MESH client, github.com/NHSDigital/mesh-client, 13 February 2024";

/// Where the NHS publishes the current chains.
pub const CURRENT_CHAINS: &str = "https://pki.nhs.uk/G2Transition/";

/// The environment that an authority serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Environment {
    /// Integration.
    Int,
    /// Production.
    Prod,
}

impl Environment {
    /// What the guide calls it: INT or PROD.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Int => "INT",
            Self::Prod => "PROD",
        }
    }
}

/// Whether an authority still issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// G2, which issues today.
    Current,
    /// The one before, superseded on 4 June 2024.
    First,
}

/// An authority that the NHS published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authority {
    /// Its common name.
    pub name: &'static str,
    /// Whom it serves.
    pub environment: Environment,
    /// Whether it still issues.
    pub generation: Generation,
    /// The SHA-256 digest of its certificate.
    pub sha256: [u8; 32],
    /// Its certificate, DER, octet for octet as published; none of the first generation.
    der: Option<&'static [u8]>,
}

impl Authority {
    /// The four that issue today and the four before them, as NHS England's MESH client published them on
    /// 13 February 2024.
    pub const PUBLISHED: [Self; 8] = [
        Self {
            name: "NHS PTL Root Authority G2",
            environment: Environment::Int,
            generation: Generation::Current,
            sha256: digest("540f7cd6111510ef8a4a78939b39a075c71a68f0ce71bbf28141f7c6be357f8f"),
            der: Some(include_bytes!("authority/nhs-ptl-root-authority-g2.der")),
        },
        Self {
            name: "NHS INT Authentication G2",
            environment: Environment::Int,
            generation: Generation::Current,
            sha256: digest("eb17b9fe90a19dbfe962bf41d3c907558f6f787e2fd1602268dfca9d3fdbf857"),
            der: Some(include_bytes!("authority/nhs-int-authentication-g2.der")),
        },
        Self {
            name: "NHS Root Authority G2",
            environment: Environment::Prod,
            generation: Generation::Current,
            sha256: digest("c418cfa50aad03d826fa1a6932b8187be18193f4b25a7a56f30df45d5f89f8f7"),
            der: Some(include_bytes!("authority/nhs-root-authority-g2.der")),
        },
        Self {
            name: "NHS Authentication G2",
            environment: Environment::Prod,
            generation: Generation::Current,
            sha256: digest("1cb94b89dd6e3cbeb498f43f85aac7f7ea3a833805ba0a37396d669eaa794639"),
            der: Some(include_bytes!("authority/nhs-authentication-g2.der")),
        },
        Self {
            name: "NHS PTL Root Authority",
            environment: Environment::Int,
            generation: Generation::First,
            sha256: digest("7759a087977a9e37793093561149ee40b299c7027f4fa2a1c4e9eefeabc1b7d8"),
            der: None,
        },
        Self {
            name: "NHS INT Level 1C",
            environment: Environment::Int,
            generation: Generation::First,
            sha256: digest("67465bf8d72d1493d441ad1bc8f08b1ec2de9771c1cc40bb09b11bb72de14c0e"),
            der: None,
        },
        Self {
            name: "NHS Root Authority",
            environment: Environment::Prod,
            generation: Generation::First,
            sha256: digest("cb7f39edd261631fe95995030f793c90d3db6d84912b0ff7a1a96fedea6d9f10"),
            der: None,
        },
        Self {
            name: "NHS Level 1C",
            environment: Environment::Prod,
            generation: Generation::First,
            sha256: digest("b2a983f5284f267c9e7705af4a69387b8d2af5e281e194e6a279e033b06c7fdf"),
            der: None,
        },
    ];

    /// The four that issue today, those of an environment next to each other, each above the one that it issued.
    pub fn current() -> impl Iterator<Item = Self> {
        Self::PUBLISHED.into_iter().filter(|known| known.generation == Generation::Current)
    }

    /// Its certificate, where the page holds it.
    pub fn certificate(&self) -> Option<Certificate> {
        Certificate::from_der(self.der?).ok()
    }

    /// The certificates of the authorities that issue today for an environment, the root last.
    pub fn chain_of(environment: Environment) -> Vec<Certificate> {
        let own = Self::current().filter(|known| known.environment == environment);
        let mut chain: Vec<Certificate> = own.filter_map(|known| known.certificate()).collect();
        chain.reverse();
        chain
    }

    /// The authority whose published certificate this is.
    pub fn of(certificate: &Certificate) -> Option<Self> {
        let sha256 = certificate.sha256();
        Self::PUBLISHED.into_iter().find(|known| known.sha256 == sha256)
    }

    /// The authority that a name suggests: anybody can give a certificate that name.
    pub fn named(name: &DistinguishedName) -> Option<Self> {
        let names = name.common_names();
        let bears = |text: &str| names.iter().any(|name| name.trim().eq_ignore_ascii_case(text));
        Self::PUBLISHED.into_iter().find(|known| bears(known.name))
    }
}

/// The authorities by which a chain is completed where the person did not give them.
pub struct Completing(Vec<Certificate>);

impl Default for Completing {
    /// Those that issue today.
    fn default() -> Self {
        Self(Authority::current().filter_map(|known| known.certificate()).collect())
    }
}

impl Completing {
    /// Others than those that the NHS published.
    pub fn with(authorities: Vec<Certificate>) -> Self {
        Self(authorities)
    }

    /// Their certificates.
    pub fn certificates(&self) -> &[Certificate] {
        &self.0
    }
}

/// Reads 64 lower-case hexadecimal digits when the program is compiled.
#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "evaluated by the compiler alone"
)]
const fn digest(digits: &str) -> [u8; 32] {
    const fn value(digit: u8) -> u8 {
        match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            _ => panic!("no lower-case hexadecimal digit"),
        }
    }
    let digits = digits.as_bytes();
    let mut digest = [0; 32];
    let mut place = 0;
    while place < digest.len() {
        digest[place] = value(digits[2 * place]) * 16 + value(digits[2 * place + 1]);
        place += 1;
    }
    digest
}
