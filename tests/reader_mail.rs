//! Emails are read part by part, and what is attached is found whatever it is and however it is coded.

use crate::support::bundle::bundle;
use crate::support::reports::{LEAF, ROOT, SUB, base64, certificates, digests, file, key, leaf, reading};
use crate::support::test_ca::ThreeLevels;
use crate::support::zip::compressed_files;
use bars_csr::reader::{
    Appearance, Change, Container, Item, ItemKind, KeyForm, Place, ReadError, Reading, Stop, Unread, read,
};

const TOP: &str =
    "From: A <a@example.org>\nTo: b@example.org\nSubject: Your certificate\nMIME-Version: 1.0\n";

/// A message of several parts, each with its header.
fn mixed(parts: &[String]) -> String {
    let parts: String = parts.iter().map(|part| format!("--=_b1\n{part}\n")).collect();
    format!("{TOP}Content-Type: multipart/mixed;\n boundary=\"=_b1\"\n\nThis is MIME.\n{parts}--=_b1--\n")
}

fn text(body: &str) -> String {
    format!("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\n{body}\n")
}

fn attached(name: &str, octets: &[u8]) -> String {
    format!(
        "Content-Type: application/octet-stream; name=\"{name}\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"{name}\"\n\n{}\n",
        base64(octets, 76)
    )
}

fn pem() -> String {
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", base64(&leaf(), 64))
}

fn entries(reading: &Reading) -> Vec<Option<&str>> {
    reading.found.iter().map(|found| found.place.entry.as_deref()).collect()
}

fn unread(entry: &str, error: ReadError) -> Unread {
    Unread { place: Place { entry: Some(entry.into()), ..Place::default() }, error }
}

#[test]
fn attachments_of_every_kind_are_read() {
    let levels = ThreeLevels::new();
    let zip = compressed_files(&[("a/leaf.cer", &leaf()), ("notes.txt", b"Dear all")]);
    let pfx = file("file-nul.pfx")[..4_620].to_vec();
    let email = mixed(&[
        text("Here they are."),
        attached("leaf.cer", &leaf()),
        attached("a.key", &key()),
        attached("chain.p7b", &bundle([&levels.leaf])),
        attached("all.zip", &zip),
        attached("a.pfx", &pfx),
    ]);
    for email in [email.clone(), email.replace('\n', "\r\n")] {
        let reading = reading(&email);
        let kinds: Vec<ItemKind> = reading.items().map(Item::kind).collect();
        let certificate = ItemKind::Certificate;
        let private_key = ItemKind::PrivateKey(KeyForm::Pkcs8);
        assert_eq!(
            kinds,
            [certificate.clone(), private_key, certificate.clone(), certificate, ItemKind::Pkcs12]
        );
        let names = ["leaf.cer", "a.key", "chain.p7b", "all.zip/a/leaf.cer", "a.pfx"];
        assert_eq!(entries(&reading), names.map(Some));
        let text = ReadError::NotRecognised { appearance: Appearance::Text };
        assert_eq!(reading.unread, [unread("all.zip/notes.txt", text)]);
        assert_eq!(reading.repairs, []);
    }
}

#[test]
fn the_text_of_an_email_keeps_its_lines() {
    let email = mixed(&[text(&format!("Hello,\n\n> {}", pem().replace('\n', "\n> "))), text("Bye.")]);
    let line = email.lines().position(|line| line.contains("BEGIN")).expect("a line") + 1;
    let reading = reading(&email);
    assert_eq!(digests(&reading), [LEAF]);
    assert_eq!(reading.found[0].place, Place { line: Some(line), ..Place::default() });
    assert_eq!((&reading.repairs[0].change, reading.repairs[0].place.line), (&Change::Quoting, Some(line)));
}

