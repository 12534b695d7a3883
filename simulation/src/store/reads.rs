//! The port.

use std::sync::Arc;

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
    Attempt, Cards, Channel, CommitError, Credentials, FirstRequest, Keys, Merchants, Notifications,
    Payments, Remittances, Requests, Sessions, Shop, Store, StoreError, StoredCard, Versioned, Write,
};
use jiff::{Timestamp, civil::Date};
use primitives::{
    AliasToken, EncryptionKeyId, IdempotencyKey, KeyName, MerchantId, Reference, SessionNumber, TransactionId,
};
use vault::SealedDataKey;

use super::{
    MemoryStore, claims, lines, notifications, payments, people,
    rows::{FileRow, LineRow, RequestRow, file_key},
    sessions,
};
use crate::world::{World, lock};

type Answer<T> = Result<T, StoreError>;

#[async_trait]
impl Store for MemoryStore {
    async fn check(&self) -> Answer<()> {
        self.read(|_| ()).await
    }

    async fn commit(&self, at: Timestamp, writes: Vec<Write>) -> Result<(), CommitError> {
        self.write(at, writes).await
    }
}

#[async_trait]
impl Payments for MemoryStore {
    async fn accepted_claim(&self, claim: &Claim, now: Timestamp) -> Answer<Option<TransactionId>> {
        self.read(|rows| claims::accepted(rows, claim, now)).await
    }

    async fn session_transactions(&self, number: SessionNumber, most: usize) -> Answer<Vec<Transaction>> {
        self.read(|rows| payments::of_session(rows, number).into_iter().take(most).collect()).await
    }

    async fn transaction(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Answer<Option<Versioned<Transaction>>> {
        self.read(|rows| {
            let row = rows.payments.get(&id).filter(|row| row.payment.value.merchant == merchant);
            row.map(|row| row.payment.clone())
        })
        .await
    }

    async fn ledger(&self, merchant: MerchantId, id: TransactionId) -> Answer<Option<Versioned<Ledger>>> {
        self.read(|rows| rows.ledger(id).filter(|ledger| ledger.value.payment.merchant == merchant)).await
    }

    async fn action_details(&self, _: MerchantId, id: TransactionId) -> Answer<Option<ActionDetails>> {
        self.read(|rows| rows.details.get(&id).map(|details| ActionDetails::clone(details))).await
    }

    async fn take_work(
        &self,
        work: Work,
        now: Timestamp,
        leased_until: Timestamp,
        most: usize,
    ) -> Answer<Vec<Versioned<Ledger>>> {
        World::pause().await;
        let taken: Vec<_> = {
            let mut rows = lock(&self.rows);
            let ids = payments::take_work(&mut rows, work, now, leased_until, most);
            ids.into_iter().filter_map(|id| rows.ledger(id)).collect()
        };
        if !taken.is_empty() {
            self.world.count("work taken");
            let names =
                || taken.iter().map(|it| it.value.payment.id.to_string()).collect::<Vec<_>>().join(", ");
            self.world.note(|| format!("{} taken: {}", work.as_str(), names()));
        }
        World::pause().await;
        Ok(taken)
    }

    async fn oldest_work(&self, work: Work) -> Answer<Option<Timestamp>> {
        self.read(|rows| {
            let due = rows.payments.values().filter_map(|row| row.due);
            due.filter(|due| due.work == work).map(|due| due.at).min()
        })
        .await
    }
}

#[async_trait]
impl Sessions for MemoryStore {
    async fn session(&self, number: SessionNumber) -> Answer<Option<Versioned<Session>>> {
        self.read(|rows| rows.sessions.get(&number).map(|session| Versioned::clone(session))).await
    }

    async fn overdue_sessions(&self, now: Timestamp, most: usize) -> Answer<Vec<Versioned<Session>>> {
        self.read(|rows| sessions::overdue(rows, now, most)).await
    }

    async fn oldest_overdue_session(&self) -> Answer<Option<Timestamp>> {
        self.read(sessions::oldest_overdue).await
    }
}

#[async_trait]
impl Notifications for MemoryStore {
    async fn take_notifications(
        &self,
        now: Timestamp,
        next: Timestamp,
        most: usize,
        without: &[MerchantId],
    ) -> Answer<Vec<Notification>> {
        World::pause().await;
        let planted = self.world.planted;
        let taken = notifications::take(&mut lock(&self.rows), now, next, most, (without, planted));
        if !taken.is_empty() {
            self.world.count("notifications taken");
            let names = || taken.iter().map(|it| it.id.to_string()).collect::<Vec<_>>().join(", ");
            self.world.note(|| format!("notifications taken: {}", names()));
        }
        World::pause().await;
        Ok(taken)
    }

    async fn oldest_notification(&self) -> Answer<Option<Timestamp>> {
        self.read(notifications::oldest).await
    }

    async fn notifications(&self, merchant: Option<MerchantId>, most: usize) -> Answer<Vec<Notification>> {
        self.read(|rows| notifications::newest(rows, merchant, most)).await
    }

    async fn notification_of(&self, subject: Subject) -> Answer<Option<Notification>> {
        self.read(|rows| notifications::of(rows, subject)).await
    }

