//! The table of the requests of a batch.

use crate::name::EndpointName;
use crate::public_key::Fingerprint;

/// The names of the two files of text that go with the requests of a batch into its archive: the table, and
/// where they are sent.
pub const COMPANIONS: [&str; 2] = ["requests.csv", "how-to-send.txt"];

/// A row of the table.
pub struct RequestRow {
    /// The endpoint's name.
    pub name: EndpointName,
    /// Bits of the modulus.
    pub bits: u32,
    /// The digest of the public key.
    pub fingerprint: Fingerprint,
}

/// Writes the table (RFC 4180). Names, numbers and digests hold nothing that has to be quoted, and begin
/// with a letter or a digit: no spreadsheet takes them for a formula.
pub fn request_table(requests: &[RequestRow]) -> String {
    let mut table = String::from("name,environment,key_bits,public_key_sha256\r\n");
    for RequestRow { name, bits, fingerprint } in requests {
        let environment = name.parts().map_or("", |parts| parts.format.environment());
        table.push_str(&format!("{},{environment},{bits},{fingerprint}\r\n", name.as_str()));
    }
    table
}
