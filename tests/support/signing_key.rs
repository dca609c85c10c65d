//! The private keys of the tests, which sign certificates and requests.

use ::der::Decode;
use p256::ecdsa::signature::hazmat::PrehashSigner;
use p256::pkcs8::{DecodePrivateKey, EncodePublicKey};
use pkcs8::{PrivateKeyInfoRef, SecretDocument};
use rsa::pkcs1::RsaPrivateKeyRef;
use rsa::pkcs1v15::Pkcs1v15Sign;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::der::{NULL, bit_string, integer, oid, sequence};

/// A private key of PKCS#8, without a password.
pub enum SigningKey {
    Rsa(Box<rsa::PrivateKey>),
    /// An RSA key that the package `rsa` finds too short to sign with: its SubjectPublicKeyInfo.
    ShortRsa(Vec<u8>),
    P256(p256::ecdsa::SigningKey),
    P384(Box<p384::ecdsa::SigningKey>),
    Ed25519,
}

impl SigningKey {
    /// The key in a PEM file.
    pub fn from_pem(pem: &[u8]) -> Self {
        let text = std::str::from_utf8(pem).expect("PEM is text");
        let (_, document) = SecretDocument::from_pem(text).expect("a key of PKCS#8");
        let info = PrivateKeyInfoRef::from_der(document.as_bytes()).expect("a key of PKCS#8");
        let algorithm = info.algorithm.oid.to_string();
        let curve = info.algorithm.parameters_oid().ok().map(|oid| oid.to_string());
        match (algorithm.as_str(), curve.as_deref()) {
            ("1.2.840.113549.1.1.1", _) => match rsa::PrivateKey::from_pkcs8_pem(text) {
                Ok(key) => Self::Rsa(Box::new(key)),
                Err(_) => Self::ShortRsa(rsa_public_key(info.private_key.as_bytes())),
            },
            (_, Some("1.2.840.10045.3.1.7")) => {
                Self::P256(DecodePrivateKey::from_pkcs8_pem(text).expect("P-256"))
            }
            (_, Some("1.3.132.0.34")) => {
                Self::P384(Box::new(DecodePrivateKey::from_pkcs8_pem(text).expect("P-384")))
            }
            ("1.3.101.112", _) => Self::Ed25519,
            other => panic!("no key that signs: {other:?}"),
        }
    }

    /// The SubjectPublicKeyInfo.
    pub fn public_key(&self) -> Vec<u8> {
        let document = match self {
            Self::Rsa(key) => key.to_public_key().to_public_key_der(),
            Self::ShortRsa(public_key) => return public_key.clone(),
            Self::P256(key) => key.verifying_key().to_public_key_der(),
            Self::P384(key) => key.verifying_key().to_public_key_der(),
            // Nothing here computes with keys of this kind: which octets they have is all one.
            Self::Ed25519 => return sequence(&[&sequence(&[&oid("1.3.101.112")]), &bit_string(&[0x58; 32])]),
        };
        document.expect("a public key").into_vec()
    }

    /// The AlgorithmIdentifier of a signature with this digest, `sha256` and its like, and the
    /// signature itself.
    pub fn sign(&self, digest: &str, message: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let (hash, of_rsa, of_ecdsa, padding) = match digest {
            "sha1" => {
                let hash = Sha1::digest(message).to_vec();
                (hash, "1.2.840.113549.1.1.5", "1.2.840.10045.4.1", Pkcs1v15Sign::new::<Sha1>())
            }
            "sha256" => {
                let hash = Sha256::digest(message).to_vec();
                (hash, "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2", Pkcs1v15Sign::new::<Sha256>())
            }
            "sha384" => {
                let hash = Sha384::digest(message).to_vec();
                (hash, "1.2.840.113549.1.1.12", "1.2.840.10045.4.3.3", Pkcs1v15Sign::new::<Sha384>())
            }
            "sha512" => {
                let hash = Sha512::digest(message).to_vec();
                (hash, "1.2.840.113549.1.1.13", "1.2.840.10045.4.3.4", Pkcs1v15Sign::new::<Sha512>())
            }
            // Nothing here computes SHA-3: what is signed is all one.
            "sha3-256" => {
                let (of_rsa, of_ecdsa) = ("2.16.840.1.101.3.4.3.14", "2.16.840.1.101.3.4.3.10");
                (vec![0x11; 32], of_rsa, of_ecdsa, Pkcs1v15Sign::new_unprefixed())
            }
            other => panic!("no digest: {other}"),
        };
        let rsa = || sequence(&[&oid(of_rsa), NULL]);
        let ecdsa = || sequence(&[&oid(of_ecdsa)]);
        match self {
            Self::Rsa(key) => (rsa(), key.sign(padding, &hash).expect("a signature")),
            Self::ShortRsa(_) => (rsa(), vec![0x11; 96]),
            Self::P256(key) => {
                let signature: p256::ecdsa::DerSignature = key.sign_prehash(&hash).expect("a signature");
                (ecdsa(), signature.as_bytes().to_vec())
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::DerSignature = key.sign_prehash(&hash).expect("a signature");
                (ecdsa(), signature.as_bytes().to_vec())
            }
            Self::Ed25519 => (sequence(&[&oid("1.3.101.112")]), vec![0x11; 64]),
        }
    }

    /// What was signed, with its signature behind it: a certificate, a request or a revocation list.
    pub fn signed(&self, digest: &str, to_be_signed: &[u8]) -> Vec<u8> {
        let (algorithm, signature) = self.sign(digest, to_be_signed);
        sequence(&[to_be_signed, &algorithm, &bit_string(&signature)])
    }

    /// The AlgorithmIdentifier of signatures with this digest.
    pub fn algorithm(&self, digest: &str) -> Vec<u8> {
        self.sign(digest, b"").0
    }
}

/// The SubjectPublicKeyInfo of a private key of PKCS#1.
fn rsa_public_key(private_key: &[u8]) -> Vec<u8> {
    let key = RsaPrivateKeyRef::from_der(private_key).expect("a key of PKCS#1");
    let numbers = [integer(key.modulus.as_bytes()), integer(key.public_exponent.as_bytes())];
    let algorithm = sequence(&[&oid("1.2.840.113549.1.1.1"), NULL]);
    sequence(&[&algorithm, &bit_string(&sequence(&[&numbers[0], &numbers[1]]))])
}
