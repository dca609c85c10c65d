//! Elements of DER (X.690 section 8.1).

/// An element: its tag, its length, and its contents in parts.
pub fn element(tag: u8, contents: &[&[u8]]) -> Vec<u8> {
    let contents = contents.concat();
    let length = contents.len().to_be_bytes();
    let length = &length[length.iter().take_while(|octet| **octet == 0).count()..];
    let count = 0x80 | u8::try_from(length.len()).expect("short");
    let header = match length {
        [] => vec![tag, 0],
        [short @ 0..0x80] => vec![tag, *short],
        long => [&[tag, count], long].concat(),
    };
    [header, contents].concat()
}
