//! Certificate authorities for the tests.

use std::path::Path;

use bars_csr::certificate::Certificate;
use getrandom::SysRng;
use getrandom::rand_core::TryRng;
use tempfile::TempDir;

use super::der::{element, integer, sequence, tagged, time};
use super::extensions::extensions;
use super::keys::{ALL_KEYS, key_pem};
use super::signing_key::SigningKey;
use super::subject::name;

/// 24 November 2026, at noon: the time at which the tests look.
pub const NOW: i64 = 1_795_521_600;

/// What a certificate shall say. The rest of the story (dates, constraints) is what a good
/// authority writes.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The subject, as `openssl req -subj` takes it.
    pub subject: &'a str,
    /// The file of the key that is certified, in the folder of the authority.
    pub key: &'a str,
    /// `YYYYMMDDHHMMSSZ`.
    pub from: &'a str,
    /// `YYYYMMDDHHMMSSZ`.
    pub until: &'a str,
    /// Lines of an extension section of OpenSSL; see [`extensions`].
    pub extensions: &'a [&'a str],
    /// `sha256` and its like.
    pub digest: &'a str,
}

/// The extensions of an authority.
pub const CA: &[&str] = &[
    "basicConstraints=critical,CA:TRUE",
    "keyUsage=critical,keyCertSign,cRLSign",
    "subjectKeyIdentifier=hash",
    "authorityKeyIdentifier=keyid",
];

/// The extensions of an endpoint, those that the NHS writes.
pub const ENDPOINT: &[&str] = &[
    "basicConstraints=CA:FALSE",
    "keyUsage=digitalSignature,keyEncipherment",
    "extendedKeyUsage=serverAuth,clientAuth",
    "subjectKeyIdentifier=hash",
    "authorityKeyIdentifier=keyid",
];

/// The name of the endpoint.
pub const ENDPOINT_NAME: &str = "BaRS-INT-RX7.supplier.thirdparty.nhs.uk";

impl Request<'_> {
    /// What an authority asks for.
    pub const fn ca<'a>(subject: &'a str, key: &'a str) -> Request<'a> {
        Request {
            subject,
            key,
            from: "20200101000000Z",
            until: "20400101000000Z",
            extensions: CA,
            digest: "sha256",
        }
    }

    /// What the endpoint asks for.
    pub const fn endpoint<'a>(key: &'a str) -> Request<'a> {
        let subject = "/O=nhs/OU=Devices/CN=BaRS-INT-RX7.supplier.thirdparty.nhs.uk";
        Request { extensions: ENDPOINT, ..Request::ca(subject, key) }
    }
}

/// A folder in which authorities sign, with their keys, which other programs can read.
pub struct TestCa {
    folder: TempDir,
}

impl TestCa {
    /// A folder with the keys.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for key in ALL_KEYS {
            std::fs::write(folder.path().join(key), key_pem(key)).expect("the key is written");
        }
        Self { folder }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Makes a certificate that signs itself.
    pub fn root(&self, request: &Request<'_>) -> Certificate {
        self.sign(request, None)
    }

    /// Makes a certificate that an issuer signs with the key in that file.
    pub fn issue(&self, request: &Request<'_>, issuer: &Certificate, key: &str) -> Certificate {
        self.sign(request, Some((issuer, key)))
    }

    fn sign(&self, request: &Request<'_>, issuer: Option<(&Certificate, &str)>) -> Certificate {
        let key = |file: &str| {
            SigningKey::from_pem(&std::fs::read(self.folder().join(file)).expect("the key is there"))
        };
        let signer = key(issuer.map_or(request.key, |(_, key)| key));
        let public_key = key(request.key).public_key();
        let subject = name(request.subject);
        let issuer = issuer.map(|(issuer, _)| issuer);
        let key_identifier = issuer.map(Certificate::subject_key_identifier);
        let extensions = extensions(request.extensions, &public_key, key_identifier);
        let extensions = if request.extensions.is_empty() { Vec::new() } else { tagged(3, &[&extensions]) };
        let to_be_signed = sequence(&[
            &tagged(0, &[&element(2, &[&[2]])]),
            &serial_number(),
            &signer.algorithm(request.digest),
            issuer.map_or(&subject, |issuer| issuer.subject().as_der()),
            &sequence(&[&time(request.from), &time(request.until)]),
            &subject,
            &public_key,
            &extensions,
        ]);
        Certificate::from_der(&signer.signed(request.digest, &to_be_signed)).expect("a certificate")
    }
}

/// A number that no other certificate has (RFC 5280 section 4.1.2.2).
fn serial_number() -> Vec<u8> {
    let mut octets = [0; 16];
    SysRng.try_fill_bytes(&mut octets).expect("the system has randomness");
    octets[0] |= 0x40;
    integer(&octets)
}

/// Three levels: root, intermediate, leaf.
pub struct ThreeLevels {
    pub ca: TestCa,
    pub root: Certificate,
    pub intermediate: Certificate,
    pub leaf: Certificate,
}

/// The names of the authorities for integration.
pub const INT_ROOT: &str = "/O=nhs/OU=CA/CN=NHS PTL Root Authority G2";
pub const INT_INTERMEDIATE: &str = "/O=nhs/OU=CA/CN=NHS INT Authentication G2";

impl ThreeLevels {
    /// On P-256 with the names of integration, all of it good.
    pub fn new() -> Self {
        Self::with(|_, _, _| {})
    }

    /// The same with RSA.
    pub fn rsa() -> Self {
        Self::with(|root, intermediate, leaf| {
            (root.key, intermediate.key, leaf.key) = ("rsa-root", "rsa-intermediate", "rsa-leaf");
        })
    }

    /// With changes to what the three ask for.
    pub fn with(
        change: impl for<'a, 'b> FnOnce(&'b mut Request<'a>, &'b mut Request<'a>, &'b mut Request<'a>),
    ) -> Self {
        let ca = TestCa::new();
        let mut root = Request::ca(INT_ROOT, "root");
        let mut intermediate = Request::ca(INT_INTERMEDIATE, "intermediate");
        let mut leaf = Request::endpoint("rsa-leaf");
        change(&mut root, &mut intermediate, &mut leaf);
        let (root_key, intermediate_key) = (root.key, intermediate.key);
        let root = ca.root(&root);
        let intermediate = ca.issue(&intermediate, &root, root_key);
        let leaf = ca.issue(&leaf, &intermediate, intermediate_key);
        Self { ca, root, intermediate, leaf }
    }

    /// Leaf, intermediate, root.
    pub fn all(&self) -> Vec<Certificate> {
        vec![self.leaf.clone(), self.intermediate.clone(), self.root.clone()]
    }
}
