//! PKCS#12 files before Node.js.

use crate::support::endpoint::{ENCRYPTIONS, Endpoint, passwords};
use crate::support::{Outcome, program};

/// Loads the file as the page's text for Node.js does.
fn load(endpoint: &Endpoint, text: &str, encryption: bars_csr::pkcs12::Encryption, given: &str) -> Outcome {
    const SCRIPT: &str = "
        const fs = require('node:fs');
        const passphrase = process.argv[1];
        require('node:tls').createSecureContext({ pfx: fs.readFileSync('e.pfx'), passphrase });
        console.log('loaded');";
    let folder = endpoint.seal_into_folder(text, encryption);
    program("node", folder.path(), &["-e", SCRIPT, given], b"")
}

#[test]
fn node_loads_both_kinds_under_passwords_of_every_kind() {
    let endpoint = Endpoint::new();
    for encryption in ENCRYPTIONS {
        for text in passwords() {
            assert_eq!(load(&endpoint, &text, encryption, &text).expect_success().text(), "loaded\n");
        }
    }
}

#[test]
fn node_refuses_another_password() {
    let said = load(&Endpoint::new(), "secret", ENCRYPTIONS[0], "Secret");
    assert!(!said.success);
    assert!(said.stderr.contains("mac verify failure"), "{}", said.stderr);
}
