//! New passwords.

use crate::message::{Field, Message};
use crate::password::{Password, PasswordError, is_weak};

/// Why a new password, typed twice into a pair of fields, was not taken.
pub fn new_password(error: PasswordError, first: Field, again: Field) -> Message {
    match error {
        PasswordError::Empty if first == Field::BulkPassword => {
            Message::new(first, "Enter a password for all key files, or choose another answer.")
        }
        PasswordError::Empty => {
            Message::new(first, "Enter a password. Some programs do not open a file without one.")
        }
        PasswordError::TooLong { characters } => Message::new(
            first,
            format!("The password has {characters} characters; {} is the most.", Password::MOST_CHARACTERS),
        ),
        PasswordError::Different => {
            Message::new(again, "The two passwords are different. Type the same one in both fields.")
        }
    }
}

/// What has become of the characters of a password.
pub fn password_shown(shown: bool) -> &'static str {
    if shown { "The password is shown." } else { "The password is hidden." }
}

/// What is said of a new password that is too short to be strong. It is taken all the same.
pub fn weak_password(password: &str) -> Option<&'static str> {
    is_weak(password).then_some(
        "This password is weak: it has fewer than 12 characters, and whoever has the file can try many passwords quickly. Use a longer one, or have one made.",
    )
}

/// What a password for a PKCS#12 file will run into, none where nothing is known.
pub fn pfx_password_warning(password: &str) -> Option<&'static str> {
    (!password.is_ascii()).then_some(
        "Java and Mono do not open a file whose password has letters outside plain English ones, accents and emoji for example. Other programs do.",
    )
}
