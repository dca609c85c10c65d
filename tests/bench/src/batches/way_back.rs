//! Certificates that came back, paired with their keys and sealed.

use std::path::Path;

use browser_tests::bulk::unpack;
use browser_tests::{Authority, Engine, Environment, Session};

use super::{PASSWORD, Row, name, number, step, time_until};
use crate::sample::Sample;

/// Certificates, and as many keys.
const PAIRS: usize = 300;

/// Pairs that are done one by one, to compare with.
const SINGLE: usize = 10;

/// From the keys that are given to the finished archive.
pub async fn measure() -> Row {
    let session = Session::open(Engine::Chromium).await;
    let page = step(&session).await;
    page.list_names(&(0..PAIRS).map(name).collect::<Vec<_>>()).await;
    let begin = ["bulk-generate", "click", "bulk-result"];
    // A password for each: nobody types while the time is taken.
    time_until(&page, begin, async || page.click("bulk-generate").await).await;
    for button in ["download-bulk", "download-bulk-passwords"] {
        page.click(button).await;
    }
    let archive = session.downloads().file("certificate-requests.zip").await;
    let passwords = session.downloads().file("passwords.csv").await;
    let folder = unpack(&archive);
    let authority = Authority::of(Environment::Int);
    let certificates: Vec<String> = (0..PAIRS)
        .map(|number| {
            let name = name(number);
            authority.sign(&folder.join(format!("{name}/{name}.csr")), &name)
        })
        .collect();
    let chain = authority.intermediate() + &authority.root();
    let all = session.file("all.pem", certificates.concat() + &chain);

    let page = step(&session).await;
    page.choose_one_password("bulk-pfx-password", PASSWORD).await;
    page.upload("bulk-certificates", &[&all]).await;
    page.has_rows("bulk-pairs", PAIRS).await;
    let begin = ["bulk-keys", "change", "bulk-pfx-result"];
    let taken = time_until(&page, begin, async || {
        page.upload("bulk-keys", &[&archive, &passwords]).await;
        page.click("bulk-make-pfx").await;
    })
    .await;
    let said = page.text("bulk-pfx-result-text").await;
    assert!(said.starts_with(&format!("{PAIRS} .pfx files")), "{said}");

    let processors = page.run("return navigator.hardwareConcurrency").await.as_f64().expect("a number");
    let certificate = certificates[0].clone() + &chain;
    let password = &browser_tests::bulk::passwords(&passwords)[0].1;
    let key = folder.join(format!("{0}/{0}.key", name(0)));
    let single = single(&session, &key, password, &certificate).await;
    let expected = single * number(PAIRS) / processors;
    (
        format!("{PAIRS} certificates and {PAIRS} keys paired and sealed"),
        format!(
            "{:.1} s; {:.2} of as many single runs of open and seal on the same workers ({single:.0} ms each, {expected:.0} ms in all)",
            taken / 1000.0,
            taken / expected
        ),
        "at most 1.30",
    )
}

/// Milliseconds for one pair in the step for one endpoint: its key opened, its file sealed.
async fn single(session: &Session, key: &Path, password: &str, certificate: &str) -> f64 {
    let mut times = Sample::default();
    for _ in 0..SINGLE {
        let page = session.open_page().await;
        page.go_to("bundle").await;
        page.type_into("unlock-password", password).await;
        let opened = time_until(&page, ["key-file", "change", "key-taken"], async || {
            page.upload("key-file", &[key]).await;
        })
        .await;
        page.paste_certificates(certificate).await;
        page.choose_pfx_password(PASSWORD).await;
        let sealed = time_until(&page, ["make-pfx", "click", "bundle-result"], async || {
            page.click("make-pfx").await;
        })
        .await;
        times.add(opened + sealed);
    }
    times.mean()
}
