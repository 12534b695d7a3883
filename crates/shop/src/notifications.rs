//! The notifications that the shop has received in this run. Pages read them as they arrive.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use tokio::sync::watch;

use crate::{clock::time_of_day, form::Form};

/// The largest number of notifications that are kept. Older ones are dropped.
const MAX_NOTIFICATIONS_KEPT: usize = 200;

#[derive(Clone)]
pub(crate) struct Notification {
    /// The number of the notification, from 1 in each run.
    pub(crate) number: u64,
    pub(crate) received_at: Timestamp,
    pub(crate) query: Form,
}

pub(crate) struct Notifications {
    /// The notifications, the oldest first.
    kept: Mutex<VecDeque<Notification>>,
    progress: watch::Sender<Progress>,
}

/// The signal that readers wait for. It holds a number and no notification: a slow reader fetches from `kept`
/// what it has missed, and does not delay the others.
#[derive(Clone, Copy)]
enum Progress {
    /// The number of the newest notification.
    Newest(u64),
    Closed,
}

/// A reader of notifications, with the number of the last one that it has read.
pub(crate) struct Reader {
    progress: watch::Receiver<Progress>,
    last_read: u64,
}

impl Default for Notifications {
    fn default() -> Self {
        Self { kept: Mutex::default(), progress: watch::Sender::new(Progress::Newest(0)) }
    }
}

impl Notifications {
    pub(crate) fn add(&self, received_at: Timestamp, query: Form) {
        let mut kept = self.kept();
        let number = kept.back().map_or(1, |newest| newest.number + 1);
        kept.push_back(Notification { number, received_at, query });
        if kept.len() > MAX_NOTIFICATIONS_KEPT {
            kept.pop_front();
        }
        drop(kept);
        self.progress.send_modify(|progress| {
            if let Progress::Newest(newest) = progress {
                *newest = number.max(*newest);
            }
        });
    }

    /// Returns the notifications of an order, or all, the newest first.
    pub(crate) fn list(&self, order: Option<&str>) -> Vec<Notification> {
        let kept = self.kept();
        kept.iter().rev().filter(|notification| notification.is_about(order)).cloned().collect()
    }

    /// Returns the number of the newest notification; 0 where there is none.
    pub(crate) fn newest(&self) -> u64 {
        self.kept().back().map_or(0, |newest| newest.number)
    }

    /// Returns a reader that begins after this number.
    pub(crate) fn reader(&self, after: u64) -> Reader {
        // The number is from an earlier run, so every notification of this run is new to the page.
        let last_read = if after > self.newest() { 0 } else { after };
        Reader { progress: self.progress.subscribe(), last_read }
    }

    /// Waits for the next notification. Returns `None` when the shop has closed.
    pub(crate) async fn next(&self, reader: &mut Reader) -> Option<Notification> {
        loop {
            let progress =
                *reader.progress.wait_for(|progress| progress.is_past(reader.last_read)).await.ok()?;
            let Progress::Newest(_) = progress else { return None };
            let kept = self.kept();
            let next = kept.iter().find(|notification| notification.number > reader.last_read).cloned();
            drop(kept);
            if let Some(next) = next {
                reader.last_read = next.number;
                return Some(next);
            }
        }
    }

    /// Ends every reader.
    pub(crate) fn close(&self) {
        self.progress.send_replace(Progress::Closed);
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Notification>> {
        // A panic while the lock is held leaves no change half done.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress {
    fn is_past(self, last_read: u64) -> bool {
        match self {
            Self::Newest(newest) => newest > last_read,
            Self::Closed => true,
        }
    }
}

impl Notification {
    /// Returns the type, which for a session is `WEBTRS` (Behaviour, section 4.2).
    pub(crate) fn kind(&self) -> &str {
        self.query.text("notificationType").unwrap_or("No type")
    }

    pub(crate) fn time(&self) -> String {
        time_of_day(self.received_at)
    }

    /// Whether the notification names this order; `None` stands for every order.
    pub(crate) fn is_about(&self, order: Option<&str>) -> bool {
        order.is_none_or(|order| self.query.text("order") == Some(order))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receive(notifications: &Notifications, query: &str) {
        notifications.add(Timestamp::UNIX_EPOCH, Form::parse(query.as_bytes()));
    }

    #[tokio::test]
    async fn a_reader_misses_nothing_that_is_kept_and_ends_with_the_shop() {
        let notifications = Notifications::default();
        let mut reader = notifications.reader(0);
        for _ in 0..3 {
            receive(&notifications, "order=1");
        }
        for number in 1..=3 {
            assert_eq!(notifications.next(&mut reader).await.unwrap().number, number);
        }
        notifications.close();
        receive(&notifications, "order=1");
        assert!(notifications.next(&mut reader).await.is_none());
    }

    #[tokio::test]
    async fn a_reader_from_an_earlier_run_begins_anew() {
        let notifications = Notifications::default();
        let mut reader = notifications.reader(17);
        receive(&notifications, "order=1");
        assert_eq!(notifications.next(&mut reader).await.unwrap().number, 1);
    }

    #[test]
    fn the_oldest_notifications_are_forgotten() {
        let notifications = Notifications::default();
        for _ in 0..=MAX_NOTIFICATIONS_KEPT {
            receive(&notifications, "order=1");
        }
        let list = notifications.list(None);
        assert_eq!((list.len(), list[0].number), (MAX_NOTIFICATIONS_KEPT, notifications.newest()));
    }

    #[test]
    fn a_list_is_of_one_order_or_of_all() {
        let notifications = Notifications::default();
        receive(&notifications, "order=1");
        receive(&notifications, "order=2");
        assert_eq!(notifications.list(Some("2")).len(), 1);
        assert_eq!(notifications.list(None).len(), 2);
    }
}
