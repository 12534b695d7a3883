//! Who looks at a session with its id in hand.

use domain::echo::Echo;

#[derive(Clone)]
pub struct Visitor {
    pub client: Client,
    /// Kept with the session when it is opened, and with each payment.
    pub device: Option<Echo>,
}

/// What a client can show decides what it is told (session services, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Client {
    /// The payment page, or a widget.
    Page,
    /// A mobile SDK: a refusal is its end. `waits`: it knows how to wait for a partner or a bank.
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
