//! What differs between payments by where they come from, up to the moment in which their bank is asked. What follows from
//! their outcome is in [`crate::outcome`].

use domain::ReturnCode;
use domain::{
    duplicate::Holder,
    transaction::{Origin, Transaction},
};
use jiff::Timestamp;
use primitives::WebUrl;

use crate::{
    Gateway, Refusal, notifications,
    ports::{CommitError, Write},
};

/// Who makes a payment.
pub(crate) trait PaymentOrigin: Sync {
    /// What the payment keeps of it. `notification_url` is that of the point of sale.
    fn origin(&self, notification_url: Option<WebUrl>) -> Origin;

    /// Which writes join the commit that begins the payment, before its bank is asked.
    fn on_begin(&self, transaction: &Transaction, now: Timestamp) -> Result<Vec<Write>, CommitError>;

    /// Which writes join the commit that records a refusal of which no bank was asked.
    fn on_refusal(
        &self,
        gateway: &Gateway,
        transaction: &Transaction,
        now: Timestamp,
    ) -> Result<Vec<Write>, Refusal>;

    /// What it means that another payment holds the claim to the order.
    fn on_claimed(&self, holder: Holder) -> Claimed;

    /// What it means that what was read has changed since.
    fn on_stale(&self) -> Refusal;

    /// How many payment methods were tried before, whose banks could not be reached.
    fn fallback(&self) -> u8;
}

/// What becomes of a payment whose order is claimed.
pub(crate) enum Claimed {
    /// It is not made, and whoever asked is told why.
    Refuse(Refusal),
    /// It is recorded as refused with that code.
    Record(ReturnCode),
}

/// A merchant asks for the payment.
pub(crate) struct ByMerchant;

impl PaymentOrigin for ByMerchant {
    fn origin(&self, notification_url: Option<WebUrl>) -> Origin {
        Origin::Merchant { notification_url }
    }

    fn on_begin(&self, _: &Transaction, _: Timestamp) -> Result<Vec<Write>, CommitError> {
        Ok(Vec::new())
    }

    fn on_refusal(
        &self,
        gateway: &Gateway,
        transaction: &Transaction,
        now: Timestamp,
    ) -> Result<Vec<Write>, Refusal> {
        Ok(notifications::of_payment(gateway, transaction, now).into_iter().collect())
    }

    fn on_claimed(&self, holder: Holder) -> Claimed {
        Claimed::Refuse(Refusal::Duplicate { pending: !holder.accepted })
    }

    fn on_stale(&self) -> Refusal {
        tracing::error!("a commit that depends on no version is stale");
        Refusal::Internal
    }

    fn fallback(&self) -> u8 {
        0
    }
}
