//! Every state of every step, one after another, for tests that look at all of them. Chromium
//! only.

use crate::page::{Key, Page};
use crate::session::Session;
use crate::{Authority, Environment, INT, PROD_PROVIDER, PrivateKey};

const KEY_PASSWORD: &str = "a key's own password";
const PFX_PASSWORD: &str = "correct horse battery";

impl Page<'_> {
    /// Goes through the page, and stops at every state for somebody to look, who is told its name.
    pub async fn every_state(&self, session: &Session, look: impl AsyncFn(&str)) {
        let request = self.request_states(session, &look).await;
        self.bundle_states(session, &request, &look).await;
        self.inspect_states(session, &look).await;
        self.go_to("about").await;
        look("about").await;
        self.click("forget").await;
        self.until("the page asks", "shown('confirm')").await;
        look("forget-question").await;
        self.click("confirm-yes").await;
        self.until("the page has forgotten", "text('forget-status') !== ''").await;
        look("forgotten").await;
    }

    async fn request_states(&self, session: &Session, look: &impl AsyncFn(&str)) -> String {
        look("request-empty").await;
        self.type_into("fqdn", "BaRS-INT-Y01061.a-name-that-is-just-too-long-xx.thirdparty.nhs.uk").await;
        self.type_into("key-password", "short").await;
        self.click("generate").await;
        self.until("the page refuses", "shown('error-summary')").await;
        look("request-errors").await;
        self.type_over("fqdn", "receiver.example.nhs.uk").await;
        self.leave("fqdn").await;
        self.until("the page warns", "shown('fqdn-warning')").await;
        look("request-warning").await;
        self.name_endpoint(&INT).await;
        self.click("key-password-make").await;
        self.until("there is a password", "shown('key-password-copy')").await;
        look("request-password-made").await;
        self.choose_key_password(KEY_PASSWORD).await;
        self.hold_workers().await;
        self.click("generate").await;
        self.until("the work is shown", "shown('working')").await;
        look("request-working").await;
        self.click("cancel").await;
        self.until("the work has ended", "shown('generate')").await;
        look("request-cancelled").await;
        self.let_workers_go().await;
        let request = self.make_request().await;
        look("request-made").await;
        self.click_summary_of("key-as-text").await;
        look("request-key-as-text").await;
        self.click("generate").await;
        self.until("the page asks", "shown('confirm')").await;
        look("request-question").await;
        self.click("confirm-no").await;
        let key = self.save_key(&INT).await;
        self.until("the steps open", "shown('sending-int')").await;
        look("request-key-saved").await;
        self.upload("saved-key-file", &[&session.file("other.key", PrivateKey::make("not used").pem)]).await;
        self.click("check-saved-key").await;
        self.until("the page refuses", "shown('saved-key-file-error')").await;
        look("request-another-key").await;
        self.upload("saved-key-file", &[&key]).await;
        self.type_over("saved-key-password", KEY_PASSWORD).await;
        self.click("check-saved-key").await;
        self.until("the saved key fits", "text('saved-key-status').includes('holds the key')").await;
        self.save_request(&INT).await;
        look("request-done").await;
        self.name_endpoint(&PROD_PROVIDER).await;
        self.make_request().await;
        self.save_key(&PROD_PROVIDER).await;
        self.until("the steps open", "shown('sending-prod')").await;
        look("request-done-prod").await;
        request
    }

    async fn bundle_states(&self, session: &Session, request: &str, look: &impl AsyncFn(&str)) {
        self.go_to("bundle").await;
        look("bundle-made-key").await;
        let authority = Authority::of(Environment::Int);
        let certificate = authority.sign(&session.file("request.csr", request), INT.name);
        self.upload("key-file", &[&session.downloads().file(&INT.file(".key")).await]).await;
        self.until("the page asks for the password", "shown('unlock-password-error')").await;
        look("bundle-locked-key").await;
        self.type_into("unlock-password", KEY_PASSWORD).await;
        self.press(Key::Enter).await;
        self.until("the key is open", "shown('key-taken')").await;
        look("bundle-key").await;
        self.paste_into("certificate-pem", "hello, world").await;
        self.until("the page finds fault", "shown('certificate-pem-error')").await;
        look("bundle-no-certificate").await;
        let chain = certificate + &authority.intermediate() + &authority.root();
        self.paste_into("certificate-pem", &chain).await;
        self.check_is("chain-complete", "pass").await;
        look("bundle-checks").await;
        self.click("make-pfx").await;
        self.until("the page refuses", "shown('pfx-password-error')").await;
        look("bundle-errors").await;
        self.choose_pfx_password(PFX_PASSWORD).await;
        self.make_pfx().await;
        self.run("document.querySelectorAll('details').forEach((details) => { details.open = true; })").await;
        look("bundle-result").await;
        let other = PrivateKey::make("not used");
        let expired = authority.sign_expired(&authority.request_for(&other, INT.name), INT.name);
        self.paste_into("certificate-pem", &expired).await;
        self.check_is("key-matches", "fail").await;
        look("bundle-problems").await;
    }

    async fn inspect_states(&self, session: &Session, look: &impl AsyncFn(&str)) {
        self.go_to("inspect").await;
        look("inspect-empty").await;
        self.click("inspect-look").await;
        self.until("the page refuses", "shown('inspect-file-error')").await;
        look("inspect-nothing").await;
        let authority = Authority::of(Environment::Int);
        let key = PrivateKey::make("not used");
        let certificate = authority.certificate_for(&key, INT.name);
        let chain = certificate + &authority.intermediate() + &authority.root();
        let quoted: String = chain.lines().map(|line| format!("> {line}\n")).collect();
        self.paste_into("inspect-text", &(quoted + &key.pem)).await;
        self.until("the page has looked", "shown('inspect-found')").await;
        look("inspect-found").await;
        self.upload("inspect-file", &[&session.file("noise.bin", [0x80, 1, 2].repeat(900))]).await;
        self.until("the file is refused", "shown('inspect-file-error')").await;
        look("inspect-unknown").await;
    }

    /// Workers that are started from now on never answer.
    async fn hold_workers(&self) {
        let script = "
            window.GenuineWorker = window.Worker;
            window.Worker = class extends window.Worker { postMessage() {} };";
        self.run(script).await;
    }

    async fn let_workers_go(&self) {
        self.run("window.Worker = window.GenuineWorker;").await;
    }
}
