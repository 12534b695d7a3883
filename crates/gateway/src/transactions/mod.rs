//! Reads a payment or one of the actions on it, and the collection of both.

mod export;
mod list;
pub(crate) mod listing;

use domain::{
    ReturnCode, action::ActionKind, echo::Echo, ledger::Ledger, merchant::Merchant,
    notification::NotificationKey, subject::Subject,
};
use primitives::TransactionId;

use crate::{Gateway, Refusal, notifications};
pub use export::{Export, ExportStep};
pub use list::{AskedPage, Page, PageEntry, list};
pub use listing::go_on_after_listed;

/// A ledger, and the transaction of it that was asked for.
pub struct Found {
    pub ledger: Ledger,
    pub id: TransactionId,
    /// The fields of the action's request that are only given back, where the transaction is an action.
    pub action_echo: Option<Echo>,
}

/// Reads a transaction. A malformed id, an unknown one and another merchant's get the same refusal. Reading the outcome of a
/// payment stops its notification.
pub async fn get(gateway: &Gateway, merchant: &Merchant, id: &str) -> Result<Found, Refusal> {
    let unknown = Refusal::Unknown(ReturnCode::TRANSACTION_UNKNOWN);
    let id = TransactionId::parse(id).ok_or(unknown.clone())?;
    let ledger = gateway.store.ledger(merchant.id, id).await?.ok_or(unknown.clone())?.value;
    // An expiry is shown by its codes. It is not a transaction of the API, because nobody requested it.
    if ledger.action(id).is_some_and(|action| action.kind == ActionKind::Expiry) {
        return Err(unknown);
    }
    let action_echo = match ledger.action(id) {
        Some(_) => gateway.store.action_echo(merchant.id, id).await?,
        None => None,
    };
    let payment = &ledger.payment;
    let is_notified = payment.origin.notification_url().is_some();
    if is_notified && !payment.state.is_pending() {
        let (merchant, subject) = (merchant.id, Subject::Transaction(payment.id));
        notifications::stop(gateway, NotificationKey { merchant, subject }).await?;
    }
    Ok(Found { ledger, id, action_echo })
}
