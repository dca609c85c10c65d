//! A key, a certificate request that holds one name and nothing else, and a PKCS#12 file
//! when the signed certificate comes back: the core of the page for receivers of the NHS
//! Booking and Referral Standard.
//!
//! The core knows no browser, reads no clock and draws no randomness: time and random number
//! generator are arguments.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::todo,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::string_slice
)]

pub mod authority;
mod ber;
#[cfg(target_arch = "wasm32")]
mod browser;
pub mod bulk;
pub mod certificate;
pub mod chain;
pub mod check;
mod civil;
mod hex;
mod index;
pub mod inspection;
pub mod job;
pub mod judge;
pub mod key;
pub mod keyholder;
pub mod message;
pub mod name;
pub mod object_identifier;
pub mod password;
pub mod password_encryption;
mod pem;
pub mod pkcs12;
pub mod pkcs7;
pub mod prime;
pub mod public_key;
pub mod race;
pub mod reader;
pub mod request;
pub mod sending;
pub mod shown;
pub mod signature;
pub mod steps;
pub mod trust;
pub mod wording;
