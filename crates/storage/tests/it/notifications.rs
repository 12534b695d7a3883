//! The whole life of what a merchant is told.

use domain::{
    notification::{NewNotification, Notification, NotificationKey, NotificationState},
    subject::Subject,
};
use gateway::ports::{Attempt, Delivery, DeliveryFailure, NotificationWrite, Reply, Store, Write};
use jiff::SignedDuration;
use primitives::{SessionNumber, WebUrl};

use crate::{
    house::House,
    things::{NOW, later, lease, merchant, merchant_id, transaction_id, with_merchant},
};

const HEARD: Delivery = Delivery::Answered(Reply { code: 204, is_heard: true });
const REFUSED: Delivery = Delivery::Answered(Reply { code: 500, is_heard: false });
const UNHEARD: Delivery = Delivery::Failed(DeliveryFailure::TimedOut);

/// Of merchant 1.
fn key(subject: Subject) -> NotificationKey {
    NotificationKey { merchant: merchant_id(1), subject }
}

pub(crate) fn payment(number: i64) -> Subject {
    Subject::Transaction(transaction_id(number))
}

fn new(subject: Subject, made: i64) -> NewNotification {
    let url = WebUrl::parse(&format!("https://shop.example/{made}?a=é")).unwrap();
    let (made, until) = (later(made), later(made + 100));
    NewNotification { merchant: merchant_id(1), subject, url, made, due: made, until }
}

/// To be sent from `made` on, and for a hundred seconds.
pub(crate) fn add(subject: Subject, made: i64) -> Write {
    NotificationWrite::Add(new(subject, made)).into()
}

async fn commit(store: &dyn Store, write: Write) {
    store.commit(NOW, vec![write]).await.unwrap();
}

/// Takes what is due at `at`, for a minute.
async fn take(store: &dyn Store, at: i64) -> Vec<Notification> {
    store.take_notifications(lease(at, at + 60), 9, &[]).await.unwrap()
}

async fn take_one(store: &dyn Store, at: i64) -> Notification {
    let [taken] = <[_; 1]>::try_from(take(store, at).await).unwrap();
    taken
}

async fn of(store: &dyn Store, subject: Subject) -> Notification {
    store.notification_of(key(subject)).await.unwrap().unwrap()
}

async fn attempts(store: &dyn Store, of: &Notification) -> Vec<Attempt> {
    store.attempts(of.key()).await.unwrap()
}

fn record(taken: &Notification, delivery: Delivery, then: NotificationState) -> Write {
    let took = SignedDuration::from_millis(1_234);
    let (notification, number) = (taken.key(), taken.attempts);
    let leased_until = taken.next.unwrap();
    NotificationWrite::RecordAttempt {
        notification,
        number,
        delivery,
        took,
        leased_until,
        then,
        next: leased_until,
    }
    .into()
}

#[tokio::test]
async fn one_of_each_subject_and_the_first_stays() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    // The number of a session may be the id of a payment.
    let session = Subject::Session(SessionNumber::new(7).unwrap());
    assert!(store.notification_of(key(session)).await.unwrap().is_none());
    let transaction = payment(1);
    for (subject, made) in [(session, 5), (transaction, 6), (session, 7)] {
        commit(store, add(subject, made)).await;
    }
    for (subject, made) in [(session, 5), (transaction, 6)] {
        let NewNotification { merchant, subject, url, made, until, .. } = new(subject, made);
        let found = of(store, subject).await;
        let (id, state) = (found.id, NotificationState::Waiting);
        let next = Some(made);
        let expected = Notification { id, merchant, subject, url, made, until, state, attempts: 0, next };
        assert_eq!(found, expected);
        assert_eq!(attempts(store, &found).await, []);
        assert_eq!(store.notification_by_id(found.id).await.unwrap(), Some(found));
    }
    assert!(store.notification_of(key(payment(2))).await.unwrap().is_none());
    assert_eq!(store.notification_by_id(i64::MAX).await.unwrap(), None);
}

