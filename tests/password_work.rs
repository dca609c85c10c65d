//! Work on a password that takes long is put into words.

use std::time::Duration;

use bars_csr::password_encryption::Progress;
use bars_csr::wording;

#[test]
fn what_is_done_and_what_is_left_is_put_into_words() {
    let say = |done, total, silent, seconds: u64| {
        wording::password_work(Progress { done, total, silent }, Duration::from_secs(seconds))
    };
    assert_eq!(say(2_000, 10_000, false, 3), "20% done. 3 seconds so far. About 12 seconds to go.");
    assert_eq!(say(9_900, 10_000, false, 9), "99% done. 9 seconds so far. About 1 second to go.");
    assert_eq!(say(10, 10_000, false, 1), "0% done. 1 second so far. About 17 minutes to go.");
    let unknown = "2 seconds so far. How much is left cannot be told.";
    assert_eq!(say(0, 10_000, true, 2), unknown);
    assert_eq!(say(0, 0, false, 2), unknown);
    assert_eq!(say(0, 10_000, false, 2), unknown);
    for said in [wording::PASSWORD_WORK_IS_LONG, wording::OPENING_CANCELLED, wording::CHECKING_CANCELLED] {
        assert!(said.ends_with('.') && !said.contains('!') && !said.contains("  "), "{said}");
    }
}
