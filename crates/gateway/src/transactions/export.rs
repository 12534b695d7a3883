//! Reads all transactions of a merchant that a filter lets through, in steps, for a file.
//!
//! A step reads by the key, from the last id that was read, and holds nothing open until the next: the memory does not grow with the
//! number of transactions, and a gateway that runs meanwhile waits for none of it.

use domain::listing::Filter;
use primitives::{MerchantId, TransactionId};

use super::{PageEntry, list::entries};
use crate::{
    Gateway, Refusal,
    ports::{ListedKey, Unlisted, UnlistedPart},
};

/// The number of payments, and of actions, that a step reads.
const AT_ONCE: usize = 1_000;
/// The number of transactions whose rows are read with one statement: the largest that a statement takes.
const ENTRIES: usize = 200;

/// An export of what there is when it begins.
pub struct Export<'a> {
    gateway: &'a Gateway,
    merchant: MerchantId,
    filter: Filter,
    /// The number of the last id that was read.
    after: i64,
    /// The number of the id before which the export ends.
    below: i64,
}

/// What a step has found.
pub struct ExportStep {
    /// The transactions that the filter lets through, in the order of their ids, which is that of time.
    pub entries: Vec<PageEntry>,
    /// The number of transactions that were read for it.
    pub read: usize,
}

impl<'a> Export<'a> {
    pub fn begin(gateway: &'a Gateway, merchant: MerchantId, filter: Filter) -> Self {
        let now = TransactionId::first_after(gateway.clock.now().as_millisecond());
        let (after, below) = (filter.ids.from.saturating_sub(1), filter.ids.below.min(now));
        Self { gateway, merchant, filter, after, below }
    }

    pub fn merchant(&self) -> MerchantId {
        self.merchant
    }

    /// Reads the next step. `None` at the end.
    pub async fn next(&mut self) -> Result<Option<ExportStep>, Refusal> {
        if self.after >= self.below - 1 {
            return Ok(None);
        }
        let range = Unlisted { after: self.after, below: self.below, most: AT_ONCE, passed_final_only: true };
        let UnlistedPart { mut rows, read_to, .. } =
            self.gateway.store.unlisted(self.merchant, range).await?;
        self.after = read_to;
        // Those that were passed are of any time, and come in their place as well.
        rows.retain(|row| !row.is_passed && row.listed.id.number() <= read_to);
        rows.sort_by_key(|row| row.listed.id);
        let read = rows.len();
        let found = rows.iter().filter(|row| self.filter.lets_through(&row.listed));
        let keys: Vec<ListedKey> = found.map(|row| ListedKey::of(&row.listed)).collect();
        let mut found = Vec::with_capacity(keys.len());
        for keys in keys.chunks(ENTRIES) {
            found.extend(entries(self.gateway, self.merchant, keys).await?);
        }
        Ok(Some(ExportStep { entries: found, read }))
    }
}
