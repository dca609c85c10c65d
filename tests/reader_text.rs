//! PEM and base64 are found in any state that mail and people leave them in.

use crate::support::readable::{INT, PROXY, body, items, only};

const LABELS: [&str; 16] = [
    "CERTIFICATE",
    "X509 CERTIFICATE",
    "CERTIFICATE REQUEST",
    "NEW CERTIFICATE REQUEST",
    "PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY",
    "RSA PRIVATE KEY",
    "EC PRIVATE KEY",
    "DSA PRIVATE KEY",
    "OPENSSH PRIVATE KEY",
    "PUBLIC KEY",
    "PKCS7",
    "CMS",
    "X509 CRL",
    "PKCS12",
    "TRUSTED CERTIFICATE",
];

#[test]
fn line_ends_indentation_and_byte_order_marks_do_not_matter() {
    let expected = only(PROXY);
    let indented: String = PROXY.lines().map(|line| format!("\t  {line}  \n")).collect();
    for text in [
        PROXY.replace('\n', "\r\n"),
        PROXY.replace('\n', "\r"),
        PROXY.replace('\n', "\n\n"),
        PROXY.replace('\n', " "),
        format!("\u{feff}{PROXY}"),
        indented,
        PROXY.trim_end().to_owned(),
    ] {
        assert_eq!(only(&text), expected, "{text}");
    }
}

#[test]
fn lines_may_have_any_width() {
    let letters: String = body(PROXY).split_whitespace().collect();
    for width in [1, 7, 63, 76, 4000] {
        let lines: Vec<&str> =
            letters.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
        let text = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"));
        assert_eq!(only(&text), only(PROXY), "{width}");
    }
}

#[test]
fn markers_of_the_guide_have_dashes_on_one_side_only() {
    let body = body(PROXY);
    for (begin, end) in [
        ("-----BEGIN CERTIFICATE", "END CERTIFICATE-----"),
        ("BEGIN CERTIFICATE-----", "-----END CERTIFICATE"),
        ("BEGIN CERTIFICATE", "END CERTIFICATE"),
        ("--BEGIN CERTIFICATE--", "--END CERTIFICATE--"),
        ("----- BEGIN CERTIFICATE -----", "----- END CERTIFICATE -----"),
    ] {
        for text in [format!("{begin}\n{body}\n{end}\n"), format!("\u{feff}{begin}\r\n{body}\r\n{end}")] {
            assert_eq!(only(&text), only(PROXY), "{begin}");
        }
    }
    assert_eq!(
        only(format!("-----BEGIN CERTIFICATE {} END CERTIFICATE-----", body.replace('\n', " "))),
        only(PROXY)
    );
}

#[test]
fn base64_without_markers_is_found_in_its_text() {
    let (proxy, int) = (body(PROXY), body(INT));
    assert_eq!(only(&proxy), only(PROXY));
    assert_eq!(only(proxy.replace('\n', "")), only(PROXY));
    assert_eq!(only(format!("\u{feff}{proxy}")), only(PROXY));
    assert_eq!(only(format!("Hello,\r\n\r\n{proxy}\r\nRegards\r\nThe team")), only(PROXY));
    let both = format!("{proxy}\n\n{int}\n");
    assert_eq!(items(both), [only(PROXY), only(INT)]);
}

#[test]
fn wrong_labels_do_not_deceive() {
    for label in LABELS.into_iter().filter(|&label| label != "OPENSSH PRIVATE KEY") {
        let text = format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", body(PROXY));
        assert_eq!(only(&text), only(PROXY), "{label}");
    }
}

#[test]
fn the_closing_line_may_be_missing_where_the_octets_are_whole() {
    let cut = PROXY.replace("-----END CERTIFICATE-----", "");
    assert_eq!(only(&cut), only(PROXY));
    assert_eq!(items(format!("{cut}{INT}")), [only(PROXY), only(INT)]);
}

#[test]
fn a_closing_line_that_stands_there_twice_does_no_harm() {
    let text = format!("{}\n-----END CERTIFICATE-----\n{INT}", PROXY.trim_end());
    assert_eq!(items(text), [only(PROXY), only(INT)]);
}
