//! What the tests write by themselves, certificates and requests, before OpenSSL.

use crate::support::certification_request::request_der;
use crate::support::keys::key_pem;
use crate::support::openssl::openssl;
use crate::support::test_ca::{NOW, ThreeLevels};

#[test]
fn openssl_verifies_the_chains_of_the_test_authority() {
    for levels in [ThreeLevels::new(), ThreeLevels::rsa()] {
        let folder = levels.ca.folder();
        for (name, certificate) in
            [("ca.pem", &levels.root), ("above.pem", &levels.intermediate), ("own.pem", &levels.leaf)]
        {
            std::fs::write(folder.join(name), certificate.to_pem()).expect("written");
        }
        let now = NOW.to_string();
        let begin = ["verify", "-x509_strict", "-purpose", "sslserver", "-attime", &now];
        let end = ["-CAfile", "ca.pem", "-untrusted", "above.pem", "own.pem"];
        let said = openssl(folder, &[&begin[..], &end].concat(), b"");
        assert_eq!(String::from_utf8_lossy(&said), "own.pem: OK\n");
    }
}

#[test]
fn the_requests_that_the_tests_write_are_those_of_openssl() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("key"), key_pem("plain")).expect("written");
    for (subject, asked_for) in [
        ("/CN=a.nhs.uk", &[][..]),
        ("/C=AU/ST=Some-State/O=Internet Widgits Pty Ltd/CN=Zoë/emailAddress=a@nhs.net", &[]),
        ("/O=acme/CN=a\\/b", &["subjectAltName=email:b@nhs.net,DNS:a.nhs.uk,IP:127.0.0.1"]),
        (
            "/CN=a/CN=b",
            &[
                "basicConstraints=critical,CA:TRUE,pathlen:3",
                "keyUsage=digitalSignature,keyEncipherment,decipherOnly",
                "extendedKeyUsage=serverAuth,clientAuth",
                "subjectKeyIdentifier=hash",
            ],
        ),
    ] {
        let mut arguments = vec!["req", "-new", "-utf8", "-key", "key", "-outform", "DER", "-subj", subject];
        for line in asked_for {
            arguments.extend(["-addext", line]);
        }
        assert_eq!(
            openssl(folder.path(), &arguments, b""),
            request_der("plain", subject, asked_for),
            "{subject}"
        );
    }
}
