//! One payment at a time for one order.

use domain::duplicate::Holder;
use gateway::ports::{CommitError, PaymentWrite};

use crate::{
    house::House,
    things::{NOW, begin, later, transaction, transaction_id, version, with_merchant},
};

fn claimed(number: i64, accepted: bool) -> Result<(), CommitError> {
    Err(CommitError::Claimed(Holder { transaction: transaction_id(number), accepted }))
}

#[tokio::test]
async fn held_kept_released_and_laid_anew() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let (claim, holder) = (transaction(1, "a").claim(), transaction_id(1));
    store.commit(NOW, vec![begin(1, "a")]).await.unwrap();
    assert_eq!(store.commit(NOW, vec![begin(2, "a")]).await, claimed(1, false));
    assert_eq!(version(&*store, 2).await, None);
    store.commit(NOW, vec![begin(3, "b")]).await.unwrap();

    // What is another's is neither kept nor released.
    let not_mine = PaymentWrite::ReleaseClaim { claim: claim.clone(), holder: transaction_id(3) }.into();
    store.commit(NOW, vec![not_mine]).await.unwrap();
    assert_eq!(store.commit(NOW, vec![begin(2, "a")]).await, claimed(1, false));

    let keep = PaymentWrite::KeepClaim { claim: claim.clone(), holder, until: later(10) }.into();
    store.commit(NOW, vec![keep]).await.unwrap();
    assert_eq!(store.commit(later(9), vec![begin(2, "a")]).await, claimed(1, true));
    store.commit(later(10), vec![begin(4, "a")]).await.unwrap();
    assert_eq!(store.commit(later(11), vec![begin(2, "a")]).await, claimed(4, false));

    let release = PaymentWrite::ReleaseClaim { claim, holder: transaction_id(4) }.into();
    store.commit(later(11), vec![release]).await.unwrap();
    store.commit(later(11), vec![begin(5, "a")]).await.unwrap();
}

/// Which of two reasons is told does not depend on the engine: the claim comes before the id.
#[tokio::test]
async fn a_claim_before_an_id() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    store.commit(NOW, vec![begin(1, "a")]).await.unwrap();
    assert_eq!(store.commit(NOW, vec![begin(1, "a")]).await, claimed(1, false));
    assert_eq!(store.commit(NOW, vec![begin(1, "b")]).await, Err(CommitError::IdTaken));
    // And nothing of the second is there: its claim is free.
    store.commit(NOW, vec![begin(2, "b")]).await.unwrap();
}
