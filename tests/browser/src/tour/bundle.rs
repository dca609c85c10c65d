//! The states of the step for the way back.

use std::path::Path;

use super::{KEY_PASSWORD, PFX_PASSWORD};
use crate::page::{Key, Page};
use crate::session::Session;
use crate::{Authority, Environment, INT, PrivateKey};

impl Page<'_> {
    /// Begins where a request for integration was made in this visit, and its key saved.
    pub(super) async fn bundle_states(&self, session: &Session, request: &str, look: &impl AsyncFn(&str)) {
        self.go_to("bundle").await;
        look("bundle-made-key").await;
        self.key_states(&session.downloads().file(&INT.file(".key")).await, look).await;
        let authority = Authority::of(Environment::Int);
        let certificate = authority.sign(&session.file("request.csr", request), INT.name);
        self.certificate_states(&authority, &certificate, look).await;
        let pfx = self.result_states(look).await;
        self.open_key(&pfx, PFX_PASSWORD).await;
        self.paste_into("certificate-pem", "").await;
        self.check_is("chain-complete", "pass").await;
        look("bundle-file-in-use").await;
        let other = PrivateKey::make("not used");
        let expired = authority.sign_expired(&authority.request_for(&other, INT.name), INT.name);
        self.click("remove-key").await;
        self.paste_into("certificate-pem", &expired).await;
        self.check_is("key-matches", "fail").await;
        self.choose_pfx_password(PFX_PASSWORD).await;
        self.click("make-pfx").await;
        self.until("the page refuses", "shown('make-pfx-error')").await;
        look("bundle-problems").await;
    }

    async fn key_states(&self, key: &Path, look: &impl AsyncFn(&str)) {
        self.upload("key-file", &[key]).await;
        self.until("the page asks for the password", "shown('unlock-password-error')").await;
        look("bundle-locked-key").await;
        self.type_into("unlock-password", KEY_PASSWORD).await;
        self.hold_workers().await;
        self.press(Key::Enter).await;
        self.until("the work is shown", "shown('key-opening')").await;
        look("bundle-opening").await;
        self.click("key-opening-cancel").await;
        self.until("the work has ended", "!shown('key-opening')").await;
        look("bundle-opening-cancelled").await;
        self.let_workers_go().await;
        self.press(Key::Enter).await;
        self.until("the key is open", "shown('key-taken')").await;
        look("bundle-key").await;
    }

    async fn certificate_states(&self, authority: &Authority, certificate: &str, look: &impl AsyncFn(&str)) {
        self.paste_into("certificate-pem", "hello, world").await;
        self.until("the page finds fault", "shown('certificate-pem-error')").await;
        look("bundle-no-certificate").await;
        self.paste_into("certificate-pem", certificate).await;
        self.check_is("chain-complete", "warn").await;
        look("bundle-no-chain").await;
        let chain = certificate.to_owned() + &authority.intermediate() + &authority.root();
        self.paste_into("certificate-pem", &chain).await;
        self.check_is("chain-complete", "pass").await;
        look("bundle-checks").await;
        self.click("make-pfx").await;
        self.until("the page refuses", "shown('pfx-password-error')").await;
        look("bundle-errors").await;
        self.type_into("pfx-password", "Gesündheit").await;
        self.until("the page warns", "shown('pfx-password-warning')").await;
        look("bundle-password-warning").await;
        self.click("pfx-password-make").await;
        self.until("there is a password", "shown('pfx-password-copy')").await;
        look("bundle-password-made").await;
    }

    async fn result_states(&self, look: &impl AsyncFn(&str)) -> std::path::PathBuf {
        self.choose_pfx_password(PFX_PASSWORD).await;
        self.hold_workers().await;
        self.click("make-pfx").await;
        self.until("the page says so", "text('pfx-status') !== ''").await;
        look("bundle-making").await;
        self.let_workers_go().await;
        self.make_pfx().await;
        look("bundle-result").await;
        let pfx = self.save_finished("download-pfx", &INT.file(".pfx")).await;
        self.click("download-bundle-key").await;
        self.until("the key is given", "text('bundle-key-status').includes('.key')").await;
        look("bundle-saved").await;
        self.run(
            "document.querySelectorAll('#bundle details').forEach((details) => { details.open = true; })",
        )
        .await;
        self.until("the file is shown as text", "value('pfx-text') !== ''").await;
        look("bundle-result-open").await;
        pfx
    }
}
