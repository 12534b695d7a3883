//! Lines and the remittances that they go into.

use domain::remittance::{Line, LineKind, Remittance, RemittanceKey};
use gateway::ports::{CommitError, RemittanceWrite, Store, Write};
use jiff::civil::{Date, date};
use primitives::{Amount, Currency, OrderReference, Reference, TransactionId};

use crate::{
    house::House,
    things::{NOW, begin, later, lease, merchant_id, transaction_id, with_merchant},
};

const DAY: Date = date(2026, 11, 22);

fn key(day: Date) -> RemittanceKey {
    RemittanceKey { merchant: merchant_id(1), point_of_sale: Reference::parse("SHOP1").unwrap(), day }
}

fn line(number: i64, minor_units: i64, day: Date) -> Write {
    RemittanceWrite::AddLine(Box::new(Line {
        entry: transaction_id(number),
        payment: transaction_id(1),
        merchant: merchant_id(1),
        point_of_sale: Reference::parse("SHOP1").unwrap(),
        payment_method: Reference::parse("CB").unwrap(),
        order_reference: OrderReference::parse("a").unwrap(),
        kind: if number % 2 == 0 { LineKind::Refund } else { LineKind::Capture },
        amount: Amount::new(minor_units).unwrap(),
        currency: Currency::parse("EUR").unwrap(),
        made: later(number),
        day,
    }))
    .into()
}

fn reduce(number: i64, from: i64, to: i64) -> Write {
    let amount = |minor_units| Amount::new(minor_units).unwrap();
    let (merchant, entry) = (merchant_id(1), transaction_id(number));
    RemittanceWrite::ReduceLine { merchant, entry, from: amount(from), to: amount(to) }.into()
}

async fn commit(store: &dyn Store, write: Write) -> Result<(), CommitError> {
    store.commit(NOW, vec![write]).await
}

/// Takes the remittance of a day for half a minute.
async fn take(store: &dyn Store, day: Date) -> bool {
    store.take_remittance(&key(day), lease(0, 30)).await.unwrap()
}

fn gather(day: Date, most: usize) -> Write {
    RemittanceWrite::GatherLines { key: key(day), most, leased_until: later(60) }.into()
}

async fn lines(store: &dyn Store, day: Date) -> Vec<(i64, i64)> {
    let mut found = Vec::new();
    let mut after: Option<TransactionId> = None;
    loop {
        let page = store.remittance_lines(&key(day), after, 2).await.unwrap();
        let Some(last) = page.last() else { return found };
        after = Some(last.entry);
        let number = |line: &Line| line.entry.number() - transaction_id(0).number();
        found.extend(page.iter().map(|line| (number(line), line.amount.minor_units())));
    }
}

#[tokio::test]
async fn a_day_is_gathered_and_closed_once() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    store.commit(NOW, vec![begin(1, "a")]).await.unwrap();
    let tomorrow = date(2026, 11, 23);
    for (number, amount, day) in [(1, 500, DAY), (2, 200, DAY), (3, 300, DAY), (5, 100, tomorrow)] {
        commit(store, line(number, amount, day)).await.unwrap();
    }
    commit(store, reduce(3, 300, 120)).await.unwrap();
    assert_eq!(commit(store, reduce(3, 300, 0)).await, Err(CommitError::Stale), "it was changed by others");
    assert_eq!(store.oldest_open_day().await.unwrap(), Some(DAY));
    assert_eq!(store.open_points_of_sale(date(2026, 11, 21), NOW, 9).await.unwrap(), []);
    let shop = [key(DAY)];
    assert_eq!(store.open_points_of_sale(DAY, NOW, 9).await.unwrap(), shop);

    assert!(take(store, DAY).await);
    assert!(!take(store, DAY).await, "somebody has it");
    assert_eq!(store.open_points_of_sale(DAY, NOW, 9).await.unwrap(), []);
    assert_eq!(store.open_points_of_sale(DAY, later(30), 9).await.unwrap(), shop, "and dies with it");
    commit(store, gather(DAY, 2)).await.unwrap();
    assert_eq!(lines(store, DAY).await.len(), 2);
    assert!(store.has_open_lines(&key(DAY)).await.unwrap());
    commit(store, gather(DAY, 2)).await.unwrap();
    assert!(!store.has_open_lines(&key(DAY)).await.unwrap());
    assert_eq!(store.abandoned_remittances(later(59), 9).await.unwrap(), []);
    assert_eq!(store.abandoned_remittances(later(60), 9).await.unwrap(), [key(DAY)]);
    assert_eq!(store.remittance_state(&key(DAY)).await.unwrap(), Some(false));
    commit(store, RemittanceWrite::Close { key: key(DAY) }.into()).await.unwrap();
    assert_eq!(store.remittance_state(&key(DAY)).await.unwrap(), Some(true));
    assert_eq!(store.remittance_state(&key(tomorrow)).await.unwrap(), None);
    assert_eq!(lines(store, DAY).await, [(1, 500), (2, 200), (3, 120)]);

    let ledger = store.ledger(merchant_id(1), transaction_id(1)).await.unwrap().unwrap().value;
    assert_eq!(ledger.remitted, [transaction_id(1)].into(), "the payment's own");
    assert_eq!(commit(store, reduce(1, 500, 0)).await, Err(CommitError::Stale), "what is remitted stays");
    for write in [RemittanceWrite::Close { key: key(DAY) }.into(), gather(DAY, 2)] {
        assert_eq!(commit(store, write).await, Err(CommitError::Stale));
    }
    assert_eq!(store.oldest_open_day().await.unwrap(), Some(tomorrow));
}

#[tokio::test]
async fn what_comes_late_goes_into_the_next_days() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    assert!(take(store, DAY).await);
    commit(store, RemittanceWrite::Close { key: key(DAY) }.into()).await.unwrap();
    commit(store, line(1, 500, DAY)).await.unwrap();
    assert!(!take(store, DAY).await, "it is closed");
    commit(store, RemittanceWrite::PostponeLines { key: key(DAY), most: 5 }.into()).await.unwrap();
    assert!(!store.has_open_lines(&key(DAY)).await.unwrap());
    assert!(store.has_open_lines(&key(date(2026, 11, 23))).await.unwrap());
}

#[tokio::test]
async fn sums_may_be_larger_than_an_amount() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    for number in 0..24 {
        commit(store, line(number, 999_999_999_999_999_999, DAY)).await.unwrap();
    }
    assert!(take(store, DAY).await);
    for write in [gather(DAY, 50), RemittanceWrite::Close { key: key(DAY) }.into()] {
        commit(store, write).await.unwrap();
    }
    assert!(take(store, date(2026, 11, 24)).await);
    let remittances = store.remittances(None, None, 10).await.unwrap();
    let told = |it: &Remittance| (it.key.day, it.closed, it.totals.len());
    assert_eq!(
        remittances.iter().map(told).collect::<Vec<_>>(),
        [(date(2026, 11, 24), false, 0), (DAY, true, 2)]
    );
    for total in &remittances[1].totals {
        assert_eq!((total.lines, total.minor_units), (12, 12 * 999_999_999_999_999_999));
    }
    assert_eq!(store.remittances(None, Some(DAY), 10).await.unwrap(), remittances[1..]);
    assert_eq!(store.remittances(Some(merchant_id(2)), None, 10).await.unwrap(), []);
}
