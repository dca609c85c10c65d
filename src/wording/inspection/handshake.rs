//! What a server was seen to do, and what to mend.

use super::{fact, plain};
use crate::authority::{Authority, Generation};
use crate::inspection::{Asks, Handshake};
use crate::shown::InspectedItem;
use crate::wording::input::short;
use crate::wording::joined;

pub(super) fn item(found: &Handshake) -> InspectedItem {
    let faults: Vec<String> =
        [chain(found), asking(&found.asks), protocol(found), verified(found)].into_iter().flatten().collect();
    let summary = if faults.is_empty() {
        "The server is set up as BaRS needs it, as far as this shows. It does not show whether a caller without a certificate is refused."
    } else {
        "Something is to be mended."
    };
    let asks = match &found.asks {
        Asks::Nothing => "No".to_owned(),
        Asks::Unnamed => "Yes, of any authority: it names none, which is allowed".to_owned(),
        Asks::Named(names) => {
            let names: Vec<String> = names.iter().take(10).map(|name| short(name)).collect();
            format!("Yes, of {}", joined(&names))
        }
    };
    InspectedItem {
        title: "What openssl s_client saw of a server".to_owned(),
        summary: summary.to_owned(),
        facts: vec![
            fact("Certificates that it sends", found.sent.to_string()),
            fact("Does it ask callers for a certificate?", asks),
            fact("Version of TLS", found.protocol.as_deref().map_or_else(|| "Not said".to_owned(), short)),
            fact(
                "What OpenSSL found",
                found.verified.as_ref().map_or_else(
                    || "Not said".to_owned(),
                    |(number, words)| format!("{number}: {}", short(words)),
                ),
            ),
        ],
        refusals: faults,
        ..plain("connection", "")
    }
}

fn chain(found: &Handshake) -> Option<String> {
    match found.sent {
        0 => Some("The server sends no certificate. See whether TLS is on at this port.".to_owned()),
        1 => Some("The server sends its own certificate alone: the intermediate is missing. Put the chain behind the certificate in its settings.".to_owned()),
        _ => None,
    }
}

fn asking(asks: &Asks) -> Option<String> {
    let names = match asks {
        Asks::Nothing => {
            return Some("The server asks callers for no certificate. BaRS needs that: have it require one, from the start of the connection.".to_owned());
        }
        Asks::Unnamed => return None,
        Asks::Named(names) => names,
    };
    // A name by itself is a hint: whose keys these authorities have, the server knows.
    let known = |generation: Generation| {
        Authority::PUBLISHED.into_iter().filter(move |known| known.generation == generation)
    };
    let bears = |known: Authority| {
        names.iter().any(|name| {
            let common_name = name.rsplit("CN").next().unwrap_or_default();
            common_name.trim_start_matches([' ', '=']) == known.name
        })
    };
    if known(Generation::Current).any(bears) {
        None
    } else if known(Generation::First).any(bears) {
        Some("The server asks for certificates of authorities of the first generation, which was superseded on 4 June 2024. Give it the current trust store.".to_owned())
    } else {
        Some("The server asks for certificates of authorities that are not the NHS's. Give it the trust store of your environment.".to_owned())
    }
}

fn protocol(found: &Handshake) -> Option<String> {
    let version = found.protocol.as_deref()?;
    let is_good = matches!(version, "TLSv1.2" | "TLSv1.3");
    (!is_good).then(|| {
        format!("The server speaks {}, which is out of use. Have it speak TLS 1.2 or later.", short(version))
    })
}

fn verified(found: &Handshake) -> Option<String> {
    let (number, words) = found.verified.as_ref()?;
    let what = match number {
        0 => return None,
        10 => "A certificate that it sends has ended.",
        9 => "A certificate that it sends has not begun.",
        18 => "Its certificate is signed by its own key.",
        19 => "The root that it sends is not among those in -CAfile.",
        2 | 20 | 21 => {
            "The certificates that it sends do not lead to a root in -CAfile: the intermediate is missing, or the root is another one."
        }
        62 => "The name that was called is not in its certificate.",
        _ => return Some(format!("OpenSSL refuses the chain: {}.", short(words))),
    };
    Some(what.to_owned())
}
