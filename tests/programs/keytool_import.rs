//! Java takes the private key out of a PKCS#12 file, which listing it does not prove.

use crate::support::endpoint::{ENCRYPTIONS, Endpoint};
use crate::support::program;
use bars_csr::key::PrivateKey;

#[test]
fn the_key_that_java_takes_out_is_the_one_that_went_in() {
    let endpoint = Endpoint::new();
    for encryption in ENCRYPTIONS {
        let folder = endpoint.seal_into_folder("secret-1", encryption);
        let import = "-J-Duser.language=en -importkeystore -srcstoretype PKCS12 -srckeystore e.pfx \
                      -srcstorepass secret-1 -deststoretype PKCS12 -destkeystore java.p12 \
                      -deststorepass secret-2";
        let arguments: Vec<&str> = import.split_whitespace().collect();
        program("keytool", folder.path(), &arguments, b"").expect_success();
        let arguments = ["pkcs12", "-in", "java.p12", "-passin", "pass:secret-2", "-nocerts", "-nodes"];
        let key = program("openssl", folder.path(), &arguments, b"").expect_success().stdout;
        let key = PrivateKey::open(&key, None).expect("a key");
        assert_eq!(
            *key.to_pkcs8_der().expect("octets"),
            *endpoint.key.to_pkcs8_der().expect("octets"),
            "{encryption:?}"
        );
    }
}
