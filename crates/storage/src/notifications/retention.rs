//! Statements that forget notifications that wait no more, with their attempts.
//!
//! Ids rise in the order in which notifications were made, so that the oldest are found without an index of their times. One
//! that waits is passed over; there are few among the oldest.

use domain::notification::NotificationKey;
use jiff::Timestamp;

use super::rows::key_values;
use crate::{
    bind::{count, moment},
    columns::Column,
    query::Query,
    step::Step,
    table::Table,
};

macro_rules! oldest {
    ($columns:literal) => {
        concat!(
            "(SELECT ", $columns, " FROM
                 (SELECT merchant_id, kind, subject, made_ms, state FROM notifications ORDER BY id LIMIT $1) AS oldest
              WHERE made_ms <= $2 AND state <> 'WAITING')"
        )
    };
}

pub(crate) fn count_oldest(limit: Timestamp, most: usize) -> Query<i64> {
    Query {
        sql: concat!("SELECT COUNT(*) FROM ", oldest!("subject"), " AS due"),
        values: vec![count(most), moment(limit)],
        read: |row| row.integer(Column::only("notifications")),
    }
}

/// Returns the steps in their order: both count as steps of the attempts, which refer to the notifications.
pub(crate) fn delete_oldest(limit: Timestamp, most: usize) -> Vec<Step> {
    const ATTEMPTS: &str = concat!(
        "DELETE FROM notification_attempts WHERE (merchant_id, kind, subject) IN ",
        oldest!("merchant_id, kind, subject")
    );
    // One may have been sent again between the choice of a row and its removal. And another instance may have deleted the oldest
    // meanwhile, so that these are others, whose attempts are still there: they are the next to be deleted.
    const NOTIFICATIONS: &str = concat!(
        "DELETE FROM notifications WHERE (merchant_id, kind, subject) IN ",
        oldest!("merchant_id, kind, subject"),
        " AND state <> 'WAITING' AND NOT EXISTS
             (SELECT 1 FROM notification_attempts a WHERE a.merchant_id = notifications.merchant_id
                  AND a.kind = notifications.kind AND a.subject = notifications.subject)"
    );
    let step = |sql| Step::new(Table::NotificationAttempts, sql, vec![count(most), moment(limit)]);
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
