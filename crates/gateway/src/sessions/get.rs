//! Reads a session for its merchant.

use domain::{
    ReturnCode, merchant::Merchant, notification::NotificationKey, session::Session, subject::Subject,
    transaction::Transaction,
};

use super::{expire::pass_time, find::find};
use crate::{Gateway, Refusal, notifications, ports::Versioned};

/// The largest number of payments that a session can have, all of which are read.
const ALL: usize = domain::session::MAX_TRIES as usize;

/// A session with its payments.
pub struct Found {
    pub session: Session,
    /// The payments, the newest first.
    pub transactions: Vec<Transaction>,
    pub result: ReturnCode,
}

/// Reads a session. An unknown one and one of another merchant get the same refusal. Where the result is
/// final, the notification is stopped.
pub async fn get(gateway: &Gateway, merchant: &Merchant, token: &str) -> Result<Found, Refusal> {
    let (_, stored) = find(gateway, token).await?;
    if stored.value.merchant != merchant.id {
        return Err(Refusal::Unknown(ReturnCode::SESSION_UNKNOWN));
    }
    let number = stored.value.number;
    // Where another commit ended the session first, it is read again.
    let is_overdue = stored.value.wakes().is_some_and(|at| at <= gateway.clock.now());
    let session = if is_overdue {
        match pass_time(gateway, stored).await? {
            Some(ended) => ended.value,
            None => gateway.store.session(merchant.id, number).await?.ok_or(Refusal::Internal)?.value,
        }
    } else {
        stored.value
    };
    let (Versioned { value: session, .. }, transactions) = gateway.store.with_payments(session, ALL).await?;
    if session.is_final() && session.notification_url.is_some() {
        let subject = Subject::Session(number);
        notifications::stop(gateway, NotificationKey { merchant: merchant.id, subject }).await?;
    }
    let result = session.result(&transactions);
    Ok(Found { session, transactions, result })
}
