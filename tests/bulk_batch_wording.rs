//! What is said while a batch is made, and of what becomes of it.

use std::time::Duration;

use bars_csr::bulk::{Ending, InUse};
use bars_csr::check::Verdict;
use bars_csr::message::{Field, Message};
use bars_csr::name::EndpointName;
use bars_csr::shown::{CheckLine, InUseLine, PairLine};
use bars_csr::wording::{self, Tried};

fn list(results: &[Verdict]) -> Vec<CheckLine> {
    let row = |&result: &Verdict| CheckLine {
        name: "BaRS-INT-Y01061.healthtech.thirdparty.nhs.uk".to_owned(),
        result,
        title: "line 1".to_owned(),
        sentence: String::new(),
    };
    results.iter().map(row).collect()
}

fn pairs(results: &[Verdict]) -> Vec<PairLine> {
    let line = |&result: &Verdict| PairLine {
        name: "BaRS-INT-Y01061.healthtech.thirdparty.nhs.uk".to_owned(),
        verdict: "Paired",
        result,
        is_locked: false,
        is_alone: false,
        sentence: String::new(),
    };
    results.iter().map(line).collect()
}

fn in_use(days_left: i64) -> InUse {
    InUse {
        ending: Ending { name: "receiver.nhs.uk".to_owned(), not_after: 0, certificate: [0; 32] },
        days_left,
        is_replaced: false,
        name: EndpointName::parse("receiver.nhs.uk"),
    }
}

fn line(sentence: &str) -> InUseLine {
    InUseLine {
        day: "3 March 2027".to_owned(),
        left: String::new(),
        result: Verdict::Pass,
        sentence: sentence.to_owned(),
    }
}

fn told(message: &Message) -> (Field, &str) {
    (message.field, &message.sentence)
}

#[test]
fn a_list_is_told_in_a_sentence() {
    assert_eq!(wording::list_summary(&list(&[Verdict::Pass])), "1 name, and it is good.");
    assert_eq!(wording::list_summary(&list(&[Verdict::Pass, Verdict::Pass])), "2 names, all good.");
    assert_eq!(wording::list_summary(&list(&[Verdict::Fail])), "1 name: 1 refused.");
    assert_eq!(
        wording::list_summary(&list(&[Verdict::Pass, Verdict::Warn, Verdict::Fail, Verdict::Fail])),
        "4 names: 1 with a warning and 2 refused."
    );
}

#[test]
fn refused_rows_are_named_by_their_number_and_left_out_by_a_tick() {
    assert_eq!(wording::leave_out(1), "Leave out the row that is refused");
    assert_eq!(wording::leave_out(3), "Leave out the 3 rows that are refused");
    assert_eq!(
        told(&wording::rows_refused(1)),
        (Field::BulkLeaveOut, "1 row is refused. Correct it, or tick this box to leave it out.")
    );
    assert_eq!(
        told(&wording::rows_refused(3)),
        (Field::BulkLeaveOut, "3 rows are refused. Correct them, or tick this box to leave them out.")
    );
}

#[test]
fn what_is_missing_is_asked_for() {
    let expected = [
        (
            wording::names_missing(),
            Field::BulkNames,
            "Enter the names, one in each line, or choose a file with them.",
        ),
        (
            wording::no_good_name(),
            Field::BulkNames,
            "Every row is refused, so there is nothing to make. The table says why.",
        ),
        (
            wording::returned_missing(),
            Field::BulkCertificates,
            "Give the certificates here, and below the key files or the archive that was saved with the requests.",
        ),
        (
            wording::no_pair(),
            Field::BulkMakePfx,
            "There is no certificate with its key, so there is nothing to make. The table says what is missing.",
        ),
        (
            wording::nothing_to_renew(false),
            Field::BulkRenew,
            "None of these certificates ends within 90 days.",
        ),
        (
            wording::nothing_to_renew(true),
            Field::BulkRenew,
            "None of these names can be requested again. The table says why.",
        ),
    ];
    for (message, field, sentence) in &expected {
        assert_eq!(told(message), (*field, *sentence));
    }
}

