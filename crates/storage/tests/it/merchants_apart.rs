//! Two merchants with the same ids: what is done to the one's rows does nothing to the other's.

use std::sync::Arc;

use domain::{
    action::{Action, ActionKind, CaptureOption, Place, Release, ReleaseState},
    echo::Echo,
    encryption_key::EncryptionKey,
    notification::{NewNotification, Notification, NotificationKey, NotificationState},
    remittance::{Line, LineKind, RemittanceKey},
    session::{Session, Stage},
    subject::Subject,
    terms::{Capture, Terms},
    transaction::{Origin, State, Transaction},
    work::{Due, Work},
};
use gateway::ports::{
    Attempt, CommitError, Delivery, KeyWrite, NotificationWrite, PaymentWrite, RemittanceWrite, Reply,
    SessionWrite, Store, Versioned, Write,
};
use jiff::{
    SignedDuration,
    civil::{Date, date},
};
use primitives::{Amount, Currency, EncryptionKeyId, KeyName, MerchantId, OrderReference, Sealed, WebUrl};

use crate::{
    house::House,
    sessions,
    things::{
        NOW, begin_unclaimed, later, lease, merchant, merchant_id, payments_of, point_of_sale, reference,
        terms, transaction, transaction_id, with_merchant,
    },
};

/// Ours is the one that something is done to.
const OURS: i64 = 1;
const THEIRS: i64 = 2;

async fn with_merchants(house: &House) -> Arc<dyn Store> {
    let store = house.open().await;
    with_merchant(&*store).await;
    store.commit(NOW, vec![merchant(THEIRS), point_of_sale(THEIRS, "SHOP1")]).await.unwrap();
    store
}

async fn commit(store: &dyn Store, writes: impl IntoIterator<Item = Write>) -> Result<(), CommitError> {
    store.commit(NOW, writes.into_iter().collect()).await
}

fn amount(minor_units: i64) -> Amount {
    Amount::new(minor_units).unwrap()
}

/// Payment 1 of a hundred, to be captured by its merchant.
fn payment(merchant: i64) -> Transaction {
    let terms = Terms { capture: Capture::Manual, ..terms("a") };
    let (merchant, state) = (merchant_id(merchant), State::Accepted(None));
    Transaction { merchant, terms, state, ..transaction(1, "a") }
}

/// Action 2 of payment 1: a capture.
fn capture(minor_units: i64) -> Action {
    let owed = ReleaseState::Owed { due: later(9), attempt: 1 };
    Action {
        id: transaction_id(2),
        payment: transaction_id(1),
        target: transaction_id(1),
        kind: ActionKind::Capture,
        option: CaptureOption::Final,
        amount: amount(minor_units),
        reference: None,
        created: NOW,
        place: Place(1),
        by_gateway: false,
        idempotency_key: None,
        state: State::Accepted(None),
        taken: Vec::new(),
        release: Some(Release { amount: amount(100 - minor_units), state: owed }),
    }
}

