//! While a password is worked on, and what becomes of it.

use std::time::Duration;

use super::making::elapsed;
use crate::password_encryption::Progress;

/// How far the work on a password has come, and how long it may still take.
pub fn password_work(progress: Progress, time: Duration) -> String {
    let so_far = elapsed(time);
    match (progress.percent(), seconds_left(progress.done, progress.total, time)) {
        (Some(percent), Some(left)) => format!("{percent}% done. {so_far} {}", to_go(left)),
        _ => format!("{so_far} How much is left cannot be told."),
    }
}

/// What is said once, when the work on a password turns out to be long.
pub const PASSWORD_WORK_IS_LONG: &str =
    "The password of this file asks for a lot of work. You can wait for it or cancel it.";

/// The opening of a key was cancelled.
pub const OPENING_CANCELLED: &str = "Cancelled. The key was not opened; what you gave is still there. To open it after all, press Enter in the field of its password.";

/// The check of a saved key was cancelled.
pub const CHECKING_CANCELLED: &str =
    "Cancelled. The saved file was not checked; what you gave is still there.";

/// The saved key file is being checked.
pub const CHECKING_SAVED_KEY: &str = "Checking.";

/// The saved key file is good.
pub const SAVED_KEY_FITS: &str = "The saved file opens and holds the key of this request.";

/// A field was changed while the saved key file was being checked.
pub const CHECK_STOPPED: &str =
    "The check has ended, because you changed a field meanwhile. Check the file that is chosen now.";

/// What was given is being looked at.
pub const LOOKING: &str = "Looking.";

/// Looking at something was cancelled.
pub const LOOKING_CANCELLED: &str = "Cancelled. What you gave is still there, but for a pasted key and a password that were taken out of their fields.";

/// At the pace so far, rounded up.
pub(super) fn seconds_left(done: u64, total: u64, time: Duration) -> Option<u128> {
    let left = u128::from(total.saturating_sub(done));
    let milliseconds = time.as_millis().saturating_mul(left).checked_div(u128::from(done))?;
    Some(milliseconds.div_ceil(1_000))
}

pub(super) fn to_go(seconds: u128) -> String {
    match seconds {
        0 | 1 => "About 1 second to go.".to_owned(),
        2..=90 => format!("About {seconds} seconds to go."),
        _ => format!("About {} minutes to go.", seconds.div_ceil(60)),
    }
}
