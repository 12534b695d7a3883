//! Notifications, and the attempts to send them.

pub(crate) mod attempts;
pub(crate) mod retention;
pub(crate) mod rows;
mod take;

use async_trait::async_trait;
use domain::notification::{Notification, NotificationKey};
use gateway::ports::{Attempt, Lease, NotificationWrite, Notifications, StoreError};
use jiff::Timestamp;
use primitives::MerchantId;

use crate::{database::Database, engine::Engine, lease, step::Step};

#[async_trait]
impl<E: Engine> Notifications for Database<E> {
    async fn take_notifications(
        &self,
        lease: Lease,
        most: usize,
        without: &[MerchantId],
    ) -> Result<Vec<Notification>, StoreError> {
        let due = |most| rows::due(lease.from, most, without);
        let due = self.readable("notifications", most, due).await?;
        lease::take_each(due, |known| take::take(&self.engine, known, lease)).await
    }

    async fn oldest_notification(&self) -> Result<Option<Timestamp>, StoreError> {
        self.engine.first(rows::oldest_due()).await
    }

    async fn notifications(
        &self,
        merchant: Option<MerchantId>,
        most: usize,
    ) -> Result<Vec<Notification>, StoreError> {
        self.engine.all(rows::newest(merchant, most)).await
    }

    async fn attempts(&self, key: NotificationKey) -> Result<Vec<Attempt>, StoreError> {
        self.engine.all(attempts::of(key)).await
    }

    async fn notification_of(&self, key: NotificationKey) -> Result<Option<Notification>, StoreError> {
        self.engine.first(rows::of(key)).await
    }

    async fn notification_by_id(&self, id: i64) -> Result<Option<Notification>, StoreError> {
        self.engine.first(rows::by_id(id)).await
    }
}

pub(crate) fn steps(write: NotificationWrite) -> Vec<Step> {
    match write {
        NotificationWrite::Add(new) => vec![rows::insert(&new)],
        NotificationWrite::RecordAttempt {
            notification,
            number,
            delivery,
            took,
            leased_until,
            then,
            next,
        } => {
            let attempt = attempts::record(notification, number, delivery, took);
            vec![rows::follow(notification, leased_until, then, next), attempt]
        }
        NotificationWrite::Release { notification, at } => vec![rows::release(notification, at)],
        NotificationWrite::Stop(key) => vec![rows::stop(key)],
        NotificationWrite::Resend { notification, at, until } => vec![rows::resend(notification, at, until)],
    }
}
