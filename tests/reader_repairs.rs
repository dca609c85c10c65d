//! What was put right to read a text is said, with its line.

use crate::support::readable::{Files, INT, PROXY, body};
use bars_csr::reader::{Change, ItemKind, Place, Repair, read};

/// What was put right in a text, each with its line.
fn repairs(text: &str) -> Vec<(Change, Option<usize>)> {
    let reading = read(text.as_bytes()).expect("it is read");
    reading.repairs.into_iter().map(|repair| (repair.change, repair.place.line)).collect()
}

#[test]
fn a_good_text_needs_no_repair() {
    for text in
        [PROXY.to_owned(), PROXY.replace('\n', "\r\n"), format!("\u{feff}Hello,\n\n  {PROXY}\nBye\n{INT}")]
    {
        assert_eq!(repairs(&text), []);
    }
}

#[test]
fn what_was_put_right_is_said_with_its_line() {
    let label = || "CERTIFICATE".to_owned();
    let dashes = |opens, before, after| Change::Dashes { opens, label: label(), before, after };
    let hello = |text: String| format!("Hello,\n> quoted <b>words</b>\n{text}");
    let both = PROXY.replace("-----BEGIN", "BEGIN").replace("E-----", "E");
    assert_eq!(repairs(&hello(both)), [(dashes(true, 0, 0), Some(3)), (dashes(false, 5, 0), Some(3))]);
    let cut = PROXY.replace("-----END CERTIFICATE-----", "");
    assert_eq!(repairs(&hello(cut)), [(Change::EndMissing { label: label() }, Some(3))]);
    let headless = PROXY.replace("-----BEGIN CERTIFICATE-----\n", "");
    assert_eq!(repairs(&hello(headless)), [(Change::BeginMissing { label: label() }, Some(3))]);
    assert_eq!(repairs(&hello(body(PROXY))), [(Change::MarkersMissing, Some(3))]);
    let soft = PROXY.replace("\nMII", "\nMI\u{ad}I").replace("END ", "END\u{a0}");
    let end = PROXY.lines().count() + 2;
    let expected = [(Change::InvisibleCharacters, Some(4)), (Change::UnusualSpaces, Some(end))];
    assert_eq!(repairs(&hello(soft)), expected);
    let other = PROXY.replace("END CERTIFICATE", "END X509 CERTIFICATE");
    let change = Change::OtherEnd { opens: label(), closes: "X509 CERTIFICATE".to_owned() };
    assert_eq!(repairs(&hello(other)), [(change, Some(3))]);
    let stray = PROXY.replacen("\nMII", "\nM=II", 1);
    assert_eq!(repairs(&hello(stray)), [(Change::QuotedPrintable, Some(3))]);
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(PROXY.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let reading = read(&wide).expect("it is read");
    assert_eq!(reading.repairs, [Repair { change: Change::Utf16, place: Place::default() }]);
    let trusted = String::from_utf8(Files::file("trusted.pem")).expect("text");
    assert_eq!(repairs(&trusted), [(Change::TrustSettings, Some(1))]);
    let request = Files::file("request.pem");
    let wrong = String::from_utf8(request).expect("text").replace("CERTIFICATE REQUEST", "CERTIFICATE");
    let change = Change::WrongLabel { label: label(), kind: ItemKind::Request };
    assert_eq!(repairs(&wrong), [(change, Some(1))]);
}
