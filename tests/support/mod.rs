//! What the tests share: other people's programs, and folders for what they read and write.
#![allow(dead_code, unused_imports, reason = "whoever uses it uses a part of it")]

pub mod assessing;
pub mod batch;
pub mod bundle;
pub mod certification_request;
pub mod der;
pub mod desk;
pub mod element;
pub mod endpoint;
pub mod every_file;
pub mod extensions;
pub mod hostile;
pub mod keys;
pub mod openssl;
pub mod orders;
pub mod paste;
pub mod pkcs12_desk;
mod program;
pub mod readable;
pub mod reports;
pub mod sentences;
pub mod signing_key;
pub mod subject;
pub mod test_ca;
pub mod way_back;
pub mod zip;

pub use program::{Outcome, program};
