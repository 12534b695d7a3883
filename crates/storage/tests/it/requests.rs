//! First requests under an idempotency key.

use domain::transaction::State;
use gateway::ports::{CommitError, Store, Write};
use jiff::Timestamp;
use primitives::IdempotencyKey;

use crate::{
    house::House,
    things::{NOW, begin, later, merchant_id, transaction_id, with_merchant},
};

fn key() -> IdempotencyKey {
    IdempotencyKey::parse("0f8fad5b-d9cb-469f-a165-70867728950e").unwrap()
}

pub(crate) fn request(transaction: i64) -> Write {
    Write::BeginRequest {
        merchant: merchant_id(1),
        key: key(),
        digest: vec![0, 255, 7],
        transaction: transaction_id(transaction),
        until: later(10),
    }
}

/// With a reversal.
pub(crate) fn answer(transaction: i64) -> Write {
    answered(transaction, State::Reversed)
}

fn answered(transaction: i64, state: State) -> Write {
    let transaction = transaction_id(transaction);
    Write::AnswerRequest { merchant: merchant_id(1), key: key(), transaction, state }
}

async fn known(store: &dyn Store, now: Timestamp) -> Option<(i64, Option<&'static str>)> {
    let first = store.first_request(merchant_id(1), &key(), now).await.unwrap()?;
    assert_eq!(first.digest, [0, 255, 7]);
    let answered = first.answered.map(|state| state.name());
    Some((first.transaction.number() - transaction_id(0).number(), answered))
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
