//! The fields that all transactions of one request have in common.

use domain::{
    echo::Echo,
    merchant::{Merchant, PaymentMethod},
    terms::Terms,
    transaction::{State, Transaction},
    used_card::UsedCard,
};
use jiff::Timestamp;
use primitives::{TransactionId, WebUrl};

use super::PaymentOrigin;
use crate::{Gateway, Repeatable, transaction_ids::date_of};

/// A payment before it has an id and a state.
pub(super) struct Draft<'a> {
    pub merchant: &'a Merchant,
    pub method: &'a PaymentMethod,
    pub terms: Terms,
    pub echo: Echo,
    /// The notification URL of the point of sale.
    pub notification_url: Option<WebUrl>,
    pub repeat: Option<Repeatable>,
    /// Whether a stored card was unsealed for it.
    pub unsealed: bool,
    pub origin: &'a dyn PaymentOrigin,
}

impl Draft<'_> {
    pub(super) fn transaction(&self, gateway: &Gateway, card: Option<UsedCard>, state: State) -> Transaction {
        let (id, created) = next_id(gateway, gateway.clock.now());
        Transaction {
            id,
            merchant: self.merchant.id,
            payment_method: self.method.id.clone(),
            point_of_sale: self.method.point_of_sale.clone(),
            instrument_type: self.method.instrument_type.clone(),
            created,
            card,
            terms: self.terms.clone(),
            echo: self.echo.clone(),
            idempotency_key: self.repeat.as_ref().map(|repeat| repeat.key.clone()),
            origin: self.origin.origin(self.notification_url.clone()),
            authentication: None,
            state,
        }
    }
}

/// Draws another id for a payment whose id is taken.
pub(super) fn draw_again(gateway: &Gateway, transaction: &mut Transaction) {
    (transaction.id, transaction.created) = next_id(gateway, gateway.clock.now());
}

/// Returns an id, and the date that goes with it.
fn next_id(gateway: &Gateway, now: Timestamp) -> (TransactionId, Timestamp) {
    let id = gateway.transaction_ids.next_payment(gateway.settings.cell, now, gateway.random());
    (id, date_of(id, now))
}
