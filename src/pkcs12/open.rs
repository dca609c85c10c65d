//! Opening a PKCS#12 file.

use super::contents::Contents;
use super::envelope::Envelope;
use super::error::OpenError;
use super::opening::Opening;
use crate::password::Password;
use crate::password_encryption::{Budget, Limits, Progress, Work};

/// Opens a file, DER or BER, with one private key or none. Without a password the two that stand
/// for none are tried.
///
/// # Errors
/// [`OpenError`].
pub fn open(file: &[u8], password: Option<&Password>) -> Result<Contents, OpenError> {
    open_with(file, password, &mut Budget::of(Limits::MOST), &mut |_| {})
}

/// As [`open`], with what is left of a job's work, and telling how far it has come.
///
/// # Errors
/// As [`open`].
pub fn open_with(
    file: &[u8],
    password: Option<&Password>,
    budget: &mut Budget,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Contents, OpenError> {
    let envelope = Envelope::read(file)?;
    let mut opening = Opening::with(password, Work::new(budget, on_progress));
    let bags = opening.bags_of(envelope)?;
    Contents::gather(bags, &mut opening)
}
