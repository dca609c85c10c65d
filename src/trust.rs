//! The authorities whose certificates a server takes from its callers: a trust store.

use rand_core::CryptoRng;

use crate::authority::{Authority, Environment};
use crate::certificate::Certificate;
use crate::chain::{Chain, ChainError, Trials};
use crate::password::Password;
use crate::pkcs12::{Encryption, SealError, seal_trust};

/// The password of the PKCS#12 file: Java's own for trust stores. There is no secret in it.
pub const PASSWORD: &str = "changeit";

/// Authorities to be trusted: one at least, intermediates before roots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust(Vec<Certificate>);

impl Trust {
    /// The published authorities of an environment that issue today.
    pub fn published(environment: Environment) -> Self {
        Self(Authority::chain_of(environment))
    }

    /// The issuers of a chain; none where it has none.
    pub fn of_chain(chain: &Chain) -> Option<Self> {
        Self::of(chain.issuers().to_vec())
    }

    /// These authorities and what completes each of them; none where there is none. The time is in seconds
    /// since the Unix epoch.
    ///
    /// # Errors
    /// Where there are too many.
    pub fn of_authorities(
        given: &[Certificate],
        completing: &[Certificate],
        now: i64,
    ) -> Result<Option<Self>, ChainError> {
        let mut all: Vec<Certificate> = Vec::new();
        let mut trials = Trials::MANY;
        for one in given.iter().filter(|one| one.is_ca()) {
            let chain = Chain::of_leaf(given, one, now, &mut trials)?.completed(completing);
            for member in chain.path() {
                if !all.contains(member) {
                    all.push(member.clone());
                }
            }
        }
        all.sort_by_key(Certificate::is_self_issued);
        Ok(Self::of(all))
    }

    fn of(authorities: Vec<Certificate>) -> Option<Self> {
        (!authorities.is_empty()).then_some(Self(authorities))
    }

    /// The authorities.
    pub fn authorities(&self) -> &[Certificate] {
        &self.0
    }

    /// The environment that all of them serve, by what is known of them, or else by their names.
    pub fn environment(&self) -> Option<Environment> {
        let environment = |one: &Certificate| {
            Authority::of(one).or_else(|| Authority::named(one.subject())).map(|known| known.environment)
        };
        let first = environment(self.0.first()?)?;
        self.0.iter().all(|one| environment(one) == Some(first)).then_some(first)
    }

    /// What the files are called, without what their names end in.
    pub fn file_stem(&self) -> &'static str {
        match self.environment() {
            Some(Environment::Int) => "nhs-int-trust",
            Some(Environment::Prod) => "nhs-prod-trust",
            None => "trust",
        }
    }

    /// As text.
    pub fn to_pem(&self) -> String {
        self.0.iter().map(Certificate::to_pem).collect()
    }

    /// As a PKCS#12 file under [`PASSWORD`].
    ///
    /// # Errors
    /// [`SealError`].
    pub fn to_pkcs12(&self, encryption: Encryption, rng: &mut impl CryptoRng) -> Result<Vec<u8>, SealError> {
        let password = Password::new(PASSWORD).map_err(|_| SealError::Encode)?;
        seal_trust(&self.0, &password, encryption, rng)
    }
}
