//! Lists transactions, so that the collection finds them by an index.

use jiff::{SignedDuration, Timestamp};
use primitives::{MerchantId, TransactionId};

use crate::{
    Gateway, Refusal,
    deadlines::later,
    ports::{CommitError, ListingHead, ListingWrite, PassedKey, Unlisted, UnlistedPart, UnlistedRow},
};

/// The age from which a transaction is listed. One whose first commit takes longer gets another id.
const LISTED_AFTER: SignedDuration = SignedDuration::from_secs(30);
/// The time of the two rounds that list a transaction.
const ROUNDS: SignedDuration = SignedDuration::from_secs(10);
/// The number of payments, and of actions, that one commit lists. Payments wait for it meanwhile.
const AT_ONCE: usize = 250;
/// The number of merchants of one round.
const MERCHANTS: usize = 50;

/// Has this instance draw only ids above all that are listed. The clock may stand before where it stood when the gateway last ran, and
/// what is stored below is taken to be listed.
pub async fn go_on_after_listed(gateway: &Gateway) -> Result<(), Refusal> {
    gateway.transaction_ids.start_after(gateway.store.listing_to().await?);
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
            match of_merchant(gateway, *merchant, below).await {
                Ok(listed) => done += listed,
                Err(Refusal::Unavailable) => return Err(Refusal::Unavailable),
                // It must not keep the others from being listed.
                Err(refusal) => tracing::error!(%merchant, ?refusal, "transactions could not be listed"),
            }
        }
        after = merchants.last().copied();
        if merchants.len() < MERCHANTS {
            return Ok(done);
        }
    }
}

/// Returns when the oldest transaction that is neither listed nor passed was, or will be, due: it is announced in one round and listed
/// in the next.
pub(crate) async fn oldest_due(gateway: &Gateway) -> Result<Option<Timestamp>, Refusal> {
    let oldest = gateway.store.oldest_unlisted().await?;
    let made = oldest.and_then(|id| Timestamp::from_millisecond(TransactionId::ms_of(id.number())).ok());
    Ok(made.map(|made| later(made, LISTED_AFTER + ROUNDS)))
}

async fn of_merchant(gateway: &Gateway, merchant: MerchantId, below: i64) -> Result<usize, Refusal> {
    // Whoever writes a transaction sees `listing_to` and draws another id where it has passed; those that wrote before they could see
    // it have ended.
    let Some(head) = gateway.store.settled_listing_head(merchant).await? else { return Ok(0) };
    let end = head.listing_to.max(head.listed_to).min(below - 1);
    let range = Unlisted { after: head.listed_to, below: end + 1, most: AT_ONCE, passed_final_only: true };
    let part = gateway.store.unlisted(merchant, range).await?;
    let Some(write) = next(merchant, head, part, below - 1) else { return Ok(0) };
    let ListingWrite::List { rows, .. } = &write;
    let done = rows.len();
    match gateway.store.commit(gateway.clock.now(), vec![write.into()]).await {
        Ok(()) => Ok(done),
        // Another instance was faster.
        Err(CommitError::Stale) => Ok(0),
        Err(error) => Err(error.into()),
    }
}

/// Returns what is listed next of what was read, and announces that transactions up to `announced` come after. `None` where there
/// is nothing.
fn next(merchant: MerchantId, head: ListingHead, part: UnlistedPart, announced: i64) -> Option<ListingWrite> {
    let UnlistedPart { rows, unreadable: mut pass, read_to } = part;
    // The clock may stand before where it stood.
    let listed_to = read_to.max(head.listed_to);
    pass.retain(|key| key.id.number() <= listed_to);
    let (mut list, mut passed_before) = (Vec::new(), Vec::new());
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
                pass.push(PassedKey { id: listed.id, payment: listed.payment });
            }
        }
    }
    let listing_to = head.listing_to.max(announced);
    if list.is_empty() && (listed_to, listing_to) == (head.listed_to, head.listing_to) {
        return None;
    }
    let count = head.count + i64::try_from(list.len()).unwrap_or(0);
    let head = ListingHead { version: head.version + 1, listed_to, listing_to, count };
    Some(ListingWrite::List { merchant, rows: list, passed_before, pass, head })
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

    fn part(rows: Vec<UnlistedRow>, read_to: i64) -> UnlistedPart {
        UnlistedPart { rows, unreadable: Vec::new(), read_to: FIRST + read_to }
    }

    /// Returns the numbers that are listed, those that are passed, and the new end and count.
    fn told(part: UnlistedPart) -> Option<(Vec<i64>, Vec<i64>, i64, i64)> {
        let head = ListingHead { version: 3, listed_to: FIRST, listing_to: FIRST + 1_000, count: 10 };
        let ListingWrite::List { rows, pass, head, .. } =
            next(MerchantId::new(1).unwrap(), head, part, FIRST + 9_000)?;
        assert_eq!((head.version, head.listing_to), (4, FIRST + 9_000));
        let numbers = rows.iter().map(|row| row.id.number() - FIRST).collect();
        let passed = pass.iter().map(|key| key.id.number() - FIRST).collect();
        Some((numbers, passed, head.listed_to - FIRST, head.count))
    }

    #[test]
    fn what_is_final_is_listed_and_the_rest_is_passed() {
        let rows = vec![row(2, true, true, false), row(4, true, false, false), row(5, false, true, false)];
        assert_eq!(told(part(rows, 1_000)).unwrap(), (vec![2, 5], vec![4], 1_000, 12));
        let passed = part(vec![row(-8, true, true, true)], 1_000);
        assert_eq!(told(passed).unwrap(), (vec![-8], vec![], 1_000, 11));
    }

    #[test]
    fn what_cannot_be_read_is_passed() {
        let id = |number| TransactionId::new(FIRST + number).unwrap();
        let key = |number| PassedKey { id: id(number), payment: id(number) };
        let rows = vec![row(2, true, true, false)];
        let part = UnlistedPart { unreadable: vec![key(3), key(8)], ..part(rows, 7) };
        assert_eq!(told(part).unwrap(), (vec![2], vec![3], 7, 11));
    }

    #[test]
    fn what_was_not_announced_is_announced_first_and_nothing_is_written_twice() {
        let head = ListingHead { version: 3, listed_to: FIRST, listing_to: FIRST, count: 10 };
        let merchant = MerchantId::new(1).unwrap();
        let nothing = || part(Vec::new(), 0);
        let ListingWrite::List { rows, head, .. } = next(merchant, head, nothing(), FIRST + 9_000).unwrap();
        assert_eq!((rows.len(), head.listed_to, head.listing_to), (0, FIRST, FIRST + 9_000));
        assert!(next(merchant, head, nothing(), FIRST + 8_000).is_none());
    }

    #[test]
    fn nothing_is_listed_beyond_what_was_read() {
        let rows = vec![row(1, false, true, false), row(2, true, true, false), row(3, false, true, false)];
        assert_eq!(told(part(rows, 2)).unwrap(), (vec![1, 2], vec![], 2, 12));
    }
}
