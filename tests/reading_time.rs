//! How long is taken for the worst that can be given.

#[path = "support/hostile.rs"]
mod hostile;

use std::time::{Duration, Instant};

use bars_csr::job::{Document, Job, Question};
use bars_csr::keyholder::Keyholder;
use bars_csr::wording::Field;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use hostile::Hostile;
use zeroize::Zeroizing;

/// `cargo test --release --test reading_time -- --ignored --nocapture` prints how long each takes, the
/// worst last.
#[test]
#[ignore = "a measurement"]
fn a_megabyte_of_anything_is_answered_within_a_second() {
    let mut taken: Vec<(Duration, String)> =
        hostile::inputs().into_iter().map(|input| (answered_after(&input), input.name)).collect();
    taken.sort();
    for (time, name) in &taken {
        println!("{:4} ms  {name}", time.as_millis());
    }
    assert!(taken.last().is_some_and(|(time, _)| time.as_secs() < 1));
}

/// How long a worker takes to answer, be it with a refusal.
fn answered_after(input: &Hostile) -> Duration {
    let (source, job) = if input.is_key {
        (Field::KeyFile, Job::OpenKey { source: Field::KeyFile, password: None })
    } else {
        let question = Question { key: None, asked_for: None, now: 1_795_521_600 };
        (Field::CertificateFile, Job::Assess(question))
    };
    let bytes = Zeroizing::new(input.octets.clone());
    let documents = vec![Document { source, name: String::new(), bytes }];
    let start = Instant::now();
    let answer = Keyholder::default().perform(job, documents, &mut UnwrapErr(SysRng), &mut |_| {});
    let time = start.elapsed();
    assert!(!answer.outcome.goes_on());
    time
}
