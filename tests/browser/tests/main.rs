//! The tests of the page, in one program: each file alone would be compiled with the same driver once more.
//! A file is chosen by its name, as in `cargo test --package browser-tests bulk::`.

mod about;
mod access;
mod blocked;
mod blocked_downloads;
mod bulk;
mod bulk_working;
mod deaths;
mod every_state;
mod file_in_use;
mod forgotten;
mod garbage;
mod given;
mod inspect;
mod int_journey;
mod keyboard;
mod lanes;
mod names;
mod next;
mod orders;
mod password_work;
mod primes;
mod prod_journey;
mod race;
mod refusals;
mod servers;
mod silence;
mod steady;
mod using;
mod working;

#[test]
fn every_file_beside_this_one_is_in_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    browser_tests::every_file::is_named(include_str!("main.rs"), folder);
}
