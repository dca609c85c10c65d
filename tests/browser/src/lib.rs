//! The page in real browsers.
//!
//! A [`Session`] is a browser with a folder for its downloads; a [`Page`] is the page in it, with
//! the words of the person who uses it. Nothing here sleeps: the page is watched from inside until
//! a condition holds, files are announced by the operating system, and every wait has a limit and
//! a message that says what was awaited and what the page showed.

mod authority;
mod display;
mod downloads;
mod driver;
mod engine;
mod every_engine;
mod journey;
mod memory;
mod network;
pub mod openssl;
mod page;
mod port;
mod server;
mod session;
mod tour;

/// Whether a program of tests has all of its files.
#[path = "../../support/every_file.rs"]
pub mod every_file;

/// Running other people's programs. A missing one fails the test.
#[path = "../../support/program.rs"]
pub mod program;

pub use authority::{Authority, Environment, PrivateKey};
pub use downloads::Downloads;
pub use engine::{Engine, Processor, Setup};
pub use journey::{Endpoint, INT, PROD_PROVIDER, PROD_SUPPLIER};
pub use memory::{Memory, Place};
pub use network::Proxy;
pub use page::{Key, Page, Seen, bulk, lanes};
pub use port::{free_port, until_it_listens};
pub use server::Server;
pub use session::{Session, Window, page_file};
