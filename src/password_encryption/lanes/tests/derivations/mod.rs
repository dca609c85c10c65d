//! Derivations as the crate `pbkdf2` does them, and the chains that have to come to the same.
#![allow(dead_code, reason = "no test needs all of it")]

use getrandom::SysRng;
use getrandom::rand_core::{Rng, UnwrapErr};
use hmac::{Hmac, KeyInit, Mac};
use password_lanes::{Chain, Hash, State, pads};
use pbkdf2::pbkdf2_hmac;
use sha1::{Digest, Sha1};
use sha2::Sha256;

/// The first part of a key that PBKDF2 derives.
#[derive(Debug, Clone)]
pub struct Derivation {
    pub hash: Hash,
    pub password: Vec<u8>,
    pub salt: Vec<u8>,
    pub rounds: u32,
}

/// A random number below another.
pub fn random(below: u32) -> u32 {
    UnwrapErr(SysRng).next_u32() % below
}

fn octets(below: u32) -> Vec<u8> {
    let mut octets = vec![0; random(below) as usize];
    UnwrapErr(SysRng).fill_bytes(&mut octets);
    octets
}

impl Derivation {
    /// Passwords longer than a block among them, and empty ones.
    pub fn random(hash: Hash) -> Self {
        Self { hash, password: octets(100), salt: octets(100), rounds: 1 + random(2_500) }
    }

    /// Its chain, of which one round is done.
    pub fn chain(&self) -> Chain {
        let (first, long) = match self.hash {
            Hash::Sha1 => {
                let hmac = Hmac::<Sha1>::new_from_slice(&self.password).expect("any length");
                (tag(hmac, &self.salt), Sha1::digest(&self.password).to_vec())
            }
            Hash::Sha256 => {
                let hmac = Hmac::<Sha256>::new_from_slice(&self.password).expect("any length");
                (tag(hmac, &self.salt), Sha256::digest(&self.password).to_vec())
            }
        };
        let mut key = [0; 64];
        let given = if self.password.len() > 64 { &long } else { &self.password };
        key[..given.len()].copy_from_slice(given);
        Chain::of_hmac(self.hash, &pads(self.hash, &key), &state(&first))
    }

    /// What the crate derives, in words.
    pub fn expected(&self) -> State {
        let mut octets = [0; 32];
        let part = &mut octets[..4 * self.hash.words()];
        match self.hash {
            Hash::Sha1 => pbkdf2_hmac::<Sha1>(&self.password, &self.salt, self.rounds, part),
            Hash::Sha256 => pbkdf2_hmac::<Sha256>(&self.password, &self.salt, self.rounds, part),
        }
        state(&octets)
    }
}

/// The words of a digest, zeros behind them.
pub fn state(digest: &[u8]) -> State {
    let mut state = State::default();
    for (word, octets) in state.iter_mut().zip(digest.as_chunks().0) {
        *word = u32::from_be_bytes(*octets);
    }
    state
}

fn tag(hmac: impl Mac, salt: &[u8]) -> Vec<u8> {
    hmac.chain_update(salt).chain_update([0, 0, 0, 1]).finalize().into_bytes().to_vec()
}

/// So many digests of a digest.
pub fn digests(hash: Hash, first: &State, count: u32) -> State {
    let octets: Vec<u8> = first.iter().take(hash.words()).flat_map(|word| word.to_be_bytes()).collect();
    let last = (0..count).fold(octets, |octets, _| match hash {
        Hash::Sha1 => Sha1::digest(&octets).to_vec(),
        Hash::Sha256 => Sha256::digest(&octets).to_vec(),
    });
    state(&last)
}
