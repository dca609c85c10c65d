//! What is chosen in a list.

use super::dom;
use crate::key::KeySize;
use crate::pkcs12::Encryption;

/// The size of key that is chosen in a list.
pub fn chosen_size(list: &str) -> KeySize {
    let value = dom::value(list);
    KeySize::ALL.into_iter().find(|size| size.bits().to_string() == value).unwrap_or_default()
}

/// The protection of files that is chosen in a list.
pub fn chosen_encryption(list: &str) -> Encryption {
    if dom::value(list) == "compatible" { Encryption::Compatible } else { Encryption::Modern }
}
