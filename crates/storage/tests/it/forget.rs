//! What has ended is forgotten; what has not, or was laid anew, is not.

use gateway::ports::{CommitError, PaymentWrite, RequestWrite, Write};
use jiff::Timestamp;

use crate::{
    house::House,
    things::{NOW, begin, later, transaction, transaction_id, with_merchant},
};

#[tokio::test]
async fn only_what_has_ended() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    for (number, order, until) in [(1, "a", 10), (2, "b", 20)] {
        let claim = transaction(number, order).claim();
        let keep =
            PaymentWrite::KeepClaim { claim, holder: transaction_id(number), until: later(until) }.into();
        store.commit(NOW, vec![begin(number, order)]).await.unwrap();
        store.commit(NOW, vec![keep]).await.unwrap();
    }
    store.commit(later(10), forget(later(10))).await.unwrap();
    // Seen from before its end: a claim that is still there would be held.
    store.commit(NOW, vec![begin(3, "a")]).await.unwrap();
    let held = store.commit(NOW, vec![begin(4, "b")]).await;
    assert!(matches!(held, Err(CommitError::Claimed(_))), "{held:?}");
}

/// Claims end and are laid anew while they are forgotten: a claim that is held is never forgotten, so two payments
/// never hold one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_claim_that_is_laid_anew_is_not_forgotten() {
    const ORDERS: i64 = 40;
    let house = House::new();
    let (store, other) = (house.open().await, house.open().await);
    with_merchant(&*store).await;
    for round in 0..5 {
        // Each claim ends in this round, is forgotten, and is laid anew by one of two.
        let (now, mut tasks) = (later(100 * round), tokio::task::JoinSet::new());
        for number in 0..ORDERS {
            for (store, half) in [(&store, 0), (&other, 1)] {
                let (store, order) = (std::sync::Arc::clone(store), format!("order-{number}"));
                let id = (round * 2 + half) * ORDERS + number;
                tasks.spawn(
                    async move { store.commit(now, vec![begin(id, &order)]).await.is_ok().then_some(id) },
                );
            }
            let store = std::sync::Arc::clone(&store);
            tasks.spawn(async move { store.commit(now, forget(now)).await.map(|()| None).unwrap() });
        }
        let holders: Vec<i64> = tasks.join_all().await.into_iter().flatten().collect();
        assert_eq!(holders.len(), usize::try_from(ORDERS).unwrap(), "in round {round}");
        for id in holders {
            let order = format!("order-{}", id % ORDERS);
            let claim = transaction(id, &order).claim();
            let keep =
                PaymentWrite::KeepClaim { claim, holder: transaction_id(id), until: later(100 * round + 50) }
                    .into();
            store.commit(now, vec![keep]).await.unwrap();
        }
    }
}

fn forget(ended_by: Timestamp) -> Vec<Write> {
    vec![PaymentWrite::ForgetClaims { ended_by }.into(), RequestWrite::Forget { ended_by }.into()]
}
