//! The page on which a buyer looks after the cards of a wallet.

use primitives::Network;

use super::{FailedAttempt, Method};

/// The wallet, and what the buyer may do with it.
#[derive(Debug, Clone)]
pub struct WalletScreen {
    /// The cards in the order of their ranks.
    pub cards: Vec<WalletCard>,
    /// The methods whose cards may be added. `None` where no card may be.
    pub methods: Option<Vec<Method>>,
    /// The last card that was to be added, if its bank refused it.
    pub failed_attempt: Option<FailedAttempt>,
    /// What is known of the holder. `None` where the buyer may not change it.
    pub holder: Option<WalletHolder>,
    /// The number of changes so far. The script sends it with a change, so that a request that a browser repeats is recognised.
    pub operations: u32,
}

/// A card that is saved.
#[derive(Debug, Clone)]
pub struct WalletCard {
    pub rank: i64,
    pub network: Option<Network>,
    /// The last digits of the number.
    pub last_digits: String,
    /// The end of the card, such as `12/30`.
    pub expiry: Option<String>,
    pub holder_name: Option<String>,
    pub is_default: bool,
    pub is_expired: bool,
    /// Whether the shop lets the card pay.
    pub is_active: bool,
}

/// The holder of a wallet. A text that is not known is empty.
#[derive(Debug, Clone, Default)]
pub struct WalletHolder {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
}

/// How the session of a wallet ended, or why it cannot be gone on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalletEnd {
    /// The buyer has changed the wallet.
    Done,
    /// The buyer has changed nothing.
    Cancelled,
    Expired,
    /// The bank has not said yet whether the card is good.
    Checking,
}

impl WalletCard {
    /// Whether the buyer may make it the default.
    pub(crate) const fn may_be_default(&self) -> bool {
        !self.is_default && self.is_active && !self.is_expired
    }
}
