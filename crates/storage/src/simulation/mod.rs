//! Replacements for an engine in a simulation, or in a test of the use cases: SQLite in memory, and a layer of faults
//! around any engine. They are behind a feature of this crate, so the product does not contain them.

mod alterations;
mod changes;
mod faults;
mod faulty;
#[cfg(test)]
mod tests;

pub use crate::sqlite::{Memory, MemoryStore};
pub use alterations::Alteration;
pub use changes::{Changes, ClaimRow, LineRow, PaymentRow};
pub use faults::{Commit, CommitFault, Faults, Moment};
pub use faulty::Faulty;
