//! Work with public numbers, ahead of work with secret ones: browsers optimise what has run for a while.

use rand_core::CryptoRng;

use super::Keyholder;
use crate::key::{KeySize, UntriedKey};
use crate::name::EndpointName;
use crate::password_encryption;
use crate::prime::{PrimeSearch, Proposed};
use crate::request::CertificateRequest;

/// Octets of a prime of the smallest key.
const OCTETS: usize = 128;

impl Keyholder {
    /// Does a piece of such work, some milliseconds long once it is optimised. Nothing of it is kept.
    pub fn warm_up(&mut self, piece: usize, rng: &mut impl CryptoRng) {
        match piece % 4 {
            0 | 2 => self.search.warm_up(),
            1 => drop(request_of_public_primes(&mut self.search, rng)),
            _ => password_encryption::warm_up(),
        }
    }
}

/// The request of a key whose primes everybody knows: the largest of 1024 bits, 2^1024 − 105, and the
/// smallest above 3 · 2^1022, which is 1,037 larger than that.
fn request_of_public_primes(
    search: &mut PrimeSearch,
    rng: &mut impl CryptoRng,
) -> Option<CertificateRequest> {
    let mut largest = [0xff; OCTETS];
    let mut smallest = [0; OCTETS];
    *largest.last_mut()? = 0xff_u8.checked_sub(104)?;
    *smallest.first_mut()? = 0xc0;
    *smallest.last_chunk_mut()? = 1_037_u16.to_be_bytes();
    let [p, q] = [largest, smallest].map(|octets| Proposed::from_octets(&octets));
    let key = UntriedKey::from_primes(KeySize::Rsa2048, &p?, &q?).ok()?;
    let name = EndpointName::parse("BaRS-INT-A0000.nobody.thirdparty.nhs.uk").ok()?;
    CertificateRequest::make_with(&name, key, search, rng).ok().map(|(_, request)| request)
}

#[cfg(test)]
mod tests {
    use getrandom::SysRng;
    use getrandom::rand_core::UnwrapErr;

    use super::*;

    #[test]
    fn public_primes_make_a_request() {
        assert!(request_of_public_primes(&mut PrimeSearch::default(), &mut UnwrapErr(SysRng)).is_some());
    }

    #[test]
    fn nothing_is_kept_of_work_with_public_numbers() {
        let mut keyholder = Keyholder::default();
        (0..8).for_each(|piece| keyholder.warm_up(piece, &mut UnwrapErr(SysRng)));
        assert!(keyholder.made.is_none() && keyholder.making.is_none() && keyholder.opened.is_none());
    }
}
