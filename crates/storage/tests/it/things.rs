//! What is stored, made short.

use domain::{
    echo::Echo,
    merchant::{Merchant, MerchantStatus, PageSettings, PointOfSale},
    terms::Terms,
    transaction::{Origin, State, Transaction},
    used_card::UsedCard,
};
use gateway::caller::Actor;
use gateway::ports::{AuditLine, Lease, MerchantWrite, PaymentWrite, Store, Versioned, Write};
use jiff::{SignedDuration, Timestamp};
use primitives::{Amount, Currency, MerchantId, OrderReference, Reference, SessionNumber, TransactionId};

pub(crate) const NOW: Timestamp = Timestamp::UNIX_EPOCH;

pub(crate) fn later(seconds: i64) -> Timestamp {
    NOW + SignedDuration::from_secs(seconds)
}

/// The lease of a worker between two seconds.
pub(crate) fn lease(from: i64, until: i64) -> Lease {
    Lease { from: later(from), until: later(until) }
}

pub(crate) fn merchant_id(number: i64) -> MerchantId {
    MerchantId::new(10_000_000_000_000 + number).unwrap()
}

pub(crate) fn merchant(number: i64) -> Write {
    let id = merchant_id(number);
    MerchantWrite::Add(Merchant { id, name: number.to_string(), status: MerchantStatus::Active }).into()
}

pub(crate) fn reference(text: &str) -> Reference {
    Reference::parse(text).unwrap()
}

pub(crate) fn transaction_id(number: i64) -> TransactionId {
    TransactionId::new(10_000_000_000_000_000 + number).unwrap()
}

/// Of an order of a hundred.
pub(crate) fn terms(order: &str) -> Terms {
    let amount = Amount::new(100).unwrap();
    Terms::of_order(OrderReference::parse(order).unwrap(), amount, Currency::parse("EUR").unwrap())
}

/// Of merchant 1; the order is `order`, and the amount a hundred.
pub(crate) fn transaction(number: i64, order: &str) -> Transaction {
    Transaction {
        authentication: None,
        id: transaction_id(number),
        merchant: merchant_id(1),
        payment_method: reference("CB"),
        point_of_sale: reference("SHOP1"),
        instrument_type: reference("CB"),
        created: NOW,
        card: Some(UsedCard::unknown()),
        terms: terms(order),
        echo: Echo::new(1, r#"{"buyer":{"email":"é@example.com"}}"#.to_owned()),
        idempotency_key: None,
        origin: Origin::Merchant { notification_url: None },
        state: State::Unanswered,
    }
}

pub(crate) fn begin(number: i64, order: &str) -> Write {
    let transaction = transaction(number, order);
    PaymentWrite::Begin { claim: Some(transaction.claim()), transaction: Box::new(transaction), due: None }
        .into()
}

/// Without a claim and without work.
pub(crate) fn begin_unclaimed(transaction: Transaction) -> Write {
    PaymentWrite::Begin { transaction: Box::new(transaction), claim: None, due: None }.into()
}

pub(crate) fn update(number: i64, version: i64, state: State) -> Write {
    let value = Transaction { state, ..transaction(number, "any") };
    PaymentWrite::Update { transaction: Box::new(Versioned { value, version }), due: None }.into()
}

pub(crate) fn audit(subject: &str) -> Write {
    Write::Audit(AuditLine {
        merchant: Some(merchant_id(1)),
        action: "TESTED",
        subject: subject.to_owned(),
        actor: Actor::Worker("tester"),
        address: Some([192, 0, 2, 1].into()),
    })
}

/// As the contract says: nothing is set.
pub(crate) fn point_of_sale(merchant: i64, name: &str) -> Write {
    let point_of_sale = PointOfSale {
        reference: reference(name),
        name: name.to_owned(),
        inactive_since: None,
        details: Echo::empty(),
        settings: PageSettings::default(),
    };
    let (merchant, point_of_sale) = (merchant_id(merchant), Box::new(point_of_sale));
    MerchantWrite::AddPointOfSale { merchant, point_of_sale }.into()
}

/// Merchant 1, with a point of sale.
pub(crate) async fn with_merchant(store: &dyn Store) {
    store.commit(NOW, vec![merchant(1), point_of_sale(1, "SHOP1")]).await.unwrap();
}

pub(crate) async fn version(store: &dyn Store, number: i64) -> Option<i64> {
    let found = store.transaction(merchant_id(1), transaction_id(number)).await.unwrap();
    found.map(|found| found.version)
}

/// The newest payments of a session, the newest first; none where the merchant has no such session.
pub(crate) async fn payments_of(
    store: &dyn Store,
    merchant: MerchantId,
    number: SessionNumber,
    most: usize,
) -> Vec<Transaction> {
    match store.session(merchant, number).await.unwrap() {
        Some(session) => store.with_payments(session.value, most).await.unwrap().1,
        None => Vec::new(),
    }
}
