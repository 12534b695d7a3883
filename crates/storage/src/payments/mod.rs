//! Payments: transactions, actions and claims, and the ledgers made of them.

pub(crate) mod actions;
mod authentication;
pub(crate) mod claims;
mod ledgers;
pub(crate) mod retention;
pub(crate) mod state;
pub(crate) mod terms;
pub(crate) mod transactions;
pub(crate) mod used_card;

use async_trait::async_trait;
use domain::{
    duplicate::{Claim, Holder, OrderIdentity},
    echo::Echo,
    ledger::Ledger,
    transaction::Transaction,
    work::Work,
};
use gateway::ports::{Lease, PaymentWrite, Payments, StoreError, Versioned};
use jiff::Timestamp;
use primitives::{MerchantId, TransactionId};

use crate::{database::Database, engine::Engine, lease, step::Step};

#[async_trait]
impl<E: Engine> Payments for Database<E> {
    async fn transaction(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Transaction>>, StoreError> {
        self.engine.first(transactions::find(merchant, id)).await
    }

    async fn ledger(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Ledger>>, StoreError> {
        ledgers::find(&self.engine, merchant, id).await
    }

    async fn action_echo(&self, merchant: MerchantId, id: TransactionId) -> Result<Option<Echo>, StoreError> {
        self.engine.first(actions::echo(merchant, id)).await
    }

    async fn take_work(
        &self,
        work: Work,
        lease: Lease,
        most: usize,
    ) -> Result<Vec<Versioned<Ledger>>, StoreError> {
        let due = |most| transactions::due(work, lease.from, most);
        let due = self.readable(work.as_str(), most, due).await?;
        lease::take_each(due, |payment| ledgers::take(self, payment, lease)).await
    }

    async fn oldest_work(&self, work: Work) -> Result<Option<Timestamp>, StoreError> {
        self.engine.first(transactions::oldest_due(work)).await
    }

    async fn accepted_claim(
        &self,
        claim: &Claim,
        now: Timestamp,
    ) -> Result<Option<TransactionId>, StoreError> {
        self.engine.first(claims::accepted(claim, now)).await
    }

    async fn order_holder(
        &self,
        order: &OrderIdentity,
        now: Timestamp,
    ) -> Result<Option<Holder>, StoreError> {
        self.engine.first(claims::of_order(order, now)).await
    }
}

/// Lists the payments with pending work whose actions cannot be read or do not add up.
pub(crate) async fn examine<E: Engine>(
    database: &Database<E>,
    work: Work,
    most: usize,
) -> Result<Vec<String>, StoreError> {
    let mut wrong = Vec::new();
    let due = |most| transactions::due(work, Timestamp::MAX, most);
    for payment in database.readable(work.as_str(), most, due).await? {
        let id = payment.value.id;
        match ledgers::with_actions(&database.engine, payment).await {
            Ok(_) => {}
            Err(StoreError::Inconsistent) => {
                wrong.push(format!("what was done to payment {id} cannot be read, or does not add up"));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(wrong)
}

pub(crate) fn steps(at: Timestamp, write: PaymentWrite) -> Vec<Step> {
    vec![match write {
        PaymentWrite::Begin { transaction, claim, due } => {
            let claim = claim.map(|claim| claims::lay(&claim, transaction.id, at));
            let row = transactions::insert(&transaction, due);
            return claim.into_iter().chain([row]).collect();
        }
        PaymentWrite::Update { transaction, due } => transactions::update(&transaction, due),
        PaymentWrite::AddAction { merchant, action, echo } => {
            let row = actions::insert(merchant, &action, &echo);
            return retention::of_late_action(merchant, &action).into_iter().chain([row]).collect();
        }
        PaymentWrite::UpdateAction { merchant, action } => actions::update(merchant, &action),
        PaymentWrite::KeepClaim { claim, holder, until } => claims::keep(&claim, holder, until),
        PaymentWrite::RememberClaim { claim, holder, until } => claims::remember(&claim, holder, until, at),
        PaymentWrite::ReleaseClaim { claim, holder } => claims::release(&claim, holder),
        PaymentWrite::ForgetClaims { ended_by } => claims::forget(ended_by),
    }]
}
