//! The ciphers.

use aes::{Aes128, Aes192, Aes256};
use cbc::Decryptor;
use cbc::cipher::{Block, BlockCipherDecrypt, BlockModeDecrypt, InnerIvInit, KeyInit};
use des::{Des, TdesEde2, TdesEde3};
use rc2::Rc2;
use rc4::{Rc4, StreamCipher};
use zeroize::Zeroizing;

/// What the data is encrypted with. All but RC4 chain their blocks (CBC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cipher {
    /// AES with a key of 128 bits.
    Aes128,
    /// AES with a key of 192 bits.
    Aes192,
    /// AES with a key of 256 bits.
    Aes256,
    /// DES three times, with three keys.
    TripleDes,
    /// DES three times, the first key again as the third.
    TripleDesOfTwoKeys,
    /// DES once.
    Des,
    /// RC2 (RFC 2268).
    Rc2 {
        /// Octets of the key.
        key_length: usize,
        /// Bits that the key counts for.
        effective_bits: usize,
    },
    /// RC4.
    Rc4 {
        /// Octets of the key.
        key_length: usize,
    },
}

impl Cipher {
    /// RC2 where the key counts in full.
    pub(crate) const fn rc2(bits: usize) -> Self {
        Self::Rc2 { key_length: bits.div_ceil(8), effective_bits: bits }
    }

    /// Octets of the key.
    pub fn key_length(self) -> usize {
        match self {
            Self::Des => 8,
            Self::Aes128 | Self::TripleDesOfTwoKeys => 16,
            Self::Aes192 | Self::TripleDes => 24,
            Self::Aes256 => 32,
            Self::Rc2 { key_length, .. } | Self::Rc4 { key_length } => key_length,
        }
    }

    /// Octets of a block, and so of the initialisation vector; a stream cipher has none.
    pub(crate) fn block_length(self) -> usize {
        match self {
            Self::Aes128 | Self::Aes192 | Self::Aes256 => 16,
            Self::Des | Self::TripleDes | Self::TripleDesOfTwoKeys | Self::Rc2 { .. } => 8,
            Self::Rc4 { .. } => 0,
        }
    }

    /// Whether data can have that many octets.
    pub(crate) fn fits(self, length: usize) -> bool {
        length > 0 && (self.block_length() == 0 || length.is_multiple_of(self.block_length()))
    }

    /// Decrypts data and leaves its padding on. Nothing where a length does not fit.
    pub(crate) fn decrypt(self, key: &[u8], iv: &[u8], data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut plain = Zeroizing::new(data.to_vec());
        match self {
            Self::Aes128 => unchain(Aes128::new_from_slice(key).ok()?, iv, &mut plain),
            Self::Aes192 => unchain(Aes192::new_from_slice(key).ok()?, iv, &mut plain),
            Self::Aes256 => unchain(Aes256::new_from_slice(key).ok()?, iv, &mut plain),
            Self::TripleDes => unchain(TdesEde3::new_from_slice(key).ok()?, iv, &mut plain),
            Self::TripleDesOfTwoKeys => unchain(TdesEde2::new_from_slice(key).ok()?, iv, &mut plain),
            Self::Des => unchain(Des::new_from_slice(key).ok()?, iv, &mut plain),
            Self::Rc2 { effective_bits, .. } => {
                let good = (1..=128).contains(&key.len()) && (1..=1024).contains(&effective_bits);
                let rc2 = good.then(|| Rc2::new_with_eff_key_len(key, effective_bits))?;
                unchain(rc2, iv, &mut plain)
            }
            Self::Rc4 { .. } => Rc4::new_from_slice(key).ok()?.try_apply_keystream(&mut plain).ok(),
        }?;
        Some(plain)
    }
}

/// Cipher block chaining undone, in place.
fn unchain<C: BlockCipherDecrypt>(cipher: C, iv: &[u8], data: &mut [u8]) -> Option<()> {
    let (blocks, rest) = Block::<C>::slice_as_chunks_mut(data);
    if !rest.is_empty() {
        return None;
    }
    Decryptor::<C>::inner_iv_slice_init(cipher, iv).ok()?.decrypt_blocks(blocks);
    Some(())
}
