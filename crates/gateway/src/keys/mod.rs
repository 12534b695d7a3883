//! The key pairs under which merchants' clients encrypt cards.

mod get;
mod opening;

pub use get::{KeyMaking, get};
pub use opening::OpeningKeys;
pub(crate) use opening::open_envelope;
