//! What is asked of any octets as a list of names, and as something that came back for many endpoints.

use bars_csr::bulk::{Ending, Given, List, in_use};
use bars_csr::check::Verdict;
use bars_csr::job::{BulkJob, BulkOutcome, Document, Job, Outcome};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::name::EndpointName;
use bars_csr::wording;
use zeroize::Zeroizing;

use super::NoRandomness;

const NOW: i64 = 1_795_521_600;

fn document(input: &[u8]) -> Document {
    Document { source: Field::InspectFile, name: "a.pem".to_owned(), bytes: Zeroizing::new(input.to_vec()) }
}

fn ask(job: BulkJob, input: &[u8]) -> Option<BulkOutcome> {
    let documents = vec![document(input)];
    let answer = Keyholder::default().perform(Job::Bulk(job), documents, &mut NoRandomness, &mut |_| {});
    match answer.outcome {
        Outcome::Bulk(outcome) => Some(outcome),
        Outcome::Refused(messages) => {
            assert!(!messages.is_empty());
            for message in messages {
                assert!(message.sentence.ends_with(['.', '?']), "{}", message.sentence);
            }
            None
        }
        _ => panic!("another answer"),
    }
}

/// Every row has a name that can be used or a reason, and lines go upwards.
pub fn list(input: &[u8]) {
    let mut line = 0;
    if let Ok(list) = List::read(input) {
        for row in &list.rows {
            assert!(row.line >= line.max(1));
            line = row.line;
        }
    }
    let Some(BulkOutcome::List { rows, .. }) = ask(BulkJob::ReadList, input) else { return };
    assert!(!rows.is_empty());
    let mut names = Vec::new();
    for row in &rows {
        if row.result == Verdict::Fail {
            assert!(row.sentence.ends_with(['.', '?']), "{}", row.sentence);
        } else {
            let name = EndpointName::parse(&row.name).expect("a name");
            assert_eq!(name.as_str(), row.name);
            names.push(row.name.to_ascii_lowercase());
        }
    }
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

/// Everything is in its place once, every file that is spoken of is there, and every pair has a reason.
pub fn returned(input: &[u8]) {
    let given = Given::read([("a.pem", input)]);
    if let Ok(given) = &given {
        let endings: Vec<Ending> = given.endpoints.iter().map(Ending::of).collect();
        for line in in_use(&endings, NOW).iter().map(wording::in_use_line) {
            assert!(!line.day.is_empty());
        }
    }
    let Some(BulkOutcome::Returned(returned)) =
        ask(BulkJob::ReadReturned { completes: true, now: NOW }, input)
    else {
        return;
    };
    let keys =
        returned.keys.iter().flat_map(|key| [key.file].into_iter().chain(key.passwords.iter().copied()));
    let certificates = returned.certificates.iter().map(|file| file.file);
    let mut places: Vec<usize> = keys.chain(certificates).chain(returned.authorities).collect();
    places.sort_unstable();
    assert!(places.iter().copied().eq(0..places.len()));
    let pairs = returned.pairs(NOW);
    assert!(pairs.len() <= returned.certificates.len() + returned.keys.len() && !pairs.is_empty());
    for pair in &pairs {
        let line = wording::pair_line(pair, &returned);
        assert!(!line.verdict.is_empty());
        assert!(line.result == Verdict::Pass || !line.sentence.is_empty(), "{line:?}");
    }
}