#[tokio::test]
async fn sent_again_until_it_is_heard() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    assert_eq!(store.oldest_notification().await.unwrap(), None);
    commit(store, add(payment(1), 10)).await;
    assert_eq!(store.oldest_notification().await.unwrap(), Some(later(10)));
    assert_eq!(take(store, 9).await, []);
    let first = take_one(store, 15).await;
    assert_eq!((first.attempts, first.next), (1, Some(later(75))));
    assert_eq!(of(store, payment(1)).await, first, "its attempt is on disk before it goes out");
    commit(store, record(&first, REFUSED, NotificationState::Waiting)).await;
    assert_eq!(take(store, 74).await, []);
    assert_eq!(store.oldest_notification().await.unwrap(), Some(later(75)));
    let second = take_one(store, 80).await;
    commit(store, record(&second, HEARD, NotificationState::Delivered)).await;

    assert_eq!(store.oldest_notification().await.unwrap(), None);
    assert_eq!(take(store, 9_999).await, []);
    let found = of(store, payment(1)).await;
    assert_eq!((found.state, found.attempts, found.next), (NotificationState::Delivered, 2, None));
    let took = Some(SignedDuration::from_millis(1_234));
    let attempt = |number, at, delivery| Attempt { number, at: later(at), delivery: Some(delivery), took };
    assert_eq!(attempts(store, &found).await, [attempt(1, 15, REFUSED), attempt(2, 80, HEARD)]);
}

#[tokio::test]
async fn given_up_after_its_end() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    commit(store, add(payment(1), 0)).await;
    let taken = take_one(store, 500).await;
    assert!(taken.until < later(500), "what nobody sent in time is taken all the same");
    commit(store, record(&taken, UNHEARD, NotificationState::GivenUp)).await;
    let found = of(store, payment(1)).await;
    assert_eq!((found.state, found.next), (NotificationState::GivenUp, None));
    assert_eq!(attempts(store, &found).await[0].delivery, Some(UNHEARD));
    assert_eq!(take(store, 9_999).await, []);
}

#[tokio::test]
async fn every_failure_comes_back_as_it_was() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    commit(store, add(payment(1), 0)).await;
    let failures = ["URL", "FORBIDDEN", "RESOLVE", "CONNECT", "TLS", "TIMED_OUT", "UNREADABLE", "BROKEN"];
    let failures = failures.map(|name| Delivery::Failed(DeliveryFailure::parse(name).unwrap()));
    for (round, delivery) in (0_i64..).zip(failures) {
        let taken = take_one(store, 60 * round).await;
        commit(store, record(&taken, delivery, NotificationState::Waiting)).await;
    }
    let found = attempts(store, &of(store, payment(1)).await).await;
    assert_eq!(found.iter().map(|attempt| attempt.delivery).collect::<Vec<_>>(), failures.map(Some));
    assert!(found.iter().map(|attempt| attempt.number).eq(1..=8));
}

