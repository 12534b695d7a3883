//! Plans of notifications.

use domain::{notification::NotificationKey, subject::Subject};
use jiff::Timestamp;

use super::{check, merchant, migrated, transaction};
use crate::notifications::{attempts, rows as notifications};

#[test]
fn of_notifications() {
    let connection = &migrated();
    let (now, merchant) = (Timestamp::UNIX_EPOCH, merchant());
    let key = NotificationKey { merchant, subject: Subject::Transaction(transaction()) };
    let due = "SEARCH notifications USING INDEX notifications_due (next_ms>? AND next_ms<?)";
    check(connection, &notifications::due(now, 9, &[]), &[due]);
    let oldest = "SEARCH notifications USING COVERING INDEX notifications_due (next_ms>?)";
    check(connection, &notifications::oldest_due(), &[oldest]);
    let of = "SEARCH notifications USING INDEX sqlite_autoindex_notifications_1 \
        (merchant_id=? AND kind=? AND subject=?)";
    check(connection, &notifications::of(key), &[of]);
    let by_id = "SEARCH notifications USING INDEX notifications_by_id (id=?)";
    check(connection, &notifications::by_id(1), &[by_id]);
    let newest = "SEARCH notifications USING INDEX notifications_of_merchant (merchant_id=?)";
    check(connection, &notifications::newest(Some(merchant), 9), &[newest]);
    // From the end of the index, and no farther than the limit: nothing is sorted.
    let all = "SCAN notifications USING INDEX notifications_by_id";
    check(connection, &notifications::newest(None, 9), &[all]);
    let attempts = "SEARCH notification_attempts USING INDEX sqlite_autoindex_notification_attempts_1 \
        (merchant_id=? AND kind=? AND subject=?)";
    check(connection, &attempts::of(key), &[attempts]);
}
