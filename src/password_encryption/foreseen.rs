//! Keys that are derived before they are asked for: lanes take four at once, and the keys of many files are
//! asked for one after another.

use std::mem::take;

use password_lanes::{Hash, LANES};
use zeroize::Zeroizing;

use super::pbkdf2::Pbkdf2;
use super::running::{Deriving, derive_all};
use super::work::{Limits, Work};
use super::{Budget, Derivation, Progress, Scheme};
use crate::password::Password;

/// A key that will be asked for.
pub(crate) struct Coming {
    hash: Hash,
    scheme: Scheme,
    password: Zeroizing<Vec<u8>>,
}

impl Coming {
    /// The key of a scheme under the usual spelling of a password, where lanes can derive it.
    pub(crate) fn of(scheme: Scheme, password: &Password) -> Option<Self> {
        scheme.check(Limits::MOST).ok()?;
        let Derivation::Pbkdf2 { hash, .. } = &scheme.derivation else { return None };
        let hash = hash.of_chains()?;
        let spelled = password.spellings().into_iter().next()?;
        let password = Zeroizing::new(scheme.derivation.octets(&spelled).to_vec());
        Some(Self { hash, scheme, password })
    }
}

/// Keys that were derived. Wiped when dropped.
#[derive(Default)]
pub(crate) struct Foreseen(Vec<(Coming, Zeroizing<Vec<u8>>)>);

impl Foreseen {
    /// Derives the first of these keys and those that go with it, in place of what was foreseen before, unless
    /// the first is among that.
    pub(crate) fn look_ahead(&mut self, coming: Vec<Coming>, on_progress: &mut dyn FnMut(Progress)) {
        let Some(first) = coming.first() else { return };
        if self.find(&first.scheme.derivation, &first.password).is_some() {
            return;
        }
        // Those that take as long, so that none has to wait for another.
        let (hash, rounds) = (first.hash, first.scheme.rounds());
        let together = coming.into_iter().filter(|one| one.hash == hash && one.scheme.rounds() == rounds);
        let together: Vec<Coming> = together.take(LANES).collect();
        let begin = |one: &Coming| match &one.scheme.derivation {
            Derivation::Pbkdf2 { salt, iterations, .. } => {
                let length = one.scheme.cipher.key_length();
                Some(Pbkdf2::begin(one.hash, &one.password, salt, *iterations, length))
            }
            _ => None,
        };
        let mut begun: Vec<Pbkdf2> = together.iter().filter_map(begin).collect();
        let mut all: Vec<&mut dyn Deriving> = begun.iter_mut().map(|one| one as &mut dyn Deriving).collect();
        derive_all(&mut all, &mut Work::new(&mut Budget::unlimited(), on_progress));
        let key = |(one, derivation): (Coming, Pbkdf2)| {
            let mut key = Zeroizing::new(vec![0; one.scheme.cipher.key_length()]);
            derivation.finish(&mut key);
            (one, key)
        };
        self.0 = together.into_iter().zip(begun).map(key).collect();
    }

    /// Takes out a key, if it was foreseen.
    pub(super) fn take(&mut self, derivation: &Derivation, password: &[u8], key: &mut [u8]) -> bool {
        let found = self
            .find(derivation, password)
            .filter(|place| self.0.get(*place).is_some_and(|(_, foreseen)| foreseen.len() == key.len()));
        let Some(place) = found else { return false };
        let (_, foreseen) = self.0.swap_remove(place);
        key.iter_mut().zip(foreseen.iter()).for_each(|(to, from)| *to = *from);
        true
    }

    fn find(&self, derivation: &Derivation, password: &[u8]) -> Option<usize> {
        self.0.iter().position(|(one, _)| one.scheme.derivation == *derivation && *one.password == password)
    }
}

impl Budget {
    /// Takes foreseen keys, to be asked for them.
    pub(crate) fn with(mut self, foreseen: &mut Foreseen) -> Self {
        self.foreseen = take(foreseen);
        self
    }

    /// Gives back those that nobody has asked for.
    pub(crate) fn give_back(self) -> Foreseen {
        self.foreseen
    }
}
