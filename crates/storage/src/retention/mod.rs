//! What is forgotten when its time is over. The statements of each table are in the folder of its subject.

mod usage;

use async_trait::async_trait;
use domain::{notification::NotificationKey, session::Session, subject::Subject};
use gateway::ports::{Kept, Looked, RetentionWrite, Retentions, Said, StoreError, Usage, Versioned};
use jiff::Timestamp;
use primitives::{AliasToken, MerchantId, SessionNumber, TransactionId};

use crate::{
    audit_log, cards, database::Database, engine::Engine, merchants,
    notifications::retention as notifications, payments::retention as payments, query::Query, requests,
    sessions::retention as sessions, step::Step,
};

#[async_trait]
impl<E: Engine> Retentions for Database<E> {
    async fn count_due(&self, kind: Kept, limit: Timestamp, most: usize) -> Result<usize, StoreError> {
        let count = |query: Query<i64>| async {
            let count = self.engine.first(query).await?.unwrap_or(0);
            Ok::<_, StoreError>(usize::try_from(count).unwrap_or(0))
        };
        match kind {
            Kept::Sessions => count(sessions::count_unpaid(limit, most)).await,
            Kept::Payments => {
                let below = TransactionId::first_after(limit.as_millisecond());
                count(payments::count_new(below, most)).await
            }
            Kept::Cards => count(cards::rows::count_unused(limit, most)).await,
            Kept::Notifications => count(notifications::count_oldest(limit, most)).await,
            Kept::Audit => count(audit_log::count_oldest(limit, most)).await,
            Kept::Requests => count(requests::rows::count_ended(limit, most)).await,
        }
    }

    async fn count_to_look_at_again(&self, now: Timestamp) -> Result<usize, StoreError> {
        let count = self.engine.first(payments::count_again(now, usize::MAX)).await?;
        Ok(count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0))
    }

    async fn unpaid_sessions(
        &self,
        limit: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Session>>, StoreError> {
        self.readable("sessions to forget", most, |most| sessions::unpaid(limit, most)).await
    }

    async fn merchants_to_look_at(&self, before: Timestamp, most: usize) -> Result<Vec<Looked>, StoreError> {
        self.engine.all(merchants::looked::to_look_at(before, most)).await
    }

    async fn payments_between(
        &self,
        merchant: MerchantId,
        past: i64,
        below: i64,
        most: usize,
    ) -> Result<Vec<TransactionId>, StoreError> {
        self.engine.all(payments::between(merchant, past, below, most)).await
    }

    async fn payments_to_look_at_again(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<(MerchantId, TransactionId)>, StoreError> {
        self.engine.all(payments::again(now, most)).await
    }

    async fn said_of_payments(
        &self,
        after: (i64, i64),
        most: usize,
    ) -> Result<Vec<Said<TransactionId>>, StoreError> {
        self.engine.all(payments::said(after, most)).await
    }

    async fn said_of_sessions(
        &self,
        after: (i64, i64),
        most: usize,
    ) -> Result<Vec<Said<SessionNumber>>, StoreError> {
        self.engine.all(sessions::said(after, most)).await
    }

    async fn card_has_work(&self, merchant: MerchantId, token: &AliasToken) -> Result<bool, StoreError> {
        Ok(self.engine.first(payments::with_work(merchant, token)).await?.is_some_and(|count| count > 0))
    }

    async fn usage(&self) -> Result<Usage, StoreError> {
        usage::of(&self.engine).await
    }
}

pub(crate) fn steps(write: RetentionWrite) -> Vec<Step> {
    match write {
        RetentionWrite::Looked(looked) => vec![merchants::looked::set(looked)],
        RetentionWrite::LookAgain { merchant, payment, at } => {
            vec![payments::look_again(merchant, payment, at)]
        }
        RetentionWrite::StripPayment(payment) => {
            let (merchant, id) = (payment.value.merchant, payment.value.id);
            vec![payments::strip(&payment), payments::strip_actions(merchant, id)]
        }
        RetentionWrite::StripSession(session) => vec![sessions::strip(&session)],
        RetentionWrite::DeleteSession { merchant, number, version } => {
            let key = NotificationKey { merchant, subject: Subject::Session(number) };
            let session = sessions::delete(merchant, number, version);
            std::iter::once(session).chain(notifications::delete(key)).collect()
        }
        RetentionWrite::DeleteCard { merchant, token } => vec![cards::rows::delete(merchant, &token)],
        RetentionWrite::AgeCard { merchant, token, used } => {
            vec![cards::rows::age(merchant, &token, used)]
        }
        RetentionWrite::DeleteOldest { kind, limit, most } => match kind {
            Kept::Cards => vec![cards::rows::delete_unused(limit, most)],
            Kept::Notifications => notifications::delete_oldest(limit, most),
            Kept::Audit => vec![audit_log::delete_oldest(limit, most)],
            // A session and a payment are looked at one by one, and first requests have a worker of their own.
            Kept::Sessions | Kept::Payments | Kept::Requests => Vec::new(),
        },
    }
}
