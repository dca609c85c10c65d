//! OpenSSL's own encryption of PEM: the headers `Proc-Type` and `DEK-Info` (RFC 1421 section 4.6),
//! with a key derivation that no standard describes.

use md5::{Digest, Md5};
use zeroize::{Zeroize, Zeroizing};

use super::{Cipher, DecryptError, Derivation, Scheme};

/// The ciphers as OpenSSL names them.
const CIPHERS: [(&str, Cipher); 8] = [
    ("AES-128-CBC", Cipher::Aes128),
    ("AES-192-CBC", Cipher::Aes192),
    ("AES-256-CBC", Cipher::Aes256),
    ("DES-CBC", Cipher::Des),
    ("DES-EDE3-CBC", Cipher::TripleDes),
    ("RC2-CBC", Cipher::rc2(128)),
    ("RC2-64-CBC", Cipher::rc2(64)),
    ("RC2-40-CBC", Cipher::rc2(40)),
];

impl Scheme {
    /// Reads the value of `DEK-Info`: the name of a cipher, a comma, and the initialisation vector
    /// in hexadecimal, whose first eight octets are the salt as well.
    ///
    /// # Errors
    /// [`DecryptError`].
    pub fn from_dek_info(value: &str) -> Result<Self, DecryptError> {
        let (name, iv) = value.split_once(',').ok_or(DecryptError::Damaged)?;
        let name = name.trim();
        let (_, cipher) = CIPHERS
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .ok_or_else(|| DecryptError::UnsupportedCipher { name: name.to_owned() })?;
        let iv = hexadecimal(iv.trim()).filter(|iv| iv.len() == cipher.block_length());
        let iv = iv.ok_or(DecryptError::Damaged)?;
        let salt = *iv.first_chunk().ok_or(DecryptError::Damaged)?;
        Ok(Self { derivation: Derivation::OpenSsl { salt }, cipher: *cipher, iv: Some(iv) })
    }
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    let digit = |octet: u8| char::from(octet).to_digit(16);
    pairs.iter().map(|&[high, low]| u8::try_from((digit(high)? << 4) | digit(low)?).ok()).collect()
}

/// `EVP_BytesToKey` with MD5 and one iteration: each digest is over the one before it, the
/// password and the salt.
pub(super) fn derive(password: &[u8], salt: &[u8; 8], key: &mut [u8]) {
    let mut before = Zeroizing::new(Vec::with_capacity(<Md5 as Digest>::output_size()));
    for part in key.chunks_mut(<Md5 as Digest>::output_size()) {
        let hash = Md5::new().chain_update(&*before).chain_update(password).chain_update(salt);
        let mut digest = hash.finalize();
        part.iter_mut().zip(&digest).for_each(|(to, from)| *to = *from);
        before.clear();
        before.extend_from_slice(&digest);
        digest.as_mut_slice().zeroize();
    }
}
