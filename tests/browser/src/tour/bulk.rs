//! The states of the step for many endpoints.

use crate::page::{Key, Page, bulk};
use crate::session::Session;
use crate::{Authority, Environment, INT, PROD_PROVIDER, PROD_SUPPLIER, PrivateKey};

use super::{KEY_PASSWORD, PFX_PASSWORD};

impl Page<'_> {
    pub(super) async fn bulk_states(&self, session: &Session, look: &impl AsyncFn(&str)) {
        self.go_to("bulk").await;
        look("bulk-empty").await;
        self.list_states(look).await;
        self.batch_states(look).await;
        self.returned_states(session, look).await;
        self.in_use_states(session, look).await;
    }

    async fn list_states(&self, look: &impl AsyncFn(&str)) {
        self.click("bulk-generate").await;
        self.until("the page refuses", "shown('bulk-names-error')").await;
        look("bulk-no-names").await;
        let other = "receiver.example.nhs.uk";
        let bad = "BaRS-INT-Y01_061.healthtech.thirdparty.nhs.uk";
        self.list_names(&[INT.name, PROD_SUPPLIER.name, PROD_PROVIDER.name, other, bad, INT.name]).await;
        look("bulk-list").await;
        self.click("bulk-password-one").await;
        self.click("bulk-generate").await;
        self.until("the page refuses", "shown('bulk-leave-out-error')").await;
        look("bulk-errors").await;
        self.click("bulk-leave-out").await;
        self.choose_one_password("bulk-password", KEY_PASSWORD).await;
    }

    async fn batch_states(&self, look: &impl AsyncFn(&str)) {
        self.hold_workers().await;
        self.click("bulk-generate").await;
        self.until("the work is shown", "shown('bulk-working')").await;
        look("bulk-working").await;
        self.click("bulk-cancel").await;
        self.until("the work has ended", "shown('bulk-generate')").await;
        look("bulk-cancelled").await;
        self.let_workers_go().await;
        self.make_requests().await;
        look("bulk-made").await;
        // The password of the requests before was taken out of its fields.
        self.choose_one_password("bulk-password", KEY_PASSWORD).await;
        self.click("bulk-generate").await;
        self.until("the page asks", "shown('confirm')").await;
        look("bulk-question").await;
        self.click("confirm-no").await;
        self.click("download-bulk").await;
        self.until("the steps open", "shown('bulk-sending-other')").await;
        look("bulk-saved").await;
    }

    async fn returned_states(&self, session: &Session, look: &impl AsyncFn(&str)) {
        let archive = session.downloads().file("certificate-requests.zip").await;
        let folder = bulk::unpack(&archive);
        let authority = Authority::of(Environment::Int);
        let request = |name: &str| folder.join(format!("{name}/{name}.csr"));
        let stranger = authority.certificate_for(&PrivateKey::make("not used"), INT.name);
        let crossed = authority.sign(&request(PROD_SUPPLIER.name), PROD_SUPPLIER.name);
        let certificates = [
            authority.sign(&request(INT.name), INT.name),
            crossed,
            stranger,
            authority.intermediate(),
            authority.root(),
        ];
        self.click("bulk-make-pfx").await;
        self.until("the page refuses", "shown('bulk-certificates-error')").await;
        look("bulk-nothing-returned").await;
        self.upload("bulk-certificates", &[&session.file("all.pem", certificates.concat())]).await;
        self.upload("bulk-keys", &[&archive]).await;
        self.until("the page asks for the password", "shown('bulk-key-password-error')").await;
        look("bulk-locked-keys").await;
        self.type_into("bulk-key-password", KEY_PASSWORD).await;
        self.hold_workers().await;
        self.press(Key::Enter).await;
        self.until("the work is shown", "shown('bulk-keys-working')").await;
        look("bulk-opening").await;
        self.click("bulk-keys-cancel").await;
        self.until("the work has ended", "!shown('bulk-keys-working')").await;
        self.let_workers_go().await;
        self.press(Key::Enter).await;
        self.until("the keys are open", "value('bulk-key-password') === ''").await;
        look("bulk-pairs").await;
        self.choose_one_password("bulk-pfx-password", PFX_PASSWORD).await;
        self.hold_workers().await;
        self.click("bulk-make-pfx").await;
        self.until("the work is shown", "shown('bulk-pfx-working')").await;
        look("bulk-pfx-working").await;
        self.click("bulk-pfx-cancel").await;
        self.until("the work has ended", "shown('bulk-make-pfx')").await;
        self.let_workers_go().await;
        self.click("bulk-pfx-password-each").await;
        self.make_pfx_files().await;
        look("bulk-pfx-made").await;
        self.click("download-bulk-pfx").await;
        self.until("the passwords are to be saved", "text('bulk-pfx-unsaved').startsWith('The passwords')")
            .await;
        look("bulk-pfx-passwords").await;
        self.click("download-bulk-pfx-passwords").await;
        self.until("both are saved", "shown('bulk-pfx-saved')").await;
        self.click("download-bulk-pfx-calendar").await;
        self.until("the reminders are given", "text('bulk-pfx-calendar-status') !== ''").await;
        look("bulk-pfx-saved").await;
    }

    async fn in_use_states(&self, session: &Session, look: &impl AsyncFn(&str)) {
        let authority = Authority::of(Environment::Int);
        let key = PrivateKey::make("not used");
        let good = authority.certificate_for(&key, INT.name);
        let ended =
            authority.sign_expired(&authority.request_for(&key, PROD_SUPPLIER.name), PROD_SUPPLIER.name);
        let pfx = session.downloads().file(&INT.file(".pfx")).await;
        self.upload("bulk-in-use", &[&pfx]).await;
        self.until("the password is asked for", "shown('bulk-in-use-password-error')").await;
        look("bulk-in-use-locked").await;
        self.take_files_out("bulk-in-use").await;
        self.upload("bulk-in-use", &[&session.file("in-use.pem", ended + &good)]).await;
        self.has_rows("bulk-in-use-table", 2).await;
        self.click("download-bulk-calendar").await;
        self.until("the reminders are given", "text('bulk-calendar-status') !== ''").await;
        look("bulk-in-use").await;
    }
}
