//! What is asked of a bank.

use async_trait::async_trait;
use domain::{
    ReturnCode,
    transaction::{Approval, TransactionType},
};
use jiff::SignedDuration;
use primitives::{Amount, Currency, Cvx, Expiry, MerchantId, Network, Pan, TransactionId};

use super::{Invitation, PartnerAnswer, Redirection, StatusQuestion};

/// The side that has the money: banks, and partners on whose pages buyers pay. A card moves in and is gone with the question.
#[async_trait]
pub trait Acquirer: Send + Sync {
    /// Why a card number may not even be tried here, in words for the merchant: a live card in a sandbox.
    fn objection(&self, pan: &Pan) -> Option<&'static str>;

    /// Answers within `question.limit`: [`Answer::Silence`] where the bank did not.
    async fn authorize(&self, question: AuthorizationQuestion) -> Answer;

    /// Undoes whatever an authorisation of that id did, if it did anything. May be asked again and again.
    async fn reverse(&self, question: ReversalQuestion) -> ReversalAnswer;

    /// Gives back what a bank holds of an authorisation and nobody will capture. The amount is given back once, however
    /// often it is said: `notice.id` with `notice.authorisation` tells.
    async fn release(&self, notice: ReleaseNotice) -> ReversalAnswer;

    /// Where a buyer pays that is sent to a partner; the same for the same invitation. `None`: no such partner.
    fn invite(&self, invitation: &Invitation) -> Option<Redirection>;

    /// Whether a partner that said "not yet" has decided. Answers within `question.limit`.
    async fn status(&self, question: StatusQuestion) -> PartnerAnswer;
}

pub struct AuthorizationQuestion {
    /// The id is unique for the merchant.
    pub merchant: MerchantId,
    pub id: TransactionId,
    pub kind: TransactionType,
    /// How many methods were tried before it, whose banks could not be reached.
    pub fallback: u8,
    pub amount: Amount,
    pub currency: Currency,
    pub network: Network,
    pub pan: Pan,
    pub expiry: Expiry,
    pub cvx: Option<Cvx>,
    pub limit: SignedDuration,
}

pub enum Answer {
    Approved(Approval),
    Declined(ReturnCode),
    /// The line could not be opened: the question never left.
    NotSent,
    /// The question left; what became of it nobody knows.
    Silence,
}

pub struct ReversalQuestion {
    pub merchant: MerchantId,
    /// Of the authorisation that is to be undone.
    pub id: TransactionId,
    pub amount: Amount,
    /// How often it has been asked, with this time.
    pub attempt: u32,
    pub limit: SignedDuration,
}

pub struct ReleaseNotice {
    pub merchant: MerchantId,
    /// Of the action that gives the money back.
    pub id: TransactionId,
    /// Which authorisation holds it: the payment's, or that of a late delivery. An action may give back of several.
    pub authorisation: TransactionId,
    pub amount: Amount,
    pub currency: Currency,
    /// How often it has been said, with this time.
    pub attempt: u32,
    pub limit: SignedDuration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReversalAnswer {
    Confirmed,
    Silence,
}