#[test]
fn quoted_printable_is_undone_as_it_is_declared() {
    let coded: String =
        pem().lines().map(|line| format!("{}=\n{}\n", &line[..9], line[9..].replace('=', "=3D"))).collect();
    let part = format!("Content-Type: text/plain\nContent-Transfer-Encoding: Quoted-Printable\n\n{coded}");
    let reading = reading(mixed(&[part.clone(), part.replace("text/plain", "text/plain; name=cert.txt")]));
    assert_eq!(digests(&reading), [LEAF, LEAF]);
    assert_eq!(entries(&reading), [Some("the text of the email"), Some("cert.txt")]);
    assert_eq!(reading.repairs, []);
}

#[test]
fn one_part_alone_is_undone() {
    for (coding, body) in [("base64", base64(&leaf(), 76)), ("BASE64 (x)", base64(pem().as_bytes(), 60))] {
        let email = format!(
            "{TOP}Content-Type: application/x-x509-ca-cert\nContent-Transfer-Encoding: {coding}\n\n{body}\n"
        );
        for email in
            [email.clone(), format!("From a@example.org Sun Nov 29 2026\n{email}"), format!("\n{email}")]
        {
            assert_eq!(certificates(&email), [LEAF], "{email}");
        }
    }
}

#[test]
fn messages_in_messages_are_read() {
    let inner = mixed(&[text("Forwarded."), attached("leaf.cer", &leaf())]).replace("=_b1", "=_b2");
    let forwarded =
        |name: &str| format!("Content-Type: message/rfc822{name}\nContent-Disposition: inline\n\n{inner}");
    let reading = reading(mixed(&[text("See below."), forwarded(""), forwarded("; name=\"old.eml\"")]));
    assert_eq!(digests(&reading), [LEAF, LEAF]);
    assert_eq!(entries(&reading), [Some("part 2 of the email/leaf.cer"), Some("old.eml/leaf.cer")]);
    assert_eq!(reading.unread, []);
}

#[test]
fn parts_in_parts_are_read_and_what_is_there_in_two_forms_is_there_once() {
    let html = format!("Content-Type: text/html\n\n<p>{}</p>", pem().replace('\n', "<br>\n"));
    let alternative = format!(
        "Content-Type: multipart/alternative; boundary=inner\n\n--inner\n{}\n--inner\n{html}\n--inner--\n",
        text(&pem())
    );
    let reading = reading(mixed(&[alternative, attached("leaf.cer", &leaf())]));
    assert_eq!(digests(&reading), [LEAF, LEAF]);
    assert_eq!(entries(&reading), [None, Some("leaf.cer")]);
}

#[test]
fn names_in_other_letters_and_in_pieces_are_read() {
    for (parameter, name) in [
        ("filename=\"=?UTF-8?B?WmVydGlmaWthdCDDpC5jZXI=?=\"", "Zertifikat ä.cer"),
        ("filename=\"=?iso-8859-1?Q?Zertifikat_=E4.cer?=\"", "Zertifikat ä.cer"),
        ("filename*=UTF-8''Zertifikat%20%C3%A4.cer", "Zertifikat ä.cer"),
        ("filename*0=\"a-long-\"; filename*1=\"name.cer\"", "a-long-name.cer"),
        ("filename*0*=utf-8''a%20; filename*1*=b.cer", "a b.cer"),
        ("filename=plain.cer", "plain.cer"),
        ("filename=\"with; and \\\"marks\\\".cer\"", "with; and \"marks\".cer"),
    ] {
        let part = format!(
            "Content-Type: application/pkix-cert\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment;\n\t{parameter}\n\n{}",
            base64(&leaf(), 76)
        );
        assert_eq!(entries(&reading(mixed(&[part]))), [Some(name)], "{parameter}");
    }
}

