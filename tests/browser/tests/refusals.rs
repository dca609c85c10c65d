//! What does not fit is refused with a sentence; what was typed stays, and the next try works.

use browser_tests::{Authority, Engine, Environment, INT, Key, Page, PrivateKey, Session, openssl};

const PFX_PASSWORD: &str = "correct horse battery";
const KEY_PASSWORD: &str = "a key's own password";

browser_tests::in_every_engine!(
    another_key_is_refused_and_the_right_one_then_works,
    a_wrong_password_of_the_key_is_refused_and_the_right_one_then_works,
    a_key_that_is_pasted_leaves_its_field,
    an_expired_certificate_is_refused_and_a_new_one_then_works,
    a_missing_chain_is_said_and_let_through,
    certificates_of_strangers_are_left_out_of_the_file,
    a_request_in_place_of_a_certificate_is_refused_and_the_certificate_then_works,
    a_file_that_has_gone_is_named_and_works_when_it_is_back,
    a_pfx_file_needs_a_key_a_certificate_and_the_same_password_twice,
    a_click_counts_although_a_message_that_appears_moves_the_button,
);

/// What a person has when the certificate has come back.
struct Issued {
    authority: Authority,
    key: PrivateKey,
    certificate: String,
}

impl Issued {
    fn new() -> Self {
        let authority = Authority::of(Environment::Int);
        let key = PrivateKey::make(KEY_PASSWORD);
        let certificate = authority.certificate_for(&key, INT.name);
        Self { authority, key, certificate }
    }

    fn chain(&self) -> String {
        self.authority.intermediate() + &self.authority.root()
    }
}

async fn open_bundle(session: &Session) -> Page<'_> {
    let page = session.open_page().await;
    page.go_to("bundle").await;
    page
}

async fn another_key_is_refused_and_the_right_one_then_works(engine: Engine) {
    let session = Session::open(engine).await;
    let page = open_bundle(&session).await;
    let issued = Issued::new();
    page.open_key(&session.file("other.key", PrivateKey::make("not used").pem), "").await;
    page.paste_certificates(&(issued.certificate.clone() + &issued.chain())).await;
    assert_eq!(page.checks_that("fail").await, ["key-matches"]);
    page.picture("bundle-checks-failing").await;

    page.choose_pfx_password(PFX_PASSWORD).await;
    page.click("make-pfx").await;
    let reason = page.reason("key-matches").await;
    assert!(reason.starts_with("The certificate was made for another private key."), "{reason}");
    page.is_refused("make-pfx", &format!("No file was made. {reason}")).await;
    assert!(!page.is_shown("bundle-result").await);
    assert_eq!(page.value("pfx-password").await, PFX_PASSWORD, "what was typed stays");

    page.upload("key-file", &[&session.file("right.key", &issued.key.pem)]).await;
    page.check_is("key-matches", "pass").await;
    page.make_pfx().await;
    assert_eq!(page.errors().await, []);
}

async fn a_wrong_password_of_the_key_is_refused_and_the_right_one_then_works(engine: Engine) {
    let session = Session::open(engine).await;
    let page = open_bundle(&session).await;
    let key = PrivateKey::make(KEY_PASSWORD);
    page.upload("key-file", &[&session.file("sealed.key", &key.sealed)]).await;
    page.is_told("unlock-password", "The key has a password. Enter it.").await;

    page.type_into("unlock-password", "not the password").await;
    page.leave("unlock-password").await;
    let sentence = "This is not the password of the key. Type it again; capital letters count.";
    page.is_told("unlock-password", sentence).await;
    assert_eq!(page.value("unlock-password").await, "not the password", "what was typed stays");

    page.type_over("unlock-password", KEY_PASSWORD).await;
    page.leave("unlock-password").await;
    page.until("the key is open", "shown('key-taken')").await;
    assert_eq!(page.errors().await, []);
}

