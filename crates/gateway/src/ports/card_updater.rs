//! The card-updater port: the question whether a card was replaced, and the answers.

use async_trait::async_trait;
use jiff::SignedDuration;
use primitives::{Expiry, MerchantId, Pan};

/// The service of a network that tells which card has replaced another. A question owns its card, and the card is dropped with it.
#[async_trait]
pub trait CardUpdater: Send + Sync {
    /// Asks whether a card was replaced. Returns within `question.limit`, with [`CardUpdate::Silence`] where there was no answer.
    async fn search(&self, question: CardUpdateQuestion) -> CardUpdate;
}

/// A question whether a card was replaced.
pub struct CardUpdateQuestion {
    pub merchant: MerchantId,
    pub pan: Pan,
    /// The expiry that the merchant knows. It may be past.
    pub expiry: Expiry,
    /// The time that an answer may take.
    pub limit: SignedDuration,
}

/// What has become of a card.
pub enum CardUpdate {
    /// Its account has another number.
    Replaced {
        pan: Pan,
        expiry: Expiry,
    },
    /// The number is the same, and the expiry is another.
    Renewed {
        expiry: Expiry,
    },
    NotReplaced,
    /// The issuer does not know the number.
    Unknown,
    /// The account was closed.
    Closed,
    /// No service is connected.
    NotConnected,
    /// No answer came within the time limit.
    Silence,
}
