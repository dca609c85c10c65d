//! PKCS#12 files of OpenSSL that were changed on their way: never a panic, never other contents.

use crate::support::endpoint::{Endpoint, password};
use crate::support::program;
use bars_csr::certificate::Certificate;
use bars_csr::pkcs12::{self};

/// A file that costs next to nothing to try: OpenSSL derives each of its keys in one iteration.
fn cheap(endpoint: &Endpoint, way: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let pem: String = endpoint.path().iter().map(Certificate::to_pem).collect();
    std::fs::write(folder.path().join("key"), &endpoint.key_pem).expect("written");
    std::fs::write(folder.path().join("path"), pem).expect("written");
    let command = format!("pkcs12 -export -inkey key -in path -passout pass:secret -iter 1 {way}");
    let arguments: Vec<&str> = command.split_whitespace().collect();
    program("openssl", folder.path(), &arguments, b"").expect_success().stdout
}

#[test]
fn no_bit_changed_anywhere_gives_other_contents() {
    let endpoint = Endpoint::new();
    for way in ["", "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1"] {
        let file = cheap(&endpoint, way);
        let mut opened = Vec::new();
        for (at, bit) in (0..file.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut changed = file.clone();
            changed[at] ^= 1 << bit;
            let Ok(contents) = pkcs12::open(&changed, Some(&password("secret"))) else { continue };
            assert_eq!(contents.certificates, endpoint.path(), "bit {bit} of octet {at}");
            let key = contents.key.expect("a key");
            assert_eq!(key.public_key(), endpoint.key.public_key(), "bit {bit} of octet {at}");
            opened.push(at);
        }
        // The one octet that neither the MAC covers nor its making needs is the tag of the NULL
        // beside the name of the MAC's digest. It stands before digest and salt.
        let digest = if way.is_empty() { 32 } else { 20 };
        opened.retain(|at| *at != file.len() - (2 + digest) - (2 + 8) - 2);
        assert_eq!(opened, [0; 0]);
    }
}