async fn a_key_that_is_pasted_leaves_its_field(engine: Engine) {
    let session = Session::open(engine).await;
    let page = open_bundle(&session).await;
    let key = PrivateKey::make(KEY_PASSWORD);
    page.paste_into("key-pem", &key.sealed).await;
    page.is_told("unlock-password", "The key has a password. Enter it.").await;
    page.type_into("unlock-password", KEY_PASSWORD).await;
    page.leave("unlock-password").await;
    page.until("the key is open", "shown('key-taken')").await;
    assert_eq!(page.value("key-pem").await, "");
    assert_eq!(page.value("unlock-password").await, "");
}

async fn an_expired_certificate_is_refused_and_a_new_one_then_works(engine: Engine) {
    let session = Session::open(engine).await;
    let page = open_bundle(&session).await;
    let issued = Issued::new();
    let expired =
        issued.authority.sign_expired(&issued.authority.request_for(&issued.key, INT.name), INT.name);
    page.open_key(&session.file("endpoint.key", &issued.key.pem), "").await;
    page.paste_certificates(&(expired + &issued.chain())).await;
    assert_eq!(page.checks_that("fail").await, ["not-expired"]);
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.click("make-pfx").await;
    let sentence = "No file was made. The certificate ended on 1 January 2021. Send a new request.";
    page.is_refused("make-pfx", sentence).await;

    page.paste_into("certificate-pem", &(issued.certificate.clone() + &issued.chain())).await;
    page.check_is("not-expired", "pass").await;
    page.make_pfx().await;
    assert_eq!(page.errors().await, []);
}

async fn a_missing_chain_is_said_and_let_through(engine: Engine) {
    let session = Session::open(engine).await;
    let page = open_bundle(&session).await;
    let issued = Issued::new();
    page.open_key(&session.file("endpoint.key", &issued.key.pem), "").await;
    page.paste_certificates(&issued.certificate).await;
    assert_eq!(page.checks_that("fail").await, [""; 0]);
    assert_eq!(page.checks_that("warn").await, ["chain-complete"]);
    assert_eq!(
        page.reason("chain-complete").await,
        format!(
            "The certificate of CN=NHS INT Authentication G2, OU=CA, O=nhs, which issued {}, was not given. You can go on without it; some programs then need it on the server. The NHS publishes the current chains at https://pki.nhs.uk/G2Transition/; the guide says that its pages for INT and PROD may be out of date.",
            INT.name
        )
    );
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.make_pfx().await;
    assert!(!page.is_shown("download-chain").await);
    let pfx = page.save_finished("download-pfx", &INT.file(".pfx")).await;
    let opened = openssl::read_pfx(&pfx, PFX_PASSWORD);
    assert_eq!(opened.certificate, issued.certificate);
    assert_eq!(opened.chain, [""; 0]);
}

async fn certificates_of_strangers_are_left_out_of_the_file(engine: Engine) {
    let session = Session::open(engine).await;
    let page = open_bundle(&session).await;
    let issued = Issued::new();
    let stranger = Authority::of(Environment::Prod).root();
    page.open_key(&session.file("endpoint.key", &issued.key.pem), "").await;
    page.paste_certificates(&(stranger + &issued.certificate + &issued.chain())).await;
    assert_eq!(page.checks_that("fail").await, [""; 0]);
    assert_eq!(page.checks_that("warn").await, ["issuer-known", "unneeded-certificates"]);
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.make_pfx().await;
    let pfx = page.save_finished("download-pfx", &INT.file(".pfx")).await;
    let chain = openssl::read_pfx(&pfx, PFX_PASSWORD).chain;
    assert_eq!(chain, [issued.authority.intermediate(), issued.authority.root()]);
}

async fn a_request_in_place_of_a_certificate_is_refused_and_the_certificate_then_works(engine: Engine) {
    let session = Session::open(engine).await;
    let page = open_bundle(&session).await;
    let issued = Issued::new();
    let request = issued.authority.request_for(&issued.key, INT.name);
    let request = std::fs::read_to_string(request).expect("a request");
    page.paste_into("certificate-pem", &request).await;
    let sentence =
        "This holds a certificate request, not a certificate. Give the certificate that NHS England sent.";
    page.is_told("certificate-pem", sentence).await;
    assert_eq!(page.value("certificate-pem").await, request, "what was pasted stays");
    assert_eq!(page.checks().await, []);

    page.paste_into("certificate-pem", &issued.certificate).await;
    page.check_is("chain-complete", "warn").await;
    assert_eq!(page.errors().await, []);
}

