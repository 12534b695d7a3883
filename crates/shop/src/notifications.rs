//! The notifications of this run, and a bell for those who wait for the next.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use tokio::sync::watch;

use crate::{clock::time_of_day, form::Form};

/// Older notifications are forgotten.
const MOST_NOTIFICATIONS: usize = 200;

#[derive(Clone)]
pub(crate) struct Notification {
    /// Counts from 1.
    pub(crate) number: u64,
    pub(crate) received_at: Timestamp,
    pub(crate) query: Form,
}

pub(crate) struct Notifications {
    /// Oldest first.
    kept: Mutex<VecDeque<Notification>>,
    bell: watch::Sender<Bell>,
}

/// It says how far to read, and the log is read from there: whoever reads slowly misses nothing that is kept, and
/// holds nothing up.
#[derive(Clone, Copy)]
enum Bell {
    Newest(u64),
    Closed,
}

/// Reads on from where it is.
pub(crate) struct Reader {
    bell: watch::Receiver<Bell>,
    read: u64,
}

impl Default for Notifications {
    fn default() -> Self {
        Self { kept: Mutex::default(), bell: watch::Sender::new(Bell::Newest(0)) }
    }
}

impl Notifications {
    pub(crate) fn add(&self, received_at: Timestamp, query: Form) {
        let mut kept = self.kept();
        let number = kept.back().map_or(1, |newest| newest.number + 1);
        kept.push_back(Notification { number, received_at, query });
        if kept.len() > MOST_NOTIFICATIONS {
            kept.pop_front();
        }
        drop(kept);
        self.bell.send_modify(|bell| {
            if let Bell::Newest(newest) = bell {
                *newest = number.max(*newest);
            }
        });
    }

    /// Newest first; those of one order, or all.
    pub(crate) fn list(&self, order: Option<&str>) -> Vec<Notification> {
        let kept = self.kept();
        kept.iter().rev().filter(|notification| notification.is_about(order)).cloned().collect()
    }

    /// 0 when there is none.
    pub(crate) fn newest(&self) -> u64 {
        self.kept().back().map_or(0, |newest| newest.number)
    }

    pub(crate) fn reader(&self, after: u64) -> Reader {
        // A number from an earlier run: everything of this one is new to that page.
        let read = if after > self.newest() { 0 } else { after };
        Reader { bell: self.bell.subscribe(), read }
    }

    /// The next one that the reader has not read; none once the shop has closed.
    pub(crate) async fn next(&self, reader: &mut Reader) -> Option<Notification> {
        loop {
            let bell = *reader.bell.wait_for(|bell| bell.is_past(reader.read)).await.ok()?;
            let Bell::Newest(_) = bell else { return None };
            let kept = self.kept();
            let next = kept.iter().find(|notification| notification.number > reader.read).cloned();
            drop(kept);
            if let Some(next) = next {
                reader.read = next.number;
                return Some(next);
            }
        }
    }

    /// Every reader ends.
    pub(crate) fn close(&self) {
        self.bell.send_replace(Bell::Closed);
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Notification>> {
        // Every change is whole, so that a panic elsewhere leaves nothing half done.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Bell {
    fn is_past(self, read: u64) -> bool {
        match self {
            Self::Newest(newest) => newest > read,
            Self::Closed => true,
        }
    }
}

impl Notification {
    /// `WEBTRS`, for a session (Behaviour, section 4.2).
    pub(crate) fn kind(&self) -> &str {
        self.query.text("notificationType").unwrap_or("No type")
    }

    pub(crate) fn time(&self) -> String {
        time_of_day(self.received_at)
    }

    /// None stands for every order.
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
        for _ in 0..=MOST_NOTIFICATIONS {
            receive(&notifications, "order=1");
        }
        let list = notifications.list(None);
        assert_eq!((list.len(), list[0].number), (MOST_NOTIFICATIONS, notifications.newest()));
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
