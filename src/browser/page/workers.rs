//! The workers as the page sees them: one, a crew that shares jobs, and a race for a key.

pub mod asker;
pub mod crew;
pub mod race;
pub mod remote;

use crate::browser::page::widget::dom;

/// How many processors there are for workers, up to 64.
pub fn processors() -> usize {
    let processors = dom::window().navigator().hardware_concurrency();
    (1_u8..=64).rev().find(|&count| f64::from(count) <= processors).unwrap_or(1).into()
}
