//! The ways that a person goes on the page.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::page::Page;

/// An endpoint and the answers that make its name.
#[derive(Debug, Clone, Copy)]
pub struct Endpoint {
    /// The id of the choice of its environment.
    pub environment: &'static str,
    /// The ODS code.
    pub ods_code: &'static str,
    /// The name of the supplier or provider.
    pub organisation: &'static str,
    /// The whole name.
    pub name: &'static str,
}

/// An endpoint for integration.
pub const INT: Endpoint = Endpoint {
    environment: "environment-int",
    ods_code: "Y01061",
    organisation: "healthtech",
    name: "BaRS-INT-Y01061.healthtech.thirdparty.nhs.uk",
};

/// An endpoint for production that a supplier hosts.
pub const PROD_SUPPLIER: Endpoint = Endpoint {
    environment: "environment-prod-supplier",
    ods_code: "G7H8J",
    organisation: "healthtech",
    name: "BaRS-PROD-G7H8J.healthtech.thirdparty.nhs.uk",
};

/// An endpoint for production that the provider hosts itself.
pub const PROD_PROVIDER: Endpoint = Endpoint {
    environment: "environment-prod-provider",
    ods_code: "RX7",
    organisation: "NWAS",
    name: "BaRS-PROD-RX7.NWAS.nhs.uk",
};

impl Endpoint {
    /// The name of the file with this ending.
    pub fn file(&self, ending: &str) -> String {
        format!("{}{ending}", self.name)
    }
}

impl Page<'_> {
    /// Answers the questions about the name.
    pub async fn name_endpoint(&self, endpoint: &Endpoint) {
        self.click(endpoint.environment).await;
        self.type_over("ods-code", endpoint.ods_code).await;
        self.type_over("organisation", endpoint.organisation).await;
        assert_eq!(self.value("fqdn").await, endpoint.name, "the name is composed");
    }

    /// Types the password of the key file into both fields.
    pub async fn choose_key_password(&self, password: &str) {
        self.type_over("key-password", password).await;
        self.type_over("key-password-confirm", password).await;
    }

    /// Presses the button, and waits for the request.
    pub async fn make_request(&self) -> String {
        let before = self.value("csr-pem").await;
        self.click("generate").await;
        self.other_request(&before).await
    }

    /// Makes another key and its request in place of those that are there: the page asks first. Gives the
    /// request.
    pub async fn make_another_request(&self) -> String {
        let before = self.value("csr-pem").await;
        self.click("generate").await;
        self.until("the page asks", "shown('confirm')").await;
        self.click("confirm-yes").await;
        self.other_request(&before).await
    }

    /// Waits for a request that is not the one before.
    pub async fn other_request(&self, before: &str) -> String {
        let is_made =
            format!("shown('request-result') && !['', {}].includes(value('csr-pem'))", json!(before));
        self.until("the request is made", &is_made).await;
        self.value("csr-pem").await
    }

    /// Presses `#forget`, confirms, and waits until the page has forgotten.
    pub async fn forget_everything(&self) {
        self.click("forget").await;
        self.until("the page asks", "shown('confirm')").await;
        self.click("confirm-yes").await;
        self.until("the page has forgotten", "text('forget-status') === 'Everything is forgotten.'").await;
    }

    /// Saves the private key.
    pub async fn save_key(&self, endpoint: &Endpoint) -> PathBuf {
        self.click("download-key").await;
        self.session.downloads().file(&endpoint.file(".key")).await
    }

    /// Saves the request.
    pub async fn save_request(&self, endpoint: &Endpoint) -> PathBuf {
        self.click("download-csr").await;
        self.session.downloads().file(&endpoint.file(".csr")).await
    }

    /// Gives a key file and its password, empty for none, and waits until the key is open.
    pub async fn open_key(&self, file: &Path, password: &str) {
        self.upload("key-file", &[file]).await;
        if !password.is_empty() {
            self.until("the page asks for the password", "shown('unlock-password-error')").await;
            self.type_into("unlock-password", password).await;
            self.leave("unlock-password").await;
        }
        self.until("the key is open", "shown('key-taken')").await;
    }

    /// Pastes certificates and waits until the checks are there.
    pub async fn paste_certificates(&self, text: &str) {
        self.paste_into("certificate-pem", text).await;
        let answered = "document.querySelector('#checks li') !== null || shown('certificate-pem-error')";
        self.until("the certificates are read or refused", answered).await;
        assert_eq!(self.errors().await, [], "the certificates are read");
    }

    /// Types the password of the .pfx file into both fields.
    pub async fn choose_pfx_password(&self, password: &str) {
        self.type_over("pfx-password", password).await;
        self.type_over("pfx-password-confirm", password).await;
    }

    /// Presses the button, and waits for the .pfx file.
    pub async fn make_pfx(&self) {
        self.click("make-pfx").await;
        self.until("the .pfx file is made", "shown('bundle-result')").await;
    }

    /// Saves one of the finished files.
    pub async fn save_finished(&self, button: &str, name: &str) -> PathBuf {
        self.click(button).await;
        self.session.downloads().file(name).await
    }
}