    async fn notification(&self, id: i64) -> Answer<Option<(Notification, Vec<Attempt>)>> {
        self.read(|rows| notifications::find(rows, id)).await
    }
}

#[async_trait]
impl Remittances for MemoryStore {
    async fn open_points_of_sale(
        &self,
        up_to: Date,
        now: Timestamp,
        most: usize,
    ) -> Answer<Vec<RemittanceKey>> {
        self.read(|rows| lines::open_points_of_sale(rows, up_to, now, most)).await
    }

    async fn abandoned_remittances(&self, now: Timestamp, most: usize) -> Answer<Vec<RemittanceKey>> {
        self.read(|rows| lines::abandoned(rows, now, most)).await
    }

    async fn remittance_state(&self, key: &RemittanceKey) -> Answer<Option<bool>> {
        self.read(|rows| rows.files.get(&file_key(key)).map(|row| row.remittance.closed)).await
    }

    async fn has_open_lines(&self, key: &RemittanceKey) -> Answer<bool> {
        self.read(|rows| lines::open(rows, key).next().is_some()).await
    }

    async fn oldest_open_day(&self) -> Answer<Option<Date>> {
        let open = |row: &Arc<LineRow>| row.remittance.is_none().then_some(row.line.day);
        let unclosed = |row: &Arc<FileRow>| (!row.remittance.closed).then_some(row.remittance.key.day);
        self.read(|rows| {
            let lines = rows.lines.values().filter_map(open);
            lines.chain(rows.files.values().filter_map(unclosed)).min()
        })
        .await
    }

    async fn remittances(
        &self,
        merchant: Option<MerchantId>,
        day: Option<Date>,
        most: usize,
    ) -> Answer<Vec<Remittance>> {
        let of_it = |row: &&Arc<FileRow>| {
            let key = &row.remittance.key;
            merchant.is_none_or(|merchant| key.merchant == merchant) && day.is_none_or(|day| key.day == day)
        };
        self.read(|rows| {
            let mut found: Vec<Remittance> =
                rows.files.values().filter(of_it).map(|row| row.remittance.clone()).collect();
            found.sort_by_key(|it| std::cmp::Reverse((it.key.day, it.made)));
            found.truncate(most);
            found
        })
        .await
    }

    async fn remittance_lines(
        &self,
        key: &RemittanceKey,
        after: Option<TransactionId>,
        most: usize,
    ) -> Answer<Vec<Line>> {
        let id = file_key(key);
        let in_it = |row: &&Arc<LineRow>| {
            row.remittance.as_ref() == Some(&id) && after.is_none_or(|after| row.line.entry > after)
        };
        self.read(|rows| rows.lines.values().filter(in_it).take(most).map(|row| row.line.clone()).collect())
            .await
    }
}

#[async_trait]
impl Merchants for MemoryStore {
    async fn credentials(&self, merchant: MerchantId, now: Timestamp) -> Answer<Option<Credentials>> {
        self.read(|rows| people::credentials(rows, merchant, now)).await
    }

    async fn merchants(&self) -> Answer<Vec<Merchant>> {
        self.read(|rows| rows.people.merchants.values().cloned().collect()).await
    }

    async fn payment_method(&self, merchant: MerchantId, id: &Reference) -> Answer<Option<Channel>> {
        self.read(|rows| people::channel(rows, merchant, id)).await
    }

    async fn shop(&self, merchant: MerchantId, point_of_sale: &Reference) -> Answer<Option<Shop>> {
        self.read(|rows| people::shop(rows, merchant, point_of_sale)).await
    }

    async fn points_of_sale(&self, merchant: MerchantId) -> Answer<Vec<PointOfSale>> {
        self.read(|rows| people::points_of_sale(rows, merchant)).await
    }
}

#[async_trait]
impl Keys for MemoryStore {
    async fn newest_key(&self, merchant: MerchantId, name: &KeyName) -> Answer<Option<EncryptionKey>> {
        self.read(|rows| people::newest_key(rows, merchant, name)).await
    }

    async fn key_names(&self, merchant: MerchantId, made_after: Timestamp) -> Answer<usize> {
        self.read(|rows| people::names(rows, merchant, made_after).len()).await
    }

    async fn encryption_key(&self, id: EncryptionKeyId) -> Answer<Option<(EncryptionKey, Vec<u8>)>> {
        self.read(|rows| rows.people.encryption_keys.get(&id.number()).cloned()).await
    }

    async fn data_keys(&self) -> Answer<Vec<SealedDataKey>> {
        self.read(|rows| rows.people.data_keys.values().cloned().collect()).await
    }
}

#[async_trait]
impl Cards for MemoryStore {
    async fn card(&self, merchant: MerchantId, token: &AliasToken) -> Answer<Option<StoredCard>> {
        self.read(|rows| rows.people.cards.get(&(merchant, token.as_str().to_owned())).cloned()).await
    }
}

#[async_trait]
impl Requests for MemoryStore {
    async fn first_request(
        &self,
        merchant: MerchantId,
        key: &IdempotencyKey,
        now: Timestamp,
    ) -> Answer<Option<FirstRequest>> {
        let first = |row: &Arc<RequestRow>| FirstRequest {
            digest: row.digest.clone(),
            subject: row.subject,
            answered: row.answered.clone(),
        };
        let key = (merchant, key.as_str().to_owned());
        self.read(|rows| rows.requests.get(&key).filter(|row| row.until > now).map(first)).await
    }
}
