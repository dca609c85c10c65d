//! Distinguished names, as `openssl req -subj` takes them: `/O=nhs/CN=a.nhs.uk`.

use super::der::{element, oid, sequence, set_of};

/// The Name of a text. A backslash takes what follows it literally; `+` joins attributes into one part.
pub fn name(text: &str) -> Vec<u8> {
    let mut parts: Vec<Vec<Vec<u8>>> = Vec::new();
    let mut written = String::new();
    let mut characters = text.chars();
    let mut joined = false;
    loop {
        let character = characters.next();
        match character {
            Some('\\') => written.extend(characters.next()),
            Some('/' | '+') | None => {
                if !written.is_empty() {
                    let attribute = attribute(&written);
                    match parts.last_mut().filter(|_| joined) {
                        Some(part) => part.push(attribute),
                        None => parts.push(vec![attribute]),
                    }
                    written.clear();
                }
                joined = character == Some('+');
                if character.is_none() {
                    break;
                }
            }
            Some(other) => written.push(other),
        }
    }
    sequence(&[&parts.into_iter().map(set_of).collect::<Vec<_>>().concat()])
}

fn attribute(text: &str) -> Vec<u8> {
    const UTF8: u8 = 0x0c;
    const PRINTABLE: u8 = 0x13;
    const IA5: u8 = 0x16;
    let (kind, value) = text.split_once('=').unwrap_or_else(|| panic!("no attribute: {text}"));
    let (number, tag) = match kind {
        "CN" => ("2.5.4.3", UTF8),
        "serialNumber" => ("2.5.4.5", PRINTABLE),
        "C" => ("2.5.4.6", PRINTABLE),
        "L" => ("2.5.4.7", UTF8),
        "ST" => ("2.5.4.8", UTF8),
        "O" => ("2.5.4.10", UTF8),
        "OU" => ("2.5.4.11", UTF8),
        "emailAddress" => ("1.2.840.113549.1.9.1", IA5),
        "DC" => ("0.9.2342.19200300.100.1.25", IA5),
        other => (other, UTF8),
    };
    sequence(&[&oid(number), &element(tag, &[value.as_bytes()])])
}
