//! The key derivation of PKCS#12 (RFC 7292 appendix B).

use sha2::digest::{Digest, Output, block_api::BlockSizeUser};
use zeroize::{Zeroize, Zeroizing};

use super::work::Work;

/// What the octets are for: the diversifier of RFC 7292 appendix B.3.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// A key for encryption.
    Key = 1,
    /// An initialisation vector.
    InitialisationVector = 2,
    /// A key for a MAC.
    Mac = 3,
}

/// Fills `derived` as RFC 7292 appendix B.2 says. The names u, v, D, I, A and B are its own.
///
/// The password is a BMPString with its two zero octets at the end; no octets at all is another
/// password than the empty BMPString.
pub(crate) fn derive<H: Digest + BlockSizeUser>(
    purpose: Purpose,
    password: &[u8],
    salt: &[u8],
    iterations: u64,
    derived: &mut [u8],
    work: &mut Work<'_>,
) {
    let v = H::block_size();
    let d = vec![purpose as u8; v];
    let mut i = Zeroizing::new(repeated(salt, v));
    i.extend_from_slice(&Zeroizing::new(repeated(password, v)));
    let u = <H as Digest>::output_size();
    for part in derived.chunks_mut(u) {
        let mut a = H::new().chain_update(&d).chain_update(&*i).finalize();
        work.repeat(iterations.saturating_sub(1), || a = H::digest(&a));
        work.advance(1);
        part.iter_mut().zip(&a).for_each(|(to, from)| *to = *from);
        add_to_each_block::<H>(&mut i, &a, v);
        a.as_mut_slice().zeroize();
    }
}

/// A text over and over, as long as whole blocks that hold it once; nothing for an empty text.
fn repeated(text: &[u8], block: usize) -> Vec<u8> {
    let length = text.len().next_multiple_of(block);
    text.iter().copied().cycle().take(length).collect()
}

/// I_j = (I_j + B + 1) mod 2^v for each block of I, where B is A over and over.
fn add_to_each_block<H: Digest>(i: &mut [u8], a: &Output<H>, v: usize) {
    let b: Zeroizing<Vec<u8>> = Zeroizing::new(a.iter().copied().cycle().take(v).collect());
    for block in i.chunks_mut(v) {
        let mut carry = 1;
        for (octet, addend) in block.iter_mut().zip(b.iter()).rev() {
            let sum = u16::from(*octet).wrapping_add(u16::from(*addend)).wrapping_add(carry);
            let [high, low] = sum.to_be_bytes();
            (*octet, carry) = (low, u16::from(high));
        }
    }
}
