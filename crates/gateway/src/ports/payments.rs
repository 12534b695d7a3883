//! Payments: transactions, the actions on them, the ledgers that both make, the work that is due, and claims to an order.

use async_trait::async_trait;
use domain::{
    action::Action,
    duplicate::Claim,
    echo::Echo,
    ledger::Ledger,
    transaction::Transaction,
    work::{Due, Work},
};
use jiff::Timestamp;
use primitives::{MerchantId, TransactionId};

use super::{StoreError, Versioned};

#[async_trait]
pub trait Payments {
    async fn transaction(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Transaction>>, StoreError>;

    /// The ledger of a payment, by its id or by that of one of its actions. The version is the payment's.
    async fn ledger(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Ledger>>, StoreError>;

    /// What was said with an action and decides nothing.
    async fn action_echo(&self, merchant: MerchantId, id: TransactionId) -> Result<Option<Echo>, StoreError>;

    /// Ledgers with work that is due, those that wait longest first. They are leased: until `leased_until`, or until
    /// their payment is updated, nobody else is given them.
    async fn take_work(
        &self,
        work: Work,
        now: Timestamp,
        leased_until: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Ledger>>, StoreError>;

    /// When the oldest work of the kind was, or will be, due; leased or not.
    async fn oldest_work(&self, work: Work) -> Result<Option<Timestamp>, StoreError>;

    /// The accepted payment that others would repeat, where there is one.
    async fn accepted_claim(
        &self,
        claim: &Claim,
        now: Timestamp,
    ) -> Result<Option<TransactionId>, StoreError>;
}

pub enum PaymentWrite {
    /// Lays claim where `claim` is given, and fails as [`super::CommitError::Claimed`] where somebody holds it.
    Begin {
        transaction: Box<Transaction>,
        claim: Option<Claim>,
        due: Option<Due>,
    },
    /// Fails as [`super::CommitError::Stale`] where the version is not the stored one any more. Whatever changes what
    /// follows for the money of a payment comes with one, and so nothing does at the same time. Ends a lease.
    Update {
        transaction: Box<Versioned<Transaction>>,
        due: Option<Due>,
    },
    AddAction {
        merchant: MerchantId,
        action: Box<Action>,
        echo: Echo,
    },
    /// The state and the release of an action that is there.
    UpdateAction {
        merchant: MerchantId,
        action: Box<Action>,
    },
    KeepClaim {
        claim: Claim,
        holder: TransactionId,
        until: Timestamp,
    },
    /// As [`PaymentWrite::KeepClaim`], of a payment that did not lay it: a buyer who is at a partner keeps nobody else
    /// from paying the order. Another's that has not ended stays.
    RememberClaim {
        claim: Claim,
        holder: TransactionId,
        until: Timestamp,
    },
    ReleaseClaim {
        claim: Claim,
        holder: TransactionId,
    },
    /// Removes claims that have ended, a bounded number at a time.
    ForgetClaims {
        ended_by: Timestamp,
    },
}
