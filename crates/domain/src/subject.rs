//! What a notification or a repeated request is about.

use primitives::{SessionNumber, TransactionId};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Session(SessionNumber),
    /// A payment, or an action on one.
    Transaction(TransactionId),
}

impl Subject {
    pub const fn number(self) -> i64 {
        match self {
            Self::Session(number) => number.number(),
            Self::Transaction(id) => id.number(),
        }
    }
}
