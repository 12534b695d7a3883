//! The collection of transactions: what is listed, and what is still to be.

pub(crate) mod head;
pub(crate) mod later;
pub(crate) mod orders;
pub(crate) mod rows;
pub(crate) mod statements;
mod unlisted;

use async_trait::async_trait;
use domain::{
    action::Action,
    listing::{Filter, Ids, Listed, Order},
    transaction::Transaction,
};
use gateway::ports::{ListedKey, ListingHead, ListingWrite, Listings, StoreError, Unlisted, UnlistedPart};
use primitives::{MerchantId, OrderReference, TransactionId};

use crate::{
    database::Database,
    engine::Engine,
    error::Impossible,
    payments::{actions, transactions},
    step::Step,
};
use statements::{Ask, Driver};

#[async_trait]
impl<E: Engine> Listings for Database<E> {
    async fn listing_head(&self, merchant: MerchantId) -> Result<ListingHead, StoreError> {
        self.engine.first(head::read(merchant)).await?.ok_or(StoreError::Inconsistent)
    }

    async fn settled_listing_head(&self, merchant: MerchantId) -> Result<Option<ListingHead>, StoreError> {
        self.engine.settled(head::read(merchant)).await
    }

    async fn listing_to(&self) -> Result<i64, StoreError> {
        Ok(self.engine.first(head::largest()).await?.unwrap_or(0))
    }

    async fn oldest_unlisted(&self) -> Result<Option<TransactionId>, StoreError> {
        Ok(self.engine.first(head::oldest_unlisted()).await?.flatten())
    }

    async fn unlisted(&self, merchant: MerchantId, range: Unlisted) -> Result<UnlistedPart, StoreError> {
        let found = self.engine.rows(unlisted::of(merchant, range)).await?;
        Ok(unlisted::part(range, found.into_iter().filter_map(readable).collect()))
    }

    async fn of_order(
        &self,
        merchant: MerchantId,
        reference: &OrderReference,
        ids: Ids,
        most: usize,
    ) -> Result<Vec<Listed>, StoreError> {
        let rows = self.engine.rows(orders::of(merchant, reference, ids, most)).await?;
        Ok(rows.into_iter().filter_map(readable).collect())
    }

    async fn count_listed(&self, merchant: MerchantId, filter: &Filter) -> Result<usize, StoreError> {
        let ask = self.ask(merchant, filter, None).await?;
        self.count(statements::count(ask)).await
    }

    async fn listed(
        &self,
        merchant: MerchantId,
        filter: &Filter,
        order: Order,
        first: usize,
        most: usize,
    ) -> Result<Vec<ListedKey>, StoreError> {
        let ask = self.ask(merchant, filter, Some(order)).await?;
        self.engine.all(statements::page(ask, order, first, most)).await
    }

    async fn payments_by_id(
        &self,
        merchant: MerchantId,
        ids: &[TransactionId],
    ) -> Result<Vec<Transaction>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.engine.all(transactions::by_ids(merchant, ids)).await
    }

    async fn actions_by_id(
        &self,
        merchant: MerchantId,
        ids: &[TransactionId],
    ) -> Result<Vec<Action>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.engine.all(actions::by_ids(merchant, ids)).await
    }

    async fn merchants_to_list(
        &self,
        after: Option<MerchantId>,
        below: i64,
        most: usize,
    ) -> Result<Vec<MerchantId>, StoreError> {
        self.engine.all(head::to_list(after, below, most)).await
    }
}

#[expect(private_bounds, reason = "engines are made here, and nowhere else")]
impl<E: Engine> Database<E> {
    /// Chooses the index by which a filter is followed. Of several parts it takes the first that lets few through: the others
    /// are then looked at in few rows.
    async fn ask<'a>(
        &self,
        merchant: MerchantId,
        filter: &'a Filter,
        order: Option<Order>,
    ) -> Result<Ask<'a>, StoreError> {
        let ask = |driver| Ask { merchant, filter, driver, names_index: E::NAMES_INDEXES };
        let parts = statements::parts(filter);
        let by_amount = order.is_some_and(|order| order.by_amount.is_some());
        let other = if by_amount { Driver::Amount } else { Driver::Id };
        match parts.as_slice() {
            [] => return Ok(ask(other)),
            // Its index has the ids of a part in their order. Only a range of amounts needs a look: the rows of a wide one are found
            // sooner in the order of their ids.
            [only] if *only != Driver::Amount || order.is_none() || by_amount => return Ok(ask(*only)),
            _ => {}
        }
        for part in &parts {
            if self.count(statements::probe(ask(*part))).await? < statements::FEW {
                return Ok(ask(*part));
            }
        }
        let exact = parts.into_iter().find(|part| *part != Driver::Amount);
        Ok(ask(if by_amount { Driver::Amount } else { exact.unwrap_or(other) }))
    }
}

/// Leaves out a row that cannot be read: it must not keep a merchant from the others.
fn readable<T>(row: Result<T, Impossible>) -> Option<T> {
    row.inspect_err(|error| tracing::error!(%error, "a transaction is in no collection")).ok()
}

pub(crate) fn steps(write: ListingWrite) -> Vec<Step> {
    let ListingWrite::List { merchant, rows, passed_before, pass, head } = write;
    let mut steps = vec![head::replace(merchant, head)];
    steps.extend(rows::insert(merchant, &rows));
    steps.extend(passed_before.into_iter().map(|id| later::remove(merchant, id)));
    steps.extend(pass.into_iter().map(|key| later::add(merchant, key)));
    steps
}
