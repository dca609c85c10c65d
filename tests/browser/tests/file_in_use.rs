//! An old .pfx file is given another password and another protection, or taken apart, and mail is read
//! as it comes.

use std::path::{Path, PathBuf};

use browser_tests::program::program;
use browser_tests::{Authority, Engine, Environment, INT, PrivateKey, Session, openssl};

const OLD_PASSWORD: &str = "an old password";
const NEW_PASSWORD: &str = "correct horse battery";

/// A .pfx file as it was made years ago, and the certificate in it.
fn old_pfx(session: &Session, authority: &Authority) -> (PathBuf, String) {
    let key = PrivateKey::make("not used");
    let certificate = authority.certificate_for(&key, INT.name);
    let everything = [key.pem, certificate.clone(), authority.intermediate(), authority.root()].concat();
    let everything = session.file("old.pem", everything);
    let folder = everything.parent().expect("a file has a folder");
    let password = format!("pass:{OLD_PASSWORD}");
    let arguments = ["pkcs12", "-export", "-legacy", "-in", "old.pem", "-passout", &password];
    let file = program("openssl", folder, &arguments, b"").expect_success().stdout;
    (session.file("old.pfx", file), certificate)
}

#[tokio::test]
async fn an_old_file_gets_another_password_and_modern_protection() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bundle").await;
    let authority = Authority::of(Environment::Int);
    let (old, certificate) = old_pfx(&session, &authority);
    page.open_key(&old, OLD_PASSWORD).await;
    assert!(page.text("key-taken-text").await.ends_with("3 certificates came with it, and are used below."));
    page.check_is("chain-complete", "pass").await;
    assert_eq!(page.checks_that("warn").await, ["issuer-known"]);
    assert_eq!(page.checks_that("pass").await.len(), 16);
    page.picture("bundle-file-in-use").await;
    page.choose_pfx_password(NEW_PASSWORD).await;
    page.make_pfx().await;
    let new = page.save_finished("download-pfx", &INT.file(".pfx")).await;
    let opened = openssl::read_pfx(&new, NEW_PASSWORD);
    assert_eq!(opened.certificate, certificate);
    assert_eq!(opened.chain, [authority.intermediate(), authority.root()]);
    let protection = openssl::protection_of_pfx(&new, NEW_PASSWORD);
    assert_eq!(protection.matches("AES-256-CBC").count(), 2, "{protection}");
}

#[tokio::test]
async fn an_old_file_is_split_into_key_certificate_and_chain() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bundle").await;
    let authority = Authority::of(Environment::Int);
    let (old, certificate) = old_pfx(&session, &authority);
    page.open_key(&old, OLD_PASSWORD).await;
    page.check_is("key-matches", "pass").await;
    page.choose_pfx_password(NEW_PASSWORD).await;
    page.make_pfx().await;
    page.picture("bundle-result").await;
    let key = page.save_finished("download-bundle-key", &INT.file(".key")).await;
    let saved = page.save_finished("download-cer", &INT.file(".cer")).await;
    let chain = page.save_finished("download-chain", &INT.file("-chain.pem")).await;

    let read = |file: &Path| std::fs::read_to_string(file).expect("the file is saved");
    assert_eq!(read(&saved), certificate);
    assert_eq!(read(&chain), authority.intermediate() + &authority.root());
    assert!(read(&key).starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    let folder = saved.parent().expect("a file has a folder");
    let openssl = |arguments: &[&str], input: &str| {
        program("openssl", folder, arguments, input.as_bytes()).expect_success().text()
    };
    let public = openssl(&["x509", "-pubkey", "-noout"], &certificate);
    assert_eq!(openssl::read_key(&key, NEW_PASSWORD), public);
    let names = [INT.file("-chain.pem"), INT.file(".cer")];
    let verified = openssl(&["verify", "-CAfile", &names[0], &names[1]], "");
    assert_eq!(verified, format!("{}: OK\n", names[1]));

    // The key goes with the file: when another file is to be made, it is offered no more.
    page.choose("pfx-encryption", "compatible").await;
    page.until("nothing is offered", "!shown('bundle-result') && !shown('download-bundle-key')").await;
}

#[tokio::test]
async fn a_quoted_email_and_a_zip_are_read_and_what_was_put_right_is_said() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bundle").await;
    let authority = Authority::of(Environment::Int);
    let key = PrivateKey::make("not used");
    let certificate = authority.certificate_for(&key, INT.name);
    page.open_key(&session.file("endpoint.key", &key.pem), "").await;
    let quoted: String = certificate.lines().map(|line| format!("> {line} \r\n")).collect();
    page.paste_certificates(&format!("Hello,\r\n\r\n{quoted}\r\nRegards\r\n")).await;
    page.check_is("key-matches", "pass").await;
    assert!(page.text("aside").await.starts_with("Marks of quoting, such as >, were taken away"));

    let chain = session.file("chain.pem", authority.intermediate() + &authority.root());
    let folder = chain.parent().expect("a file has a folder");
    program("python3", folder, &["-m", "zipfile", "-c", "chain.zip", "chain.pem"], b"").expect_success();
    page.upload("certificate-file", &[&folder.join("chain.zip")]).await;
    page.check_is("chain-complete", "pass").await;
}
