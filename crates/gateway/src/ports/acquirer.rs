//! The acquirer port: the questions to a bank, and its answers.

use async_trait::async_trait;
use document::Text;
use domain::{
    ReturnCode,
    transaction::{Approval, TransactionType},
};
use jiff::SignedDuration;
use primitives::{Amount, Currency, Cvx, Expiry, MerchantId, Network, Pan, Reference, TransactionId, Uuid};
use zeroize::Zeroizing;

use xpay::Proof;

use super::{Invitation, PartnerAnswer, Redirection, StatusQuestion};

/// The banks, and the partners on whose pages buyers pay. A question owns its card, and the card is dropped
/// with it.
#[async_trait]
pub trait Acquirer: Send + Sync {
    /// Returns the reason for which a card number may not be tried, such as a live card in a sandbox, in
    /// words for the merchant.
    fn objection(&self, pan: &Pan) -> Option<&'static str>;

    /// Asks a bank for an authorisation. Returns within `question.limit`, with [`AcquirerAnswer::Silence`] where the bank did not
    /// answer.
    async fn authorize(&self, question: AuthorizationQuestion) -> AcquirerAnswer;

    /// Undoes the authorisation with the id, if there was one. It may be repeated.
    async fn reverse(&self, question: ReversalQuestion) -> ReversalAnswer;

    /// Releases an amount of an authorisation that will not be captured. The notice may be repeated: the bank
    /// releases the amount once, because it knows a repeat by `notice.id` and `notice.authorisation`.
    async fn release(&self, notice: ReleaseNotice) -> ReversalAnswer;

    /// Returns the URL and form by which a buyer goes to the partner, the same for the same invitation.
    /// `None` where there is no such partner.
    fn invite(&self, invitation: &Invitation) -> Option<Redirection>;

    /// Whether there is a partner of this type of instrument.
    fn has_partner(&self, instrument_type: &Reference) -> bool;

    /// Asks a partner that had not decided whether it has. Returns within `question.limit`.
    async fn status(&self, question: StatusQuestion) -> PartnerAnswer;
}

/// A question to a bank whether it authorises an amount on a card.
pub struct AuthorizationQuestion {
    pub merchant: MerchantId,
    /// The id of the authorisation, unique for the merchant.
    pub id: TransactionId,
    pub kind: TransactionType,
    /// The number of payment methods that were tried before because their banks could not be reached.
    pub fallback: u8,
    /// The amount in minor units of `currency`.
    pub amount: Amount,
    pub currency: Currency,
    pub network: Network,
    pub pan: Pan,
    pub expiry: Expiry,
    pub cvx: Option<Cvx>,
    /// The proof that the buyer was authenticated on a device, where the card is from a wallet there.
    pub proof: Option<Proof>,
    /// The issuer's proof that the buyer was authenticated.
    pub authentication: Option<IssuerProof>,
    /// The issuer's id of the payment at which the buyer agreed to this one: the first of a series that the merchant initiates, or
    /// the authorisation that is renewed.
    pub original: Option<Text<0, 200>>,
    /// The time that an answer may take.
    pub limit: SignedDuration,
}

/// An issuer's proof that it has authenticated the buyer (3-D Secure).
pub struct IssuerProof {
    /// The authentication value (CAVV) in base64.
    pub value: Option<Zeroizing<String>>,
    /// The electronic commerce indicator, two digits.
    pub eci: Option<Text<0, 2>>,
    /// The directory server's id of the authentication.
    pub directory_transaction: Uuid,
    /// The version of the messages, such as `2.2.0`.
    pub version: Text<0, 8>,
}

/// A bank's answer to an authorisation question.
pub enum AcquirerAnswer {
    Approved(Approval),
    Declined(ReturnCode),
    /// The connection could not be opened, and the question was not sent.
    NotSent,
    /// The question was sent, and its outcome is not known.
    Silence,
}

/// An order to a bank to undo an authorisation.
pub struct ReversalQuestion {
    pub merchant: MerchantId,
    /// The id of the authorisation to undo.
    pub id: TransactionId,
    pub amount: Amount,
    /// The number of this attempt, from 1.
    pub attempt: u32,
    /// The time that an answer may take.
    pub limit: SignedDuration,
}

/// A notice to a bank that an authorised amount will not be captured.
pub struct ReleaseNotice {
    pub merchant: MerchantId,
    /// The id of the action that releases the amount.
    pub id: TransactionId,
    /// The authorisation that holds the amount: the payment's or that of a late delivery. An action may
    /// release amounts of several authorisations.
    pub authorisation: TransactionId,
    /// The amount in minor units of `currency`.
    pub amount: Amount,
    pub currency: Currency,
    /// The number of this attempt, from 1.
    pub attempt: u32,
    /// The time that an answer may take.
    pub limit: SignedDuration,
}

/// Whether a bank confirmed a reversal or a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReversalAnswer {
    Confirmed,
    /// No confirmation came within the time limit.
    Silence,
}
