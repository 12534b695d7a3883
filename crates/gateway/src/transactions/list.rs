//! Reads a page of a merchant's transactions.

use std::collections::{BTreeSet, HashMap};

use domain::{
    action::Action,
    listing::{Filter, Listed, Order},
    merchant::Merchant,
    transaction::Transaction,
};
use primitives::{MerchantId, TransactionId};

use crate::{
    Gateway, Refusal,
    ports::{ListedKey, ListingHead, Unlisted},
};

/// The largest number of transactions that are not listed and are filtered in memory.
const MOST_UNLISTED: usize = 20_000;
/// The largest number of transactions of one order that are filtered in memory.
const MOST_OF_ORDER: usize = 10_000;
/// The number of times that a page is read again because more was listed meanwhile. The worker adds to a merchant once in some
/// seconds.
const MAX_READS: usize = 5;

/// What is asked for: at most `most` transactions from the `first`, counted from 0.
pub struct AskedPage {
    pub filter: Filter,
    pub order: Order,
    pub first: usize,
    pub most: usize,
}

/// A part of the collection.
pub struct Page {
    pub transactions: Vec<PageEntry>,
    /// The number of all transactions that the filter lets through.
    pub total: usize,
}

/// A transaction of a page: a payment, or an action on it.
pub struct PageEntry {
    pub payment: Transaction,
    pub action: Option<Action>,
}

/// Reads a page. A transaction is in it from its first commit on. One that the store has before a first page is read comes once while the
/// pages are read by ascending date, whatever is added meanwhile.
pub async fn list(gateway: &Gateway, merchant: &Merchant, asked: &AskedPage) -> Result<Page, Refusal> {
    gateway.beginnings.settle(merchant.id).await;
    let (keys, total) = match &asked.filter.order_reference {
        Some(reference) => {
            let (ids, most) = (asked.filter.ids, MOST_OF_ORDER + 1);
            let found = gateway.store.of_order(merchant.id, reference, ids, most).await?;
            if found.len() > MOST_OF_ORDER {
                return Err(Refusal::TooManyMatches);
            }
            in_memory(found, asked)
        }
        None => of_all(gateway, merchant.id, asked).await?,
    };
    Ok(Page { transactions: entries(gateway, merchant.id, &keys).await?, total })
}

/// Filters and sorts what is in memory. Returns the asked part, and the number of all.
fn in_memory(found: Vec<Listed>, asked: &AskedPage) -> (Vec<ListedKey>, usize) {
    let keys = let_through(found, asked);
    let total = keys.len();
    (keys.into_iter().skip(asked.first).take(asked.most).collect(), total)
}

fn let_through(found: Vec<Listed>, asked: &AskedPage) -> Vec<ListedKey> {
    let found = found.into_iter().filter(|listed| asked.filter.lets_through(listed));
    let mut keys: Vec<ListedKey> = found.map(|listed| ListedKey::of(&listed)).collect();
    keys.sort_by(|one, other| compare(asked.order, one, other));
    keys
}

fn compare(order: Order, one: &ListedKey, other: &ListedKey) -> std::cmp::Ordering {
    order.compare((one.amount, one.id), (other.amount, other.id))
}

/// Reads from what is listed and what is not. The two are of one moment where the head is the same before and after.
async fn of_all(
    gateway: &Gateway,
    merchant: MerchantId,
    asked: &AskedPage,
) -> Result<(Vec<ListedKey>, usize), Refusal> {
    let mut head = gateway.store.listing_head(merchant).await?;
    for _ in 0..MAX_READS {
        let read = read(gateway, merchant, asked, head).await?;
        let now = gateway.store.listing_head(merchant).await?;
        if now.version == head.version {
            return Ok(read);
        }
        head = now;
    }
    Err(Refusal::Unavailable)
}

async fn read(
    gateway: &Gateway,
    merchant: MerchantId,
    asked: &AskedPage,
    head: ListingHead,
) -> Result<(Vec<ListedKey>, usize), Refusal> {
    let range =
        Unlisted { after: head.listed_to, below: i64::MAX, most: MOST_UNLISTED, passed_final_only: false };
    let unlisted = gateway.store.unlisted(merchant, range).await?;
    if unlisted.read_to < range.below - 1 || unlisted.rows.len() >= MOST_UNLISTED {
        tracing::warn!(%merchant, "too many transactions are not listed yet to filter them in memory");
        return Err(Refusal::Unavailable);
    }
    let unlisted = let_through(unlisted.rows.into_iter().map(|row| row.listed).collect(), asked);
    let of_listed = if asked.filter == Filter::default() {
        usize::try_from(head.count).unwrap_or(0)
    } else {
        gateway.store.count_listed(merchant, &asked.filter).await?
    };
    let total = of_listed + unlisted.len();
    // At most all that are not listed stand before the page.
    let first = asked.first.saturating_sub(unlisted.len()).min(of_listed);
    let end = asked.first.saturating_add(asked.most).min(of_listed);
    let listed = listed(gateway, merchant, asked, first..end, of_listed).await?;
    let keys = merged(asked.order, listed, unlisted);
    Ok((keys.into_iter().skip(asked.first - first).take(asked.most).collect(), total))
}

/// Reads a range of what is listed, from the nearer end: what stands before the range is counted off.
async fn listed(
    gateway: &Gateway,
    merchant: MerchantId,
    asked: &AskedPage,
    range: std::ops::Range<usize>,
    count: usize,
) -> Result<Vec<ListedKey>, Refusal> {
    let (filter, order, most) = (&asked.filter, asked.order, range.len());
    if most == 0 {
        return Ok(Vec::new());
    }
    if range.start <= count - range.end {
        return Ok(gateway.store.listed(merchant, filter, order, range.start, most).await?);
    }
    let mut keys = gateway.store.listed(merchant, filter, order.reversed(), count - range.end, most).await?;
    keys.reverse();
    Ok(keys)
}

fn merged(order: Order, listed: Vec<ListedKey>, unlisted: Vec<ListedKey>) -> Vec<ListedKey> {
    let mut keys = listed;
    keys.extend(unlisted);
    // Two sorted runs are merged by the standard sort.
    keys.sort_by(|one, other| compare(order, one, other));
    keys
}

/// Reads the transactions of a page, in its order.
pub(super) async fn entries(
    gateway: &Gateway,
    merchant: MerchantId,
    keys: &[ListedKey],
) -> Result<Vec<PageEntry>, Refusal> {
    let payments: BTreeSet<TransactionId> = keys.iter().map(|key| key.payment).collect();
    let payments: Vec<TransactionId> = payments.into_iter().collect();
    let actions: Vec<TransactionId> =
        keys.iter().filter(|key| key.id != key.payment).map(|key| key.id).collect();
    let payments = gateway.store.payments_by_id(merchant, &payments).await?;
    let actions = gateway.store.actions_by_id(merchant, &actions).await?;
    let payments: HashMap<TransactionId, Transaction> =
        payments.into_iter().map(|payment| (payment.id, payment)).collect();
    let mut actions: HashMap<TransactionId, Action> =
        actions.into_iter().map(|action| (action.id, action)).collect();
    // Neither is ever removed.
    let mut entry = |key: &ListedKey| {
        let payment = payments.get(&key.payment)?.clone();
        if key.id == key.payment {
            return Some(PageEntry { payment, action: None });
        }
        actions.remove(&key.id).map(|action| PageEntry { payment, action: Some(action) })
    };
    keys.iter().map(&mut entry).collect::<Option<Vec<PageEntry>>>().ok_or(Refusal::Internal)
}
