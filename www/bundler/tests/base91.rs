//! How the modules are written into the page, and read by its script.

use bundler::base91::encode;

#[test]
fn thirteen_bits_are_two_digits_and_six_or_fewer_at_the_end_are_one() {
    assert_eq!(encode(&[]), "");
    // 00000001 00000 000: 32 of the first 13 bits, and nothing.
    assert_eq!(encode(&[1, 0]), "C##");
    // 13 bits are 8191 = 90 * 91 + 1; three ones and three zeros are 56.
    assert_eq!(encode(&[0xff, 0xff]), "$}[");
    // 8 bits and five zeros are 8160 = 89 * 91 + 61.
    assert_eq!(encode(&[0xff]), "`|");
    assert_eq!(encode(&[0; 13]), "################");
}

#[test]
fn the_script_of_the_page_reads_what_is_written() {
    let script = include_str!("../../boot.js");
    let (_, reader) = script.split_once("function octetsOf").expect("the reader");
    let (reader, _) = reader.split_once("\n}\n").expect("its end");
    let octets: Vec<u8> = (0..=u8::MAX).map(|octet| octet.wrapping_mul(octet)).collect();
    let texts: Vec<String> = (0..octets.len()).map(|length| encode(&octets[..length])).collect();
    let program = format!(
        "function octetsOf{reader}\n}}\nfor (const text of {texts:?}) console.log(octetsOf(text).join());"
    );
    let node = std::process::Command::new("node").args(["-e", &program]).output().expect("Node starts");
    let read = String::from_utf8(node.stdout).expect("a text");
    let lines: Vec<&str> = read.lines().collect();
    assert_eq!(lines.len(), texts.len(), "{}", String::from_utf8_lossy(&node.stderr));
    for (length, line) in lines.into_iter().enumerate() {
        let written: Vec<String> = octets[..length].iter().map(u8::to_string).collect();
        assert_eq!(line, written.join(","));
    }
}

#[test]
fn no_digit_begins_a_tag() {
    let all: Vec<u8> = (0..=u8::MAX).cycle().take(10_000).map(|octet| octet.wrapping_mul(octet)).collect();
    assert!(encode(&all).chars().all(|digit| ('!'..='}').contains(&digit) && digit != '<'));
}
