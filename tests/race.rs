//! Workers that race for a key, as the page sees them.

use bars_csr::key::{KeySize, Progress};
use bars_csr::race::{MOST_SEARCHERS, Next, Race, searchers_for};

#[test]
fn there_are_as_many_workers_as_processors_up_to_a_limit() {
    let searchers: Vec<usize> = [0, 1, 2, 3, 8, 9, 128].into_iter().map(searchers_for).collect();
    assert_eq!(searchers, [1, 1, 2, 3, 8, 8, 8]);
    assert_eq!(MOST_SEARCHERS, 8);
}

#[test]
fn progress_is_what_all_workers_have_tried() {
    let mut race = Race::new(KeySize::Rsa2048, 3);
    race.report(0, 10);
    race.report(2, 5);
    race.report(0, 12);
    race.report(7, 1_000);
    assert_eq!(race.progress(), Progress { tried: 17, expected: 64 });
}

#[test]
fn what_a_worker_that_ended_had_tried_still_counts() {
    let mut race = Race::new(KeySize::Rsa2048, 2);
    race.report(0, 10);
    assert_eq!(race.ended(0), Next::Replace);
    race.report(0, 3);
    assert_eq!(race.progress().tried, 13);
}

#[test]
fn a_worker_is_replaced_three_times() {
    let mut race = Race::new(KeySize::Rsa2048, 2);
    let next = [1; 5].map(|seat| race.ended(seat));
    assert_eq!(next, [Next::Replace, Next::Replace, Next::Replace, Next::LeaveEmpty, Next::LeaveEmpty]);
    assert_eq!(race.ended(0), Next::Replace, "each seat for itself");
}

#[test]
fn who_says_nothing_between_two_looks_is_silent() {
    let mut race = Race::new(KeySize::Rsa2048, 3);
    assert_eq!(race.silent(), [0; 0], "all have just begun");
    race.report(1, 2);
    assert_eq!(race.silent(), [0, 2]);
    assert_eq!(race.ended(0), Next::Replace);
    assert_eq!(race.silent(), [1, 2], "who has just begun is not silent");
}

#[test]
fn an_empty_seat_is_not_silent() {
    let mut race = Race::new(KeySize::Rsa2048, 2);
    while race.ended(1) == Next::Replace {}
    assert_eq!(race.silent(), [0; 0]);
    assert_eq!(race.silent(), [0]);
}
