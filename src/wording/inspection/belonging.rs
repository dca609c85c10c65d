//! What belongs together.

use super::whereabouts;
use crate::inspection::{Belonging, Kind, Part};
use crate::job::Document;
use crate::wording::joined;

/// At most so many parts are named at once.
const MOST: usize = 8;

/// Each relation in a sentence.
pub(super) fn sentences(belonging: &[Belonging], documents: &[Document]) -> Vec<String> {
    belonging.iter().map(|relation| sentence(relation, documents)).collect()
}

fn sentence(relation: &Belonging, documents: &[Document]) -> String {
    let named = |part: &Part| part_in_words(part, documents);
    match relation {
        Belonging::Together(parts) => {
            let words: Vec<String> = parts.iter().take(MOST).map(named).collect();
            let sentence = format!("{} belong together: they have the same public key.", joined(&words));
            capitalised(&sentence)
        }
        Belonging::Apart(one, other) => capitalised(&format!(
            "{} and {} do not belong together: they have different public keys.",
            named(one),
            named(other)
        )),
        Belonging::Alone(part) => format!("Nothing else here belongs to {}.", named(part)),
        Belonging::Locked(part) => {
            capitalised(&format!("{} was not opened, so it was not compared.", named(part)))
        }
    }
}

fn part_in_words(part: &Part, documents: &[Document]) -> String {
    let kind = match part.kind {
        Kind::PrivateKey => "the private key",
        Kind::Request => "the request",
        Kind::Certificate => "the certificate",
        Kind::PublicKey => "the public key",
        Kind::Pkcs12 => "the .pfx file",
    };
    let name = documents.get(part.document).map_or("", |document| document.name.as_str());
    match whereabouts(name, &part.place) {
        nowhere if nowhere.is_empty() => kind.to_owned(),
        place => format!("{kind} ({place})"),
    }
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|letter| letter.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
