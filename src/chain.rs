//! The certification path (RFC 5280 section 6) among the certificates that were given.

mod path;

pub use path::Trials;

use crate::certificate::Certificate;
use crate::index::Index;
use crate::signature::SignatureError;

/// The most certificates that are put in order at once.
pub const MOST_CERTIFICATES: usize = 100;

/// The path from one certificate towards a root, and what is left over. The path has one member
/// at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    path: Vec<Certificate>,
    /// How many at the end of the path were not given.
    added: usize,
    unused: Vec<Certificate>,
    repeated: Vec<Certificate>,
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
    /// Finds the path that leads from one of the certificates to a root, as far as the certificates go.
    /// The time is in seconds since the Unix epoch.
    ///
    /// An issuer is found by its name. Among several of that name counts first whose key verifies
    /// the signature, then the key identifier, then whether it is valid at the time, then how long. A path
    /// to a root is preferred, among such the one with the fewest members outside their dates, and among
    /// those the shortest. The work is bounded, also where every certificate could have issued every
    /// other: a long search goes on by key identifiers and dates alone, and a path ends after ten members.
    ///
    /// # Errors
    /// Where there are too many.
    pub fn of_leaf(
        certificates: &[Certificate],
        leaf: &Certificate,
        now: i64,
        trials: &mut Trials,
    ) -> Result<Self, ChainError> {
        refuse_too_many(certificates.len())?;
        let mut seen = Index::default();
        let (mut unused, repeated): (Vec<_>, Vec<_>) =
            certificates.iter().cloned().partition(|one| seen.is_new(one.sha256()));
        let path = path::find_path(&unused, leaf, now, trials);
        unused.retain(|one| !path.contains(one));
        Ok(Self { path, added: 0, unused, repeated })
    }

    /// The same, led on towards a root by authorities that were not given, as long as one of them has
    /// signed the last of the path. What was given comes first: a path to a root stays as it is.
    #[must_use]
    pub fn completed(mut self, known: &[Certificate]) -> Self {
        while self.root().is_none()
            && let Some(last) = self.path.last()
            && let Some(signer) = known.iter().find(|one| self.is_signed_by(last, one))
        {
            self.path.push(signer.clone());
            self.added = self.added.saturating_add(1);
        }
        self
    }

    /// Whether an authority that is not in the path has signed a certificate of it.
    fn is_signed_by(&self, one: &Certificate, authority: &Certificate) -> bool {
        one.issuer() == authority.subject()
            && !self.path.contains(authority)
            && one.verify_signature(authority.public_key()).is_ok()
    }

    /// The end of the path that was not given.
    pub fn added(&self) -> &[Certificate] {
        self.path.get(self.path.len().saturating_sub(self.added)..).unwrap_or_default()
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

/// Refuses more certificates than are put in order at once.
///
/// # Errors
/// [`ChainError::TooMany`].
pub(crate) fn refuse_too_many(certificates: usize) -> Result<(), ChainError> {
    match certificates {
        0..=MOST_CERTIFICATES => Ok(()),
        certificates => Err(ChainError::TooMany { certificates, most: MOST_CERTIFICATES }),
    }
}
