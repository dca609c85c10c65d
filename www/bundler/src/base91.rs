//! Octets as text that a page can hold: 13 bits in two characters, where base64 has 12.

/// The first of the 91 digits, which follow each other in ASCII.
const FIRST: u8 = b'#';

/// The one digit that could begin a tag, and what stands for it.
const REPLACED: (char, char) = ('<', '!');

/// How many bits two digits hold, and one alone.
const PAIR: u32 = 13;
const SINGLE: u32 = 6;

/// Writes octets in digits to the base 91: every 13 bits in two digits, the lower one first. What is
/// left at the end is filled up with zeros: 6 bits or fewer are one digit.
pub fn encode(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len() / 13 * 16 + 16);
    let (mut bits, mut held) = (0, 0);
    for octet in octets {
        bits = bits << 8 | u32::from(*octet);
        held += 8;
        if held >= PAIR {
            held -= PAIR;
            let number = bits >> held;
            text.extend([digit(number % 91), digit(number / 91)]);
            bits &= (1 << held) - 1;
        }
    }
    match held {
        0 => {}
        1..=SINGLE => text.push(digit(bits << (SINGLE - held))),
        _ => {
            let number = bits << (PAIR - held);
            text.extend([digit(number % 91), digit(number / 91)]);
        }
    }
    text
}

fn digit(number: u32) -> char {
    let character = char::from(FIRST + u8::try_from(number).unwrap_or_default());
    if character == REPLACED.0 { REPLACED.1 } else { character }
}
