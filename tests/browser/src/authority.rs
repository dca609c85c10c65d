//! Certificate authorities like those of the NHS, made by OpenSSL.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::program::program;

/// Which of the two authorities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// Integration, the path to live.
    Int,
    /// Production.
    Prod,
}

/// A root and an intermediate under it. Certificates are made anew for each test; the keys are always the same.
pub struct Authority {
    folder: TempDir,
}

/// A private key that was made outside the page.
pub struct PrivateKey {
    /// PKCS#8, PEM, without a password.
    pub pem: String,
    /// The same under the password.
    pub sealed: String,
}

const ROOT_KEY: &str = include_str!("../../vectors/keys/rsa-root.pem");
const INTERMEDIATE_KEY: &str = include_str!("../../vectors/keys/rsa-intermediate.pem");

const AUTHORITY: &[&str] = &["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign"];

const ENDPOINT: &[&str] = &[
    "basicConstraints=CA:FALSE",
    "keyUsage=digitalSignature,keyEncipherment",
    "extendedKeyUsage=serverAuth,clientAuth",
];

/// From long ago until long after.
const GOOD: (&str, &str) = ("20200101000000Z", "20400101000000Z");

/// Over and done with.
const EXPIRED: (&str, &str) = ("20200101000000Z", "20210101000000Z");

impl Environment {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Int => ("NHS PTL Root Authority G2", "NHS INT Authentication G2"),
            Self::Prod => ("NHS Root Authority G2", "NHS Authentication G2"),
        }
    }
}

impl Authority {
    /// Makes both authorities.
    pub fn of(environment: Environment) -> Self {
        let authority = Self { folder: tempfile::tempdir().expect("a folder") };
        let (root, intermediate) = environment.names();
        for (name, common_name, key) in
            [("root", root, ROOT_KEY), ("intermediate", intermediate, INTERMEDIATE_KEY)]
        {
            authority.write(&format!("{name}.key"), key);
            let request = authority.request(&format!("{name}.key"), common_name);
            authority.certify(&request, name, &format!("/O=nhs/OU=CA/CN={common_name}"), GOOD, AUTHORITY);
        }
        authority
    }

    /// The certificate of the root, PEM.
    pub fn root(&self) -> String {
        self.read("root.pem")
    }

    /// The certificate of the intermediate, PEM.
    pub fn intermediate(&self) -> String {
        self.read("intermediate.pem")
    }

    /// Signs the request for an endpoint. The subject is what the NHS writes, not what the request
    /// says. The certificate is PEM.
    pub fn sign(&self, request: &Path, name: &str) -> String {
        self.issue(request, name, GOOD)
    }

    /// The same, with the name in subjectAltName as well.
    pub fn sign_with_other_name(&self, request: &Path, name: &str) -> String {
        let other_name = format!("subjectAltName=DNS:{name}");
        let extensions: Vec<&str> = ENDPOINT.iter().copied().chain([other_name.as_str()]).collect();
        self.certify(request, "endpoint", &subject(name), GOOD, &extensions)
    }

    /// The same, for a certificate whose time is over.
    pub fn sign_expired(&self, request: &Path, name: &str) -> String {
        self.issue(request, name, EXPIRED)
    }

    /// Makes a request for a key that was made outside the page, and signs it.
    pub fn certificate_for(&self, key: &PrivateKey, name: &str) -> String {
        self.sign(&self.request_for(key, name), name)
    }

    /// Makes a request for a key that was made outside the page.
    pub fn request_for(&self, key: &PrivateKey, name: &str) -> PathBuf {
        self.write("endpoint.key", &key.pem);
        self.request("endpoint.key", name)
    }

    fn issue(&self, request: &Path, name: &str, dates: (&str, &str)) -> String {
        self.certify(request, "endpoint", &subject(name), dates, ENDPOINT)
    }

    fn request(&self, key: &str, common_name: &str) -> PathBuf {
        let subject = format!("/CN={common_name}");
        self.openssl(&["req", "-new", "-key", key, "-subj", &subject, "-out", "request.pem"]);
        self.path("request.pem")
    }

    fn certify(
        &self,
        request: &Path,
        name: &str,
        subject: &str,
        (from, until): (&str, &str),
        extensions: &[&str],
    ) -> String {
        let mut settings = String::from(
            "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nnew_certs_dir=.\nunique_subject=no\n\
             rand_serial=yes\npolicy=p\n[p]\norganizationName=optional\n\
             organizationalUnitName=optional\ncommonName=supplied\n[e]\n",
        );
        for line in extensions {
            writeln!(settings, "{line}").expect("a string takes it");
        }
        self.write("settings", &settings);
        self.write("index.txt", "");
        let request = request.to_str().expect("a path of letters");
        let out = format!("{name}.pem");
        let mut arguments = vec!["ca", "-batch", "-notext", "-config", "settings", "-extensions", "e"];
        arguments.extend(["-md", "sha256", "-preserveDN", "-subj", subject]);
        arguments.extend(["-startdate", from, "-enddate", until, "-in", request, "-out", &out]);
        arguments.extend(match name {
            "root" => ["-selfsign", "-keyfile", "root.key"].as_slice(),
            "intermediate" => &["-cert", "root.pem", "-keyfile", "root.key"],
            _ => &["-cert", "intermediate.pem", "-keyfile", "intermediate.key"],
        });
        self.openssl(&arguments);
        self.read(&out)
    }

    fn openssl(&self, arguments: &[&str]) {
        program("openssl", self.folder.path(), arguments, b"").expect_success();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("the file is written");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file was written by OpenSSL")
    }
}

/// The subject that the NHS gives an endpoint.
fn subject(name: &str) -> String {
    format!("/O=nhs/OU=Devices/CN={name}")
}

impl PrivateKey {
    /// Makes an RSA key of 2048 bits, and a file of it under a password.
    pub fn make(password: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let openssl = |arguments: &[&str], input: &str| {
            program("openssl", folder.path(), arguments, input.as_bytes()).expect_success().text()
        };
        let pem = openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], "");
        let password = format!("pass:{password}");
        let sealed = openssl(&["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-passout", &password], &pem);
        Self { pem, sealed }
    }
}
