//! Lists transactions, so that the collection finds them by an index.

use jiff::SignedDuration;
use primitives::{MerchantId, TransactionId};

use crate::{
    Gateway, Refusal,
    ports::{CommitError, ListedKey, ListingHead, ListingWrite, Unlisted, UnlistedRow},
};

/// The age from which a transaction is listed. Between the draw of its id and its first commit much less time passes: a commit waits
/// for a connection and for the server, each for a few seconds at most.
const LISTED_AFTER: SignedDuration = SignedDuration::from_secs(30);
/// The number of transactions that one commit lists. Payments wait for it meanwhile.
const AT_ONCE: usize = 250;
/// The number of merchants of one round.
const MERCHANTS: usize = 50;

/// Has this instance draw only ids above all that are listed. The clock may stand before where it stood when the gateway last ran, and
/// what is stored below is taken to be listed.
pub async fn go_on_after_listed(gateway: &Gateway) -> Result<(), Refusal> {
    gateway.transaction_ids.start_after(gateway.store.listed_to().await?);
    Ok(())
}

/// Lists the next transactions of each merchant. Returns the number of those listed.
pub(crate) async fn round(gateway: &Gateway) -> Result<usize, Refusal> {
    let limit = gateway.clock.now().saturating_sub(LISTED_AFTER).map_err(|_| Refusal::Internal)?;
    let below = TransactionId::first_after(limit.as_millisecond());
    let (mut after, mut done) = (None, 0);
    loop {
        let merchants = gateway.store.merchants_to_list(after, below, MERCHANTS).await?;
        for merchant in &merchants {
            done += of_merchant(gateway, *merchant, below).await?;
        }
        after = merchants.last().copied();
        if merchants.len() < MERCHANTS {
            return Ok(done);
        }
    }
}

async fn of_merchant(gateway: &Gateway, merchant: MerchantId, below: i64) -> Result<usize, Refusal> {
    // Another instance may be writing a transaction of before the limit.
    let Some(head) = gateway.store.settled_listing_head(merchant).await? else { return Ok(0) };
    let range = Unlisted { after: head.listed_to, below, most: AT_ONCE };
    let rows = gateway.store.unlisted(merchant, range).await?;
    let Some(write) = next(merchant, head, rows, below) else { return Ok(0) };
    let ListingWrite::List { rows, .. } = &write;
    let done = rows.len();
    match gateway.store.commit(gateway.clock.now(), vec![write.into()]).await {
        Ok(()) => Ok(done),
        // Another instance was faster.
        Err(CommitError::Stale) => Ok(0),
        Err(error) => Err(error.into()),
    }
}

/// Returns what is listed next. `None` where there is nothing.
fn next(merchant: MerchantId, head: ListingHead, rows: Vec<UnlistedRow>, below: i64) -> Option<ListingWrite> {
    let listed_to = end(&rows, head.listed_to, below);
    let (mut list, mut passed_before, mut pass) = (Vec::new(), Vec::new(), Vec::new());
    for UnlistedRow { listed, is_final, is_passed } in rows {
        if is_passed {
            if is_final {
                passed_before.push(listed.id);
                list.push(listed);
            }
        } else if listed.id.number() <= listed_to {
            if is_final {
                list.push(listed);
            } else {
                pass.push(ListedKey::of(&listed));
            }
        }
    }
    if list.is_empty() && listed_to == head.listed_to {
        return None;
    }
    let count = head.count + i64::try_from(list.len()).unwrap_or(0);
    let head = ListingHead { version: head.version + 1, listed_to, count };
    Some(ListingWrite::List { merchant, rows: list, passed_before, pass, head })
}

/// Returns the number up to which all payments and actions were read: where a commit's worth of either was read, up to the last of
/// them. It stays where it is while there is nothing new, so that an idle merchant is not written.
fn end(rows: &[UnlistedRow], listed_to: i64, below: i64) -> i64 {
    let last = |is_payment: bool| {
        let numbers = || {
            let new = rows.iter().filter(|row| !row.is_passed);
            new.filter(|row| (row.listed.id == row.listed.payment) == is_payment)
                .map(|row| row.listed.id.number())
        };
        if numbers().count() < AT_ONCE { None } else { numbers().max() }
    };
    let is_new = rows.iter().any(|row| !row.is_passed);
    let end = if is_new { below - 1 } else { listed_to };
    [last(true), last(false)].into_iter().flatten().fold(end, i64::min)
}

#[cfg(test)]
mod tests {
    use domain::{Title, listing::Listed, transaction::TransactionType};
    use primitives::{Amount, OrderReference, Reference};

    use super::*;

    const FIRST: i64 = 17_000_000_000_000_000;

    fn row(number: i64, is_payment: bool, is_final: bool, is_passed: bool) -> UnlistedRow {
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
        UnlistedRow { listed, is_final, is_passed }
    }

    /// Returns the numbers that are listed, those that are passed, and the new end and count.
    fn told(rows: Vec<UnlistedRow>) -> Option<(Vec<i64>, Vec<i64>, i64, i64)> {
        let head = ListingHead { version: 3, listed_to: FIRST, count: 10 };
        let ListingWrite::List { rows, pass, head, .. } =
            next(MerchantId::new(1).unwrap(), head, rows, FIRST + 1_000_000)?;
        assert_eq!(head.version, 4);
        let numbers = rows.iter().map(|row| row.id.number() - FIRST).collect();
        let passed = pass.iter().map(|key| key.id.number() - FIRST).collect();
        Some((numbers, passed, head.listed_to - FIRST, head.count))
    }

    #[test]
    fn what_is_final_is_listed_and_the_rest_is_passed() {
        let rows = vec![row(2, true, true, false), row(4, true, false, false), row(5, false, true, false)];
        assert_eq!(told(rows).unwrap(), (vec![2, 5], vec![4], 999_999, 12));
        let rows = vec![row(-8, true, true, true), row(-6, true, false, true)];
        assert_eq!(told(rows).unwrap(), (vec![-8], vec![], 0, 11));
        assert!(told(vec![row(-6, true, false, true)]).is_none() && told(Vec::new()).is_none());
    }

    #[test]
    fn nothing_is_listed_beyond_what_was_read() {
        let full = i64::try_from(AT_ONCE).unwrap();
        let payments = (1..=full).map(|number| row(number * 2, true, true, false));
        let rows =
            payments.chain([row(1, false, true, false), row(full * 2 + 1, false, true, false)]).collect();
        let (listed, _, end, count) = told(rows).unwrap();
        assert_eq!((listed.len(), end, count), (AT_ONCE + 1, full * 2, 11 + full));
    }
}
