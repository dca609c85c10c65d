//! Keys in forms of other programs that are text, and are not read here: they are named, so that nobody
//! misses them.

use super::{Appearance, Place, ReadError, Reading, Unread};

/// The kinds of key that OpenSSH writes into one line (RFC 4253 section 6.6).
const SSH_KEYS: [&str; 5] =
    ["ssh-rsa AAAA", "ssh-dss AAAA", "ssh-ed25519 AAAA", "ecdsa-sha2-nistp", "sk-ssh-"];

/// Names the first of each form in a text.
pub(super) fn find(text: &str, reading: &mut Reading) {
    let mut known: Vec<Appearance> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let Some(appearance) = form_of(line).filter(|appearance| !known.contains(appearance)) else {
            continue;
        };
        known.push(appearance);
        let place = Place::line(number.saturating_add(1));
        reading.unread.push(Unread { place, error: ReadError::NotRecognised { appearance } });
    }
}

/// The form of which a line shows the beginning.
fn form_of(line: &str) -> Option<Appearance> {
    let has = |word| line.contains(word);
    if line.trim_start().starts_with("PuTTY-User-Key-File-") {
        Some(Appearance::PuttyKey)
    } else if has("<RSAKeyValue") || has("<DSAKeyValue") {
        Some(Appearance::XmlKey)
    } else if has("\"kty\"") {
        Some(Appearance::JsonKey)
    } else if has(" AAAA") && SSH_KEYS.iter().any(|kind| has(kind)) {
        Some(Appearance::SshPublicKey)
    } else if line.starts_with("full address:s:") {
        Some(Appearance::RemoteDesktop)
    } else if line.trim() == "[InternetShortcut]" {
        Some(Appearance::InternetShortcut)
    } else {
        None
    }
}
