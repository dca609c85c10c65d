//! A desk with an endpoint on it, of which other programs make PKCS#12 files.

use bars_csr::certificate::Certificate;
use bars_csr::pkcs12::{self, Contents, OpenError};

use super::endpoint::{Endpoint, password};
use super::{Outcome, program};

/// An endpoint in a folder: `key`, `leaf` and `chain` for other programs.
pub struct Desk {
    pub endpoint: Endpoint,
    pub folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let (endpoint, folder) = (Endpoint::rsa(), tempfile::tempdir().expect("a folder"));
        let desk = Self { endpoint, folder };
        desk.write("key", &desk.endpoint.key_pem);
        desk.write("leaf", desk.endpoint.levels.leaf.to_pem().as_bytes());
        let chain: String = desk.endpoint.path()[1..].iter().map(Certificate::to_pem).collect();
        desk.write("chain", chain.as_bytes());
        desk
    }

    pub fn write(&self, name: &str, octets: &[u8]) {
        std::fs::write(self.folder.path().join(name), octets).expect("written");
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.path().join(name)).expect("the file is there")
    }

    #[track_caller]
    pub fn run(&self, name: &str, arguments: &[&str]) -> Outcome {
        program(name, self.folder.path(), arguments, b"").expect_success()
    }

    /// A file of it all by OpenSSL.
    #[track_caller]
    pub fn by_openssl(&self, options: &[&str], password: &[u8]) -> Vec<u8> {
        self.write("password", &[password, b"\n"].concat());
        let begin = ["pkcs12", "-export", "-inkey", "key", "-in", "leaf", "-certfile", "chain"];
        let end =
            ["-name", "endpoint", "-passout", "file:password", "-provider", "legacy", "-provider", "default"];
        self.run("openssl", &[&begin[..], &end, options].concat()).stdout
    }

    /// Insists that it is all there.
    #[track_caller]
    pub fn holds(&self, contents: &Contents, what: &str) {
        let key = contents.key.as_ref().expect("a key");
        assert_eq!(key.public_key(), self.endpoint.key.public_key(), "{what}");
        assert_eq!(contents.certificates, self.endpoint.path(), "{what}");
        assert_eq!(contents.own_certificate(), Some(&self.endpoint.levels.leaf), "{what}");
    }

    #[track_caller]
    pub fn opens(&self, file: &[u8], given: Option<&str>, what: &str) -> Contents {
        let opened = pkcs12::open(file, given.map(password).as_ref());
        let contents = opened.unwrap_or_else(|error| panic!("{what}: {error:?}"));
        self.holds(&contents, what);
        contents
    }

    /// A file of it all by GnuTLS, with an option that says which password.
    #[track_caller]
    pub fn by_gnutls(&self, cipher: &str, password: &[&str]) -> Vec<u8> {
        let all = [self.read("leaf"), self.read("chain")].concat();
        self.write("all", &all);
        let begin =
            ["--to-p12", "--load-privkey", "key", "--load-certificate", "all", "--p12-name", "endpoint"];
        let end = ["--outder", "--outfile", "gnutls.p12", "--pkcs-cipher", cipher];
        self.run("certtool", &[&begin[..], &end, password].concat());
        self.read("gnutls.p12")
    }

    /// A file of it all by Python.
    #[track_caller]
    pub fn by_python(&self, scheme: &str, hash: &str, text: &str) -> Vec<u8> {
        self.run("/usr/bin/python3", &["-c", PYTHON, scheme, hash, text]);
        self.read("python.p12")
    }
}

/// Why a file is not opened.
#[track_caller]
pub fn refused(file: &[u8], given: Option<&str>) -> OpenError {
    match pkcs12::open(file, given.map(password).as_ref()) {
        Ok(_) => panic!("it was opened"),
        Err(error) => error,
    }
}

const PYTHON: &str = r#"
import sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization as s
from cryptography.hazmat.primitives.serialization import pkcs12 as p
read = lambda name: open(name, "rb").read()
key = s.load_pem_private_key(read("key"), None)
chain = [x509.load_pem_x509_certificate(b"-----BEGIN" + one) for one in read("chain").split(b"-----BEGIN")[1:]]
seal = s.PrivateFormat.PKCS12.encryption_builder().kdf_rounds(2000)
seal = seal.key_cert_algorithm(getattr(p.PBES, sys.argv[1])).hmac_hash(getattr(hashes, sys.argv[2])())
leaf = x509.load_pem_x509_certificate(read("leaf"))
file = p.serialize_key_and_certificates(b"endpoint", key, leaf, chain, seal.build(sys.argv[3].encode()))
open("python.p12", "wb").write(file)
"#;
