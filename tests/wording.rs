//! What is said while something is made, and what stops it.

use std::time::Duration;

use crate::support::sentences::are_plain;
use bars_csr::certificate::{CertificateError, CertificatePart};
use bars_csr::chain::ChainError;
use bars_csr::key::{MakeKeyError, Progress, SealKeyError};
use bars_csr::message::{Field, Message};
use bars_csr::password::PasswordError;
use bars_csr::pkcs7::ContentType;
use bars_csr::pkcs12::SealError;
use bars_csr::reader::ItemKind;
use bars_csr::request::MakeRequestError;
use bars_csr::wording;

fn others() -> Vec<Message> {
    let pair = (Field::PfxPassword, Field::PfxPasswordConfirm);
    let passwords =
        [PasswordError::Empty, PasswordError::TooLong { characters: 20_000 }, PasswordError::Different];
    let seals = [
        SealError::NoCertificate,
        SealError::OtherKey,
        SealError::FriendlyNameTooLong { characters: 300 },
        SealError::Encode,
        SealError::ReadBack,
    ];
    let damages = [
        CertificatePart::Structure,
        CertificatePart::Signature,
        CertificatePart::SerialNumber,
        CertificatePart::Issuer,
        CertificatePart::Validity,
        CertificatePart::Subject,
        CertificatePart::PublicKey,
        CertificatePart::Extensions,
    ];
    let chains = [ChainError::Empty, ChainError::TooMany { certificates: 101, most: 100 }];
    let single = [
        wording::make_key(MakeKeyError::SelfTest),
        wording::make_request(MakeRequestError::Sign),
        wording::make_request(MakeRequestError::ReadBack),
        wording::seal_key(SealKeyError),
        wording::choose_saved_key(),
        wording::saved_key_is_another(),
        wording::no_randomness(),
        wording::worker_died(Field::Generate),
        wording::keeper_died(true),
        wording::keeper_died(false),
        wording::no_file(Field::DownloadKey),
        wording::key_missing(true),
        wording::key_missing(false),
        wording::certificate_missing(),
        wording::bundle_key_gone(),
        wording::seal_bundle_key(SealKeyError),
        wording::file_too_large(Field::KeyFile, "big.bin", 50_000_000, 10_485_760),
        wording::file_unreadable(Field::KeyFile, "gone.key"),
        wording::file_unreadable(Field::BulkGenerate, ""),
        wording::not_a_certificate(&[ItemKind::Pkcs7(ContentType::EnvelopedData)], "", Field::CertificatePem),
    ];
    let passwords = passwords.map(|error| wording::new_password(error, pair.0, pair.1));
    let seals = seals.map(|error| wording::pkcs12_refused(&error));
    let damages = damages.map(|part| {
        let error = CertificateError { part, octet: 1_234 };
        wording::certificate_damaged(error, Field::CertificatePem, "")
    });
    let chains = chains.map(|error| wording::no_chain(error, Field::CertificateFile));
    single.into_iter().chain(passwords).chain(seals).chain(damages).chain(chains).collect()
}

#[test]
fn every_other_message_is_a_plain_sentence() {
    are_plain(others().into_iter().map(|message| message.sentence));
}

#[test]
fn what_is_not_saved_is_said_until_everything_is() {
    assert_eq!(wording::unsaved(true, true), None);
    for (key, request) in [(false, false), (false, true), (true, false)] {
        assert!(wording::unsaved(key, request).is_some_and(|sentence| sentence.ends_with('.')));
    }
}

#[test]
fn progress_tells_what_was_tried_and_what_is_usual() {
    let progress = Progress { tried: 12, expected: 64 };
    assert_eq!(wording::progress(progress), "Tried 12 numbers; about 64 are usual.");
    let longer = Progress { tried: 160, expected: 64 };
    assert_eq!(
        wording::progress(longer),
        "Tried 160 numbers; about 64 are usual. This is longer than usual: 19 of 20 keys are found sooner. It is chance, and nothing is wrong."
    );
    assert_eq!(wording::elapsed(Duration::from_millis(400)), "1 second so far.");
    assert_eq!(wording::elapsed(Duration::from_millis(7_400)), "7 seconds so far.");
    let made = "The key and the request were made in 1.3 seconds.";
    assert_eq!(wording::key_made(Duration::from_millis(1_250)), made);
}
