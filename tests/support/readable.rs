//! What the reader is given: files of OpenSSL, and certificates as text.

use std::sync::OnceLock;

use bars_csr::reader::{Item, read};

use super::program;

/// A certificate.
pub const PROXY: &str = include_str!("../vectors/bars-proxy.spineservices.nhs.uk.pem");

/// Another.
pub const INT: &str = include_str!("../vectors/int.api.service.nhs.uk.pem");

/// Everything that OpenSSL writes about one key.
pub struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn get() -> &'static Self {
        static FILES: OnceLock<Files> = OnceLock::new();
        FILES.get_or_init(|| {
            let folder = tempfile::tempdir().expect("a folder");
            for line in [
                "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem",
                "rsa -in key.pem -traditional -out pkcs1.pem",
                "rsa -in key.pem -traditional -aes256 -passout pass:secret -out legacy.pem",
                "pkcs8 -topk8 -in key.pem -v2 aes-256-cbc -passout pass:secret -out encrypted.pem",
                "pkey -in key.pem -pubout -out public.pem",
                "req -new -key key.pem -subj /CN=a.nhs.uk -out request.pem",
                "req -new -newhdr -key key.pem -subj /CN=a.nhs.uk -out new-request.pem",
                "req -x509 -key key.pem -subj /CN=a.nhs.uk -out certificate.pem",
                "x509 -in certificate.pem -trustout -addtrust serverAuth -out trusted.pem",
                "crl2pkcs7 -nocrl -certfile certificate.pem -out chain.p7b",
                "pkcs12 -export -inkey key.pem -in certificate.pem -passout pass:secret -out bundle.p12",
                "ecparam -name prime256v1 -genkey -noout -out sec1.pem",
                "cms -sign -binary -nodetach -signer certificate.pem -inkey key.pem -in public.pem -outform PEM -stream -out cms.pem",
            ] {
                let arguments: Vec<&str> = line.split(' ').collect();
                program("openssl", folder.path(), &arguments, b"").expect_success();
            }
            Self { folder }
        })
    }

    /// One of them.
    pub fn file(name: &str) -> Vec<u8> {
        std::fs::read(Self::get().folder.path().join(name)).expect("the file is there")
    }

    /// The octets inside the markers of a PEM file, as OpenSSL decodes them.
    pub fn der(name: &str) -> Vec<u8> {
        let text = String::from_utf8(Self::file(name)).expect("text");
        let body: String = text
            .lines()
            .skip_while(|line| !line.starts_with("-----BEGIN"))
            .skip(1)
            .take_while(|line| !line.starts_with("-----END"))
            .collect();
        program("openssl", Self::get().folder.path(), &["base64", "-d", "-A"], body.as_bytes())
            .expect_success()
            .stdout
    }
}

/// Everything that is found.
pub fn items(bytes: impl AsRef<[u8]>) -> Vec<Item> {
    read(bytes.as_ref()).expect("it is read").found.into_iter().map(|found| found.item).collect()
}

/// The one thing that is found.
pub fn only(bytes: impl AsRef<[u8]>) -> Item {
    let mut items = items(bytes);
    assert_eq!(items.len(), 1, "{items:?}");
    items.remove(0)
}

/// The base64 of a PEM text, without its markers.
pub fn body(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with("-----")).collect::<Vec<_>>().join("\n")
}
