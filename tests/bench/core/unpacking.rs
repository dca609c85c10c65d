//! The largest archive that is read, full of what the reader has to put right.

use std::time::{Duration, Instant};

use bars_csr::reader::{MOST_BYTES, read};

use crate::Measured;
use crate::support::zip::compressed_files;

const PROXY: &str = include_str!("../../vectors/bars-proxy.spineservices.nhs.uk.pem");

/// Some forty-nine megabytes of text that look like certificates in an email.
pub fn measure() -> Measured {
    let text = "=3D<b>&gt;\\n> -BEGIN CERTIFICATE MII ".repeat(25_000);
    let names: Vec<String> = (0..49).map(|number| number.to_string()).collect();
    let texts = names.iter().map(|name| (name.as_str(), text.as_bytes()));
    let archive =
        compressed_files(&[("a.pem", PROXY.as_bytes())].into_iter().chain(texts).collect::<Vec<_>>());
    assert!(archive.len() < MOST_BYTES);
    let start = Instant::now();
    assert_eq!(read(&archive).expect("it is read").found.len(), 1);
    let what = "unpacking and reading an archive of 49 MB".to_owned();
    Measured { what, taken: start.elapsed(), most: Some(Duration::from_secs(20)) }
}
