//! The port, once for every engine.

use async_trait::async_trait;
use domain::{
    action::ActionDetails,
    encryption_key::EncryptionKey,
    ledger::Ledger,
    merchant::{Merchant, PaymentMethod},
    remittance::{Line, Remittance, RemittanceKey},
    transaction::{Transaction, TransactionType},
    work::Work,
};
use futures_util::stream::{self, StreamExt as _};
use gateway::ports::{
    CommitError, Credentials, FirstRequest, Store, StoreError, StoredCard, Versioned, Write,
};
use jiff::{Timestamp, civil::Date};
use primitives::{
    AliasToken, EncryptionKeyId, IdempotencyKey, KeyName, MerchantId, Reference, TransactionId,
};
use vault::SealedDataKey;

use crate::{
    engine::Engine,
    tables::{
        actions, cards, data_keys, encryption_keys, merchants, payment_methods, remittance_lines,
        remittances, requests, steps, transactions,
    },
};

/// A store on an engine: [`crate::SqliteStore`] or [`crate::PostgresStore`].
pub struct Database<E> {
    pub(crate) engine: E,
}

/// Leases that are written side by side: engines gather commits that wait together.
const TAKEN_AT_ONCE: usize = 32;

/// Looks at a payment before the one that counts is taken, however often others change it meanwhile.
const LOOKS: usize = 16;

/// The payment and its actions, as they stood in one moment: each look at the actions tells the version that it saw. Where
/// there are none, none had been put there.
async fn with_actions(
    engine: &impl Engine,
    mut payment: Versioned<Transaction>,
) -> Result<Versioned<Ledger>, StoreError> {
    let (merchant, id) = (payment.value.merchant, payment.value.id);
    let mut looks = engine.all(actions::of(id)).await?;
    for _ in 0..LOOKS {
        if looks.first().is_none_or(|look| look.version == payment.version) {
            break;
        }
        payment = engine.first(transactions::find(merchant, id)).await?.ok_or(StoreError::Inconsistent)?;
        looks = engine.all(actions::of(id)).await?;
    }
    let Versioned { value: payment, version } = payment;
    let mut ledger = Ledger::new(payment);
    if ledger.payment.kind() == TransactionType::AuthorizationAndCapture
        && engine.first(remittance_lines::is_remitted(id)).await?.is_some()
    {
        ledger.remitted.insert(id);
    }
    for look in looks {
        if look.remitted {
            ledger.remitted.insert(look.action.id);
        }
        ledger.actions.push(look.action);
    }
    Ok(Versioned { value: ledger, version })
}

/// `None` where somebody else was faster, and for one that cannot be read: it must not keep the others waiting.
async fn take(
    engine: &impl Engine,
    payment: Versioned<Transaction>,
    now: Timestamp,
    leased_until: Timestamp,
) -> Result<Option<Versioned<Ledger>>, StoreError> {
    let id = payment.value.id;
    let lease = transactions::lease(id, payment.version, now, leased_until);
    match engine.commit(vec![lease], false).await {
        Ok(()) => match with_actions(engine, payment).await {
            Err(StoreError::Inconsistent) => {
                tracing::error!(transaction = %id, "an action on it cannot be read: it is passed over");
                Ok(None)
            }
            ledger => ledger.map(Some),
        },
        Err(CommitError::Store(error)) => Err(error),
        Err(_) => Ok(None),
    }
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
    ) -> Result<Option<PaymentMethod>, StoreError> {
        self.engine.first(payment_methods::find(merchant, id)).await
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
        with_actions(&self.engine, payment).await.map(Some)
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
        let due = self.engine.readable(transactions::due(work, now, most)).await?;
        let mut taken = stream::iter(due)
            .map(|payment| take(&self.engine, payment, now, leased_until))
            .buffer_unordered(TAKEN_AT_ONCE);
        let mut ledgers = Vec::new();
        while let Some(ledger) = taken.next().await {
            ledgers.extend(ledger?);
        }
        Ok(ledgers)
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
        let begins = writes
            .iter()
            .any(|write| matches!(write, Write::BeginTransaction { .. } | Write::AddAction { .. }));
        self.engine.commit(steps(at, writes), begins).await
    }
}
