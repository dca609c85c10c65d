//! Decryption under a password that may be the right one, and may be spelled one way or another.

use super::{DecryptError, Scheme, Work};
use crate::password::{SpelledPassword, Spelling};
use zeroize::Zeroizing;

/// Why something was not unsealed.
pub(crate) enum UnsealError {
    /// The password is another.
    WrongPassword,
    /// What was decrypted is right where it begins and wrong where it ends.
    Damaged,
    /// It cannot be decrypted, whatever the password.
    Scheme(DecryptError),
}

/// What must come out under the right password. A wrong one gives octets that look like it once in
/// many millions of times.
#[derive(Clone, Copy)]
pub(crate) enum Inside {
    /// PrivateKeyInfo (RFC 5958) or RSAPrivateKey (RFC 8017): a version, then another SEQUENCE or a
    /// large number.
    PrivateKey,
    /// SafeContents (RFC 7292 section 4.2): bags, each a SEQUENCE.
    SafeContents,
}

/// What came out, and how the password was spelled.
pub(crate) struct Unsealed {
    pub(crate) plain: Zeroizing<Vec<u8>>,
    pub(crate) spelling: Spelling,
}

/// Decrypts under the first spelling that is right.
pub(crate) fn unseal(
    scheme: &Scheme,
    passwords: &[SpelledPassword],
    data: &[u8],
    inside: Inside,
    work: &mut Work<'_>,
) -> Result<Unsealed, UnsealError> {
    scheme.check(work.limits()).map_err(UnsealError::Scheme)?;
    if !scheme.cipher.fits(data.len()) {
        return Err(UnsealError::Scheme(DecryptError::Damaged));
    }
    let mut tried: Vec<&[u8]> = Vec::new();
    for password in passwords {
        let octets = scheme.derivation.octets(password);
        if tried.contains(&octets) {
            continue;
        }
        tried.push(octets);
        let padded = decrypt(scheme, octets, data, work).map_err(UnsealError::Scheme)?;
        if begins_as(inside, &padded) {
            let plain = strip_padding(&padded, scheme.cipher.block_length()).ok_or(UnsealError::Damaged)?;
            return Ok(Unsealed { plain: Zeroizing::new(plain.to_vec()), spelling: password.spelling() });
        }
    }
    Err(UnsealError::WrongPassword)
}

fn decrypt(
    scheme: &Scheme,
    password: &[u8],
    data: &[u8],
    work: &mut Work<'_>,
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    let derived = scheme.derivation.derive(scheme.cipher, scheme.iv.as_deref(), password, work)?;
    scheme.cipher.decrypt(&derived.key, &derived.iv, data).ok_or(DecryptError::Damaged)
}

/// Whether decrypted octets begin with a SEQUENCE of the right kind, with a length that reaches into
/// the padding.
fn begins_as(inside: Inside, padded: &[u8]) -> bool {
    let Some((&[0x30, form], rest)) = padded.split_first_chunk::<2>() else { return false };
    let (length, content) = match form {
        0..=0x7f => (Some(usize::from(form)), rest),
        0x80 => (None, rest),
        0x81..=0x84 => {
            let Some((octets, content)) = rest.split_at_checked(usize::from(form & 0x7f)) else {
                return false;
            };
            (Some(octets.iter().fold(0usize, |sum, &octet| (sum << 8) | usize::from(octet))), content)
        }
        _ => return false,
    };
    let reaches =
        length.is_none_or(|length| content.len().checked_sub(length).is_some_and(|padding| padding <= 16));
    let right = match inside {
        Inside::PrivateKey => matches!(content, [2, 1, 0 | 1, 0x30 | 2, ..]),
        Inside::SafeContents => length == Some(0) || matches!(content, [0x30, ..]),
    };
    reaches && right
}

/// The data without its padding (RFC 8018 section 6.1.1 step 4), none where the padding is wrong.
/// A stream cipher needs none.
pub(super) fn strip_padding(padded: &[u8], block_length: usize) -> Option<&[u8]> {
    if block_length == 0 {
        return Some(padded);
    }
    let count = usize::from(*padded.last()?);
    let (plain, padding) = padded.split_at_checked(padded.len().checked_sub(count)?)?;
    let good =
        (1..=block_length).contains(&count) && padding.iter().all(|&octet| usize::from(octet) == count);
    good.then_some(plain)
}
