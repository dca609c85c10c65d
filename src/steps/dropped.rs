//! What a file is by its name: a guess, which what is in it may prove wrong.

/// What a name promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A private key, perhaps with its certificates.
    Key,
    /// Certificates.
    Certificates,
}

/// What the ending of a file's name promises, if anything.
pub fn expected_in(name: &str) -> Option<Expected> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    match ending.as_str() {
        "key" | "pfx" | "p12" | "p8" | "pk8" => Some(Expected::Key),
        "cer" | "crt" | "der" | "p7b" | "p7c" | "ca-bundle" | "eml" | "msg" => Some(Expected::Certificates),
        _ => None,
    }
}
