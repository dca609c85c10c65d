//! The keys of `tests/vectors/keys`, which are the same in every run.

macro_rules! keys {
    ($($name:literal),* $(,)?) => {
        /// Their names.
        pub const ALL_KEYS: &[&str] = &[$($name),*];

        /// The private key with that name: PKCS#8, PEM, as OpenSSL wrote it.
        pub fn key_pem(name: &str) -> &'static [u8] {
            match name {
                $($name => include_bytes!(concat!("../vectors/keys/", $name, ".pem")),)*
                _ => panic!("there is no key {name}"),
            }
        }
    };
}

keys!(
    "root",
    "intermediate",
    "leaf",
    "other",
    "rsa-root",
    "rsa-intermediate",
    "rsa-leaf",
    "rsa-other",
    "plain",
    "rsa-1024",
    "rsa-768",
    "edwards",
);

/// A key of 2048 bits that no certificate has.
pub fn plain_key() -> &'static [u8] {
    key_pem("plain")
}

/// The SHA-256 of the SubjectPublicKeyInfo of [`plain_key`], as OpenSSL computed it.
pub const PLAIN_KEY_FINGERPRINT: &str = "d1c1efd08036dc0d38845dd3e50833ef8d6adb90beb02cff5163f660295c610f";
