//! Certificate authorities for the tests, made by OpenSSL.

use std::cell::Cell;
use std::fmt::Write;
use std::path::Path;
use std::sync::OnceLock;

use bars_csr::certificate::Certificate;
use tempfile::TempDir;

use super::program;

/// 24 November 2026, at noon: the time at which the tests look.
pub const NOW: i64 = 1_795_521_600;

/// What a certificate shall say. The rest of the story (dates, constraints) is what a good
/// authority writes.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The subject, as `openssl req -subj` takes it.
    pub subject: &'a str,
    /// The file of the key that is certified.
    pub key: &'a str,
    /// `YYYYMMDDHHMMSSZ`.
    pub from: &'a str,
    /// `YYYYMMDDHHMMSSZ`.
    pub until: &'a str,
    /// Lines of an extension section of OpenSSL.
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

/// A folder in which authorities sign. Keys are made once for each run.
pub struct TestCa {
    folder: TempDir,
    made: Cell<usize>,
}

impl TestCa {
    /// An empty folder, with the keys.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for key in ["root", "intermediate", "leaf", "other", "rsa-root", "rsa-intermediate", "rsa-leaf"] {
            std::fs::write(folder.path().join(key), key_pem(key)).expect("the key is written");
        }
        Self { folder, made: Cell::new(0) }
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
        let number = self.made.get() + 1;
        self.made.set(number);
        let write = |name: &str, text: &str| {
            std::fs::write(self.folder().join(name), text).expect("the file is written");
        };
        let mut config = String::from(
            "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nnew_certs_dir=.\nunique_subject=no\n\
             rand_serial=yes\npolicy=p\nstring_mask=utf8only\nemail_in_dn=yes\n\
             [p]\ncommonName=optional\n\
             [req]\ndistinguished_name=n\nprompt=no\n[n]\nCN=unused\n[e]\n",
        );
        for line in request.extensions {
            writeln!(config, "{line}").expect("a string takes it");
        }
        write("config", &config);
        write("index.txt", "");
        let openssl = |arguments: &[&str]| {
            program("openssl", self.folder(), arguments, b"").expect_success();
        };
        openssl(&[
            "req",
            "-new",
            "-config",
            "config",
            "-key",
            request.key,
            "-subj",
            request.subject,
            "-utf8",
            "-out",
            "request.pem",
        ]);
        let out = format!("{number}.pem");
        let mut arguments = vec![
            "ca",
            "-batch",
            "-notext",
            "-preserveDN",
            "-config",
            "config",
            "-extensions",
            "e",
            "-md",
            request.digest,
            "-startdate",
            request.from,
            "-enddate",
            request.until,
            "-in",
            "request.pem",
            "-out",
            &out,
        ];
        match issuer {
            None => arguments.extend(["-selfsign", "-keyfile", request.key]),
            Some((issuer, key)) => {
                write("issuer.pem", &issuer.to_pem());
                arguments.extend(["-cert", "issuer.pem", "-keyfile", key]);
            }
        }
        openssl(&arguments);
        let der = program("openssl", self.folder(), &["x509", "-in", &out, "-outform", "DER"], b"");
        Certificate::from_der(&der.expect_success().stdout).expect("a certificate")
    }
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

fn key_pem(name: &'static str) -> Vec<u8> {
    static KEYS: OnceLock<Vec<(&str, Vec<u8>)>> = OnceLock::new();
    let keys = KEYS.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let make = |name, kind: &str| {
            let mut arguments = vec!["genpkey"];
            arguments.extend(kind.split(' '));
            (name, program("openssl", folder.path(), &arguments, b"").expect_success().stdout)
        };
        let p256 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";
        let p384 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-384";
        let rsa = "-algorithm RSA -pkeyopt rsa_keygen_bits:2048";
        vec![
            make("root", p384),
            make("intermediate", p256),
            make("leaf", p256),
            make("other", p256),
            make("rsa-root", rsa),
            make("rsa-intermediate", rsa),
            make("rsa-leaf", rsa),
        ]
    });
    keys.iter().find(|(made, _)| *made == name).expect("a key of that name").1.clone()
}
