//! Keys in forms of other programs that are text, and are not read here: they are named, so that nobody
//! misses them.

use super::{Appearance, Place, ReadError, Reading, Unread};

/// The kinds of key that OpenSSH writes into one line (RFC 4253 section 6.6).
const SSH_KEYS: [&str; 5] =
    ["ssh-rsa AAAA", "ssh-dss AAAA", "ssh-ed25519 AAAA", "ecdsa-sha2-nistp", "sk-ssh-"];

/// Names the first of each form in a text.
pub(super) fn find(text: &str, reading: &mut Reading) {
    let has = |line: &str, word: &str| line.contains(word);
    let forms: [(Appearance, &dyn Fn(&str) -> bool); 6] = [
        (Appearance::PuttyKey, &|line| line.trim_start().starts_with("PuTTY-User-Key-File-")),
        (Appearance::XmlKey, &|line| has(line, "<RSAKeyValue") || has(line, "<DSAKeyValue")),
        (Appearance::JsonKey, &|line| has(line, "\"kty\"")),
        (Appearance::SshPublicKey, &|line| SSH_KEYS.iter().any(|kind| has(line, kind) && has(line, " AAAA"))),
        (Appearance::RemoteDesktop, &|line| line.starts_with("full address:s:")),
        (Appearance::InternetShortcut, &|line| line.trim() == "[InternetShortcut]"),
    ];
    let mut is_known = [false; 6];
    for (number, line) in text.lines().enumerate() {
        for ((appearance, fits), is_known) in forms.iter().zip(&mut is_known) {
            if !*is_known && fits(line) {
                *is_known = true;
                let place = Place::line(number.saturating_add(1));
                let error = ReadError::NotRecognised { appearance: *appearance };
                reading.unread.push(Unread { place, error });
            }
        }
    }
}
