//! What was coded several times, or in several ways, is undone.

use crate::support::paste::ENCODINGS;
use crate::support::reports::{LEAF, SUB, base64, certificates, changes, digests, file, leaf, reading};
use crate::support::zip::compressed;
use bars_csr::reader::{Change, ReadError, Reading, read};

fn pem() -> String {
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", base64(&leaf(), 64))
}

fn wide(text: &str, octets: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(octets).collect()
}

#[test]
fn base64_of_anything_is_undone() {
    let letters = base64(&leaf(), 64);
    let marked = [b"\xff\xfe".to_vec(), wide(&pem(), u16::to_le_bytes)].concat();
    for octets in [
        pem().into_bytes(),
        pem().replace('\n', "\r\n").into_bytes(),
        format!("Bag Attributes\n    localKeyID: 01\n{}", pem()).into_bytes(),
        letters.clone().into_bytes(),
        base64(letters.as_bytes(), 76).into_bytes(),
        base64(pem().as_bytes(), 64).into_bytes(),
        wide(&pem(), u16::to_le_bytes),
        wide(&pem(), u16::to_be_bytes),
        marked,
        compressed("a.cer", &leaf()),
    ] {
        for width in [usize::MAX, 76, 64] {
            let text = base64(&octets, width);
            for text in
                [text.clone(), format!("Hello,\n\n{text}\n\nRegards\nThe team\n"), text.replace('=', "")]
            {
                let reading = reading(&text);
                assert_eq!(digests(&reading), [LEAF], "{width}: {text}");
                assert!(changes(&reading).contains(&Change::Base64), "{:?}", reading.repairs);
            }
        }
    }
}

#[test]
fn every_value_of_a_secret_is_read() {
    let (crt, key) = (base64(pem().as_bytes(), usize::MAX), base64(&file("key.pem"), usize::MAX));
    let yaml = format!(
        "apiVersion: v1\ndata:\n  tls.crt: {crt}\n  tls.key: {key}\nkind: Secret\ntype: kubernetes.io/tls\n"
    );
    let json = format!("{{\"data\":{{\"tls.crt\":\"{crt}\",\"tls.key\":\"{key}\"}},\"kind\":\"Secret\"}}");
    let folded = format!(
        "data:\n  tls.crt: |\n    {}\n  tls.key: >-\n    {}\n",
        base64(pem().as_bytes(), 76).replace('\n', "\n    "),
        base64(&file("key.pem"), 76).replace('\n', "\n    ")
    );
    for text in [yaml, json, folded] {
        let reading = reading(&text);
        assert_eq!(digests(&reading), [LEAF, "PrivateKey(Pkcs8)"], "{text}");
        assert_eq!(reading.unread, []);
    }
}

#[test]
fn base64_of_words_is_part_of_the_text() {
    let words = base64(b"Nothing of this is a certificate, and it is long enough to be seen.", usize::MAX);
    assert_eq!(certificates(format!("{words}\n{}{words}\n", pem())), [LEAF]);
    let torn = base64(&pem().as_bytes()[..700], 76);
    let Err(ReadError::MissingEnd { label }) = read(torn.as_bytes()) else { panic!("it is torn") };
    assert_eq!(label, "CERTIFICATE");
}

#[test]
fn base64_is_not_undone_without_end() {
    let mut text = pem();
    for _ in 0..4 {
        text = base64(text.as_bytes(), 76);
    }
    assert_eq!(certificates(&text), [LEAF]);
    for _ in 0..8 {
        text = base64(text.as_bytes(), 76);
    }
    assert!(read(text.as_bytes()).is_err());
}

#[test]
fn escapes_are_undone_however_often_they_were_escaped() {
    let once = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let mut text = pem();
    for _ in 0..4 {
        text = format!("{{\"certificate\": \"{}\"}}", once(&text));
        let reading = reading(&text);
        assert_eq!(digests(&reading), [LEAF], "{text}");
        assert_eq!(changes(&reading), [Change::Escapes]);
    }
    for ends in ["\\r\\n", "\\\\r\\\\n", "\\u000a", "\\\\u000A", "\\x0a", "\\\n"] {
        assert_eq!(certificates(pem().replace('\n', ends)), [LEAF], "{ends}");
    }
}

