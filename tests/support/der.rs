//! DER, written element by element (X.690 section 10).

use const_oid::ObjectIdentifier;

pub use super::element::element;

/// The absent parameters of an algorithm, where they are written out.
pub const NULL: &[u8] = &[5, 0];

/// A SEQUENCE.
pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    element(0x30, parts)
}

/// A SET OF, in the order that DER asks for.
pub fn set_of(mut members: Vec<Vec<u8>>) -> Vec<u8> {
    members.sort();
    element(0x31, &[&members.concat()])
}

/// An OBJECT IDENTIFIER, written with dots.
pub fn oid(dotted: &str) -> Vec<u8> {
    let oid = ObjectIdentifier::new(dotted).unwrap_or_else(|error| panic!("{dotted}: {error}"));
    element(6, &[oid.as_bytes()])
}

/// An INTEGER that is not negative, of its octets, the first of which is not zero.
pub fn integer(octets: &[u8]) -> Vec<u8> {
    let sign: &[u8] = if octets.first().is_some_and(|first| first & 0x80 == 0) { &[] } else { &[0] };
    element(2, &[sign, octets])
}

/// A BIT STRING of whole octets.
pub fn bit_string(octets: &[u8]) -> Vec<u8> {
    element(3, &[&[0], octets])
}

/// An OCTET STRING.
pub fn octet_string(octets: &[u8]) -> Vec<u8> {
    element(4, &[octets])
}

/// What stands under a tag of this context.
pub fn tagged(number: u8, contents: &[&[u8]]) -> Vec<u8> {
    element(0xa0 | number, contents)
}

/// A UTCTime until 2049, a GeneralizedTime afterwards (RFC 5280 section 4.1.2.5), of
/// `YYYYMMDDHHMMSSZ`.
pub fn time(text: &str) -> Vec<u8> {
    match text.strip_prefix("19").or(text.strip_prefix("20").filter(|short| *short < "50")) {
        Some(short) => element(0x17, &[short.as_bytes()]),
        None => element(0x18, &[text.as_bytes()]),
    }
}

/// PEM of an element.
pub fn pem(label: &str, der: &[u8]) -> String {
    ::der::pem::encode_string(label, ::der::pem::LineEnding::LF, der).expect("it is short enough")
}
