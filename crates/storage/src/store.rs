//! The port, once for every engine.

use async_trait::async_trait;
use domain::{
    action::ActionDetails,
    duplicate::Claim,
    encryption_key::EncryptionKey,
    ledger::Ledger,
    merchant::{Merchant, PointOfSale},
    notification::Notification,
    remittance::{Line, Remittance, RemittanceKey},
    session::Session,
    subject::Subject,
    transaction::Transaction,
    work::Work,
};
use gateway::ports::{
    Attempt, Channel, CommitError, Credentials, FirstRequest, Shop, Store, StoreError, StoredCard, Versioned,
    Write,
};
use jiff::{Timestamp, civil::Date};
use primitives::{
    AliasToken, EncryptionKeyId, IdempotencyKey, KeyName, MerchantId, Reference, SessionNumber, TransactionId,
};
use vault::SealedDataKey;

use crate::{
    deliveries,
    engine::Engine,
    ledgers,
    tables::{
        actions, cards, claims, data_keys, encryption_keys, merchants, notification_attempts, notifications,
        payment_methods, points_of_sale, remittance_lines, remittances, requests, sessions, steps,
        transactions,
    },
};

/// Commits by which work is taken, written side by side: engines gather commits that wait together.
pub(crate) const TAKEN_AT_ONCE: usize = 32;

/// A store on an engine: [`crate::SqliteStore`] or [`crate::PostgresStore`].
pub struct Database<E> {
    pub(crate) engine: E,
}

#[async_trait]
impl<E: Engine> Store for Database<E> {
    async fn credentials(
        &self,
        merchant: MerchantId,
        now: Timestamp,
    ) -> Result<Option<Credentials>, StoreError> {
        Ok(merchants::with_keys(self.engine.all(merchants::credentials(merchant, now)).await?))
    }

    async fn merchants(&self) -> Result<Vec<Merchant>, StoreError> {
        self.engine.all(merchants::all()).await
    }

    async fn payment_method(
        &self,
        merchant: MerchantId,
        id: &Reference,
    ) -> Result<Option<Channel>, StoreError> {
        self.engine.first(payment_methods::find(merchant, id)).await
    }

    async fn shop(
        &self,
        merchant: MerchantId,
        point_of_sale: &Reference,
    ) -> Result<Option<Shop>, StoreError> {
        let Some((merchant, point_of_sale)) =
            self.engine.first(points_of_sale::with_merchant(merchant, point_of_sale)).await?
        else {
            return Ok(None);
        };
        let of_it = payment_methods::of(merchant.id, &point_of_sale.reference);
        let mut methods = self.engine.all(of_it).await?;
        methods.sort_by(|one, other| one.id.as_str().cmp(other.id.as_str()));
        Ok(Some(Shop { merchant, point_of_sale, methods }))
    }

    async fn points_of_sale(&self, merchant: MerchantId) -> Result<Vec<PointOfSale>, StoreError> {
        let mut found = self.engine.all(points_of_sale::of(merchant)).await?;
        found.sort_by(|one, other| one.reference.as_str().cmp(other.reference.as_str()));
        Ok(found)
    }

    async fn session(&self, number: SessionNumber) -> Result<Option<Versioned<Session>>, StoreError> {
        self.engine.first(sessions::find(number)).await
    }

    async fn accepted_claim(
        &self,
        claim: &Claim,
        now: Timestamp,
    ) -> Result<Option<TransactionId>, StoreError> {
        self.engine.first(claims::accepted(claim, now)).await
    }

    async fn session_transactions(
        &self,
        number: SessionNumber,
        most: usize,
    ) -> Result<Vec<Transaction>, StoreError> {
        self.engine.all(transactions::of_session(number, most)).await
    }

    async fn overdue_sessions(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Session>>, StoreError> {
        self.engine.readable(sessions::overdue(now, most)).await
    }

    async fn oldest_overdue_session(&self) -> Result<Option<Timestamp>, StoreError> {
        self.engine.first(sessions::oldest_overdue()).await
    }

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
        self.engine.first(notifications::oldest_due()).await
    }

    async fn notifications(
        &self,
        merchant: Option<MerchantId>,
        most: usize,
    ) -> Result<Vec<Notification>, StoreError> {
        self.engine.all(notifications::newest(merchant, most)).await
    }

    async fn notification_of(&self, subject: Subject) -> Result<Option<Notification>, StoreError> {
        self.engine.first(notifications::of(subject)).await
    }

    async fn notification(&self, id: i64) -> Result<Option<(Notification, Vec<Attempt>)>, StoreError> {
        let Some(notification) = self.engine.first(notifications::find(id)).await? else {
            return Ok(None);
        };
        let attempts = self.engine.all(notification_attempts::of(id)).await?;
        Ok(Some((notification, attempts)))
    }

