//! Who calls the servers: OpenSSL, as strict as the BaRS proxy may be.

use std::path::Path;

use browser_tests::program::{Outcome, program};
use browser_tests::{Authority, INT, PrivateKey, openssl};

use super::finished::Finished;

/// A caller's certificate and key.
pub struct Client {
    certificate: String,
    intermediate: String,
    key: String,
}

/// A version of TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// RFC 4346, out of use since RFC 8996.
    V1_1,
    /// RFC 5246.
    V1_2,
    /// RFC 8446.
    V1_3,
}

/// How a call ended.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// With an HTTP answer: its status and its body.
    Http(u16, String),
    /// With a TLS alert of the server, by its number (RFC 8446 section 6).
    Alert(u8),
    /// The server closed the connection and said nothing.
    Closed,
}

/// `handshake_failure`: in TLS 1.2, also for a certificate that is missing.
pub const HANDSHAKE_FAILURE: End = End::Alert(40);
/// `bad_certificate`.
pub const BAD_CERTIFICATE: End = End::Alert(42);
/// `certificate_unknown`: something else is wrong with it.
pub const CERTIFICATE_UNKNOWN: End = End::Alert(46);
/// `unknown_ca`.
pub const UNKNOWN_CA: End = End::Alert(48);
/// `protocol_version`.
pub const PROTOCOL_VERSION: End = End::Alert(70);
/// `certificate_required`, which TLS 1.3 knows.
pub const CERTIFICATE_REQUIRED: End = End::Alert(116);

const REQUEST: &str = "GET / HTTP/1.1\r\nHost: bars\r\nConnection: close\r\n\r\n";

impl Client {
    /// Makes a key and has its certificate issued.
    pub fn under(authority: &Authority, name: &str) -> Self {
        let key = PrivateKey::make("not used");
        let certificate = authority.certificate_for(&key, name);
        Self { certificate, intermediate: authority.intermediate(), key: key.pem }
    }

    fn write(&self, folder: &Path) {
        for (name, content) in
            [("certificate", &self.certificate), ("intermediate", &self.intermediate), ("key", &self.key)]
        {
            std::fs::write(folder.join(name), content).expect("the file is written");
        }
    }
}

impl Finished {
    /// Calls a server and asks it for its first page. The server has to prove that it is the
    /// endpoint.
    pub fn ask(&self, port: u16, tls: Tls, client: Option<&Client>) -> End {
        self.call(port, tls, client, REQUEST)
    }

    /// Calls a server, says nothing, and waits for it to end the call. An alert then arrives for
    /// certain; a request that crosses it on the way can make it go lost.
    pub fn knock(&self, port: u16, tls: Tls, client: Option<&Client>) -> End {
        self.call(port, tls, client, "")
    }

    /// A caller with a certificate of the same authority sees this many certificates, the server's
    /// own, the intermediate and the root, and is answered: with TLS 1.2 and with TLS 1.3.
    pub fn expect_answer(&self, port: u16, certificates: usize, expected: &End) {
        for tls in [Tls::V1_2, Tls::V1_3] {
            // At the end of its input, OpenSSL hangs up.
            let seen = self.openssl(port, tls, Some(&self.proxy), &["-showcerts"], "").expect_success();
            assert_eq!(openssl::certificates(&seen.text()), self.path(certificates), "{tls:?}");
            assert_eq!(self.ask(port, tls, Some(&self.proxy)), *expected, "{tls:?}");
        }
    }

    /// Callers are refused: with a good certificate and an old version of TLS; without a certificate
    /// and with a certificate of another authority, with TLS 1.2 and with TLS 1.3. The server lives on.
    pub fn expect_refusals(&self, port: u16, old: &End, without: [&End; 2], stranger: [&End; 2]) {
        assert_eq!(self.knock(port, Tls::V1_1, Some(&self.proxy)), *old, "an old version of TLS");
        for (at, tls) in [Tls::V1_2, Tls::V1_3].into_iter().enumerate() {
            assert_eq!(self.knock(port, tls, None), *without[at], "without a certificate, {tls:?}");
            let refused = self.knock(port, tls, Some(&self.stranger));
            assert_eq!(refused, *stranger[at], "a certificate of another authority, {tls:?}");
        }
        let again = self.ask(port, Tls::V1_3, Some(&self.proxy));
        assert!(matches!(again, End::Http(..)), "the server is still there: {again:?}");
    }

    fn call(&self, port: u16, tls: Tls, client: Option<&Client>, request: &str) -> End {
        let said = self.openssl(port, tls, client, &["-quiet", "-ign_eof"], request);
        assert_ne!(said.code, Some(124), "the server neither answers nor refuses: {}", said.text());
        end(&said.text(), &said.stderr)
    }

    fn openssl(&self, port: u16, tls: Tls, client: Option<&Client>, how: &[&str], input: &str) -> Outcome {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("root"), self.root()).expect("the file is written");
        let address = format!("127.0.0.1:{port}");
        let mut arguments = vec!["30", "openssl", "s_client", "-connect", &address];
        arguments.extend(how);
        arguments.extend(["-servername", INT.name, "-verify_hostname", INT.name]);
        arguments.extend(["-CAfile", "root", "-no-CApath", "-no-CAstore", "-verify_return_error"]);
        arguments.extend(match tls {
            // Debian's OpenSSL forbids its own user what the server is to forbid.
            Tls::V1_1 => ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"].as_slice(),
            Tls::V1_2 => &["-tls1_2"],
            Tls::V1_3 => &["-tls1_3"],
        });
        if let Some(client) = client {
            client.write(folder.path());
            arguments.extend(["-cert", "certificate", "-key", "key", "-cert_chain", "intermediate"]);
        }
        program("timeout", folder.path(), &arguments, input.as_bytes())
    }
}

fn end(output: &str, errors: &str) -> End {
    if let Some(answer) = output.strip_prefix("HTTP/1.1 ") {
        let (head, body) = answer.split_once("\r\n\r\n").expect("an HTTP answer has a head");
        let status = head.split_whitespace().next().and_then(|status| status.parse().ok());
        return End::Http(status.expect("an HTTP answer has a status"), body.to_owned());
    }
    assert_eq!(output, "", "an answer is HTTP");
    let Some((_, number)) = errors.rsplit_once("SSL alert number ") else { return End::Closed };
    let number = number.lines().next().and_then(|number| number.trim().parse().ok());
    End::Alert(number.expect("an alert has a number"))
}
