//! Passwords of PKCS#12 files that other programs wrote, in every spelling, and none.

use crate::support::endpoint::passwords;
use crate::support::pkcs12_desk::{Desk, refused};
use bars_csr::password::Spelling;
use bars_csr::pkcs12::OpenError;

#[test]
fn passwords_of_every_kind_open_the_files_of_every_program() {
    let desk = Desk::new();
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-RC2-40", "-macalg", "sha1"];
    for text in passwords() {
        for options in [&[][..], &old, &["-nomac"]] {
            let file = desk.by_openssl(options, text.as_bytes());
            let contents = desk.opens(&file, Some(&text), &format!("OpenSSL, {options:?}, {text}"));
            assert_eq!(contents.spelling, Some(Spelling::Unicode));
        }
        let file = desk.by_gnutls("aes-256", &["--password", &text]);
        desk.opens(&file, Some(&text), &format!("GnuTLS, {text}"));
        let file = desk.by_python("PBESv2SHA256AndAES256CBC", "SHA256", &text);
        desk.opens(&file, Some(&text), &format!("Python, {text}"));
    }
}

#[test]
fn a_password_in_the_character_set_of_windows_is_found_and_said() {
    let desk = Desk::new();
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"];
    let file = desk.by_openssl(&[], b"p\xe4ssw\xf6rd");
    let contents = desk.opens(&file, Some("pässwörd"), "PBES2");
    assert_eq!(contents.spelling, Some(Spelling::Windows1252));
    let file = desk.by_openssl(&old, b"p\xe4ssw\xf6rd");
    // Latin-1 made a BMPString octet by octet is the BMPString that the standard asks for.
    assert_eq!(desk.opens(&file, Some("pässwörd"), "3DES").spelling, Some(Spelling::Unicode));
    let file = desk.by_openssl(&old, b"10\x80");
    assert_eq!(desk.opens(&file, Some("10€"), "3DES").spelling, Some(Spelling::Windows1252));
    // What OpenSSL 1.0 made of "pässwörd" typed in UTF-8.
    let file = desk.by_openssl(&old, "pÃ¤sswÃ¶rd".as_bytes());
    assert_eq!(desk.opens(&file, Some("pässwörd"), "3DES").spelling, Some(Spelling::WidenedUtf8));
}

#[test]
fn a_file_without_a_password_opens_without_one_in_either_way_to_write_none() {
    let desk = Desk::new();
    let old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES"];
    for options in [&[][..], &old] {
        desk.opens(&desk.by_openssl(options, b""), None, "OpenSSL");
    }
    for cipher in ["aes-256", "3des-pkcs12"] {
        for none in ["--null-password", "--empty-password"] {
            let file = desk.by_gnutls(cipher, &[none]);
            desk.opens(&file, None, &format!("{cipher} {none}"));
            assert_eq!(refused(&file, Some("secret")), OpenError::WrongPassword);
        }
    }
}
