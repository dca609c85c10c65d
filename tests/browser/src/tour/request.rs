//! The states of the first step.

use super::KEY_PASSWORD;
use crate::page::Page;
use crate::session::Session;
use crate::{INT, PROD_PROVIDER, PrivateKey};

impl Page<'_> {
    /// Ends with a request for production, and gives the one for integration that was made before.
    pub(super) async fn request_states(&self, session: &Session, look: &impl AsyncFn(&str)) -> String {
        self.asking_states(look).await;
        self.working_states(look).await;
        let request = self.make_request().await;
        look("request-made").await;
        self.click("copy-csr").await;
        self.until("it is copied, or not", "text('copy-csr-status') !== ''").await;
        look("request-copied").await;
        self.click_summary_of("key-as-text").await;
        look("request-key-as-text").await;
        self.click_summary_of("key-as-text").await;
        self.click("generate").await;
        self.until("the page asks", "shown('confirm')").await;
        look("request-question").await;
        self.click("confirm-no").await;
        self.saving_states(session, look).await;
        self.name_endpoint(&PROD_PROVIDER).await;
        self.make_another_request().await;
        self.click_summary_of("key-as-text").await;
        look("request-key-without-password").await;
        self.save_key(&PROD_PROVIDER).await;
        self.until("the steps open", "shown('sending-prod')").await;
        look("request-done-prod").await;
        request
    }

    async fn asking_states(&self, look: &impl AsyncFn(&str)) {
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
    }

    async fn working_states(&self, look: &impl AsyncFn(&str)) {
        self.hold_workers().await;
        self.click("generate").await;
        self.until("the work is shown", "shown('working')").await;
        look("request-working").await;
        self.click("cancel").await;
        self.until("the work has ended", "shown('generate')").await;
        look("request-cancelled").await;
        self.let_workers_go().await;
    }

    async fn saving_states(&self, session: &Session, look: &impl AsyncFn(&str)) {
        let key = self.save_key(&INT).await;
        self.until("the steps open", "shown('sending-int')").await;
        look("request-key-saved").await;
        self.upload("saved-key-file", &[&session.file("other.key", PrivateKey::make("not used").pem)]).await;
        self.click("check-saved-key").await;
        self.until("the page refuses", "shown('saved-key-file-error')").await;
        look("request-another-key").await;
        self.take_files_out("saved-key-file").await;
        self.upload("saved-key-file", &[&key]).await;
        self.type_over("saved-key-password", KEY_PASSWORD).await;
        self.hold_workers().await;
        self.click("check-saved-key").await;
        self.until("the work is shown", "shown('saved-key-opening')").await;
        look("request-checking").await;
        self.click("saved-key-opening-cancel").await;
        self.until("the work has ended", "!shown('saved-key-opening')").await;
        self.let_workers_go().await;
        self.click("check-saved-key").await;
        self.until("the saved key fits", "text('saved-key-status').includes('holds the key')").await;
        self.save_request(&INT).await;
        self.until("both are saved", "!shown('unsaved')").await;
        look("request-done").await;
    }
}
