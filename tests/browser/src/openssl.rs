//! What OpenSSL makes of the files that the page has saved.

use std::path::Path;

use crate::program::{Outcome, program};

/// What is in a .pfx file.
#[derive(Debug, PartialEq, Eq)]
pub struct Pfx {
    /// The public key of its private key, PEM.
    pub public_key: String,
    /// The endpoint's certificate, PEM.
    pub certificate: String,
    /// The other certificates, PEM, in their order.
    pub chain: Vec<String>,
    /// The display name.
    pub friendly_name: String,
}

/// The public key of a request, PEM. The request has to be signed with it, and to hold the name
/// and nothing else.
pub fn read_request(file: &Path, name: &str) -> String {
    // OpenSSL 3.0 exits with 0 when the signature is wrong: its words count.
    let verified = openssl(&["req", "-verify", "-noout", "-in", path(file)]);
    assert_eq!(verified.stderr, "Certificate request self-signature verify OK\n");
    let subject = openssl(&["req", "-noout", "-subject", "-nameopt", "RFC2253", "-in", path(file)]);
    assert_eq!(subject.text(), format!("subject=CN={name}\n"));
    let text = openssl(&["req", "-noout", "-text", "-in", path(file)]).text();
    assert!(text.contains("Attributes:\n            (none)"), "{text}");
    assert!(text.contains("Signature Algorithm: sha256WithRSAEncryption"), "{text}");
    openssl(&["req", "-noout", "-pubkey", "-in", path(file)]).text()
}

/// The public key of a private key file, PEM. The key is checked as well.
pub fn read_key(file: &Path, password: &str) -> String {
    let password = format!("pass:{password}");
    let said = openssl(&["pkey", "-check", "-pubout", "-in", path(file), "-passin", &password]).text();
    said.strip_prefix("Key is valid\n").expect("OpenSSL finds the key valid").to_owned()
}

/// The two primes of a private key file, their most significant octets first.
pub fn read_primes(file: &Path, password: &str) -> [Vec<u8>; 2] {
    let password = format!("pass:{password}");
    let text = openssl(&["pkey", "-text", "-noout", "-in", path(file), "-passin", &password]).text();
    ["prime1:", "prime2:"].map(|name| {
        // Indented digits, two to an octet, with colons between them.
        let (_, rest) = text.split_once(name).expect("OpenSSL names the primes");
        let lines = rest.lines().skip(1).take_while(|line| line.starts_with(' '));
        let digits: String = lines.flat_map(str::chars).filter(char::is_ascii_hexdigit).collect();
        let octet = |place| u8::from_str_radix(&digits[place..place + 2], 16).expect("two digits");
        (0..digits.len()).step_by(2).map(octet).skip_while(|octet| *octet == 0).collect()
    })
}

/// What is in a .pfx file. It is opened once: what its password costs is most of the time.
pub fn read_pfx(file: &Path, password: &str) -> Pfx {
    let password = format!("pass:{password}");
    let text = openssl(&["pkcs12", "-in", path(file), "-passin", &password, "-nodes"]).text();
    // Before each thing stand its attributes. The key's certificate is the one that shares its number.
    let bags: Vec<&str> = text.split("Bag Attributes").skip(1).collect();
    let (keys, others): (Vec<&str>, Vec<&str>) =
        bags.iter().partition(|bag| bag.contains(" PRIVATE KEY-----"));
    let [key] = keys[..] else { panic!("there is one key: {}", keys.len()) };
    let (own, chain): (Vec<&str>, Vec<&str>) = others.iter().partition(|bag| bag.contains("localKeyID: "));
    let folder = tempfile::tempdir().expect("a folder");
    let public_key = program("openssl", folder.path(), &["pkey", "-pubout"], key.as_bytes());
    let friendly_name = key.lines().find_map(|line| line.trim().strip_prefix("friendlyName: "));
    Pfx {
        public_key: public_key.expect_success().text(),
        certificate: certificates(&own.concat()).concat(),
        chain: certificates(&chain.concat()),
        friendly_name: friendly_name.unwrap_or_default().to_owned(),
    }
}

/// What OpenSSL says of the protection of a .pfx file.
pub fn protection_of_pfx(file: &Path, password: &str) -> String {
    let password = format!("pass:{password}");
    openssl(&["pkcs12", "-info", "-noout", "-in", path(file), "-passin", &password]).stderr
}

/// The certificates of a PEM text, each on its own, without what stands around them.
pub fn certificates(text: &str) -> Vec<String> {
    const END: &str = "-----END CERTIFICATE-----\n";
    let starts = text.match_indices("-----BEGIN CERTIFICATE-----").map(|(start, _)| &text[start..]);
    starts.map(|rest| rest[..rest.find(END).expect("a certificate ends") + END.len()].to_owned()).collect()
}

fn openssl(arguments: &[&str]) -> Outcome {
    program("openssl", Path::new("."), arguments, b"").expect_success()
}

fn path(file: &Path) -> &str {
    file.to_str().expect("a path of letters")
}
