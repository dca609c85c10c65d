//! An endpoint whose certificate has come back: its key, its path, and files made of them.

use bars_csr::certificate::Certificate;
use bars_csr::key::PrivateKey;
use bars_csr::password::Password;
use bars_csr::pkcs12::{self, Encryption};
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

use super::test_ca::{ENDPOINT_NAME, ThreeLevels};

/// Both ways to seal a file.
pub const ENCRYPTIONS: [Encryption; 2] = [Encryption::Modern, Encryption::Compatible];

/// Passwords of every kind: ASCII, Latin, beyond the basic plane, and long.
pub fn passwords() -> [String; 4] {
    ["secret".to_owned(), "pässwörd".to_owned(), "🦀 crab".to_owned(), "x".repeat(1_000)]
}

/// A password, which the test knows to be one.
pub fn password(text: &str) -> Password {
    Password::new(text).expect("a password")
}

/// A key with its certificate and the two authorities above it.
pub struct Endpoint {
    pub levels: ThreeLevels,
    pub key: PrivateKey,
    /// The key as OpenSSL wrote it, PEM.
    pub key_pem: Vec<u8>,
}

impl Endpoint {
    /// An endpoint for integration, with a key of 2048 bits.
    pub fn new() -> Self {
        Self::of(ThreeLevels::new(), "rsa-leaf")
    }

    /// An endpoint whose authorities sign with RSA as well: some programs know no curves.
    pub fn rsa() -> Self {
        Self::of(ThreeLevels::rsa(), "rsa-leaf")
    }

    fn of(levels: ThreeLevels, key: &str) -> Self {
        let key_pem = std::fs::read(levels.ca.folder().join(key)).expect("the key is there");
        let key = PrivateKey::open(&key_pem, None).expect("a key");
        Self { levels, key, key_pem }
    }

    /// Leaf, intermediate, root.
    pub fn path(&self) -> Vec<Certificate> {
        self.levels.all()
    }

    /// A PKCS#12 file of all of it.
    pub fn seal(&self, text: &str, encryption: Encryption) -> Vec<u8> {
        let rng = &mut UnwrapErr(SysRng);
        let file = pkcs12::seal(&self.key, &self.path(), ENDPOINT_NAME, &password(text), encryption, rng);
        file.expect("a file").to_vec()
    }

    /// The same, written into a new folder as `e.pfx`, with the password in the file `password`.
    pub fn seal_into_folder(&self, text: &str, encryption: Encryption) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("e.pfx"), self.seal(text, encryption)).expect("written");
        std::fs::write(folder.path().join("password"), text).expect("written");
        folder
    }
}
