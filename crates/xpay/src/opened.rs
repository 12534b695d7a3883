//! What was in a token.

use jiff::Timestamp;
use primitives::{Expiry, HolderName, Pan};
use zeroize::Zeroizing;

/// The wallet that made a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wallet {
    ApplePay,
    GooglePay,
}

/// The card of a token that was opened. The number is wiped when dropped.
pub struct Opened {
    pub wallet: Wallet,
    pub pan: Pan,
    pub expiry: Expiry,
    pub holder: Option<HolderName>,
    pub kind: NumberKind,
    /// The proof that the buyer was authenticated on the device. `None` where the number is that of the card itself.
    pub proof: Option<Proof>,
    /// The wallet's id of the token: Apple Pay's `transactionId`, Google Pay's `messageId`.
    pub id: String,
    /// The time at which the token expires.
    pub expires: Timestamp,
}

/// What the number of a token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// A number that stands for the card on one device (EMV payment tokenisation).
    DeviceToken,
    /// The number of the card itself: Google Pay's `PAN_ONLY`.
    CardPan,
}

/// The proof of an authentication on the device.
pub struct Proof {
    /// The cryptogram of the payment in base64. It is good for one authorisation.
    pub cryptogram: Zeroizing<String>,
    /// The Electronic Commerce Indicator, which the network gives the authentication, of one or two digits.
    pub eci: Option<String>,
}

/// The reason for which a token is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The token is sealed under a key that is not the merchant's. Only tokens of Apple Pay name their key.
    #[error("the payment token names a key that the merchant does not have")]
    KeyUnknown,
    /// The token cannot be opened, or its content is no card. It is not told why: a finer answer would help an attacker who tries
    /// tokens.
    #[error("the payment token cannot be opened")]
    Unopened,
    /// The token was signed by its wallet, and its time is over.
    #[error("the payment token has expired")]
    Expired,
}

/// A text that is no DER of what it should be.
impl From<x509_cert::der::Error> for Refused {
    fn from(_: x509_cert::der::Error) -> Self {
        Self::Unopened
    }
}