#[test]
fn progress_tells_how_many_are_done_and_how_long_the_others_may_take() {
    let seconds = Duration::from_secs;
    assert_eq!(wording::batch_progress(0, 200, seconds(3)), "0 of 200 done. 3 seconds so far.");
    assert_eq!(
        wording::batch_progress(50, 200, seconds(10)),
        "50 of 200 done. 10 seconds so far. About 30 seconds to go."
    );
    assert_eq!(
        wording::batch_progress(1, 200, seconds(2)),
        "1 of 200 done. 2 seconds so far. About 7 minutes to go."
    );
    assert_eq!(wording::batch_progress(200, 200, seconds(40)), "200 of 200 done. 40 seconds so far.");
    assert_eq!(wording::batch_so_far(50, 200), "50 of 200 done.");
}

#[test]
fn what_was_made_is_told_and_what_was_not() {
    let time = Duration::from_millis(41_270);
    assert_eq!(wording::requests_made(1, 1, time), "1 request and its key were made in 41.3 seconds.");
    assert_eq!(
        wording::requests_made(200, 200, time),
        "200 requests and their keys were made in 41.3 seconds."
    );
    assert_eq!(wording::requests_made(198, 200, time), "198 of 200 requests and their keys are made.");
    assert_eq!(
        wording::batch_cancelled(0, 200),
        "Cancelled. Nothing was made; what you gave is still there."
    );
    assert_eq!(
        wording::batch_cancelled(37, 200),
        "Cancelled. 37 of 200 are made and kept: save them, or make the others as well."
    );
    assert_eq!(wording::make_the_others(0), "Put the finished files together again");
    assert_eq!(wording::make_the_others(1), "Make the one that is missing");
    assert_eq!(wording::make_the_others(163), "Make the 163 that are missing");
    assert_eq!(wording::not_made("a.nhs.uk", Some("It is so.")), "a.nhs.uk: It is so.");
    assert_eq!(
        wording::not_made("a.nhs.uk", None),
        "a.nhs.uk: The part of the page that makes it has stopped three times."
    );
    assert_eq!(wording::pfx_made(1, 0), "1 .pfx file is made.");
    assert_eq!(wording::pfx_made(298, 1), "298 .pfx files are made. 1 is missing: the list below says why.");
    assert_eq!(wording::pfx_made(298, 2), "298 .pfx files are made. 2 are missing: the list below says why.");
}

#[test]
fn what_is_not_saved_is_said_until_everything_is() {
    assert_eq!(wording::batch_unsaved(true, None), None);
    assert_eq!(wording::batch_unsaved(true, Some(true)), None);
    assert_eq!(
        wording::batch_unsaved(false, None),
        Some("The archive is not saved yet. It is lost when this page is closed.")
    );
    assert_eq!(
        wording::batch_unsaved(false, Some(false)),
        Some("The archive and the passwords are not saved yet. Both are lost when this page is closed.")
    );
    assert_eq!(
        wording::batch_unsaved(false, Some(true)),
        Some(
            "The archive is not saved yet. It is lost when this page is closed, and the passwords are of no use without it."
        )
    );
    assert_eq!(
        wording::batch_unsaved(true, Some(false)),
        Some(
            "The passwords are not saved yet. They are lost when this page is closed, and nobody can open the files in the archive without them."
        )
    );
    assert_eq!(
        wording::batch_saved("all.zip", false),
        "The browser was given all.zip to save. Look for it in your downloads folder."
    );
    assert_eq!(
        wording::batch_saved("all.zip", true),
        "The browser was given all.zip and passwords.csv to save. Look for both in your downloads folder, and keep them in two different places."
    );
}

