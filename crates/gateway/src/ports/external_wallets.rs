//! The external-wallet port: what opens tokens of Apple Pay and Google Pay, and asks Apple for merchant sessions.

use async_trait::async_trait;
use document::Object;
use jiff::{SignedDuration, Timestamp};
use primitives::MerchantId;
use xpay::{Opened, Refused, Token, apple::ValidationUrl};

/// The keys of merchants and the roots of the wallets, and the way to Apple.
#[async_trait]
pub trait ExternalWallets: Send + Sync {
    /// Returns the names by which the wallets know the merchant. `None` where no wallet is connected.
    fn names(&self, merchant: MerchantId) -> Option<WalletNames>;

    /// Opens a token with the keys of the merchant at the time `now`.
    fn open(&self, merchant: MerchantId, token: &Token, now: Timestamp) -> Result<Opened, TokenFault>;

    /// Asks for a merchant session. Returns within `question.limit`.
    async fn merchant_session(&self, question: MerchantSessionQuestion) -> MerchantSession;
}

/// The names by which the wallets know a merchant.
pub struct WalletNames {
    /// The merchant identifier of Apple.
    pub apple: String,
    /// The id that Google Pay's tokens are made for.
    pub google: String,
}

/// The reason for which the token of a wallet does not pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenFault {
    /// No wallet is connected.
    NotConnected,
    Refused(Refused),
    /// The token has paid before.
    Used,
}

/// A request for a merchant session of Apple Pay.
pub struct MerchantSessionQuestion {
    pub merchant: MerchantId,
    /// The name that the buyer sees on the sheet.
    pub display_name: String,
    /// The domain of the page that shows the sheet.
    pub domain_name: String,
    pub validation_url: ValidationUrl,
    pub now: Timestamp,
    /// Random bytes, for a session that is made here.
    pub nonce: [u8; 16],
    /// The time that an answer may take.
    pub limit: SignedDuration,
}

/// The answer to a request for a merchant session.
pub enum MerchantSession {
    /// The session, which the page hands to Apple's script as it is.
    Made(Object),
    /// Apple is not connected.
    NotConnected,
}
