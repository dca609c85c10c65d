//! Seals of key files whose keys are derived together, before there are keys to seal: lanes take four at
//! once.

use std::num::NonZeroUsize;

use password_lanes::LANES;
use rand_core::CryptoRng;

use crate::job::NewPassword;
use crate::key::KeyFileSeal;
use crate::password::Password;
use crate::password_encryption::Progress;

/// A seal, and its password where it was made for it.
type Ready = (KeyFileSeal, Option<Password>);

/// Seals for names to come. Wiped when dropped.
#[derive(Default)]
pub(in crate::keyholder) struct Seals {
    /// The password of all, where the person gave one.
    given: Option<Password>,
    ready: Vec<Ready>,
}

impl Seals {
    /// A seal under such a password. Where there is none, some are derived: as many as there are names to
    /// come, this one among them, and lanes.
    pub(super) fn take(
        &mut self,
        wanted: NewPassword,
        coming: NonZeroUsize,
        rng: &mut impl CryptoRng,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Option<Ready> {
        let given = match wanted {
            NewPassword::Given(password) => Some(password),
            NewPassword::Made => None,
        };
        if given.as_ref().map(Password::as_bytes) != self.given.as_ref().map(Password::as_bytes) {
            self.ready.clear();
        }
        if self.ready.is_empty() {
            let count = coming.get().min(LANES);
            let made: Vec<Password> = match &given {
                Some(_) => Vec::new(),
                None => (0..count).map(|_| Password::make_strong(rng)).collect(),
            };
            let passwords: Vec<&Password> = given.iter().cycle().chain(&made).take(count).collect();
            let seals = KeyFileSeal::derive_all(passwords, rng, on_progress);
            let made = made.into_iter().map(Some).chain(std::iter::repeat_with(|| None));
            self.ready = seals.into_iter().zip(made).collect();
        }
        self.given = given;
        self.ready.pop()
    }
}