async fn a_file_that_has_gone_is_named_and_works_when_it_is_back(engine: Engine) {
    let session = Session::open(engine).await;
    let page = open_bundle(&session).await;
    let issued = Issued::new();
    page.open_key(&session.file("right.key", &issued.key.pem), "").await;
    let certificate = session.file("endpoint.pem", &issued.certificate);
    let chain = session.file("chain.pem", issued.chain());
    page.upload("certificate-file", &[&certificate, &chain]).await;
    page.check_is("chain-complete", "pass").await;

    std::fs::remove_file(&chain).expect("the file is there");
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.click("make-pfx").await;
    let sentence = "chain.pem could not be read. It may have been moved or changed; choose it again.";
    page.is_refused("certificate-file", sentence).await;
    assert!(!page.is_shown("bundle-result").await);
    assert_eq!(page.value("pfx-password").await, PFX_PASSWORD, "what was typed stays");

    page.take_files_out("certificate-file").await;
    let chain = session.file("chain.pem", issued.chain());
    page.upload("certificate-file", &[&certificate, &chain]).await;
    page.check_is("chain-complete", "pass").await;
    page.make_pfx().await;
    assert_eq!(page.errors().await, []);
}

async fn a_pfx_file_needs_a_key_a_certificate_and_the_same_password_twice(engine: Engine) {
    let session = Session::open(engine).await;
    let page = open_bundle(&session).await;
    let issued = Issued::new();
    page.click("make-pfx").await;
    page.is_refused("key-file", "Give the private key: choose its file, drop it, or paste it.").await;
    let certificate = "Give the certificate: choose its file, drop it, or paste what came by email.";
    let password = "Enter a password. Some programs do not open a file without one.";
    let missing = [
        ("key-file", "Give the private key: choose its file, drop it, or paste it."),
        ("certificate-file", certificate),
        ("pfx-password", password),
    ];
    assert_eq!(page.errors().await, missing.map(|(field, said)| (field.to_owned(), said.to_owned())));
    page.picture("bundle-errors").await;

    page.open_key(&session.file("endpoint.key", &issued.key.pem), "").await;
    page.click("make-pfx").await;
    page.is_refused("certificate-file", certificate).await;

    page.paste_into("certificate-pem", &(issued.certificate.clone() + &issued.chain())).await;
    page.check_is("chain-complete", "pass").await;
    page.click("make-pfx").await;
    page.is_refused("pfx-password", password).await;

    page.type_into("pfx-password", PFX_PASSWORD).await;
    page.type_into("pfx-password-confirm", "correct horse batterie").await;
    page.press(Key::Enter).await;
    let different = "The two passwords are different. Type the same one in both fields.";
    page.is_refused("pfx-password-confirm", different).await;
    assert_eq!(page.value("pfx-password").await, PFX_PASSWORD, "what was typed stays");

    assert_eq!(page.error_beside("pfx-password").await, "", "a password has been entered");

    page.type_over("pfx-password-confirm", PFX_PASSWORD).await;
    page.make_pfx().await;
    assert_eq!(page.errors().await, []);
}

async fn a_click_counts_although_a_message_that_appears_moves_the_button(engine: Engine) {
    let session = Session::open(engine).await;
    let page = open_bundle(&session).await;
    page.type_into("pfx-password", PFX_PASSWORD).await;
    page.type_into("pfx-password-confirm", "correct horse batterie").await;
    page.click("make-pfx").await;
    let different = "The two passwords are different. Type the same one in both fields.";
    page.is_refused("pfx-password-confirm", different).await;

    page.go_to("request").await;
    page.type_into("ods-code", INT.ods_code).await;
    page.type_into("organisation", "thirdparty").await;
    page.click("generate").await;
    let sentence = "\"thirdparty\" is the domain that suppliers share, not an organisation. Enter the name of the supplier or provider.";
    page.is_refused("organisation", sentence).await;
}
