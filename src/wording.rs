//! The sentences that a person reads: which field, what is wrong, what to do.
//!
//! Pure, and it repeats no secret: nothing typed into a password field or found in a key file is
//! ever part of a sentence.

mod algorithm;
mod appearance;
mod authority;
mod bulk;
mod check;
mod extension;
mod files;
mod input;
mod inspection;
mod key;
mod making;
mod name;
mod next;
mod outside;
mod packing;
mod password;
mod password_work;
mod pkcs12;
mod pkcs12_given;
mod reading;
mod renewal;
mod request;
mod task;
mod time;

pub use algorithm::{algorithm, cipher, encryption, hash_function};
pub use authority::{
    addition, authority_line, nothing_to_trust, source_of_authorities, trust_made, trust_refused,
};
pub use bulk::{
    MAKING_FILES, PACKING, batch_cancelled, batch_progress, batch_saved, batch_so_far, batch_unsaved,
    calendar_made, in_use_sentence, in_use_summary, keys_locked, leave_out, list_summary, make_the_others,
    names_missing, no_good_name, no_pair, not_made, nothing_to_renew, pairs_summary, pfx_made, requests_made,
    returned_missing, rows_refused,
};
pub use bulk::{
    Tried, batch_incomplete, files_locked, files_not_opened, gathering_notes, in_use_line, key_stays_locked,
    list_error, list_notes, list_row, no_endings, nothing_returned, pair_line, passwords_unused, reminder,
    too_much,
};
pub use check::{
    AUTHORITY_NOT_PUBLISHED, certificate_line, check_line, checks_summary, peculiarities, refused_by_checks,
    verdict,
};
pub use files::{
    FOLDER_UNREAD, READING_FOLDER, TAKE_ALL_OUT, TAKE_OUT, file_name, files_given, taken_out, too_many_files,
};
pub use input::{
    beside_certificates, beside_key, certificate_input, damaged_entry, file_too_large, file_unreadable,
    found_kinds, not_a_certificate, passed_over,
};
pub use inspection::{inspected, nothing_to_inspect, things_found};
pub use key::{make_key, make_request, open_key, seal_bundle_key, seal_key, spelling};
pub use making::{
    KEY_STOPPED, PLAIN_KEY, SAME_FOR_PROD, another_key, bundle_step, choose_existing_key, choose_saved_key,
    elapsed, given_to_save, keeper_died, key_made, key_saved, making_cancelled, no_file, no_randomness,
    progress, request_outdated, request_step, request_with_key, saved_key_is_another, unsaved, worker_died,
};
pub use name::{compose, name, name_warning, room_for_organisation};
pub use next::{
    NOTHING_LEFT_KNOWN, READING_ENDPOINT, endpoint_missing, left_to_do, no_endpoint, receiver_url,
};
pub use packing::{
    CHECKING, CHECKING_THEN_MAKING, CLOSED_TO_DROPS, LIST_STOPPED, MAKE_PFX, MAKING_PFX, NEW_KEYS_FOR_ALL,
    NO_PLACE_FOR_DROP, NOTHING_TO_CHECK, OPENING_KEY, OPENING_KEYS, OPENING_KEYS_CANCELLED,
    OPENING_KEYS_THEN_MAKING, OPENING_THEN_MAKING, PFX_CANCELLED, PFX_FILES_OUTDATED, PFX_MADE,
    PFX_OTHER_PASSWORD, PFX_OUTDATED, PFX_STOPPED, READING_CANCELLED, READING_CERTIFICATES, READING_FILES,
    READING_FILES_THEN_MAKING, READING_LIST, READING_THEN_MAKING, REQUESTS_OUTDATED, RETURNED_STOPPED,
    reader_died,
};
pub use password::{new_password, password_shown, pfx_password_warning, weak_password};
pub use password_work::{
    CHECK_STOPPED, CHECKING_CANCELLED, CHECKING_SAVED_KEY, LOOKING, LOOKING_CANCELLED, OPENING_CANCELLED,
    PASSWORD_WORK_IS_LONG, SAVED_KEY_FITS, password_work,
};
pub use pkcs12::{
    bundle_key_gone, certificate_damaged, certificate_missing, chain_hint, key_missing, key_opened, no_chain,
    not_judged, pkcs12_refused,
};
pub use pkcs12_given::{accepted, open_pkcs12, refusals, skipped};
pub use reading::{place, repairs};
pub use renewal::{RENEWAL_INT, RENEWAL_OF_MANY, RENEWAL_PLAN, RENEWAL_PROD, renew_all};
pub use task::{Errand, Part, Task, TaskKind, Value, how_to_send, tasks, tasks_as_text};

/// The words joined as people join them: "a, b and c".
fn joined<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// A size in bytes as people read it.
fn size(bytes: u64) -> String {
    size_to(bytes, 0)
}

/// A size with at most so many digits behind the point.
fn size_to(bytes: u64, digits: usize) -> String {
    let (whole, behind, name) = match bytes {
        0..1_000 => return format!("{bytes} bytes"),
        1_000..1_000_000 => (bytes / 1_000, format!("{:03}", bytes % 1_000), "KB"),
        _ => (bytes / 1_000_000, format!("{:06}", bytes % 1_000_000), "MB"),
    };
    let behind: String = behind.chars().take(digits).collect();
    match behind.trim_end_matches('0') {
        "" => format!("{whole} {name}"),
        behind => format!("{whole}.{behind} {name}"),
    }
}

/// A size and the most that is taken, in numbers that differ.
fn sizes(bytes: impl TryInto<u64>, most: impl TryInto<u64>) -> [String; 2] {
    let both = [bytes.try_into().unwrap_or(u64::MAX), most.try_into().unwrap_or(u64::MAX)];
    let differ = |digits: usize| {
        let [bytes, most] = both.map(|bytes| size_to(bytes, digits));
        (bytes != most).then_some([bytes, most])
    };
    let in_bytes = || both.map(|bytes| format!("{} bytes", algorithm::thousands(bytes)));
    (0..=2).find_map(differ).unwrap_or_else(in_bytes)
}
