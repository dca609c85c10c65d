//! How long is taken for the worst that can be given.

mod support;

use std::time::{Duration, Instant};

use bars_csr::job::{Document, Job, Question};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use support::hostile::{self, Hostile};
use zeroize::Zeroizing;

/// 24 November 2026.
const NOW: i64 = 1_795_521_600;

/// `cargo test --release --test reading_time -- --ignored --nocapture` prints how long each takes, the
/// worst last.
#[test]
#[ignore = "a measurement"]
fn a_megabyte_of_anything_is_answered_within_a_second() {
    let mut taken = Vec::new();
    for input in hostile::inputs() {
        taken.push((looked_at_after(&input), format!("looking at {}", input.name)));
        taken.push((taken_after(&input), input.name));
    }
    taken.sort();
    for (time, name) in &taken {
        println!("{:4} ms  {name}", time.as_millis());
    }
    assert!(taken.last().is_some_and(|(time, _)| time.as_secs() < 1));
}

/// How long a worker takes to say what it is.
fn looked_at_after(input: &Hostile) -> Duration {
    answered_after(input, Field::InspectFile, Job::Inspect { password: None, now: NOW })
}

/// How long a worker takes to use it, or to refuse it.
fn taken_after(input: &Hostile) -> Duration {
    let (source, job) = if input.is_key {
        (Field::KeyFile, Job::OpenKey { source: Field::KeyFile, password: None })
    } else {
        let question = Question { key: None, asked_for: None, now: NOW };
        (Field::CertificateFile, Job::Assess(question))
    };
    answered_after(input, source, job)
}

fn answered_after(input: &Hostile, source: Field, job: Job) -> Duration {
    let bytes = Zeroizing::new(input.octets.clone());
    let documents = vec![Document { source, name: String::new(), bytes }];
    let start = Instant::now();
    let answer = Keyholder::default().perform(job, documents, &mut UnwrapErr(SysRng), &mut |_| {});
    let time = start.elapsed();
    assert!(!answer.outcome.goes_on());
    time
}
