//! What is asked of any input at all. The fuzzer asks it of what it invents, and `tests/corpus.rs`
//! of what it kept.

use bars_csr::certificate::Certificate;
use bars_csr::message::Field;
use bars_csr::pkcs7;
use bars_csr::reader::{Item, MOST_BYTES, read};
use bars_csr::wording;

/// Something is found, or the reason is told; and every word of it can be said.
pub fn reader(input: &[u8]) {
    match read(input) {
        Ok(reading) => {
            assert!(!reading.found.is_empty());
            let octets = |item: &Item| match item {
                Item::Certificate(der) => {
                    Certificate::from_der(der).map_or(0, |certificate| certificate.as_der().len())
                }
                _ => 0,
            };
            assert!(reading.items().map(octets).sum::<usize>() <= input.len().max(MOST_BYTES));
            assert!(wording::repairs(&reading.repairs, "").iter().all(|sentence| sentence.ends_with('.')));
            let kinds: Vec<_> = reading.items().map(Item::kind).collect();
            assert!(wording::beside_certificates(&kinds, "").ends_with('.'));
        }
        Err(error) => {
            assert!(wording::certificate_input(&error, "", Field::CertificateFile).sentence.ends_with('.'))
        }
    }
}

/// What is taken out of a message stands in it as it is.
pub fn pkcs7(message: &[u8]) {
    if let Ok(bundle) = pkcs7::open(message) {
        for part in bundle.certificates.iter().chain(&bundle.revocation_lists) {
            assert!(message.as_ptr_range().contains(&part.as_ptr()));
            assert!(part.len() < message.len());
        }
    }
}
