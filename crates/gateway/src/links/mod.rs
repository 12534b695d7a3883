//! Payment links: a merchant makes one and sends it to a buyer. Each opening begins a session, and one payment of them all is accepted.
//!
//! A payment of a session of a link changes the link in the same commits in which it changes the session: at its begin it takes the
//! link, and at its outcome it keeps it or gives it back.

mod cancel;
mod create;
mod follow;
mod get;
mod list;
mod open;
mod secret;

pub use cancel::{StatusChange, set_status};
pub use create::{CreateLink, CreatedLink, create, replay};
pub(crate) use follow::{follow_payment, hold, refuse};
pub use get::{FoundLink, get, tell};
pub use list::{LinkEntry, LinkPage, list, newest};
pub use open::{Opened, Over, look, open};
