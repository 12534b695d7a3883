//! Payments and their actions, due work, and claims to an order reference.

use async_trait::async_trait;
use domain::{
    action::Action,
    duplicate::{Claim, Holder, OrderIdentity},
    echo::Echo,
    ledger::Ledger,
    transaction::Transaction,
    work::{Due, Work},
};
use jiff::Timestamp;
use primitives::{MerchantId, TransactionId};

use super::{Lease, StoreError, Versioned};

#[async_trait]
/// Reads payments, their work and their claims.
pub trait Payments {
    async fn transaction(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Transaction>>, StoreError>;

    /// Reads the ledger of a payment by its id or by that of one of its actions. The version is that of the
    /// payment.
    async fn ledger(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Ledger>>, StoreError>;

    /// Reads the echo of an action.
    async fn action_echo(&self, merchant: MerchantId, id: TransactionId) -> Result<Option<Echo>, StoreError>;

    /// Takes at most `most` ledgers with due work, the longest due first. A commit that updates the payment
    /// ends the lease.
    async fn take_work(
        &self,
        work: Work,
        lease: Lease,
        most: usize,
    ) -> Result<Vec<Versioned<Ledger>>, StoreError>;

    /// Reads the earliest time at which work of the kind was, or will be, due, leased or not.
    async fn oldest_work(&self, work: Work) -> Result<Option<Timestamp>, StoreError>;

    /// Reads the accepted payment that holds the claim, if there is one.
    async fn accepted_claim(
        &self,
        claim: &Claim,
        now: Timestamp,
    ) -> Result<Option<TransactionId>, StoreError>;

    /// Reads a payment that holds a claim to the order with any amount: an accepted one before one without an outcome.
    async fn order_holder(&self, order: &OrderIdentity, now: Timestamp)
    -> Result<Option<Holder>, StoreError>;
}

/// A write of a payment, an action or a claim.
pub enum PaymentWrite {
    /// Adds a payment, and takes the claim if there is one. Fails as [`super::CommitError::Claimed`] where
    /// another payment holds it.
    Begin {
        transaction: Box<Transaction>,
        claim: Option<Claim>,
        due: Option<Due>,
    },
    /// Stores a payment's state and due work, and ends a lease on it. Fails as [`super::CommitError::Stale`] where the
    /// stored version differs. Every commit that changes amounts of a payment contains this write, so that no two of them
    /// happen at the same time.
    Update {
        transaction: Box<Versioned<Transaction>>,
        due: Option<Due>,
    },
    AddAction {
        merchant: MerchantId,
        action: Box<Action>,
        echo: Echo,
    },
    /// Stores the state and the release of a stored action.
    UpdateAction {
        merchant: MerchantId,
        action: Box<Action>,
    },
    KeepClaim {
        claim: Claim,
        holder: TransactionId,
        until: Timestamp,
    },
    /// Adds the claim of an accepted payment that took none at its begin: a payment at a partner must not
    /// keep others from paying the order. A claim of another payment that has not ended is not changed.
    RememberClaim {
        claim: Claim,
        holder: TransactionId,
        until: Timestamp,
    },
    ReleaseClaim {
        claim: Claim,
        holder: TransactionId,
    },
    /// Deletes a bounded number of claims that have ended.
    ForgetClaims {
        ended_by: Timestamp,
    },
}
