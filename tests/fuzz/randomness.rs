//! For what is asked of the core without anything being made.

use std::convert::Infallible;

use getrandom::rand_core::{TryCryptoRng, TryRng};

/// Gives the same number every time.
pub struct NoRandomness;

impl TryRng for NoRandomness {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(7)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(7)
    }

    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), Infallible> {
        octets.fill(7);
        Ok(())
    }
}

impl TryCryptoRng for NoRandomness {}
