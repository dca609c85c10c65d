//! Octets as people read them.

/// Two hexadecimal digits for each octet.
pub(crate) fn hex(octets: &[u8]) -> String {
    octets
        .iter()
        .flat_map(|octet| [octet >> 4, octet & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// The same in upper case with a colon between octets, as OpenSSL and browsers show fingerprints.
pub(crate) fn hex_with_colons(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02X}")).collect::<Vec<_>>().join(":")
}
