//! How the key and the certificates of a file are put together, as far as other programs care.

use super::bags::Labels;
use crate::certificate::Certificate;

/// What an opened file shows of the way in which it is put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// Whether the key is not encrypted by itself (a keyBag, RFC 7292 section 4.2.1).
    pub is_key_plain: bool,
    /// Whether the key or a certificate lies in a bag that lies in another.
    pub is_nested: bool,
    /// Whether no certificate has the `localKeyId` of the key.
    pub is_key_unmarked: bool,
    /// Whether another certificate than the key's own has it, and that has not.
    pub is_mark_elsewhere: bool,
    /// Whether Java finds no certificate for the key, or another than the key's own.
    pub is_unpaired_for_java: bool,
    /// Whether a friendly name is of another type than a BMPString.
    pub is_name_unusual: bool,
}

/// A certificate as Java sees it.
pub(super) struct Seen<'a> {
    pub(super) certificate: &'a Certificate,
    pub(super) labels: &'a Labels,
    /// Whether it is the first of its part, and the one key of the file stands before it.
    pub(super) is_first_after_key: bool,
}

/// What Java gives a key without a `localKeyId`, and the first certificate behind it.
const JAVA_KEY_ID: &[u8] = b"01";

/// Which certificate Java pairs with a key: one with its `localKeyId`, or else one with its name.
pub(super) fn paired_by_java<'a>(key: &Labels, certificates: &[Seen<'a>]) -> Option<&'a Certificate> {
    let key_id = key.local_key_id.as_deref().unwrap_or(JAVA_KEY_ID);
    let has_id = |seen: &Seen<'_>| match seen.labels.local_key_id.as_deref() {
        Some(id) => id == key_id,
        None => seen.is_first_after_key && key_id == JAVA_KEY_ID,
    };
    let has_name = |seen: &Seen<'_>| match (&key.friendly_name, &seen.labels.friendly_name) {
        (Some(own), Some(other)) => own.to_lowercase() == other.to_lowercase(),
        _ => false,
    };
    let both = certificates.iter().find(|seen| has_id(seen) && has_name(seen));
    let by_id = || certificates.iter().rfind(|seen| has_id(seen));
    let by_name = || certificates.iter().rfind(|seen| has_name(seen));
    both.or_else(by_id).or_else(by_name).map(|seen| seen.certificate)
}
