//! Buyers in sessions, beside the shops that pay without a page: what they were told, what the shops were notified of, and
//! what the gateway says of it afterwards.

mod audit;
mod books;
mod buyer;

pub(crate) use audit::{end, read_by_shops};
pub(crate) use books::Books;
pub(crate) use buyer::{Buyers, work};
