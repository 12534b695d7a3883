//! What a simulation, or a test of the use cases, puts in the place of an engine: SQLite in memory, and a layer of faults
//! around any engine. Not in the product: a feature of this crate that only they ask for.

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
