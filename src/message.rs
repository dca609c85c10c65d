//! The fields of the page, and a sentence beside one of them.

use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($( $name:ident = $id:literal, )*) => {
        /// The fields of the page that a message can stand beside.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[allow(missing_docs, reason = "each is named as its id on the page")]
        pub enum Field { $( $name, )* }

        impl Field {
            /// Every field, in the order of the page.
            pub const ALL: &[Self] = &[ $( Self::$name, )* ];

            /// The id of the field's element. The message stands in `<id>-error`.
            pub const fn id(self) -> &'static str {
                match self { $( Self::$name => $id, )* }
            }
        }
    };
}

fields! {
    OdsCode = "ods-code",
    Organisation = "organisation",
    Fqdn = "fqdn",
    KeyPassword = "key-password",
    KeyPasswordConfirm = "key-password-confirm",
    Generate = "generate",
    DownloadKey = "download-key",
    DownloadCsr = "download-csr",
    ExistingKeyFile = "existing-key-file",
    ExistingKeyPassword = "existing-key-password",
    SavedKeyFile = "saved-key-file",
    SavedKeyPassword = "saved-key-password",
    NextName = "next-name",
    NextFile = "next-file",
    DownloadHowToSend = "download-how-to-send",
    CatalogueUrl = "catalogue-url",
    KeyFile = "key-file",
    KeyPem = "key-pem",
    UnlockPassword = "unlock-password",
    CertificateFile = "certificate-file",
    CertificatePem = "certificate-pem",
    FriendlyName = "friendly-name",
    PfxPassword = "pfx-password",
    PfxPasswordConfirm = "pfx-password-confirm",
    MakePfx = "make-pfx",
    TrustOf = "trust-of",
    DownloadPlainKey = "download-plain-key",
    DownloadBundleKey = "download-bundle-key",
    BulkNames = "bulk-names",
    BulkFile = "bulk-file",
    BulkLeaveOut = "bulk-leave-out",
    BulkPassword = "bulk-password",
    BulkPasswordConfirm = "bulk-password-confirm",
    BulkGenerate = "bulk-generate",
    BulkUrlPattern = "bulk-url-pattern",
    DownloadBulk = "download-bulk",
    BulkCertificates = "bulk-certificates",
    BulkKeys = "bulk-keys",
    BulkKeyPassword = "bulk-key-password",
    BulkPfxPassword = "bulk-pfx-password",
    BulkPfxPasswordConfirm = "bulk-pfx-password-confirm",
    BulkMakePfx = "bulk-make-pfx",
    DownloadBulkPfx = "download-bulk-pfx",
    BulkInUse = "bulk-in-use",
    BulkInUsePassword = "bulk-in-use-password",
    BulkRenew = "bulk-renew",
    InspectFile = "inspect-file",
    InspectText = "inspect-text",
    InspectPassword = "inspect-password",
}

/// A sentence and the field that it stands beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The field.
    pub field: Field,
    /// What is wrong and what to do.
    pub sentence: String,
}

impl Message {
    /// A message beside a field.
    pub fn new(field: Field, sentence: impl Into<String>) -> Self {
        Self { field, sentence: sentence.into() }
    }
}
