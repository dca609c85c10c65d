//! Passwords.

use bars_csr::password::{Password, PasswordError};
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;

#[test]
fn a_password_has_at_least_one_character_and_at_most_ten_thousand() {
    assert_eq!(Password::new("").err(), Some(PasswordError::Empty));
    assert!(Password::new(" ").is_ok());
    assert!(Password::new("é".repeat(10_000)).is_ok());
    assert_eq!(Password::new("é".repeat(10_001)).err(), Some(PasswordError::TooLong { characters: 10_001 }));
}

#[test]
fn a_new_password_is_typed_twice() {
    assert!(Password::repeated("secret", "secret").is_ok());
    assert_eq!(Password::repeated("secret", "Secret").err(), Some(PasswordError::Different));
    assert_eq!(Password::repeated("", "").err(), Some(PasswordError::Empty));
}

#[test]
fn a_bmp_string_is_utf_16_with_the_high_octet_first_and_two_zeros_at_the_end() {
    let password = Password::new("aé€🦀").expect("good");
    assert_eq!(
        password.to_bmp_string().as_slice(),
        [0x00, 0x61, 0x00, 0xe9, 0x20, 0xac, 0xd8, 0x3e, 0xdd, 0x80, 0x00, 0x00]
    );
}

#[test]
fn a_strong_password_has_four_groups_of_five_and_is_never_the_same() {
    let mut rng = UnwrapErr(SysRng);
    let made: Vec<String> = (0..100).map(|_| Password::make_strong(&mut rng).as_str().to_owned()).collect();
    for password in &made {
        let groups: Vec<&str> = password.split('-').collect();
        assert_eq!(groups.iter().map(|group| group.len()).collect::<Vec<_>>(), [5, 5, 5, 5]);
        assert!(groups.concat().bytes().all(|octet| b"abcdefghijkmnpqrstuvwxyz23456789".contains(&octet)));
    }
    let distinct: std::collections::HashSet<&String> = made.iter().collect();
    assert_eq!(distinct.len(), 100);
}

#[test]
fn a_password_of_fewer_than_twelve_characters_is_weak_and_taken() {
    for (text, is_weak) in
        [("x", true), ("elevenchars", true), ("twelve chars", false), ("ääääääääääää", false)]
    {
        assert_eq!(Password::new(text).map(|password| password.is_weak()), Ok(is_weak), "{text}");
        let said = bars_csr::wording::weak_password(text);
        assert_eq!(said.is_some(), is_weak, "{text}");
        assert!(said.is_none_or(|sentence| sentence.starts_with("This password is weak")), "{text}");
    }
    assert_eq!(bars_csr::wording::weak_password(""), None);
}
