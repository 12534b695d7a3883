//! Searches for cards that have replaced others (Retail API, section 4). The answer is the only one of the API that tells a card
//! number in the clear: each time an audit line is on disk before.

mod finding;
mod repeat;
mod search;

pub use finding::Finding;
pub use repeat::{replay, reveal};
pub use search::{Search, Searched, SearchedCard, search};

use domain::echo::Echo;

/// Writes what is kept of a finding for repeats of the request. It holds no number in the clear.
pub type WriteKept<'a> = &'a (dyn Fn(&Finding) -> Echo + Sync);
