//! Buyers in sessions, beside the shops that pay without a page: what buyers were told, what shops were
//! notified of, and what the gateway tells afterwards.

mod audit;
mod books;
mod buyer;

pub(crate) use audit::{end, read_by_shops};
pub(crate) use books::Books;
pub(crate) use buyer::{Buyers, work};
