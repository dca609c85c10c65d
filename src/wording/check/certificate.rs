//! The checks of one certificate in sentences.

use super::{each, names};
use crate::check::{CommonName, KeyKind, LeafKeyUsage, NameFormat, Obscurity, ObscurityKind, Purpose};
use crate::wording::algorithm::named;
use crate::wording::extension;
use crate::wording::input::short;
use crate::wording::joined;
use crate::wording::name::{format_in_words, shown};
use crate::wording::time::date;

pub(super) fn key_matches(certificate: &str, key: &str, own: Option<i64>) -> String {
    if certificate == key {
        return "The certificate was made for this private key.".to_owned();
    }
    let start = |fingerprint: &str| fingerprint.chars().take(16).collect::<String>();
    let (certificate, key) = (start(certificate), start(key));
    let digests = format!(
        "The SHA-256 of its public key starts with {certificate}, that of your key with {key}. Look for the key file that was saved with the request"
    );
    match own {
        None => format!("The certificate was made for another private key. {digests}."),
        Some(not_after) => format!(
            "The key file holds an older certificate of its own, valid until {}. The certificate that you gave was made for another private key. {digests} for the new certificate.",
            date(not_after)
        ),
    }
}

pub(super) fn key_strength(kind: &KeyKind, is_good: bool) -> String {
    match kind {
        KeyKind::Rsa { bits } if is_good => format!("RSA, {bits} bits."),
        KeyKind::Rsa { bits } => format!(
            "The RSA key has {bits} bits; 2048 to 8192 are accepted. Make a new key and a new request."
        ),
        KeyKind::Other { algorithm } => {
            format!("The key is for {}, not for RSA. Make a new key and a new request.", named(algorithm))
        }
    }
}

pub(super) fn common_name(name: &CommonName) -> String {
    match name {
        CommonName::Good { name } => format!("It is for {}.", short(name)),
        CommonName::Missing => "There is no common name (CN), so it is for no endpoint.".to_owned(),
        CommonName::Several { names: list } => {
            format!("There are several common names: {}. Programs may use any of them.", names(list))
        }
        CommonName::NotEndpointName { name } => format!(
            "It is for {}, which is not a name of an endpoint under nhs.uk. Is it the right one?",
            short(name)
        ),
        CommonName::Other { name, asked_for } => {
            format!("It is for {}; {} was asked for. Is it the right one?", short(name), short(asked_for))
        }
        CommonName::Blemished { endpoint, characters, at_end } => {
            let characters: Vec<String> = characters.iter().take(5).map(|&one| shown(one)).collect();
            let place = if *at_end { "ends in" } else { "holds" };
            format!(
                "The common name is not exactly {}: it {place} {}. Programs compare names letter by letter, so they refuse it. Ask for a certificate with the exact name.",
                short(endpoint),
                joined(&characters)
            )
        }
        CommonName::NotAmongDnsNames { name, dns_names } => format!(
            "It is for {}, but the DNS names in it are {}. Programs that find DNS names ignore the common name, so they refuse it. Ask for a certificate with the right names.",
            short(name),
            names(dns_names)
        ),
        CommonName::NoDnsName { name } => format!(
            "It is for {}. It has other names (subjectAltName), and no DNS name is among them: some programs, those made with Go and mbed TLS, refuse it.",
            short(name)
        ),
    }
}

pub(super) fn name_format(format: &NameFormat) -> String {
    match format {
        NameFormat::Fits { format, .. } => format!("It fits the format for {}.", format_in_words(*format)),
        NameFormat::FitsOlderInt { .. } => {
            "It fits the format for INT with a provider's name, which an older edition of the BaRS guide had."
                .to_owned()
        }
        NameFormat::FitsNone { name } => {
            format!("{} fits none of the three formats of the BaRS guide.", short(name))
        }
    }
}

pub(super) fn not_expired(not_after: i64, is_good: bool, of_authority: bool) -> String {
    match (is_good, of_authority) {
        (true, _) => format!("The certificate is valid until {}.", date(not_after)),
        (false, true) => format!("The certificate ended on {}. Get the current chain.", date(not_after)),
        (false, false) => format!("The certificate ended on {}. Send a new request.", date(not_after)),
    }
}

pub(super) fn ended_in_use(not_after: i64) -> String {
    format!(
        "The certificate ended on {}. The file can be made, but servers and callers refuse it. Send a new request.",
        date(not_after)
    )
}

pub(super) fn not_yet_valid(not_before: i64, is_good: bool) -> String {
    let begin = date(not_before);
    if is_good {
        format!("The certificate is valid since {begin}.")
    } else {
        format!(
            "The certificate begins on {begin}. Until then, nobody accepts it. Check this computer's clock as well."
        )
    }
}

pub(super) fn understood(obscurities: &[Obscurity]) -> String {
    const NOT_CHECKED: &str = "Policies, and whether a certificate was withdrawn, are not checked here.";
    if obscurities.is_empty() {
        return format!("Everything that has to be understood is. {NOT_CHECKED}");
    }
    each(obscurities, 5, |one| {
        let name = short(&one.certificate);
        match &one.kind {
            ObscurityKind::CriticalUnknown { oid } => format!(
                "{name} has the extension {}, which is marked critical and not known here: a program that does not know it must refuse the certificate. Ask who issued it.",
                extension::named(oid)
            ),
            ObscurityKind::Unreadable { oid } => format!(
                "The extension {} of {name} cannot be read, so programs refuse the certificate. Ask who issued it.",
                extension::named(oid)
            ),
            ObscurityKind::Repeated { oid } => format!(
                "The extension {} is in {name} more than once, so programs refuse the certificate. Ask who issued it.",
                extension::named(oid)
            ),
            ObscurityKind::Unchecked { oid } => {
                format!("The extension {} of {name} is not checked here.", extension::named(oid))
            }
            ObscurityKind::Boolean { oid } => format!(
                "In the extension {} of {name}, yes and no are not written as DER wants it. Some programs refuse that.",
                extension::named(oid)
            ),
            ObscurityKind::DateForm => format!(
                "The dates of {name} are not written as RFC 5280 wants it: to the second, in UTC. OpenSSL refuses that."
            ),
            ObscurityKind::Lengths => {
                format!("{name} is written in BER, not in DER. Java and others refuse that.")
            }
        }
    })
}

pub(super) fn key_usage(usage: LeafKeyUsage) -> &'static str {
    match usage {
        LeafKeyUsage::Any => "The use of the key is not restricted.",
        LeafKeyUsage::Signatures => "The key may sign, as TLS needs it.",
        LeafKeyUsage::OnlyKeyTransport => {
            "The key may only transport keys, not sign: TLS 1.3, and TLS 1.2 as most servers use it, cannot use it. Ask who issued the certificate for the usage digitalSignature."
        }
        LeafKeyUsage::Neither => {
            "The key may not be used for TLS: the key usage allows no signature. Ask who issued the certificate for the usage digitalSignature."
        }
    }
}

pub(super) fn purpose(purpose: &Purpose) -> String {
    match purpose {
        Purpose::Any => "The certificate is not restricted to a purpose.".to_owned(),
        Purpose::ServerAndClient => "It is for servers and for clients.".to_owned(),
        Purpose::Restricted { server, client, .. } => {
            let missing = match (server, client) {
                (true, _) => "not for clients",
                (_, true) => "not for servers",
                _ => "for neither servers nor clients",
            };
            format!("The certificate is {missing}; BaRS uses both. Ask who issued it.")
        }
    }
}
