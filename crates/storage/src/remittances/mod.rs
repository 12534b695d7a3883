//! Remittances, their lines and their totals.

pub(crate) mod lines;
pub(crate) mod rows;
pub(crate) mod totals;

use async_trait::async_trait;
use domain::remittance::{Line, Remittance, RemittanceKey};
use gateway::ports::{Lease, RemittanceWrite, Remittances, StoreError};
use jiff::{Timestamp, civil::Date};
use primitives::{MerchantId, TransactionId};

use crate::{database::Database, engine::Engine, lease, step::Step};

#[async_trait]
impl<E: Engine> Remittances for Database<E> {
    async fn open_points_of_sale(
        &self,
        up_to: Date,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<RemittanceKey>, StoreError> {
        let open = self
            .readable("open points of sale", most, |most| lines::open_points_of_sale(up_to, now, most))
            .await?;
        let key = |(merchant, point_of_sale)| RemittanceKey { merchant, point_of_sale, day: up_to };
        Ok(open.into_iter().map(key).collect())
    }

    async fn abandoned_remittances(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<RemittanceKey>, StoreError> {
        self.readable("abandoned remittances", most, |most| rows::abandoned(now, most)).await
    }

    async fn take_remittance(&self, key: &RemittanceKey, lease: Lease) -> Result<bool, StoreError> {
        lease::take(&self.engine, vec![rows::take(key, lease)]).await
    }

    async fn has_open_lines(&self, key: &RemittanceKey) -> Result<bool, StoreError> {
        Ok(self.engine.first(lines::is_open(key)).await?.is_some())
    }

    async fn oldest_open_day(&self) -> Result<Option<Date>, StoreError> {
        Ok(self.engine.first(lines::oldest_open_day()).await?.flatten())
    }

    async fn remittances(
        &self,
        merchant: Option<MerchantId>,
        day: Option<Date>,
        most: usize,
    ) -> Result<Vec<Remittance>, StoreError> {
        Ok(rows::with_totals(self.engine.all(rows::newest(merchant, day, most)).await?))
    }

    async fn remittance_state(&self, key: &RemittanceKey) -> Result<Option<bool>, StoreError> {
        self.engine.first(rows::state(key)).await
    }

    async fn remittance_lines(
        &self,
        key: &RemittanceKey,
        after: Option<TransactionId>,
        most: usize,
    ) -> Result<Vec<Line>, StoreError> {
        self.engine.all(lines::of(key, after, most)).await
    }
}

pub(crate) fn steps(write: RemittanceWrite) -> Vec<Step> {
    match write {
        RemittanceWrite::AddLine(line) => vec![lines::insert(&line)],
        RemittanceWrite::ReduceLine { merchant, entry, from, to } => {
            vec![lines::reduce(merchant, entry, from, to)]
        }
        RemittanceWrite::GatherLines { key, most, leased_until } => {
            vec![rows::keep(&key, leased_until), lines::gather(&key, most)]
        }
        RemittanceWrite::Close { key } => vec![rows::close(&key), totals::sum(&key)],
        RemittanceWrite::PostponeLines { key, most } => vec![lines::postpone(&key, most)],
    }
}
