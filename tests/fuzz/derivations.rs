//! What is asked of chains of hashes, one at a time and four side by side.

#[path = "../../src/password_encryption/lanes/tests/derivations/mod.rs"]
mod vectors;

use password_lanes::{Hash, LANES, Lanes, Side};
use vectors::Derivation;

/// Both come to what the crate `pbkdf2` derives. The input holds the hash function, the rounds, and passwords
/// and salts for each lane, divided where an octet of it says.
pub fn derivations(input: &[u8]) {
    let [choice, low, high, divide, rest @ ..] = input else { return };
    let hash = if choice % 2 == 0 { Hash::Sha1 } else { Hash::Sha256 };
    let rounds = 1 + u32::from(u16::from_le_bytes([*low, high % 8]));
    let derivations: Vec<Derivation> = (0..LANES)
        .map(|lane| {
            let own = rest.get(rest.len() * lane / LANES..).unwrap_or_default();
            let (password, salt) = own.split_at(own.len() * usize::from(*divide) / 256);
            Derivation { hash, password: password.to_vec(), salt: salt.to_vec(), rounds }
        })
        .collect();
    let [mut alone, mut beside] =
        [0; 2].map(|_| derivations.iter().map(Derivation::chain).collect::<Vec<_>>());
    alone.iter_mut().for_each(|chain| chain.advance(rounds - 1));
    assert!(Side.advance(hash, &mut beside.iter_mut().collect::<Vec<_>>(), rounds - 1));
    for ((derivation, alone), beside) in derivations.iter().zip(&alone).zip(&beside) {
        assert_eq!([*alone.sum(), *beside.sum()], [derivation.expected(); 2], "{derivation:?}");
    }
}
