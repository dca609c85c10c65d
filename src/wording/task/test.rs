//! Lines with which the connection is tested.

use super::{Part, Task, TaskKind, Value};
use crate::authority::Environment;
use crate::sending::CatalogueEntry;
use crate::trust::Trust;

/// Without a client certificate the server must refuse, with one it must answer.
pub(super) fn task(environment: Environment, entry: &CatalogueEntry) -> Task {
    let (name, url, port) = (entry.name.as_str(), entry.url.as_str(), entry.url.port());
    let trust = Trust::published(environment).file_stem();
    let openssl = format!(
        "openssl s_client -connect {name}:{port} -servername {name} -CAfile {trust}.pem -verify_return_error"
    );
    let own = format!("-cert {name}.cer -key {name}.key -cert_chain {name}-chain.pem");
    let values = |lines: [(&str, String); 4]| {
        Part::Values(lines.into_iter().map(|(label, line)| Value::copied(label, line)).collect())
    };
    Task {
        kind: TaskKind::Test,
        title: "Test the connection".to_owned(),
        who: "You, last",
        parts: vec![
            Part::Words(format!(
                "Run these where {name} is reached, in the folder with your files and {trust}.pem, which you can save as a trust store. Without a client certificate the server must refuse: with an alert, with a closed connection, or with status 400. With one it must answer. The endpoint's own certificate does for a client's."
            )),
            values([
                ("curl, must be refused", format!("curl --cacert {trust}.pem {url}")),
                ("curl, must be answered", format!("curl --cacert {trust}.pem --cert {name}.cer --key {name}.key {url}")),
                (
                    "OpenSSL, must be refused",
                    format!("printf 'GET / HTTP/1.0\\r\\n\\r\\n' | {openssl} -quiet -ign_eof"),
                ),
                (
                    "OpenSSL, must be answered",
                    format!("printf 'GET / HTTP/1.0\\r\\n\\r\\n' | {openssl} -quiet -ign_eof {own}"),
                ),
            ]),
            Part::Words(format!(
                "On Windows, in PowerShell, after the certificates of {trust}.pem were imported (not tried here):"
            )),
            values([
                ("PowerShell, the port is open", format!("Test-NetConnection {name} -Port {port}")),
                ("PowerShell, must be refused", format!("Invoke-WebRequest {url}")),
                (
                    "PowerShell, must be answered",
                    format!("Invoke-WebRequest {url} -Certificate (Get-PfxCertificate \"{name}.pfx\")"),
                ),
                (
                    "OpenSSL, what the server sends",
                    format!("openssl s_client -connect {name}:{port} -servername {name} -CAfile {trust}.pem -showcerts </dev/null"),
                ),
            ]),
            Part::Link {
                words: "Give Check any file what that last line prints: it says whether the chain is right and whom the server asks for.".to_owned(),
                label: "Check any file",
                address: "#inspect",
            },
        ],
    }
}
