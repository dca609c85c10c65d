//! Trust stores before Java and OpenSSL.

use crate::support::endpoint::ENCRYPTIONS;
use crate::support::openssl::openssl;
use crate::support::program;
use bars_csr::authority::Environment;
use bars_csr::trust::{PASSWORD, Trust};
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

#[test]
fn java_takes_each_authority_for_a_trusted_one() {
    for (environment, names) in [
        (Environment::Int, ["nhs int authentication g2", "nhs ptl root authority g2"]),
        (Environment::Prod, ["nhs authentication g2", "nhs root authority g2"]),
    ] {
        for encryption in ENCRYPTIONS {
            let folder = tempfile::tempdir().expect("a folder");
            let file = Trust::published(environment).to_pkcs12(encryption, &mut UnwrapErr(SysRng));
            std::fs::write(folder.path().join("trust.p12"), file.expect("a file")).expect("written");
            let arguments =
                ["-J-Duser.language=en", "-list", "-keystore", "trust.p12", "-storepass", PASSWORD];
            let said = program("keytool", folder.path(), &arguments, b"").expect_success().text();
            assert_eq!(said.matches("trustedCertEntry").count(), 2, "{said}");
            for name in names {
                assert!(said.contains(&format!("{name}, ")), "{name} in {said}");
            }
        }
    }
}

#[test]
fn openssl_verifies_the_published_intermediate_by_the_text() {
    for environment in [Environment::Int, Environment::Prod] {
        let folder = tempfile::tempdir().expect("a folder");
        let trust = Trust::published(environment);
        std::fs::write(folder.path().join("trust.pem"), trust.to_pem()).expect("written");
        std::fs::write(folder.path().join("sub.pem"), trust.authorities()[0].to_pem()).expect("written");
        let said =
            openssl(folder.path(), &["verify", "-x509_strict", "-CAfile", "trust.pem", "sub.pem"], b"");
        assert_eq!(String::from_utf8_lossy(&said), "sub.pem: OK\n");
        // Both are there: alone, the intermediate leads nowhere.
        assert_eq!(trust.to_pem().matches("BEGIN CERTIFICATE").count(), 2);
    }
}
