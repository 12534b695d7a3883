//! Reads all transactions of a merchant that a filter lets through, in steps, for a file.
//!
//! A step reads by the key, from the last id that was read, and holds nothing open until the next: the memory does not grow with the
//! number of transactions, and a gateway that runs meanwhile waits for none of it.

use domain::listing::Filter;
use primitives::{MerchantId, TransactionId};

use super::{PageEntry, list::entries};
use crate::{
    Gateway, Refusal,
    ports::{ListedKey, Unlisted, UnlistedRow},
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
        let mut rows = self.gateway.store.unlisted(self.merchant, range).await?;
        // Those that were passed are of any time, and come in their place as well.
        rows.retain(|row| !row.is_passed);
        self.after = end(&rows, self.below);
        rows.retain(|row| row.listed.id.number() <= self.after);
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

/// Returns the number up to which both payments and actions were read.
fn end(rows: &[UnlistedRow], below: i64) -> i64 {
    let last = |is_payment: bool| {
        let of_kind = rows.iter().filter(|row| (row.listed.id == row.listed.payment) == is_payment);
        let numbers: Vec<i64> = of_kind.map(|row| row.listed.id.number()).collect();
        if numbers.len() < AT_ONCE { None } else { numbers.into_iter().max() }
    };
    [last(true), last(false)].into_iter().flatten().fold(below - 1, i64::min)
}

#[cfg(test)]
mod tests {
    use domain::{Title, listing::Listed, transaction::TransactionType};
    use primitives::{Amount, OrderReference, Reference};

    use super::*;

    const FIRST: i64 = 17_000_000_000_000_000;

    fn row(number: i64, is_payment: bool) -> UnlistedRow {
        let id = |number| TransactionId::new(FIRST + number).unwrap();
        let listed = Listed {
            id: id(number),
            payment: if is_payment { id(number) } else { id(0) },
            kind: TransactionType::Authorization,
            status: Title::Accepted,
            amount: Amount::new(1).unwrap(),
            order_reference: OrderReference::parse("a").unwrap(),
            payment_method: Reference::parse("CB").unwrap(),
            point_of_sale: Reference::parse("SHOP1").unwrap(),
            wallet: None,
            card: None,
        };
        UnlistedRow { listed, is_final: true, is_passed: false }
    }

    #[test]
    fn a_step_ends_where_the_first_of_payments_and_actions_was_cut_off() {
        let full = i64::try_from(AT_ONCE).unwrap();
        let below = FIRST + 1_000_000;
        assert_eq!(end(&[row(1, true), row(2, false)], below), below - 1);
        let payments = || (1..=full).map(|number| row(number * 2, true));
        assert_eq!(end(&payments().collect::<Vec<_>>(), below), FIRST + full * 2);
        let actions = (1..=full).map(|number| row(number * 2 + 1, false));
        let both: Vec<UnlistedRow> = payments().chain(actions).collect();
        assert_eq!(end(&both, below), FIRST + full * 2);
    }
}
