//! The certification path (RFC 5280 section 6) among the certificates that were given.

mod path;

pub use path::Trials;

use crate::certificate::Certificate;
use crate::index::Index;
use crate::public_key::PublicKey;
use crate::signature::SignatureError;

/// The most certificates that are put in order at once.
pub const MOST_CERTIFICATES: usize = 100;

/// The path from one certificate towards a root, and what is left over. The path has one member
/// at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    path: Vec<Certificate>,
    unused: Vec<Certificate>,
    repeated: Vec<Certificate>,
    key_found: bool,
}

/// Why there is no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainError {
    /// There is no certificate.
    Empty,
    /// There are more than [`MOST_CERTIFICATES`].
    TooMany {
        /// How many there are.
        certificates: usize,
        /// How many are taken.
        most: usize,
    },
}

/// One step of the path: a certificate and the signature that its issuer gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link<'a> {
    /// What is signed.
    pub certificate: &'a Certificate,
    /// Whose key signs: the next of the path, or a root itself.
    pub issuer: &'a Certificate,
    /// What became of the signature.
    pub signature: Result<(), SignatureError>,
}

impl Chain {
    /// Finds the certificate of the key, and the path that leads from it to a root, as far as the
    /// certificates go. Without a key, or where no certificate is the key's, the path begins at
    /// the certificate that is most like an endpoint's.
    ///
    /// An issuer is found by its name. Among several of that name counts first whose key verifies
    /// the signature, then the key identifier, then how long it is valid. A path to a root is
    /// preferred, and among such the shortest. The work is bounded, also where every certificate
    /// could have issued every other: a long search goes on by key identifiers and dates alone, and
    /// a path ends after ten members.
    ///
    /// # Errors
    /// Where there is no certificate, or too many.
    pub fn build(certificates: &[Certificate], key: Option<&PublicKey>) -> Result<Self, ChainError> {
        refuse_too_many(certificates)?;
        let leaf = path::find_leaf(certificates, key);
        let mut chain = Self::of_leaf(certificates, leaf.ok_or(ChainError::Empty)?)?;
        chain.key_found = key.is_some_and(|key| chain.leaf().is_some_and(|leaf| leaf.public_key() == key));
        Ok(chain)
    }

    /// The same for one of the certificates.
    ///
    /// # Errors
    /// Where there are too many.
    pub fn of_leaf(certificates: &[Certificate], leaf: &Certificate) -> Result<Self, ChainError> {
        Self::of_leaf_within(certificates, leaf, &mut Trials::default())
    }

    /// The same with what is left of the trials, where many paths are looked for one after another.
    ///
    /// # Errors
    /// Where there are too many.
    pub fn of_leaf_within(
        certificates: &[Certificate],
        leaf: &Certificate,
        trials: &mut Trials,
    ) -> Result<Self, ChainError> {
        refuse_too_many(certificates)?;
        let mut seen = Index::default();
        let (mut unused, repeated): (Vec<_>, Vec<_>) =
            certificates.iter().cloned().partition(|one| seen.is_new(one.sha256()));
        let path = path::find_path(&unused, leaf, trials);
        unused.retain(|one| !path.contains(one));
        Ok(Self { path, unused, repeated, key_found: false })
    }

    /// Whether one of the certificates is an endpoint's: no authority, and the issuer of none.
    pub fn is_leaf(certificates: &[Certificate], one: &Certificate) -> bool {
        !one.is_ca() && !path::issues_another(certificates, one)
    }

    /// The path: the leaf, then each one's issuer.
    pub fn path(&self) -> &[Certificate] {
        &self.path
    }

    /// The first of the path.
    pub fn leaf(&self) -> Option<&Certificate> {
        self.path.first()
    }

    /// The path without the leaf.
    pub fn issuers(&self) -> &[Certificate] {
        self.path.get(1..).unwrap_or_default()
    }

    /// What the path does not use.
    pub fn unused(&self) -> &[Certificate] {
        &self.unused
    }

    /// What was given more than once, octet for octet, each time after the first.
    pub fn repeated(&self) -> &[Certificate] {
        &self.repeated
    }

    /// Whether the leaf is the key's.
    pub fn key_found(&self) -> bool {
        self.key_found
    }

    /// The root at the end of the path, where it was given.
    pub fn root(&self) -> Option<&Certificate> {
        self.path.last().filter(|last| last.claims_to_be_root())
    }

    /// Every signature of the path that can be verified, a root's own included.
    pub fn links(&self) -> Vec<Link<'_>> {
        let steps = self.path.iter().zip(self.path.iter().skip(1));
        let own = self.root().map(|root| (root, root));
        steps
            .chain(own)
            .map(|(certificate, issuer)| {
                let signature = certificate.verify_signature(issuer.public_key());
                Link { certificate, issuer, signature }
            })
            .collect()
    }
}

fn refuse_too_many(certificates: &[Certificate]) -> Result<(), ChainError> {
    match certificates.len() {
        0..=MOST_CERTIFICATES => Ok(()),
        certificates => Err(ChainError::TooMany { certificates, most: MOST_CERTIFICATES }),
    }
}
