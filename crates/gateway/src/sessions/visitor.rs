//! The buyer's client and its device.

use domain::echo::Echo;

/// A buyer's client, which has sent the id of a session.
#[derive(Clone)]
pub struct Visitor {
    pub client: Client,
    /// The data of the device. The session keeps it when it is opened.
    pub device: Option<Echo>,
}

/// The kind of client, which decides what it is shown (session services, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Client {
    /// The payment page or a widget.
    Page,
    /// A mobile SDK, for which a refusal ends the session. `waits` says that it knows the state in which it
    /// waits for a partner or a bank.
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
