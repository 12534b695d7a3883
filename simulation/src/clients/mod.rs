//! Clients: their wishes, how these are sent to a gateway, and the books of the answers.

mod ask;
mod books;
mod buyers;
mod sessions;
mod wishes;

pub(crate) use ask::{Heard, Told, ask};
pub(crate) use books::{Books, SURELY_REPEATABLE_MS, is_same};
pub(crate) use buyers::{SessionTold, SessionWish, draw_session, draw_step};
pub(crate) use wishes::{Asked, Wanted, draw};