    async fn transaction(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Transaction>>, StoreError> {
        self.engine.first(transactions::find(merchant, id)).await
    }

    async fn ledger(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Ledger>>, StoreError> {
        let payment = if let Some(payment) = self.engine.first(transactions::find(merchant, id)).await? {
            payment
        } else {
            let Some(id) = self.engine.first(actions::origin(merchant, id)).await? else {
                return Ok(None);
            };
            self.engine.first(transactions::find(merchant, id)).await?.ok_or(StoreError::Inconsistent)?
        };
        ledgers::with_actions(&self.engine, payment).await.map(Some)
    }

    async fn action_details(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<ActionDetails>, StoreError> {
        self.engine.first(actions::details(merchant, id)).await
    }

    async fn take_work(
        &self,
        work: Work,
        now: Timestamp,
        leased_until: Timestamp,
        most: usize,
    ) -> Result<Vec<Versioned<Ledger>>, StoreError> {
        ledgers::take_work(&self.engine, work, now, leased_until, most).await
    }

    async fn oldest_work(&self, work: Work) -> Result<Option<Timestamp>, StoreError> {
        self.engine.first(transactions::oldest_due(work)).await
    }

    async fn open_points_of_sale(
        &self,
        up_to: Date,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<RemittanceKey>, StoreError> {
        let open = self.engine.readable(remittance_lines::open_points_of_sale(up_to, now, most)).await?;
        let key = |(merchant, point_of_sale)| RemittanceKey { merchant, point_of_sale, day: up_to };
        Ok(open.into_iter().map(key).collect())
    }

    async fn abandoned_remittances(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<RemittanceKey>, StoreError> {
        self.engine.readable(remittances::abandoned(now, most)).await
    }

    async fn has_open_lines(&self, key: &RemittanceKey) -> Result<bool, StoreError> {
        Ok(self.engine.first(remittance_lines::is_open(key)).await?.is_some())
    }

    async fn oldest_open_day(&self) -> Result<Option<Date>, StoreError> {
        Ok(self.engine.first(remittance_lines::oldest_open_day()).await?.flatten())
    }

    async fn remittances(
        &self,
        merchant: Option<MerchantId>,
        day: Option<Date>,
        most: usize,
    ) -> Result<Vec<Remittance>, StoreError> {
        Ok(remittances::with_totals(self.engine.all(remittances::newest(merchant, day, most)).await?))
    }

    async fn remittance_state(&self, key: &RemittanceKey) -> Result<Option<bool>, StoreError> {
        self.engine.first(remittances::state(key)).await
    }

    async fn remittance_lines(
        &self,
        key: &RemittanceKey,
        after: Option<TransactionId>,
        most: usize,
    ) -> Result<Vec<Line>, StoreError> {
        self.engine.all(remittance_lines::of(key, after, most)).await
    }

    async fn first_request(
        &self,
        merchant: MerchantId,
        key: &IdempotencyKey,
        now: Timestamp,
    ) -> Result<Option<FirstRequest>, StoreError> {
        self.engine.first(requests::find(merchant, key, now)).await
    }

    async fn newest_key(
        &self,
        merchant: MerchantId,
        name: &KeyName,
    ) -> Result<Option<EncryptionKey>, StoreError> {
        self.engine.first(encryption_keys::newest(merchant, name)).await
    }

    async fn key_names(&self, merchant: MerchantId, made_after: Timestamp) -> Result<usize, StoreError> {
        let count = self.engine.first(encryption_keys::names(merchant, made_after)).await?;
        Ok(count.and_then(|count| usize::try_from(count).ok()).unwrap_or_default())
    }

    async fn encryption_key(
        &self,
        id: EncryptionKeyId,
    ) -> Result<Option<(EncryptionKey, Vec<u8>)>, StoreError> {
        self.engine.first(encryption_keys::find(id)).await
    }

    async fn card(&self, merchant: MerchantId, token: &AliasToken) -> Result<Option<StoredCard>, StoreError> {
        self.engine.first(cards::find(merchant, token)).await
    }

    async fn data_keys(&self) -> Result<Vec<SealedDataKey>, StoreError> {
        self.engine.all(data_keys::all()).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.engine.check().await
    }

    async fn commit(&self, at: Timestamp, writes: Vec<Write>) -> Result<(), CommitError> {
        let begins = writes.iter().any(begins_something);
        self.engine.commit(steps(at, writes), begins).await
    }
}

/// Something that nobody waits for yet, and that may be turned away.
const fn begins_something(write: &Write) -> bool {
    matches!(write, Write::BeginTransaction { .. } | Write::AddAction { .. } | Write::AddSession(_))
}
