//! While something is made, and what becomes of it.

use std::time::Duration;

use crate::key::Progress;
use crate::message::{Field, Message};

/// How far the search for a key has come.
pub fn progress(progress: Progress) -> String {
    let Progress { tried, expected } = progress;
    let longer = if progress.is_longer_than_usual() {
        " This is longer than usual: 19 of 20 keys are found sooner. It is chance, and nothing is wrong."
    } else {
        ""
    };
    format!("Tried {tried} numbers; about {expected} are usual.{longer}")
}

/// How long it has taken so far.
pub fn elapsed(time: Duration) -> String {
    let seconds = time.saturating_add(Duration::from_millis(500)).as_secs();
    match seconds {
        0 | 1 => "1 second so far.".to_owned(),
        _ => format!("{seconds} seconds so far."),
    }
}

/// No key is made any more; there may be one that was made before.
pub fn making_cancelled(has_key: bool) -> &'static str {
    if has_key {
        "Cancelled. The key before is still here, and so is what you typed."
    } else {
        "Cancelled. No key was kept; what you typed is still there."
    }
}

/// How long it took.
pub fn key_made(time: Duration) -> String {
    let tenths = time.saturating_add(Duration::from_millis(50)).as_millis() / 100;
    format!("The key and the request were made in {}.{} seconds.", tenths / 10, tenths % 10)
}

/// What of a key and its request would be lost with the page.
pub fn unsaved(key_saved: bool, request_saved: bool) -> Option<&'static str> {
    match (key_saved, request_saved) {
        (true, true) => None,
        (false, false) => {
            Some("The private key and the request are not saved yet. Both are lost when this page is closed.")
        }
        (false, true) => Some(
            "The private key is not saved yet. It is lost when this page is closed, and the request is of no use without it.",
        ),
        (true, false) => Some("The request is not saved yet. Save or copy it before you close this page."),
    }
}

/// The key file has been handed to the browser, and perhaps given back and found good.
pub fn key_saved(name: &str, checked: bool) -> String {
    if checked {
        format!("The private key is saved and checked: {name}.key opens and holds the key of this request.")
    } else {
        format!(
            "The browser was given {name}.key to save. Look for it in your downloads folder, and check it below before you close this page."
        )
    }
}

/// What the list of steps says of the first one.
pub fn request_step(saved: bool) -> &'static str {
    if saved { "Both files are saved" } else { "Gives a request and a private key" }
}

/// What the list of steps says of the last one.
pub fn bundle_step(made: bool) -> &'static str {
    if made { "The .pfx file is made" } else { "Gives a .pfx file for your server" }
}

/// One of the finished files has been handed to the browser.
pub fn given_to_save(file: &str) -> String {
    format!("The browser was given {file} to save. Look for it in your downloads folder.")
}

/// Another key is asked for while one is held.
pub fn another_key(name: &str, unsaved: Option<&str>) -> String {
    match unsaved {
        Some(unsaved) => format!("{unsaved} Make a new key and lose what is not saved?"),
        None => format!(
            "The key for {name} is still here, and its files were saved. A new key does not fit that request, nor the certificate that is issued for it. Make a new key?"
        ),
    }
}

/// A field was changed while a key was being made.
pub const KEY_STOPPED: &str = "No key was made, because a field was changed meanwhile. Make the key when all fields are as you want them.";

/// The fields are not those of the key and the request any more.
pub fn request_outdated(name: &str) -> String {
    format!(
        "You have changed the form above since. This key and this request are for {name}, as they were made."
    )
}

/// The worker that kept a key ended.
pub fn keeper_died(saved: bool) -> Message {
    if saved {
        Message::new(
            Field::DownloadKey,
            "The part of the page that kept the private key has stopped. Your saved key file is not affected: use it from now on.",
        )
    } else {
        Message::new(
            Field::Generate,
            "The part of the page that kept the private key has stopped, and the key is lost because it was not saved. Do not send the request: make a new key and a new request.",
        )
    }
}

/// The check of a saved key without a file.
pub fn choose_saved_key() -> Message {
    Message::new(Field::SavedKeyFile, "Choose the key file that you saved, or drop it here.")
}

/// The saved file holds another key.
pub fn saved_key_is_another() -> Message {
    Message::new(
        Field::SavedKeyFile,
        "This file opens, and it holds another private key, not the one of this request. Look for the file that was saved just now.",
    )
}

/// The browser gives no random numbers.
pub fn no_randomness() -> Message {
    Message::new(
        Field::Generate,
        "The browser gives no random numbers, and no key can be made without them. Open this file in another browser.",
    )
}

/// A worker ended in the middle of its work.
pub fn worker_died(field: Field) -> Message {
    Message::new(
        field,
        "The part of the page that works in the background has stopped, and what it was doing is lost. Files that you saved are not affected. Try again; if it happens twice, open this file in another browser.",
    )
}

/// The browser did not take a finished file.
pub fn no_file(field: Field) -> Message {
    Message::new(
        field,
        "The browser did not take the file. Try again, and look whether it asks to allow downloads.",
    )
}

/// No key was given for a request.
pub fn choose_existing_key() -> Message {
    Message::new(
        Field::ExistingKeyFile,
        "Choose the key file or the .pfx that you already have, or drop it here.",
    )
}

/// A request was made with a key that was given.
pub fn request_with_key(name: &str, bits: u32, fingerprint: &str) -> String {
    format!(
        "This is a request for {name} with your key of {bits} bits. The SHA-256 of its public key is {fingerprint}. The key was opened for it and let go: keep its file."
    )
}

/// Asks before a key is handed over without a password.
pub const PLAIN_KEY: &str = "This file has no password: whoever gets it can pretend to be this endpoint. Save it only where a program cannot take a password, such as AWS Certificate Manager, HAProxy or Kubernetes, and delete it when it is installed.";

/// Asks before the form is filled in for PROD.
pub const SAME_FOR_PROD: &str = "PROD endpoints can be requested only when Solution Assurance has issued your Technical Conformance certificate. Has it? The form is filled in with the same ODS code and organisation; your key and request for INT stay here until you make new ones.";
