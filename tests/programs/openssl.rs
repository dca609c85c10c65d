//! The whole way with OpenSSL as the authority, the server and the caller: a key, a request, a
//! signed certificate, a PKCS#12 file, and mutually authenticated TLS with what is in it.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::support::assessing::assess;
use crate::support::endpoint::{ENCRYPTIONS, password};
use crate::support::test_ca::{ENDPOINT, INT_INTERMEDIATE, INT_ROOT, Request, TestCa};
use crate::support::{Outcome, program};
use bars_csr::check::{Check, CheckName, Verdict};
use bars_csr::key::{KeySize, PrivateKey};
use bars_csr::name::EndpointName;
use bars_csr::pkcs12::{self, Encryption};
use bars_csr::reader::{Item, read};
use bars_csr::request::CertificateRequest;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use tempfile::TempDir;

const NAME: &str = "BaRS-INT-Y01061.acme.thirdparty.nhs.uk";

/// A PKCS#12 file, from the key to the finished file, and what OpenSSL takes out of it: `leaf`,
/// `chain`, `key` and, as the authority to trust, `root`.
fn bring_up(encryption: Encryption) -> TempDir {
    let rng = &mut UnwrapErr(SysRng);
    let key = PrivateKey::make(KeySize::Rsa2048, rng, &mut |_| {}).expect("a key");
    let name = EndpointName::parse(NAME).expect("a name");
    let request = CertificateRequest::make(&name, &key, &mut UnwrapErr(SysRng)).expect("a request");

    let ca = TestCa::new();
    let root = ca.root(&Request::ca(INT_ROOT, "root"));
    let intermediate = ca.issue(&Request::ca(INT_INTERMEDIATE, "intermediate"), &root, "root");
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("request"), request.pem()).expect("written");
    fs::write(at("issuer"), intermediate.to_pem()).expect("written");
    fs::write(at("extensions"), ENDPOINT.join("\n")).expect("written");
    fs::copy(ca.folder().join("intermediate"), at("issuer.key")).expect("copied");
    let sign =
        "x509 -req -in request -CA issuer -CAkey issuer.key -CAcreateserial -days 700 -extfile extensions";
    let leaf = openssl(folder.path(), sign).expect_success().stdout;

    // As it comes back: somewhere in a text, the chain in any order.
    let received =
        [root.to_pem().as_bytes(), b"Dear all,\r\n\r\n", &leaf, intermediate.to_pem().as_bytes()].concat();
    let certificates: Vec<_> = read(&received)
        .expect("certificates")
        .items()
        .map(|item| match item {
            Item::Certificate(der) => {
                bars_csr::certificate::Certificate::from_der(der).expect("a certificate")
            }
            other => panic!("{other:?}"),
        })
        .collect();
    // Signed by this machine's clock, so looked at in the first second of the certificate's life.
    let now = certificates[1].not_before();
    let assessment = assess(&certificates, Some(key.public_key()), Some(&name), now).expect("it is assessed");
    // Nobody published the authority of the test.
    let unusual = assessment.checks.iter().filter(|check| check.result() != Verdict::Pass);
    let unusual: Vec<CheckName> = unusual.map(Check::name).collect();
    assert_eq!(unusual, [CheckName::IssuerKnown], "{:?}", assessment.checks);
    let pfx = pkcs12::seal(&key, assessment.chain.path(), NAME, &password("secret"), encryption, rng);
    fs::write(at("e.pfx"), pfx.expect("a file")).expect("written");

    for (out, options) in
        [("leaf", "-nokeys -clcerts"), ("chain", "-nokeys -cacerts"), ("key", "-nocerts -nodes")]
    {
        let extract = format!("pkcs12 -in e.pfx -passin pass:secret {options} -out {out}");
        openssl(folder.path(), &extract).expect_success();
    }
    fs::write(at("root"), root.to_pem()).expect("written");
    folder
}

fn openssl(folder: &Path, arguments: &str) -> Outcome {
    program("openssl", folder, &arguments.split(' ').collect::<Vec<_>>(), b"")
}

/// A server that insists on a client certificate under the root, for one connection.
struct Server {
    child: Child,
    stdout: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let arguments = "s_server -accept 127.0.0.1:0 -naccept 1 -cert leaf -key key -cert_chain chain \
                         -CAfile root -Verify 3 -verify_return_error";
        let mut child = Command::new("openssl")
            .args(arguments.split_whitespace())
            .current_dir(folder)
            // The server hangs up when its input ends: it is kept open.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("openssl starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("its output is piped"));
        let mut line = String::new();
        let address = loop {
            line.clear();
            assert_ne!(stdout.read_line(&mut line).expect("text"), 0, "the server ended");
            if let Some(address) = line.strip_prefix("ACCEPT ") {
                break address.trim().to_owned();
            }
        };
        Self { child, stdout, address }
    }

    /// What it said, once its one connection has ended.
    fn end(mut self) -> String {
        let mut said = String::new();
        self.stdout.read_to_string(&mut said).expect("text");
        said
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already cannot be ended again.
        let _ = self.child.kill();
        self.child.wait().expect("it ends");
    }
}

fn connect(folder: &Path, address: &str, options: &str) -> Outcome {
    let arguments = format!("s_client -connect {address} -CAfile root -verify_return_error {options}");
    openssl(folder, &arguments)
}

#[test]
fn what_is_in_the_file_serves_and_calls_over_mutually_authenticated_tls() {
    for encryption in ENCRYPTIONS {
        let folder = bring_up(encryption);
        let server = Server::start(folder.path());
        let client = connect(folder.path(), &server.address, "-cert leaf -key key -cert_chain chain");
        let (client, server) = (client.expect_success().text(), server.end());
        assert!(client.contains("Verify return code: 0 (ok)"), "{client}");
        assert!(client.contains(&format!(" 0 s:CN = {NAME}")), "{client}");
        assert!(client.contains(" 1 s:O = nhs, OU = CA, CN = NHS INT Authentication G2"), "{client}");
        assert!(server.contains("Client certificate"), "{server}");
        assert!(server.contains(&format!("subject=CN = {NAME}")), "{server}");
    }
}

#[test]
fn a_caller_without_a_certificate_is_refused() {
    let folder = bring_up(Encryption::Modern);
    let server = Server::start(folder.path());
    // In TLS 1.3 the refusal comes after the client's side of the handshake.
    let client = connect(folder.path(), &server.address, "-tls1_2");
    server.end();
    assert!(!client.success);
    assert!(client.stderr.contains("alert handshake failure"), "{}", client.stderr);
}
