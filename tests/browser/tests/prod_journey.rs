//! From a name to a .pfx file for production: the certificate comes days later, to another visit.

use browser_tests::program::program;
use browser_tests::{
    Authority, Endpoint, Engine, Environment, PROD_PROVIDER, PROD_SUPPLIER, Page, Server, Session, openssl,
    page_file,
};

const PFX_PASSWORD: &str = "correct horse battery";

browser_tests::in_every_engine!(
    a_supplier_keeps_the_key_under_a_password_and_packs_for_older_programs,
    a_provider_keeps_the_key_without_a_password,
);

async fn a_supplier_keeps_the_key_under_a_password_and_packs_for_older_programs(engine: Engine) {
    let server = Server::start(&page_file()).await;
    a_certificate_is_packed_in_another_visit(engine, &PROD_SUPPLIER, "a key's own password", Some(&server))
        .await;
}

async fn a_provider_keeps_the_key_without_a_password(engine: Engine) {
    a_certificate_is_packed_in_another_visit(engine, &PROD_PROVIDER, "", None).await;
}

/// The page comes from a server where there is one, else from disk.
async fn a_certificate_is_packed_in_another_visit(
    engine: Engine,
    endpoint: &Endpoint,
    key_password: &str,
    server: Option<&Server>,
) {
    // The first visit.
    let session = Session::open(engine).await;
    let page = open(&session, server).await;
    page.name_endpoint(endpoint).await;
    if !key_password.is_empty() {
        page.choose_key_password(key_password).await;
    }
    page.make_request().await;
    let sealed = if key_password.is_empty() { "Without a password" } else { "Under your password" };
    assert_eq!(page.text("result-sealed").await, sealed);
    let request = page.save_request(endpoint).await;
    let key = page.save_key(endpoint).await;
    page.until("the steps open", "shown('sending-prod')").await;
    assert!(!page.is_shown("sending-int").await);
    page.picture(&format!("{}-sending", endpoint.environment)).await;
    assert_eq!(page.mail("sending-prod", "dir").await, mail_to_dir(endpoint));
    page.go_to("next").await;
    assert_eq!(page.value("next-name").await, endpoint.name);
    assert_eq!(page.mail("next", "dir").await, mail_to_dir(endpoint));
    assert_eq!(page.mail("next", "catalogue").await, mail_to_catalogue(endpoint));
    let public_key = openssl::read_request(&request, endpoint.name);
    assert_eq!(openssl::read_key(&key, key_password), public_key);

    // Days go by.
    let authority = Authority::of(Environment::Prod);
    let certificate = authority.sign(&request, endpoint.name);
    let key = std::fs::read(key).expect("the saved key");
    drop(session);

    // The second visit.
    let session = Session::open(engine).await;
    let page = open(&session, server).await;
    page.go_to("bundle").await;
    assert!(!page.is_shown("made-key").await, "another visit knows nothing of the first");
    page.open_key(&session.file("saved.key", key), key_password).await;
    assert_eq!(page.value("unlock-password").await, "", "the password has been taken");
    page.paste_certificates(&as_email(&certificate)).await;
    assert_eq!(page.checks_that("fail").await, [""; 0]);
    assert_eq!(page.checks_that("warn").await, ["chain-complete"]);
    let chain = session.file("chain.pem", authority.root() + &authority.intermediate());
    page.upload("certificate-file", &[&chain]).await;
    page.until("the chain is complete", "check('chain-complete') === 'pass'").await;
    assert_eq!(page.checks_that("warn").await, ["issuer-known"]);
    assert_eq!(page.checks_that("pass").await.len(), 16);

    page.choose("pfx-encryption", "compatible").await;
    page.type_over("friendly-name", "BaRS receiver").await;
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.make_pfx().await;
    let pfx = page.save_finished("download-pfx", &endpoint.file(".pfx")).await;
    let opened = openssl::read_pfx(&pfx, PFX_PASSWORD);
    assert_eq!(opened.public_key, public_key);
    assert_eq!(opened.certificate, certificate);
    assert_eq!(opened.chain, [authority.intermediate(), authority.root()]);
    assert_eq!(opened.friendly_name, "BaRS receiver");
    let protection = openssl::protection_of_pfx(&pfx, PFX_PASSWORD);
    assert_eq!(protection.matches("pbeWithSHA1And3-KeyTripleDES-CBC").count(), 2, "{protection}");
    assert!(protection.contains("MAC: sha1, Iteration 100000"), "{protection}");
    java_opens(&pfx, "bars receiver");
}

async fn open<'a>(session: &'a Session, server: Option<&Server>) -> Page<'a> {
    match server {
        Some(server) => session.open_address(&server.address).await,
        None => session.open_page().await,
    }
}

/// What becomes of a certificate on its way through mail programs.
fn as_email(certificate: &str) -> String {
    let wrapped: String = certificate.lines().map(|line| format!("  {line} \r\n\r\n")).collect();
    format!(
        "\u{feff}From: DIR team\r\nSubject: RE: Certificate request\r\n\r\nHi,\r\n\r\nplease find it below.\r\n\r\n\
         {wrapped}\r\nKind regards,\r\n-- \r\nThe team -----\r\n"
    )
}

fn mail_to_dir(endpoint: &Endpoint) -> [String; 3] {
    let name = endpoint.name;
    [
        "dir@nhs.net".to_owned(),
        format!("Certificate request for a BaRS Receiver endpoint: {name}"),
        format!(
            "Hello,\n\nPlease sign the attached certificate request. It is for a BaRS Receiver endpoint in PROD.\n\n\
             FQDN: {name}\nAttached: {name}.csr\n\nSolution Assurance has issued our Technical Conformance certificate.\n\n\
             Kind regards\n"
        ),
    ]
}

fn mail_to_catalogue(endpoint: &Endpoint) -> [String; 3] {
    let name = endpoint.name;
    [
        "england.bookingandreferralstandard@nhs.net".to_owned(),
        format!("Endpoint Catalogue (PROD): Receiver URL for {name}"),
        format!(
            "Hello,\n\nPlease add this BaRS Receiver to the Endpoint Catalogue, for BaRS/API-M.\n\n\
             Environment: PROD\nReceiver URL: https://{name}/\nServiceId: (please fill in)\n\
             Planned test dates: (please fill in)\nContact: (please fill in)\n\nThe certificate for this name has been issued.\n\n\
             Kind regards\n"
        ),
    ]
}

/// Java's own program finds the private key and its chain in the file.
fn java_opens(pfx: &std::path::Path, alias: &str) {
    let folder = pfx.parent().expect("a file has a folder");
    let pfx = pfx.to_str().expect("a path of letters");
    let arguments = ["-J-Duser.language=en", "-list", "-v", "-keystore", pfx, "-storepass", PFX_PASSWORD];
    let listed = program("keytool", folder, &arguments, b"").expect_success().text();
    for line in
        [&format!("Alias name: {alias}"), "Entry type: PrivateKeyEntry", "Certificate chain length: 3"]
    {
        assert!(listed.contains(line), "{listed}");
    }
}
