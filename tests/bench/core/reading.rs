//! What can be given that asks for as much work as it can.

use std::time::{Duration, Instant};

use bars_csr::job::{Document, Job, Question};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use zeroize::Zeroizing;

use crate::Measured;
use crate::support::hostile::{self, Hostile};

/// 24 November 2026.
const NOW: i64 = 1_795_521_600;

/// All of them, of up to a megabyte each.
pub fn measure() -> Vec<Measured> {
    let most = Some(Duration::from_secs(1));
    let measure = |input: Hostile| {
        let looking = format!("looking at a megabyte: {}", input.name);
        let taking = format!("taking a megabyte: {}", input.name);
        [
            Measured { what: looking, taken: looked_at_after(&input), most },
            Measured { what: taking, taken: taken_after(&input), most },
        ]
    };
    hostile::inputs().into_iter().flat_map(measure).collect()
}

/// How long a worker takes to say what it is.
fn looked_at_after(input: &Hostile) -> Duration {
    answered_after(input, Field::InspectFile, Job::Inspect { password: None, completes: true, now: NOW })
}

/// How long a worker takes to use it, or to refuse it.
fn taken_after(input: &Hostile) -> Duration {
    let (source, job) = if input.is_key {
        (Field::KeyFile, Job::OpenKey { source: Field::KeyFile, password: None })
    } else {
        let question = Question { key: None, asked_for: None, completes: true, now: NOW };
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
