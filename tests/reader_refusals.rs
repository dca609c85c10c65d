//! What cannot be read is told for what it looks like, and where it is damaged.

use crate::support::readable::{Files, PROXY, body};
use bars_csr::reader::{Appearance, MOST_BYTES, ReadError, Stop, read};

/// Octets of DER that end too soon.
fn short(label: Option<&str>, octets: usize, missing: usize) -> ReadError {
    let stop = Some(Stop::Short { octets, missing: Some(missing) });
    ReadError::DamagedDer { label: label.map(str::to_owned), stop }
}

#[test]
fn a_copy_that_stops_early_is_told() {
    let label = "CERTIFICATE".to_owned();
    let half: String = PROXY.lines().take(8).map(|line| format!("{line}\n")).collect();
    assert_eq!(read(half.as_bytes()), Err(ReadError::MissingEnd { label: label.clone() }));
    let closed = format!("{half}-----END CERTIFICATE-----\n");
    assert_eq!(read(closed.as_bytes()), Err(short(Some(&label), 336, 710)));
    let headless: String = PROXY.lines().skip(2).map(|line| format!("{line}\n")).collect();
    assert_eq!(read(headless.as_bytes()), Err(ReadError::MissingBegin { label }));
    let bare: String = body(PROXY).lines().take(8).map(|line| format!("{line}\n")).collect();
    assert_eq!(read(bare.as_bytes()), Err(short(None, 384, 662)));
    let damaged = body(PROXY).replacen("BgNVBAM", "BgNV*AM", 1);
    let line = damaged.lines().position(|line| line.contains('*')).unwrap() + 1;
    assert_eq!(read(damaged.as_bytes()), Err(ReadError::DamagedBase64 { label: None, line }));
    let der = Files::der("certificate.pem");
    assert_eq!(read(&der[..der.len() - 1]), Err(short(None, der.len() - 1, 1)));
}

#[test]
fn a_strange_character_is_told_with_its_line() {
    for ends in ["\n", "\r\n", "\r"] {
        let text = PROXY.replacen("BgNVBAM", "BgNV*AM", 1).replace('\n', ends);
        assert!(text.contains('*'));
        let line = PROXY.lines().position(|line| line.contains("BgNVBAM")).unwrap() + 1;
        let label = Some("CERTIFICATE".to_owned());
        assert_eq!(read(text.as_bytes()), Err(ReadError::DamagedBase64 { label, line }));
    }
}

#[test]
fn prose_about_markers_holds_no_block() {
    let text = "Please send what stands between BEGIN CERTIFICATE and END CERTIFICATE in the file.";
    assert_eq!(read(text.as_bytes()), Err(ReadError::NotRecognised { appearance: Appearance::Text }));
}

#[test]
fn what_is_none_of_it_is_named_by_its_looks() {
    for (bytes, appearance) in [
        (b"<!DOCTYPE html><html>".as_slice(), Appearance::Html),
        (b"%PDF-1.7", Appearance::Pdf),
        (b"\x89PNG\r\n\x1a\n", Appearance::Image),
        (b"\xfe\xed\xfe\xed\0\0\0\x02", Appearance::JavaKeyStore),
        (b"\xff\xfeM\0I\0", Appearance::Text),
        (b"Dear all", Appearance::Text),
        (b"0123456789", Appearance::Text),
        (b"\x30\x03\x02\x01\x01", Appearance::OtherDer),
        (b"\x00\x01\x02", Appearance::Binary),
    ] {
        assert_eq!(read(bytes), Err(ReadError::NotRecognised { appearance }), "{appearance:?}");
    }
}

#[test]
fn nothing_and_too_much_are_refused() {
    for nothing in ["", " \r\n\t", "\u{feff}", "\u{feff}\n"] {
        assert_eq!(read(nothing.as_bytes()), Err(ReadError::Empty));
    }
    let bytes = MOST_BYTES + 1;
    assert_eq!(read(&vec![b' '; bytes]), Err(ReadError::TooLarge { bytes, most: MOST_BYTES }));
}

#[test]
fn a_megabyte_of_markers_is_read_to_its_end() {
    for (marker, error) in [
        ("BEGIN CERTIFICATE ", ReadError::NotRecognised { appearance: Appearance::Text }),
        ("-----BEGIN CERTIFICATE-----", ReadError::MissingEnd { label: "CERTIFICATE".to_owned() }),
        ("-----BEGIN A-----", ReadError::NotRecognised { appearance: Appearance::Text }),
        ("MIMI", ReadError::NotRecognised { appearance: Appearance::Text }),
        ("MIIBIjAN", ReadError::DamagedDer { label: None, stop: Some(Stop::At(6)) }),
    ] {
        let text = marker.repeat(MOST_BYTES / marker.len());
        assert_eq!(read(text.as_bytes()), Err(error), "{marker}");
    }
}

#[test]
fn no_prefix_and_no_changed_byte_brings_the_reader_down() {
    let der = Files::der("certificate.pem");
    let pem = Files::file("legacy.pem");
    for whole in [&der, &pem] {
        for length in 0..whole.len() {
            let _ = read(&whole[..length]);
        }
        for at in 0..whole.len() {
            for byte in [0, 0x20, 0x2d, 0x80, 0xff] {
                let mut changed = whole.clone();
                changed[at] = byte;
                let _ = read(&changed);
            }
        }
    }
}