/// Who took it may have sent it before it died: it is sent again, but not sooner than one that was not heard.
#[tokio::test]
async fn what_a_dead_taker_has_comes_back_at_the_next_time() {
    let house = House::new();
    let (dead, alive) = (house.open().await, house.open().await);
    with_merchant(&*dead).await;
    commit(&*dead, add(payment(1), 0)).await;
    assert_eq!(take_one(&*dead, 1).await.attempts, 1);
    drop(dead);
    assert_eq!(take(&*alive, 60).await, []);
    let again = take_one(&*alive, 61).await;
    assert_eq!(again.attempts, 2);
    let begun = |number, at| Attempt { number, at: later(at), delivery: None, took: None };
    assert_eq!(attempts(&*alive, &again).await, [begun(1, 1), begun(2, 61)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_two_take_the_same() {
    let house = House::new();
    let stores = [house.open().await, house.open().await, house.open().await];
    with_merchant(&*stores[0]).await;
    for number in 1..=60 {
        commit(&*stores[0], add(payment(number), 0)).await;
    }
    let takers = stores.each_ref().map(|store| store.take_notifications(lease(1, 61), 60, &[]));
    let [a, b, c] = takers;
    let (a, b, c) = tokio::join!(a, b, c);
    let taken = [a.unwrap(), b.unwrap(), c.unwrap()].concat();
    let mut subjects: Vec<i64> = taken.iter().map(|one| one.subject.number()).collect();
    subjects.sort_unstable();
    assert!(subjects.into_iter().eq((1..=60).map(|number| transaction_id(number).number())));
    for one in taken {
        assert_eq!((one.attempts, attempts(&*stores[0], &one).await.len()), (1, 1));
    }
}

#[tokio::test]
async fn what_waits_longest_first_and_no_more_than_asked_for() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    for (number, made) in [(1, 30), (2, 10), (3, 40), (4, 20)] {
        commit(store, add(payment(number), made)).await;
    }
    let subjects = async |most| {
        let taken = store.take_notifications(lease(35, 95), most, &[]).await.unwrap();
        taken.into_iter().map(|one| one.subject).collect::<Vec<_>>()
    };
    assert_eq!(subjects(2).await, [payment(2), payment(4)]);
    assert_eq!(subjects(9).await, [payment(1)]);
}

#[tokio::test]
async fn not_sent_where_the_merchant_has_read_the_result() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    for number in 1..=3 {
        commit(store, add(payment(number), 0)).await;
    }
    commit(store, NotificationWrite::Stop(key(payment(1))).into()).await;
    let taken = take(store, 1).await;
    assert_eq!(taken.iter().map(|one| one.subject).collect::<Vec<_>>(), [payment(2), payment(3)]);

    // One is stopped while it is sent, the other when it has been heard.
    commit(store, NotificationWrite::Stop(key(payment(2))).into()).await;
    commit(store, record(&taken[0], HEARD, NotificationState::Delivered)).await;
    commit(store, record(&taken[1], HEARD, NotificationState::Delivered)).await;
    commit(store, NotificationWrite::Stop(key(payment(3))).into()).await;
    commit(store, NotificationWrite::Stop(key(payment(4))).into()).await;
    let read = NotificationState::Read;
    for (number, state) in [(1, read), (2, read), (3, NotificationState::Delivered)] {
        let found = of(store, payment(number)).await;
        assert_eq!((found.state, found.next), (state, None), "{number}");
    }
    assert_eq!(attempts(store, &taken[0]).await[0].delivery, Some(HEARD), "and the log says what was sent");
    assert_eq!(take(store, 9_999).await, []);
}

/// While it is sent for the last time, an operator has it sent again: that stands, whatever comes of the last time.
#[tokio::test]
async fn sent_again_on_request() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    commit(store, add(payment(1), 0)).await;
    let last = take_one(store, 99).await;
    let resend = |at| {
        NotificationWrite::Resend { notification: last.key(), at: later(at), until: later(at + 100) }.into()
    };
    commit(store, resend(100)).await;
    commit(store, record(&last, UNHEARD, NotificationState::GivenUp)).await;
    for (at, delivery, then) in [
        (100, HEARD, NotificationState::Delivered),
        (300, UNHEARD, NotificationState::Waiting),
        (500, HEARD, NotificationState::Delivered),
    ] {
        let found = of(store, payment(1)).await;
        if at > 100 {
            commit(store, resend(at)).await;
        } else {
            assert_eq!(found.state, NotificationState::Waiting, "it was not given up");
        }
        let taken = take_one(store, at).await;
        assert_eq!((taken.attempts, taken.until), (found.attempts + 1, later(at + 100)));
        commit(store, record(&taken, delivery, then)).await;
        assert_eq!(of(store, payment(1)).await.state, then);
    }
    assert_eq!(attempts(store, &last).await.len(), 4);
}

#[tokio::test]
async fn the_newest_first_of_one_merchant_or_of_all() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    store.commit(NOW, vec![merchant(2)]).await.unwrap();
    for number in 1..=6 {
        let merchant = merchant_id(1 + number % 2);
        let new = NewNotification { merchant, ..new(payment(number), 0) };
        commit(store, NotificationWrite::Add(new).into()).await;
    }
    let newest = async |merchant: Option<i64>, most| {
        let found = store.notifications(merchant.map(merchant_id), most).await.unwrap();
        let number = |one: Notification| one.subject.number() - transaction_id(0).number();
        found.into_iter().map(number).collect::<Vec<_>>()
    };
    assert_eq!(newest(None, 4).await, [6, 5, 4, 3]);
    assert_eq!(newest(Some(1), 2).await, [6, 4]);
    assert_eq!(newest(Some(2), 9).await, [5, 3, 1]);
    assert_eq!(newest(Some(3), 9).await, [0; 0]);
}