#[test]
fn entities_and_percent_signs_are_undone_however_often_they_were_written() {
    for end in [
        "&#10;",
        "&#xA;",
        "&#x0d;&#x0a;",
        "&amp;#10;",
        "&amp;amp;#10;",
        "&lt;br&gt;",
        "%0A",
        "%0d%0a",
        "%250A",
    ] {
        assert_eq!(certificates(pem().replace('\n', end)), [LEAF], "{end}");
    }
    let coded = |text: &str, space: &str| {
        text.replace('%', "%25")
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D")
            .replace('\n', "%0A")
            .replace(' ', space)
    };
    for space in ["%20", "+"] {
        let reading = reading(format!("cert={}&x=1", coded(&pem(), space)));
        assert_eq!(digests(&reading), [LEAF], "{space}");
        assert_eq!(changes(&reading), [Change::Percent]);
    }
    assert_eq!(certificates(coded(&coded(&pem(), "%20"), "%20")), [LEAF]);
}

#[test]
fn strings_of_programs_on_lines_of_their_own_are_joined() {
    let lines = |before: &str, after: &str| -> String {
        pem().lines().map(|line| format!("{before}{line}{after}\n")).collect()
    };
    for text in [
        format!("const char *cert =\n{};", lines("  \"", "\\n\"").trim_end()),
        format!("const cert = {}'';", lines("  '", "\\n' +")),
        format!("$cert = {}\"\";", lines("\"", "\\n\" .")),
        format!("cert = ({})", lines("    \"", "\\n\"")),
        format!("[{}]", lines("  \"", "\",")),
    ] {
        assert_eq!(certificates(&text), [LEAF], "{text}");
    }
}

#[test]
fn a_file_in_two_encodings_gives_all_that_is_in_both() {
    let other = String::from_utf8(file("begin-twice.pem")).expect("text");
    for text in [pem(), pem().replace('\n', "\r\n"), format!("Grüße – und alles\r\n{}", pem())] {
        for (first, encode) in ENCODINGS {
            for (second, encode_again) in ENCODINGS {
                for between in ["", "\n", "\r\n"] {
                    let octets = [encode(&text), between.as_bytes().to_vec(), encode_again(&other)].concat();
                    let reading: Reading = reading(&octets);
                    assert_eq!(
                        digests(&reading),
                        [LEAF, LEAF],
                        "{first}, {between:?}, {second}: {:?}",
                        reading.unread
                    );
                    assert_eq!(reading.unread, []);
                }
            }
        }
    }
}

#[test]
fn labels_that_do_not_fit_one_another_and_blocks_in_blocks_are_read_and_said() {
    let label = |text: &str| text.to_owned();
    let unlike = pem().replace("END CERTIFICATE", "END PRIVATE KEY");
    let change = Change::OtherEnd { opens: label("CERTIFICATE"), closes: label("PRIVATE KEY") };
    assert_eq!(changes(&reading(&unlike)), [change]);
    for (outer, inner) in
        [("PRIVATE KEY", "CERTIFICATE"), ("CERTIFICATE", "CERTIFICATE"), ("PKCS7", "X509 CERTIFICATE")]
    {
        let inside = pem().replace("CERTIFICATE", inner);
        let text = format!("-----BEGIN {outer}-----\n{inside}-----END {outer}-----\n");
        let reading = reading(&text);
        assert_eq!(digests(&reading), [LEAF], "{text}");
        assert_eq!(changes(&reading), [Change::BeginTwice { label: outer.to_owned() }]);
        assert_eq!(reading.unread, []);
    }
    let broken = format!("-----BEGIN CERTIFICATE-----\nMIID\n{}", pem());
    let reading = reading(&broken);
    assert_eq!(digests(&reading), [LEAF]);
    assert_eq!(reading.unread.len(), 1);
    assert_eq!(reading.unread[0].error, ReadError::MissingEnd { label: label("CERTIFICATE") });
    assert_eq!(certificates(file("both.eml")), [SUB, LEAF]);
}
