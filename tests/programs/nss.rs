//! PKCS#12 files before NSS, which Firefox uses.

use crate::support::endpoint::{ENCRYPTIONS, Endpoint, passwords};
use crate::support::program;
use crate::support::test_ca::ENDPOINT_NAME;

#[test]
fn nss_takes_key_and_certificates_into_a_database() {
    let endpoint = Endpoint::new();
    for encryption in ENCRYPTIONS {
        for text in passwords() {
            let folder = endpoint.seal_into_folder(&text, encryption);
            let run = |name: &str, arguments: &[&str]| {
                program(name, folder.path(), arguments, b"").expect_success()
            };
            run("certutil", &["-N", "-d", "sql:.", "--empty-password"]);
            run("pk12util", &["-i", "e.pfx", "-d", "sql:.", "-w", "password"]);
            let keys = run("certutil", &["-K", "-d", "sql:."]).text();
            assert_eq!(keys.matches("rsa").count(), 1, "{keys}");
            assert!(keys.contains(ENDPOINT_NAME), "{keys}");
            let leaf = run("certutil", &["-L", "-d", "sql:.", "-n", ENDPOINT_NAME, "-r"]);
            assert_eq!(leaf.stdout, endpoint.levels.leaf.as_der());
            let all = run("certutil", &["-L", "-d", "sql:."]).text();
            for name in ["NHS PTL Root Authority G2", "NHS INT Authentication G2"] {
                assert!(all.contains(name), "{name} in {all}");
            }
        }
    }
}

#[test]
fn nss_refuses_another_password() {
    let folder = Endpoint::new().seal_into_folder("secret", ENCRYPTIONS[0]);
    let said = program("pk12util", folder.path(), &["-l", "e.pfx", "-d", "sql:.", "-W", "Secret"], b"");
    assert!(!said.success);
}