#[test]
fn an_email_that_was_cut_or_copied_in_part_is_read_as_far_as_it_goes() {
    let whole = mixed(&[text("Hello."), attached("leaf.cer", &leaf())]);
    let parts = &whole[whole.find("--=_b1").expect("a boundary")..];
    let open = whole.trim_end().trim_end_matches("--=_b1--");
    let unsaid = whole.replace(";\n boundary=\"=_b1\"", "");
    for email in [parts, open, &unsaid, &parts.replace("--=_b1--", "")] {
        assert_eq!(certificates(email), [LEAF], "{email}");
    }
    let after = format!("{whole}\n{}", pem());
    assert_eq!(certificates(&after), [LEAF, LEAF]);
    let torn = mixed(&[text("Hello."), attached("leaf.cer", &leaf()[..500]), attached("b.cer", &leaf())]);
    let reading = reading(torn);
    assert_eq!(digests(&reading), [LEAF]);
    let stop = Some(Stop::Short { octets: 500, missing: Some(404) });
    assert_eq!(reading.unread, [unread("leaf.cer", ReadError::DamagedDer { label: None, stop })]);
}

#[test]
fn attachments_that_are_nothing_of_ours_are_named_and_words_are_not() {
    let pdf = ReadError::NotRecognised { appearance: Appearance::Pdf };
    let email = mixed(&[text("Hello."), attached("a.pdf", b"%PDF-1.7\n..."), attached("b.cer", &leaf())]);
    assert_eq!(reading(email).unread, [unread("a.pdf", pdf.clone())]);
    let email = mixed(&[text("Hello."), attached("a.pdf", b"%PDF-1.7\n...")]);
    let unread = vec![unread("a.pdf", pdf)];
    assert_eq!(read(email.as_bytes()), Err(ReadError::NothingInside { container: Container::Email, unread }));
}

#[test]
fn the_signature_of_an_email_is_not_taken_for_what_was_sent() {
    let levels = ThreeLevels::new();
    let signature = attached("smime.p7s", &bundle([&levels.leaf]))
        .replace("application/octet-stream", "application/pkcs7-signature");
    let reading = reading(mixed(&[text(&pem()), signature]));
    assert_eq!(digests(&reading), [LEAF]);
    let error = ReadError::NotRecognised { appearance: Appearance::EmailSignature };
    assert_eq!(reading.unread, [unread("smime.p7s", error)]);
}

#[test]
fn text_that_flows_is_read() {
    let flowed = pem().replace("-----\n", "----- \n").replace("CERTIFICATE", "CERTIFICATE ");
    let part = format!("Content-Type: text/plain; format=flowed; delsp=yes\n\n{flowed}");
    assert_eq!(certificates(mixed(&[part])), [LEAF]);
}

#[test]
fn an_email_in_a_zip_archive_is_read_and_a_zip_archive_in_a_zip_archive_is_named() {
    let email = file("both.eml");
    let zip = compressed_files(&[("mail/both.eml", &email), ("root.txt", &file("tls.crt.b64"))]);
    let reading = reading(&zip);
    assert_eq!(digests(&reading), [SUB, LEAF, LEAF, SUB, ROOT]);
    let names = ["mail/both.eml/chain.pem", "mail/both.eml/cert.cer", "root.txt", "root.txt", "root.txt"];
    assert_eq!(entries(&reading), names.map(Some));
    let inner = mixed(&[text("Hello."), attached("inner.zip", &zip)]);
    let outer = compressed_files(&[("a.eml", inner.as_bytes()), ("b.cer", &leaf())]);
    let reading = crate::support::reports::reading(&outer);
    assert_eq!(digests(&reading), [LEAF]);
    let inside = ReadError::NothingInside {
        container: Container::Email,
        unread: vec![unread("inner.zip", ReadError::ZipInZip)],
    };
    assert_eq!(reading.unread, [unread("a.eml", inside)]);
}

#[test]
fn no_prefix_and_no_changed_octet_of_an_email_brings_it_down() {
    let email = mixed(&[text("Hello."), attached("leaf.cer", &leaf()[..40]), text("=?a?b?=")]);
    for length in 0..email.len() {
        let _ = read(&email.as_bytes()[..length]);
        for octet in [0, b'\n', b';', b'"', b'=', 0xff] {
            let mut changed = email.clone().into_bytes();
            changed[length] = octet;
            let _ = read(&changed);
        }
    }
}