fn add(merchant: i64, minor_units: i64) -> Write {
    let echo = Echo::new(1, format!(r#"{{"comment":"{merchant}"}}"#));
    let (merchant, action) = (merchant_id(merchant), Box::new(capture(minor_units)));
    PaymentWrite::AddAction { merchant, action, echo }.into()
}

#[tokio::test]
async fn their_payments() {
    let house = House::new();
    let store = &*with_merchants(&house).await;
    for merchant in [OURS, THEIRS] {
        let due = Some(Due { work: Work::Expire, at: later(merchant) });
        let transaction = Box::new(payment(merchant));
        commit(store, [PaymentWrite::Begin { transaction, claim: None, due }.into()]).await.unwrap();
    }
    let again = commit(store, [begin_unclaimed(payment(THEIRS))]).await;
    assert_eq!(again, Err(CommitError::IdTaken));

    // Whoever takes ours does not take theirs.
    for merchant in [OURS, THEIRS] {
        let taken = store.take_work(Work::Expire, lease(9, 60), 1).await.unwrap();
        let taken: Vec<MerchantId> = taken.iter().map(|ledger| ledger.value.payment.merchant).collect();
        assert_eq!(taken, [merchant_id(merchant)]);
    }
    let value = Transaction { state: State::Reversed, ..payment(OURS) };
    let update = PaymentWrite::Update { transaction: Box::new(Versioned { value, version: 1 }), due: None };
    commit(store, [update.into()]).await.unwrap();
    for (merchant, state, version) in [(OURS, State::Reversed, 2), (THEIRS, State::Accepted(None), 1)] {
        let found = store.transaction(merchant_id(merchant), transaction_id(1)).await.unwrap().unwrap();
        assert!(found.value == Transaction { state, ..payment(merchant) });
        assert_eq!(found.version, version);
    }
    // The update ended our lease, and not theirs.
    assert!(store.take_work(Work::Expire, lease(59, 99), 9).await.unwrap().is_empty());
    assert_eq!(store.take_work(Work::Expire, lease(60, 99), 9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn their_actions() {
    let house = House::new();
    let store = &*with_merchants(&house).await;
    for (merchant, minor_units) in [(OURS, 60), (THEIRS, 30)] {
        commit(store, [begin_unclaimed(payment(merchant)), add(merchant, minor_units)]).await.unwrap();
    }
    assert_eq!(commit(store, [add(THEIRS, 5)]).await, Err(CommitError::IdTaken));
    let release = capture(60).release.map(Release::confirmed);
    let changed = Action { release, state: State::Reversed, ..capture(60) };
    let change =
        PaymentWrite::UpdateAction { merchant: merchant_id(OURS), action: Box::new(changed.clone()) };
    commit(store, [change.into()]).await.unwrap();
    for (merchant, expected) in [(OURS, changed), (THEIRS, capture(30))] {
        for id in [1, 2] {
            let ledger = store.ledger(merchant_id(merchant), transaction_id(id)).await.unwrap().unwrap();
            assert!(ledger.value.actions == [expected.clone()]);
            assert_eq!(ledger.value.payment.merchant, merchant_id(merchant));
        }
        let echo = store.action_echo(merchant_id(merchant), transaction_id(2)).await.unwrap().unwrap();
        assert_eq!(echo.json(), format!(r#"{{"comment":"{merchant}"}}"#));
    }
}

const DAY: Date = date(2026, 11, 22);

fn remittance(merchant: i64, day: Date) -> RemittanceKey {
    RemittanceKey { merchant: merchant_id(merchant), point_of_sale: reference("SHOP1"), day }
}

fn line(merchant: i64, entry: i64, minor_units: i64) -> Line {
    Line {
        entry: transaction_id(entry),
        payment: transaction_id(1),
        merchant: merchant_id(merchant),
        point_of_sale: reference("SHOP1"),
        payment_method: reference("CB"),
        order_reference: OrderReference::parse("a").unwrap(),
        kind: LineKind::Capture,
        amount: amount(minor_units),
        currency: Currency::parse("EUR").unwrap(),
        made: NOW,
        day: DAY,
    }
}

fn reduce(merchant: i64, entry: i64, from: i64, to: i64) -> Write {
    let (merchant, entry) = (merchant_id(merchant), transaction_id(entry));
    RemittanceWrite::ReduceLine { merchant, entry, from: amount(from), to: amount(to) }.into()
}

async fn gather(store: &dyn Store, merchant: i64) {
    let key = remittance(merchant, DAY);
    assert!(store.take_remittance(&key, lease(0, 60)).await.unwrap());
    commit(store, [RemittanceWrite::GatherLines { key, most: 9, leased_until: later(60) }.into()])
        .await
        .unwrap();
}

/// With the capture 2, and two lines of 60 each: its own, and that of an entry 3.
async fn with_lines(house: &House) -> Arc<dyn Store> {
    let store = with_merchants(house).await;
    for merchant in [OURS, THEIRS] {
        commit(&*store, [begin_unclaimed(payment(merchant)), add(merchant, 60)]).await.unwrap();
        let lines = [2, 3].map(|entry| RemittanceWrite::AddLine(Box::new(line(merchant, entry, 60))).into());
        commit(&*store, lines).await.unwrap();
    }
    store
}

#[tokio::test]
async fn their_lines() {
    let house = House::new();
    let store = &*with_lines(&house).await;
    let remitted =
        async |merchant| store.remittance_lines(&remittance(merchant, DAY), None, 9).await.unwrap();
    commit(store, [reduce(OURS, 2, 60, 50), reduce(OURS, 3, 60, 0)]).await.unwrap();
    gather(store, OURS).await;
    assert!(remitted(OURS).await == [line(OURS, 2, 50)] && remitted(THEIRS).await.is_empty());
    for (merchant, in_remittance) in [(OURS, vec![transaction_id(2)]), (THEIRS, Vec::new())] {
        let ledger = store.ledger(merchant_id(merchant), transaction_id(1)).await.unwrap().unwrap();
        assert_eq!(ledger.value.remitted, in_remittance.into_iter().collect());
        let is_open = store.has_open_lines(&remittance(merchant, DAY)).await.unwrap();
        assert_eq!(is_open, merchant == THEIRS);
    }
    assert_eq!(commit(store, [reduce(OURS, 2, 50, 0)]).await, Err(CommitError::Stale), "it is remitted");
    // One of theirs is of the payment itself.
    commit(store, [RemittanceWrite::AddLine(Box::new(line(THEIRS, 1, 9))).into()]).await.unwrap();
    gather(store, THEIRS).await;
    assert!(remitted(OURS).await == [line(OURS, 2, 50)]);
    assert!(remitted(THEIRS).await == [line(THEIRS, 1, 9), line(THEIRS, 2, 60), line(THEIRS, 3, 60)]);
    let ledger = store.ledger(merchant_id(OURS), transaction_id(1)).await.unwrap().unwrap();
    assert_eq!(ledger.value.remitted, [transaction_id(2)].into());
}

#[tokio::test]
async fn their_lines_that_are_not_late() {
    let house = House::new();
    let store = &*with_lines(&house).await;
    let postpone = RemittanceWrite::PostponeLines { key: remittance(OURS, DAY), most: 9 };
    commit(store, [postpone.into()]).await.unwrap();
    assert!(!store.has_open_lines(&remittance(OURS, DAY)).await.unwrap());
    assert!(store.has_open_lines(&remittance(THEIRS, DAY)).await.unwrap());
    assert!(store.has_open_lines(&remittance(OURS, date(2026, 11, 23))).await.unwrap());
}

#[tokio::test]
async fn their_encryption_keys() {
    let house = House::new();
    let store = &*with_merchants(&house).await;
    let add = |merchant: i64, id, name: &str, generation, max_names| -> Write {
        let key = EncryptionKey {
            id: EncryptionKeyId::new(id).unwrap(),
            merchant: merchant_id(merchant),
            name: KeyName::parse(name).unwrap(),
            generation,
            created: later(1),
            modulus: merchant.to_string(),
            exponent: "AQAB".to_owned(),
        };
        let sealed_private_half = vec![u8::try_from(merchant).unwrap()];
        KeyWrite::AddEncryptionKey { key, sealed_private_half, active_after: NOW, max_names }.into()
    };
    commit(store, [add(THEIRS, 7, "shop", 2, 2), add(THEIRS, 8, "other", 1, 2)]).await.unwrap();
    // Their names do not count among ours.
    commit(store, [add(OURS, 7, "shop", 1, 1)]).await.unwrap();
    assert_eq!(commit(store, [add(OURS, 7, "shop", 3, 1)]).await, Err(CommitError::IdTaken));
    let shop = KeyName::parse("shop").unwrap();
    for (merchant, names, generation) in [(OURS, 1, 1), (THEIRS, 2, 2)] {
        let id = merchant_id(merchant);
        let (key, half) = store.encryption_key(id, EncryptionKeyId::new(7).unwrap()).await.unwrap().unwrap();
        assert_eq!((key.merchant, key.modulus), (id, merchant.to_string()));
        assert_eq!(half, [u8::try_from(merchant).unwrap()]);
        assert_eq!(store.key_names(id, NOW).await.unwrap(), names);
        let newest = store.newest_key(id, &shop).await.unwrap().unwrap();
        assert_eq!((newest.merchant, newest.generation), (id, generation));
    }
}

#[tokio::test]
async fn their_notifications() {
    let house = House::new();
    let store = &*with_merchants(&house).await;
    let subject = Subject::Transaction(transaction_id(1));
    let key = |merchant| NotificationKey { merchant: merchant_id(merchant), subject };
    for merchant in [OURS, THEIRS] {
        let url = WebUrl::parse(&format!("https://shop.example/{merchant}")).unwrap();
        let merchant = merchant_id(merchant);
        let new =
            NewNotification { merchant, subject, url, made: later(1), due: later(1), until: later(100) };
        commit(store, [NotificationWrite::Add(new).into()]).await.unwrap();
    }
    let leased_until = later(61);
    // Both are being sent.
    assert_eq!(store.take_notifications(lease(1, 61), 9, &[]).await.unwrap().len(), 2);
    let of = async |merchant| store.notification_of(key(merchant)).await.unwrap().unwrap();
    let theirs = of(THEIRS).await;
    assert_eq!((theirs.url.as_str(), theirs.next), ("https://shop.example/2", Some(leased_until)));
    let begun = [Attempt { number: 1, at: later(1), delivery: None, took: None }];
    let untouched = async || {
        assert_eq!(of(THEIRS).await, theirs);
        assert_eq!(store.attempts(key(THEIRS)).await.unwrap(), begun);
    };

    let refused = Delivery::Answered(Reply { code: 500, is_heard: false });
    let record = |number, then| NotificationWrite::RecordAttempt {
        notification: key(OURS),
        number,
        delivery: refused,
        took: SignedDuration::ZERO,
        leased_until,
        then,
        next: later(70),
    };
    let resend = |at| NotificationWrite::Resend { notification: key(OURS), at: later(at), until: later(500) };
    for write in [record(1, NotificationState::GivenUp), resend(5)] {
        commit(store, [write.into()]).await.unwrap();
        untouched().await;
    }
    let [again] =
        <[Notification; 1]>::try_from(store.take_notifications(lease(5, 61), 9, &[]).await.unwrap()).unwrap();
    assert_eq!((again.key(), again.attempts), (key(OURS), 2));
    let delivered = record(2, NotificationState::Delivered);
    for write in
        [record(2, NotificationState::Waiting), delivered, resend(9), NotificationWrite::Stop(key(OURS))]
    {
        commit(store, [write.into()]).await.unwrap();
        untouched().await;
    }
    assert_eq!((of(OURS).await.state, of(OURS).await.until), (NotificationState::Read, later(500)));
    let attempts = store.attempts(key(OURS)).await.unwrap();
    assert!(attempts.len() == 2 && attempts.iter().all(|attempt| attempt.delivery == Some(refused)));
}

/// A session's number is nobody else's. Under another merchant it is not there, and nothing is done to it.
#[tokio::test]
async fn our_sessions() {
    let house = House::new();
    let store = &*with_merchants(&house).await;
    let ours = sessions::session(1);
    let in_session =
        Transaction { origin: Origin::Session { number: ours.number, wallet: None }, ..payment(OURS) };
    commit(store, [sessions::add(ours.clone()), begin_unclaimed(in_session.clone())]).await.unwrap();
    let theirs = Session { merchant: merchant_id(THEIRS), ..ours.clone() };
    assert_eq!(commit(store, [sessions::add(theirs.clone())]).await, Err(CommitError::IdTaken));
    let change = Session { stage: Stage::Cancelled, ..theirs };
    assert_eq!(commit(store, [sessions::update(change, 1)]).await, Err(CommitError::Stale));
    let (merchant, number) = (merchant_id(THEIRS), ours.number);
    let seal = SessionWrite::SealSecret { merchant, number, secret: Sealed::new(vec![9]) };
    commit(store, [seal.into()]).await.unwrap();
    assert!(store.session(merchant, number).await.unwrap().is_none());
    assert!(payments_of(store, merchant, number, 9).await.is_empty());
    let found = store.session(merchant_id(OURS), number).await.unwrap().unwrap();
    assert!(found.value == ours && found.version == 1);
    assert!(payments_of(store, merchant_id(OURS), number, 9).await == [in_session]);

    // Nor may a payment of theirs be one of it.
    let foreign = Transaction { origin: Origin::Session { number, wallet: None }, ..payment(THEIRS) };
    assert!(commit(store, [begin_unclaimed(foreign)]).await.is_err());
}
