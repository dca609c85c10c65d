//! Many endpoints at once.

use crate::message::{Field, Message};
mod batch;
mod list;
mod pairing;
mod renewal;

pub use batch::{
    MAKING_FILES, PACKING, batch_cancelled, batch_progress, batch_saved, batch_so_far, batch_unsaved,
    calendar_made, in_use_sentence, in_use_summary, keys_locked, leave_out, list_summary, make_the_others,
    names_missing, no_good_name, no_pair, not_made, nothing_to_renew, pairs_summary, pfx_made, requests_made,
    returned_missing, rows_refused,
};
pub use list::{list_error, list_notes, list_row};
pub use pairing::{
    Tried, gathering_notes, key_stays_locked, nothing_returned, pair_line, passwords_unused, too_much,
};
pub use renewal::{files_locked, files_not_opened, in_use_line, no_endings, reminder};

/// The files of a batch are not those that were made.
pub fn batch_incomplete(field: Field) -> Message {
    Message::new(
        field,
        "The finished files could not be put together, so no archive was made. Try again; if it happens twice, open this file in another browser.",
    )
}

fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}
