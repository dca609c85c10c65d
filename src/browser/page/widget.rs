//! The parts that pages are put together of: each draws what it is given, and says what the person does.

pub mod addition;
pub mod announcer;
pub mod calendar;
pub mod checks;
pub mod choice;
pub mod clipboard;
pub mod clock;
pub mod confirm;
pub mod documents;
pub mod dom;
pub mod download;
pub mod errors;
pub mod field;
pub mod finished;
pub mod mails;
pub mod new_password;
pub mod opening;
pub mod password_choice;
pub mod pointer;
pub mod progress;
pub mod secrets;
pub mod table;
pub mod tasks;
pub mod title;
pub mod words;
