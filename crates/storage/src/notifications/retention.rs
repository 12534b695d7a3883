//! Statements that forget notifications that wait no more, with their attempts.
//!
//! Ids rise in the order in which notifications were made, so that the oldest are found without an index of their times. One
//! that waits is passed over.

use domain::notification::NotificationKey;
use gateway::ports::Oldest;
use jiff::Timestamp;

use super::rows::key_values;
use crate::{
    bind::{count, moment},
    query::Query,
    retention::read_oldest,
    step::Step,
    table::Table,
    value::Value,
};

/// The notifications of `$3` or before among the `$2` oldest from the id `$1` on.
macro_rules! oldest {
    () => {
        "(SELECT id, merchant_id, kind, subject, made_ms, state FROM notifications
          WHERE id >= $1 ORDER BY id LIMIT $2) AS oldest WHERE made_ms <= $3"
    };
}

pub(crate) fn oldest(from: i64, limit: Timestamp, most: usize) -> Query<Oldest> {
    Query {
        sql: concat!(
            "SELECT COUNT(*), COUNT(CASE WHEN state <> 'WAITING' THEN 1 END), MAX(id) FROM ",
            oldest!()
        ),
        values: vec![Value::Integer(from), count(most), moment(limit)],
        read: read_oldest,
    }
}

/// Returns the steps in their order: both count as steps of the attempts, which refer to the notifications.
pub(crate) fn delete_oldest(from: i64, limit: Timestamp, most: usize) -> Vec<Step> {
    const ATTEMPTS: &str = concat!(
        "DELETE FROM notification_attempts WHERE (merchant_id, kind, subject) IN (SELECT merchant_id, kind, subject FROM ",
        oldest!(),
        " AND state <> 'WAITING')"
    );
    // One may have been sent again between the choice of a row and its removal. And another instance may have deleted the oldest
    // meanwhile, so that these are others, whose attempts are still there: they are the next to be deleted.
    const NOTIFICATIONS: &str = concat!(
        "DELETE FROM notifications WHERE (merchant_id, kind, subject) IN (SELECT merchant_id, kind, subject FROM ",
        oldest!(),
        " AND state <> 'WAITING') AND state <> 'WAITING' AND NOT EXISTS
             (SELECT 1 FROM notification_attempts a WHERE a.merchant_id = notifications.merchant_id
                  AND a.kind = notifications.kind AND a.subject = notifications.subject)"
    );
    let values = || vec![Value::Integer(from), count(most), moment(limit)];
    let step = |sql| Step::new(Table::NotificationAttempts, sql, values());
    vec![step(ATTEMPTS), step(NOTIFICATIONS)]
}

/// Deletes the notification of a subject, unless it waits to be sent.
pub(crate) fn delete(key: NotificationKey) -> Vec<Step> {
    const ATTEMPTS: &str = "DELETE FROM notification_attempts
         WHERE merchant_id = $1 AND kind = $2 AND subject = $3 AND NOT EXISTS
             (SELECT 1 FROM notifications
              WHERE merchant_id = $1 AND kind = $2 AND subject = $3 AND state = 'WAITING')";
    const NOTIFICATION: &str = "DELETE FROM notifications
         WHERE merchant_id = $1 AND kind = $2 AND subject = $3 AND state <> 'WAITING' AND NOT EXISTS
             (SELECT 1 FROM notification_attempts WHERE merchant_id = $1 AND kind = $2 AND subject = $3)";
    let step = |sql| Step::new(Table::NotificationAttempts, sql, key_values(key).into());
    vec![step(ATTEMPTS), step(NOTIFICATION)]
}
