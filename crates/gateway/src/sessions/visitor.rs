//! The client of a buyer, and the device that it runs on.

use domain::echo::Echo;

/// A buyer's client that sent a session's id.
#[derive(Clone)]
pub struct Visitor {
    pub client: Client,
    /// The data of the device, which the session keeps when it is opened.
    pub device: Option<Echo>,
}

/// The kind of client, which decides what it is told (session services, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Client {
    /// The payment page, or a widget.
    Page,
    /// A mobile SDK, for which a refusal ends the session. `waits`: it can wait for a partner or a bank.
    App { waits: bool },
}

impl Client {
    pub const fn can_retry(self) -> bool {
        matches!(self, Self::Page)
    }

    pub const fn can_wait(self) -> bool {
        match self {
            Self::Page => true,
            Self::App { waits } => waits,
        }
    }
}
