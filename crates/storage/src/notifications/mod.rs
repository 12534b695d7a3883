//! Notifications, and each attempt to send them.

pub(crate) mod attempts;
mod deliveries;
pub(crate) mod rows;

use async_trait::async_trait;
use domain::{notification::Notification, subject::Subject};
use gateway::ports::{Attempt, NotificationWrite, Notifications, StoreError};
use jiff::Timestamp;
use primitives::MerchantId;

use crate::{database::Database, engine::Engine, step::Step};

#[async_trait]
impl<E: Engine> Notifications for Database<E> {
    async fn take_notifications(
        &self,
        now: Timestamp,
        next: Timestamp,
        most: usize,
        without: &[MerchantId],
    ) -> Result<Vec<Notification>, StoreError> {
        deliveries::take_notifications(&self.engine, now, next, most, without).await
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

    async fn notification_of(&self, subject: Subject) -> Result<Option<Notification>, StoreError> {
        self.engine.first(rows::of(subject)).await
    }

    async fn notification(&self, id: i64) -> Result<Option<(Notification, Vec<Attempt>)>, StoreError> {
        let Some(notification) = self.engine.first(rows::find(id)).await? else {
            return Ok(None);
        };
        let attempts = self.engine.all(attempts::of(id)).await?;
        Ok(Some((notification, attempts)))
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
        NotificationWrite::Stop(subject) => vec![rows::stop(subject)],
        NotificationWrite::Resend { notification, at, until } => vec![rows::resend(notification, at, until)],
    }
}
