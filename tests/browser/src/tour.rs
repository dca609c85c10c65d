//! Every state of every step, one after another, for tests that look at all of them.

mod bulk;
mod bundle;
mod inspect;
mod request;

use crate::page::Page;
use crate::session::Session;

const KEY_PASSWORD: &str = "a key's own password";
const PFX_PASSWORD: &str = "correct horse battery";

impl Page<'_> {
    /// Goes through the page, and stops at every state for somebody to look, who is told its name.
    pub async fn every_state(&self, session: &Session, look: impl AsyncFn(&str)) {
        self.go_to("bundle").await;
        look("bundle-empty").await;
        self.go_to("request").await;
        let request = self.request_states(session, &look).await;
        self.bundle_states(session, &request, &look).await;
        self.bulk_states(session, &look).await;
        self.inspect_states(session, &look).await;
        self.about_states(&look).await;
        self.click("forget").await;
        self.until("the page asks", "shown('confirm')").await;
        look("forget-question").await;
        self.click("confirm-yes").await;
        self.until("the page has forgotten", "text('forget-status') !== ''").await;
        look("forgotten").await;
    }

    async fn about_states(&self, look: &impl AsyncFn(&str)) {
        self.go_to("about").await;
        look("about").await;
        self.run("element('packages').closest('details').open = true").await;
        look("about-packages").await;
        self.run("element('packages').closest('details').open = false").await;
    }
}
