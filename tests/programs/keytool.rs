//! PKCS#12 files before Java's keytool.

use crate::support::endpoint::{ENCRYPTIONS, Endpoint};
use crate::support::{Outcome, program};
use bars_csr::pkcs12::Encryption;
use bars_csr::wording;

fn keytool(endpoint: &Endpoint, text: &str, encryption: Encryption, given: &str) -> Outcome {
    let folder = endpoint.seal_into_folder(text, encryption);
    let arguments = [
        "-J-Duser.language=en",
        "-list",
        "-v",
        "-storetype",
        "PKCS12",
        "-keystore",
        "e.pfx",
        "-storepass",
        given,
    ];
    program("keytool", folder.path(), &arguments, b"")
}

#[test]
fn java_finds_one_private_key_with_its_chain_of_three() {
    let endpoint = Endpoint::new();
    for encryption in ENCRYPTIONS {
        let said = keytool(&endpoint, "secret-1", encryption, "secret-1").expect_success().text();
        for fact in [
            "Your keystore contains 1 entry",
            // Java writes every alias in small letters.
            "Alias name: bars-int-rx7.supplier.thirdparty.nhs.uk",
            "Entry type: PrivateKeyEntry",
            "Certificate chain length: 3",
        ] {
            assert!(said.contains(fact), "{fact} in {said}");
        }
        let leaf: Vec<String> =
            endpoint.levels.leaf.sha256().iter().map(|octet| format!("{octet:02X}")).collect();
        assert!(said.contains(&format!("SHA256: {}", leaf.join(":"))), "{said}");
    }
}

#[test]
fn java_refuses_another_password() {
    let said = keytool(&Endpoint::new(), "secret-1", Encryption::Modern, "secret-2");
    assert!(!said.success);
    assert!(said.text().contains("keystore password was incorrect"), "{}", said.text());
}

#[test]
fn java_refuses_a_password_outside_ascii_and_the_page_warns_of_it() {
    let endpoint = Endpoint::new();
    for encryption in ENCRYPTIONS {
        assert!(!keytool(&endpoint, "pässwörd", encryption, "pässwörd").success);
    }
    assert!(wording::pfx_password_warning("pässwörd").is_some_and(|warning| warning.contains("Java")));
    assert_eq!(wording::pfx_password_warning("secret-1"), None);
}
