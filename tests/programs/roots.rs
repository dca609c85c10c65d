//! Every root that Debian trusts is read, stays as it is, and signs itself.

use bars_csr::certificate::Certificate;
use bars_csr::reader::{Found, Item, Place, read};
use bars_csr::signature::SignatureError;
use base64ct::{Base64, Encoding};

const FOLDER: &str = "/usr/share/ca-certificates/mozilla";

/// The octets of a file of Debian, by a decoder that is not ours.
fn decoded(pem: &str) -> Vec<u8> {
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    Base64::decode_vec(&body).expect("base64")
}

#[test]
fn every_root_of_debian_is_read_and_signs_itself() {
    let mut files: Vec<_> = std::fs::read_dir(FOLDER)
        .expect("the package ca-certificates is installed")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "crt"))
        .collect();
    files.sort();
    assert!(files.len() > 100, "{}", files.len());
    let (mut verified, mut unchecked) = (0, Vec::new());
    for path in &files {
        let pem = std::fs::read_to_string(path).expect("text");
        let octets = decoded(&pem);
        for (input, place) in [
            (pem.as_bytes(), Place { line: Some(1), ..Place::default() }),
            (octets.as_slice(), Place::default()),
        ] {
            let reading = read(input).expect("it is read");
            assert_eq!(reading.repairs, [], "{path:?}");
            let expected = Found { item: Item::Certificate(octets.clone()), place };
            assert!(reading.found == [expected], "{path:?}");
        }
        let root = Certificate::from_der(&octets).unwrap_or_else(|error| panic!("{path:?}: {error:?}"));
        assert_eq!(root.as_der(), octets);
        assert_eq!(root.to_pem(), pem.trim_start(), "{path:?}");
        match root.verify_signature(root.public_key()) {
            Ok(()) => verified += 1,
            Err(error) => unchecked.push((path, error)),
        }
    }
    println!("{} roots, {verified} verified, {unchecked:?}", files.len());
    for (path, error) in unchecked {
        let unknown = matches!(error, SignatureError::UnknownAlgorithm(_) | SignatureError::UnknownKey(_));
        assert!(unknown, "{path:?}: {error:?}");
    }
}
