//! First requests under an idempotency key.

use domain::{echo::Echo, subject::Subject, transaction::State};
use gateway::ports::{Began, CommitError, RequestWrite, Store, Write};
use jiff::Timestamp;
use primitives::{IdempotencyKey, SessionNumber};

use crate::{
    house::House,
    things::{NOW, begin, later, merchant_id, transaction_id, with_merchant},
};

fn key() -> IdempotencyKey {
    IdempotencyKey::parse("0f8fad5b-d9cb-469f-a165-70867728950e").unwrap()
}

pub(crate) fn request(transaction: i64) -> Write {
    begun(Subject::Transaction(transaction_id(transaction)), 10)
}

fn begun(subject: Subject, until: i64) -> Write {
    let digest = vec![0, 255, 7];
    RequestWrite::Begin { merchant: merchant_id(1), key: key(), digest, subject, until: later(until) }.into()
}

/// With a reversal.
pub(crate) fn answer(transaction: i64) -> Write {
    answered(transaction, State::Reversed)
}

fn answered(transaction: i64, state: State) -> Write {
    let transaction = transaction_id(transaction);
    RequestWrite::Answer { merchant: merchant_id(1), key: key(), transaction, state }.into()
}

async fn known(store: &dyn Store, now: Timestamp) -> Option<(i64, Option<&'static str>)> {
    let first = store.first_request(merchant_id(1), &key(), now).await.unwrap()?;
    assert_eq!(first.digest, [0, 255, 7]);
    let Began::Subject { subject: Subject::Transaction(transaction), answered } = first.began else {
        panic!("a transaction made it")
    };
    Some((transaction.number() - transaction_id(0).number(), answered.map(|state| state.name())))
}

#[tokio::test]
async fn the_first_answer_is_kept_until_the_key_ends() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    assert_eq!(known(&*store, NOW).await, None);
    store.commit(NOW, vec![begin(1, "a"), request(1)]).await.unwrap();
    assert_eq!(known(&*store, NOW).await, Some((1, None)));

    // A repeat is a repeat before it is a duplicate, however the writes are put.
    let repeat = store.commit(NOW, vec![begin(2, "a"), request(2)]).await;
    assert_eq!(repeat, Err(CommitError::RequestRepeated));

    store.commit(NOW, vec![answer(2)]).await.unwrap();
    assert_eq!(known(&*store, NOW).await, Some((1, None)), "an answer of another transaction");
    store.commit(NOW, vec![answered(1, State::Unanswered)]).await.unwrap();
    store.commit(NOW, vec![answer(1)]).await.unwrap();
    assert_eq!(known(&*store, later(9)).await, Some((1, Some("UNANSWERED"))));

    assert_eq!(known(&*store, later(10)).await, None);
    store.commit(later(10), vec![begin(3, "b"), request(3)]).await.unwrap();
    assert_eq!(known(&*store, NOW).await, Some((3, None)));
}

/// A session is all its answer. A key that has ended serves a session as well as a payment, and each anew.
#[tokio::test]
async fn a_request_that_made_a_session() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let session = Subject::Session(SessionNumber::new(7).unwrap());
    let payment = Subject::Transaction(transaction_id(1));
    for (round, subject) in [session, payment, session].into_iter().enumerate() {
        let round = i64::try_from(round).unwrap();
        let again = begun(subject, 10 * (round + 1));
        store.commit(later(10 * round), vec![again]).await.unwrap();
        let first = store.first_request(merchant_id(1), &key(), later(10 * round)).await.unwrap().unwrap();
        assert!(matches!(first.began, Began::Subject { subject: read, answered: None } if read == subject));
        let repeat = store.commit(later(10 * round), vec![begun(subject, 99)]).await;
        assert_eq!(repeat, Err(CommitError::RequestRepeated));
    }
}

/// What was done at once has its whole answer.
#[tokio::test]
async fn a_request_that_was_done_at_once() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let answer = Echo::new(2, r#"{"status":"ACTIVE"}"#.to_owned());
    let keep = |until| RequestWrite::Keep {
        merchant: merchant_id(1),
        key: key(),
        digest: vec![1],
        answer: answer.clone(),
        until: later(until),
    };
    store.commit(NOW, vec![keep(10).into()]).await.unwrap();
    let first = store.first_request(merchant_id(1), &key(), NOW).await.unwrap().unwrap();
    assert!(matches!(first.began, Began::Done(kept) if kept == answer));
    assert_eq!(store.commit(NOW, vec![keep(10).into()]).await, Err(CommitError::RequestRepeated));
    let payment = Subject::Transaction(transaction_id(1));
    store.commit(later(10), vec![begun(payment, 20)]).await.unwrap();
    let first = store.first_request(merchant_id(1), &key(), later(10)).await.unwrap().unwrap();
    assert!(matches!(first.began, Began::Subject { subject, .. } if subject == payment));
}
