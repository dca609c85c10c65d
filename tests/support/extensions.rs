//! Extensions of certificates and requests, as the configuration of OpenSSL puts them
//! (x509v3_config): `basicConstraints=critical,CA:TRUE`.

use ::der::Decode;
use sha1::{Digest, Sha1};
use spki::SubjectPublicKeyInfoRef;

use super::der::{element, integer, octet_string, oid, sequence};

/// The extensions of these lines, for a public key. `keyid` is the identifier of the issuer's key, where
/// the issuer has one; else its own.
pub fn extensions(lines: &[&str], public_key: &[u8], issuer: Option<Option<&[u8]>>) -> Vec<u8> {
    let own = key_identifier(public_key);
    let authority = issuer.unwrap_or(Some(&own));
    let written = lines.iter().filter_map(|line| {
        let (name, value) = line.split_once('=').unwrap_or_else(|| panic!("no extension: {line}"));
        let (critical, value) = match value.strip_prefix("critical,") {
            Some(rest) => (element(1, &[&[0xff]]), rest),
            None => (Vec::new(), value),
        };
        let (number, value) = extension(name, value, &own, authority)?;
        Some(sequence(&[&oid(number), &critical, &octet_string(&value)]))
    });
    sequence(&[&written.collect::<Vec<_>>().concat()])
}

/// The identifier of a key, which is the SHA-1 of its bits (RFC 5280 section 4.2.1.2).
fn key_identifier(public_key: &[u8]) -> Vec<u8> {
    let info = SubjectPublicKeyInfoRef::from_der(public_key).expect("a public key");
    Sha1::digest(info.subject_public_key.raw_bytes()).to_vec()
}

/// The object identifier and the value of one extension. An issuer without an identifier leaves out that
/// of the authority.
fn extension<'a>(
    name: &'a str,
    value: &str,
    own: &[u8],
    authority: Option<&[u8]>,
) -> Option<(&'a str, Vec<u8>)> {
    let words = || value.split(',').map(str::trim);
    Some(match (name, value) {
        ("basicConstraints", _) => ("2.5.29.19", basic_constraints(words())),
        ("keyUsage", _) => ("2.5.29.15", key_usage(words())),
        ("extendedKeyUsage", _) => {
            ("2.5.29.37", sequence(&[&words().map(purpose).collect::<Vec<_>>().concat()]))
        }
        ("subjectAltName", _) => {
            ("2.5.29.17", sequence(&[&words().map(general_name).collect::<Vec<_>>().concat()]))
        }
        ("subjectKeyIdentifier", "hash") => ("2.5.29.14", octet_string(own)),
        ("authorityKeyIdentifier", "keyid") => ("2.5.29.35", sequence(&[&element(0x80, &[authority?])])),
        (number, _) => {
            let octets = value.strip_prefix("DER:").unwrap_or_else(|| panic!("{name}={value}"));
            (number, octets.split(':').map(hexadecimal).collect())
        }
    })
}

fn basic_constraints<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let parts = words.map(|word| match word.split_once(':') {
        Some(("CA", "TRUE")) => element(1, &[&[0xff]]),
        Some(("CA", "FALSE")) => Vec::new(),
        Some(("pathlen", number)) => integer(&[number.parse().expect("a path length")]),
        _ => panic!("basicConstraints={word}"),
    });
    sequence(&[&parts.collect::<Vec<_>>().concat()])
}

/// A BIT STRING that ends with its last bit that is set.
fn key_usage<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    const NAMES: [&str; 9] = [
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
        "decipherOnly",
    ];
    let bits = words.fold(0_u16, |bits, word| {
        let place = NAMES.iter().position(|name| *name == word).unwrap_or_else(|| panic!("keyUsage={word}"));
        bits | 0x8000 >> place
    });
    let unused = u8::try_from(bits.trailing_zeros() % 8).expect("fewer than eight");
    let octets = bits.to_be_bytes();
    let length = if octets[1] == 0 { 1 } else { 2 };
    element(3, &[&[unused], &octets[..length]])
}

fn purpose(word: &str) -> Vec<u8> {
    oid(match word {
        "serverAuth" => "1.3.6.1.5.5.7.3.1",
        "clientAuth" => "1.3.6.1.5.5.7.3.2",
        "codeSigning" => "1.3.6.1.5.5.7.3.3",
        "emailProtection" => "1.3.6.1.5.5.7.3.4",
        "anyExtendedKeyUsage" => "2.5.29.37.0",
        number => number,
    })
}

fn general_name(word: &str) -> Vec<u8> {
    let (kind, value) = word.split_once(':').unwrap_or_else(|| panic!("no general name: {word}"));
    match kind {
        "email" => element(0x81, &[value.as_bytes()]),
        "DNS" => element(0x82, &[value.as_bytes()]),
        "URI" => element(0x86, &[value.as_bytes()]),
        "IP" => {
            let octets = value.split('.').map(|octet| octet.parse::<u8>().expect("an octet"));
            element(0x87, &[&octets.collect::<Vec<_>>()])
        }
        _ => panic!("no general name: {word}"),
    }
}

fn hexadecimal(octet: &str) -> u8 {
    u8::from_str_radix(octet, 16).unwrap_or_else(|_| panic!("no octet: {octet}"))
}
