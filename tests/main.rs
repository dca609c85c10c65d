//! The tests of the core, in one program: seventy would each be compiled with the same support, and run
//! one after another. A file is chosen by its name, as in `cargo test --test core-tests pkcs12_damage::`.
//! What asks other people's programs is in `programs`: `--skip programs::` leaves it out.

mod belonging;
mod bulk_archives;
mod bulk_batch_wording;
mod bulk_calendar;
mod bulk_limits;
mod bulk_list;
mod bulk_list_programs;
mod bulk_pairing;
mod bulk_passwords;
mod bulk_queue;
mod bulk_requests;
mod bulk_returned;
mod bulk_wording;
mod bundle;
mod bundle_key;
mod certificate;
mod chain;
mod chain_completed;
mod check;
mod check_certificate;
mod check_issuer;
mod check_path;
mod check_usage;
mod check_wording;
mod corpus;
mod existing_key;
mod file_in_use;
mod file_names;
mod handshake;
mod hostile_names;
mod inspection;
mod judge;
mod key;
mod keyholder;
mod many_things;
mod mutations;
mod name;
mod page;
mod password;
mod password_work;
mod pkcs12;
mod pkcs12_damage;
mod pkcs12_readers;
mod pkcs7;
mod pkits;
mod prime;
mod programs;
mod race;
mod reader;
mod reader_behind;
mod reader_foreign;
mod reader_layers;
mod reader_limits;
mod reader_mail;
mod reader_refusals;
mod reader_repairs;
mod reader_reports;
mod reader_text;
mod reports;
mod request_checks;
mod secrets;
mod sending;
mod steps_batch;
mod steps_bulk;
mod steps_bundle;
mod steps_files;
mod steps_inspect;
mod steps_next;
mod steps_request;
mod support;
mod trust;
mod unusual_keys;
mod unusual_pkcs12;
mod verdicts;
mod visit;
mod wording;
mod wording_files;
mod wording_names;
mod wording_reading;

#[test]
fn every_file_beside_this_one_is_in_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    support::every_file::is_named(include_str!("main.rs"), folder);
}
