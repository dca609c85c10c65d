//! Which certificate is the endpoint's, which of several is taken, which key is whose, and what is wrong:
//! every step of the page asks here.

mod case;
mod keys;
mod preference;
mod sorting;

pub use case::{Case, JudgeError};
pub use keys::key_for;
pub use preference::{Preference, is_faulty};
pub use sorting::Sorted;
