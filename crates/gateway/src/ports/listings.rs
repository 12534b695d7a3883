//! The collection of a merchant's transactions.
//!
//! A transaction is *listed* once it is final and some seconds old: a row with what filters look at, with an index for each. What
//! is younger, or not final yet, is read where it is stored and filtered in memory. So a payment pays nothing for being found
//! later, and is found at once.

use async_trait::async_trait;
use domain::{
    action::Action,
    listing::{Filter, Ids, Listed, Order},
    transaction::Transaction,
};
use primitives::{Amount, MerchantId, OrderReference, TransactionId};

use super::StoreError;

/// A part of a collection that is sorted by date: at most `most` records from the `first`, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PagePart {
    pub is_descending: bool,
    pub first: usize,
    pub most: usize,
}

/// How far a merchant's transactions are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListingHead {
    /// It grows with every change of what is listed.
    pub version: i64,
    /// The number of the id up to which transactions are listed, but for those that were not final then.
    pub listed_to: i64,
    /// The number of the id up to which transactions are listed next. No new transaction gets such an id any more.
    pub listing_to: i64,
    pub count: i64,
}

/// Which transactions that are not listed are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unlisted {
    /// Those that are to be listed later are read with those whose ids are above `after` and below this.
    pub after: i64,
    pub below: i64,
    /// The largest number that is read of payments and of actions.
    pub most: usize,
    /// Whether of those that were passed only those are read that are final now.
    pub passed_final_only: bool,
}

/// The place of a transaction in an order, and its payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedKey {
    pub id: TransactionId,
    pub payment: TransactionId,
    pub amount: Amount,
}

impl ListedKey {
    pub fn of(listed: &Listed) -> Self {
        Self { id: listed.id, payment: listed.payment, amount: listed.amount }
    }
}

/// What is not listed of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnlistedPart {
    /// The transactions, in no order.
    pub rows: Vec<UnlistedRow>,
    /// Those of the range whose rows cannot be read.
    pub unreadable: Vec<PassedKey>,
    /// The number of the id up to which the range was read, of payments and of actions. Where the largest number of either was read,
    /// more may follow.
    pub read_to: i64,
}

/// A transaction that is passed, and its payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassedKey {
    pub id: TransactionId,
    pub payment: TransactionId,
}

/// A transaction that is not listed, and whether its state is final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnlistedRow {
    pub listed: Listed,
    pub is_final: bool,
    /// It was passed before, because it was not final.
    pub is_passed: bool,
}

#[async_trait]
/// Reads the collection of transactions.
pub trait Listings {
    async fn listing_head(&self, merchant: MerchantId) -> Result<ListingHead, StoreError>;

    /// Reads the largest number up to which the transactions of any merchant are listed, or are listed next.
    async fn listing_to(&self) -> Result<i64, StoreError>;

    /// Reads the oldest transaction of any merchant that is neither listed nor passed.
    async fn oldest_unlisted(&self) -> Result<Option<TransactionId>, StoreError>;

    /// Reads transactions that are not listed. The log names those of the range that cannot be read.
    async fn unlisted(&self, merchant: MerchantId, range: Unlisted) -> Result<UnlistedPart, StoreError>;

    /// Reads the payments of an order whose ids are in a range, at most `most`, and the actions on them, at most as many, listed or
    /// not.
    async fn of_order(
        &self,
        merchant: MerchantId,
        reference: &OrderReference,
        ids: Ids,
        most: usize,
    ) -> Result<Vec<Listed>, StoreError>;

    /// Counts the listed transactions that a filter lets through. It reads no others, where the filter has one part.
    async fn count_listed(&self, merchant: MerchantId, filter: &Filter) -> Result<usize, StoreError>;

    /// Reads a part of the listed transactions that a filter lets through.
    async fn listed(
        &self,
        merchant: MerchantId,
        filter: &Filter,
        order: Order,
        first: usize,
        most: usize,
    ) -> Result<Vec<ListedKey>, StoreError>;

    /// Reads payments by their ids.
    async fn payments_by_id(
        &self,
        merchant: MerchantId,
        ids: &[TransactionId],
    ) -> Result<Vec<Transaction>, StoreError>;

    /// Reads actions by their ids.
    async fn actions_by_id(
        &self,
        merchant: MerchantId,
        ids: &[TransactionId],
    ) -> Result<Vec<Action>, StoreError>;

    /// Reads merchants with transactions to list whose ids are below a number, at most `most`, after a merchant.
    async fn merchants_to_list(
        &self,
        after: Option<MerchantId>,
        below: i64,
        most: usize,
    ) -> Result<Vec<MerchantId>, StoreError>;

    /// Reads the head once no transaction of the store that ran at the time of the call runs any more. `None` where that takes too
    /// long.
    async fn settled_listing_head(&self, merchant: MerchantId) -> Result<Option<ListingHead>, StoreError>;
}

/// A write of the collection of transactions.
pub enum ListingWrite {
    /// Lists transactions, passes those that are not final, and replaces the head. Fails as [`super::CommitError::Stale`] where the
    /// version of the head is not the one before the new one.
    List {
        merchant: MerchantId,
        rows: Vec<Listed>,
        /// Those of the rows that were passed before.
        passed_before: Vec<TransactionId>,
        pass: Vec<PassedKey>,
        head: ListingHead,
    },
}