#[test]
fn pairs_are_told_in_a_sentence() {
    assert_eq!(
        wording::pairs_summary(&pairs(&[Verdict::Pass])),
        "1 name, and it has its key and its certificate."
    );
    assert_eq!(
        wording::pairs_summary(&pairs(&[Verdict::Pass, Verdict::Warn])),
        "2 names, each with its key and its certificate."
    );
    assert_eq!(
        wording::pairs_summary(&pairs(&[Verdict::Pass, Verdict::Fail])),
        "1 of 2 endpoints is ready; the table says why the others are not."
    );
    assert_eq!(
        wording::pairs_summary(&pairs(&[Verdict::Pass, Verdict::Fail, Verdict::Fail])),
        "1 of 3 endpoints is ready; the table says why the others are not."
    );
    // A certificate and its locked key are one endpoint, and so is a locked key by itself.
    let locked = |locked: usize, others: &[Verdict]| {
        let mut lines = pairs(others);
        lines.extend(pairs(&vec![Verdict::Fail; locked]).into_iter().map(|line| PairLine {
            is_locked: true,
            is_alone: true,
            ..line
        }));
        wording::pairs_summary(&lines)
    };
    assert_eq!(locked(4, &[Verdict::Fail; 4]), "0 of 4 endpoints are ready; 4 keys are locked.");
    assert_eq!(locked(1, &[Verdict::Pass, Verdict::Fail]), "1 of 2 endpoints is ready; 1 key is locked.");
    assert_eq!(locked(3, &[]), "0 of 3 endpoints are ready; 3 keys are locked.");
}

#[test]
fn keys_that_are_not_open_are_counted() {
    let said = |keys, table, typed| {
        let Message { field, sentence } = wording::keys_locked(keys, Tried { table, typed });
        assert_eq!(field, Field::BulkKeyPassword);
        sentence
    };
    assert_eq!(said(1, false, false), "1 key has a password. Enter it, or give passwords.csv with the keys.");
    assert_eq!(
        said(12, false, false),
        "12 keys have a password. Enter it, or give passwords.csv with the keys."
    );
    assert_eq!(
        said(3, false, true),
        "3 keys did not open with this password; the table says which. If another one opens them, enter that."
    );
    assert_eq!(
        said(3, true, false),
        "3 keys did not open with passwords.csv; it may be of another batch. Give the one that was saved with the keys, or enter the password."
    );
    assert_eq!(
        said(1, true, true),
        "1 key did not open with passwords.csv, nor with this password; the table says which. If another one opens them, enter that."
    );
}

#[test]
fn certificates_in_use_are_told_in_a_sentence() {
    let rows = [in_use(-3), in_use(12), in_use(90), in_use(91)];
    assert_eq!(wording::in_use_summary(&rows), "4 certificates: 2 end within 90 days. 1 has ended.");
    assert_eq!(wording::in_use_summary(&[in_use(12)]), "1 certificate: 1 ends within 90 days.");
    assert_eq!(wording::in_use_summary(&[in_use(400)]), "1 certificate: none ends within 90 days.");
    assert_eq!(wording::in_use_summary(&[in_use(-1), in_use(-9)]), "2 certificates: 2 have ended.");
    assert_eq!(wording::in_use_sentence(12, &line("")), "Ends on 3 March 2027.");
    assert_eq!(wording::in_use_sentence(-1, &line("")), "Ended on 3 March 2027.");
    assert_eq!(wording::in_use_sentence(12, &line("It is unusual.")), "Ends on 3 March 2027. It is unusual.");
}

#[test]
fn a_calendar_is_handed_over_unless_it_is_empty() {
    assert_eq!(
        wording::calendar_made("all.ics", 0),
        "Less than 7 days are left, so there is nothing to be reminded of."
    );
    assert_eq!(
        wording::calendar_made("all.ics", 1),
        "The browser was given all.ics to save, with 1 reminder: 60, 30 and 7 days before a certificate ends. Open it, and your calendar takes them over."
    );
    assert_eq!(
        wording::calendar_made("all.ics", 6),
        "The browser was given all.ics to save, with 6 reminders: 60, 30 and 7 days before a certificate ends. Open it, and your calendar takes them over."
    );
}
