//! The states of the step that looks at anything.

use super::{KEY_PASSWORD, PFX_PASSWORD};
use crate::page::{Key, Page};
use crate::session::Session;
use crate::{Authority, Environment, INT, PrivateKey};

impl Page<'_> {
    /// Begins where a key under a password and a .pfx file were saved.
    pub(super) async fn inspect_states(&self, session: &Session, look: &impl AsyncFn(&str)) {
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
        self.click("inspect-clear").await;
        self.until("the page begins anew", "!shown('inspect-found')").await;
        self.password_states(session, look).await;
    }

    async fn password_states(&self, session: &Session, look: &impl AsyncFn(&str)) {
        let pfx = session.downloads().file(&INT.file(".pfx")).await;
        self.upload("inspect-file", &[&pfx]).await;
        self.until("the page has looked", "shown('inspect-found')").await;
        look("inspect-locked").await;
        self.type_into("inspect-password", KEY_PASSWORD).await;
        self.press(Key::Enter).await;
        self.until("the page refuses", "shown('inspect-password-error')").await;
        look("inspect-wrong-password").await;
        self.type_over("inspect-password", PFX_PASSWORD).await;
        self.hold_workers().await;
        self.press(Key::Enter).await;
        self.until("the work is shown", "shown('inspect-opening')").await;
        look("inspect-opening").await;
        self.click("inspect-opening-cancel").await;
        self.until("the work has ended", "!shown('inspect-opening')").await;
        self.let_workers_go().await;
        self.click("inspect-look").await;
        self.until("the file is open", "document.querySelectorAll('[data-kind]').length > 2").await;
        look("inspect-opened").await;
    }
}
