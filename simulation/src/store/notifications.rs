//! Notifications: one of each subject, taken by whoever is first, sent until they are heard.

use std::sync::Arc;

use domain::{
    notification::{NewNotification, Notification, NotificationState},
    subject::Subject,
};
use gateway::ports::{Attempt, Delivery};
use jiff::{SignedDuration, Timestamp};
use primitives::MerchantId;

use super::rows::{NotificationRow, Rows};
use crate::Planted;

/// One that is there already stays as it is.
pub(super) fn add(rows: &mut Rows, new: NewNotification, planted: Planted) {
    if of(rows, new.subject).is_some() || planted == Planted::StoreForgetsNotifications {
        return;
    }
    let id = rows.notifications.last_key_value().map_or(0, |(id, _)| *id) + 1;
    let notification = Notification {
        id,
        merchant: new.merchant,
        subject: new.subject,
        url: new.url,
        made: new.made,
        until: new.until,
        state: NotificationState::Waiting,
        attempts: 0,
        next: Some(new.made),
    };
    rows.touched.notifications.insert(id);
    let row = NotificationRow { notification, attempts: Vec::new() };
    Arc::make_mut(&mut rows.notifications).insert(id, Arc::new(row));
}

fn row(rows: &mut Rows, id: i64) -> Option<&mut NotificationRow> {
    rows.touched.notifications.insert(id);
    Arc::make_mut(&mut rows.notifications).get_mut(&id).map(Arc::make_mut)
}

/// Those that wait longest first; each has begun one more attempt.
pub(super) fn take(
    rows: &mut Rows,
    now: Timestamp,
    next: Timestamp,
    most: usize,
    (without, planted): (&[MerchantId], Planted),
) -> Vec<Notification> {
    let waits = |row: &NotificationRow| without.contains(&row.notification.merchant);
    let due = |row: &NotificationRow| row.notification.next.filter(|at| *at <= now && !waits(row));
    let due = rows.notifications.iter().filter_map(|(id, row)| due(row).map(|at| (at, *id)));
    let mut due: Vec<(Timestamp, i64)> = due.collect();
    due.sort();
    due.truncate(most);
    let mut begin = |id| {
        let row = row(rows, id)?;
        row.notification.attempts += 1;
        if planted != Planted::StoreForgetsLeases {
            row.notification.next = Some(next);
        }
        let number = row.notification.attempts;
        row.attempts.push(Attempt { number, at: now, delivery: None, took: None });
        Some(Notification { next: Some(next), ..row.notification.clone() })
    };
    due.into_iter().filter_map(|(_, id)| begin(id)).collect()
}

/// What is given up while somebody wants it sent again is not: see crate `storage`.
pub(super) fn record(
    rows: &mut Rows,
    id: i64,
    number: u32,
    (delivery, took): (Delivery, SignedDuration),
    leased_until: Timestamp,
    (then, next): (NotificationState, Timestamp),
    planted: Planted,
) {
    let Some(row) = row(rows, id) else { return };
    if let Some(attempt) = row.attempts.iter_mut().find(|attempt| attempt.number == number) {
        attempt.delivery = Some(delivery);
        attempt.took = Some(took);
    }
    let notification = &mut row.notification;
    let is_ours = notification.next == Some(leased_until);
    let then = match (planted, then) {
        (Planted::StoreBelievesShopsHeard, _) => NotificationState::Delivered,
        (Planted::StoreGivesUpAtOnce, NotificationState::Waiting) => NotificationState::GivenUp,
        (_, then) => then,
    };
    match then {
        _ if notification.state != NotificationState::Waiting => {}
        NotificationState::Waiting if is_ours => notification.next = Some(next),
        NotificationState::GivenUp if is_ours => end(notification, then),
        NotificationState::Waiting | NotificationState::GivenUp => {}
        NotificationState::Delivered | NotificationState::Read => end(notification, then),
    }
}

fn end(notification: &mut Notification, state: NotificationState) {
    notification.state = state;
    notification.next = None;
}

pub(super) fn stop(rows: &mut Rows, subject: Subject) {
    let waits = of(rows, subject).filter(|waits| waits.state == NotificationState::Waiting);
    if let Some(row) = waits.and_then(|waits| row(rows, waits.id)) {
        end(&mut row.notification, NotificationState::Read);
    }
}

pub(super) fn resend(rows: &mut Rows, id: i64, at: Timestamp, until: Timestamp) {
    if let Some(row) = row(rows, id) {
        row.notification.state = NotificationState::Waiting;
        row.notification.next = Some(at);
        row.notification.until = until;
    }
}

pub(super) fn oldest(rows: &Rows) -> Option<Timestamp> {
    rows.notifications.values().filter_map(|row| row.notification.next).min()
}

/// The newest first.
pub(super) fn newest(rows: &Rows, merchant: Option<MerchantId>, most: usize) -> Vec<Notification> {
    let all = rows.notifications.values().rev().map(|row| &row.notification);
    let asked = all.filter(|one| merchant.is_none_or(|merchant| one.merchant == merchant));
    asked.take(most).cloned().collect()
}

pub(super) fn of(rows: &Rows, subject: Subject) -> Option<Notification> {
    let mut all = rows.notifications.values().map(|row| &row.notification);
    all.find(|one| one.subject == subject).cloned()
}

pub(super) fn find(rows: &Rows, id: i64) -> Option<(Notification, Vec<Attempt>)> {
    rows.notifications.get(&id).map(|row| (row.notification.clone(), row.attempts.clone()))
}
