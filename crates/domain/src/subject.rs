//! The subject of a notification or of a repeated request.

use primitives::{SessionNumber, TransactionId};

/// A session or a transaction. A repeated request knows no [`Subject::WalletSession`]: for it a session is a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Session(SessionNumber),
    /// The session of a wallet.
    WalletSession(SessionNumber),
    /// A payment, or an action on one.
    Transaction(TransactionId),
}

impl Subject {
    /// Returns the number by which the store keeps the subject.
    pub const fn number(self) -> i64 {
        match self {
            Self::Session(number) | Self::WalletSession(number) => number.number(),
            Self::Transaction(id) => id.number(),
        }
    }
}
