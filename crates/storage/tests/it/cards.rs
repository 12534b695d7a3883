//! Cards at rest.

use std::sync::Arc;

use gateway::ports::{CardWrite, CommitError, Kept, RetentionWrite, StoredCard};
use primitives::AliasToken;
use vault::Fingerprint;

use crate::{
    house::House,
    things::{NOW, begin, later, merchant_id, version, with_merchant},
};

fn card(fingerprint: u8, token: &str, sealed: u8) -> StoredCard {
    StoredCard {
        merchant: merchant_id(1),
        fingerprint: Fingerprint::from_bytes(vec![fingerprint; 32]).unwrap(),
        token: AliasToken::parse(token).unwrap(),
        sealed_pan: vec![sealed, 0, 255],
    }
}

const TOKENS: [&str; 2] = ["497010YFg44f5140", "497010ABCDEF5140"];

#[tokio::test]
async fn kept_once_and_found_by_its_token() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let [ours, other] = TOKENS.map(|token| AliasToken::parse(token).unwrap());
    assert!(store.card(merchant_id(1), &ours).await.unwrap().is_none());
    store.commit(NOW, vec![CardWrite::Keep(card(1, TOKENS[0], 1)).into()]).await.unwrap();
    // The same card again: kept as it is, and the rest of the commit is done.
    let again = vec![CardWrite::Keep(card(1, TOKENS[0], 2)).into(), begin(1, "a")];
    store.commit(NOW, again).await.unwrap();
    assert_eq!(version(&*store, 1).await, Some(1));
    let found = store.card(merchant_id(1), &ours).await.unwrap().unwrap();
    assert_eq!(found.sealed_pan, [1, 0, 255]);
    assert_eq!(found.fingerprint.as_bytes(), [1; 32]);
    assert!(store.card(merchant_id(1), &other).await.unwrap().is_none());
    assert!(store.card(merchant_id(2), &ours).await.unwrap().is_none());

    let taken = vec![begin(2, "b"), CardWrite::Keep(card(2, TOKENS[0], 1)).into()];
    assert_eq!(store.commit(NOW, taken).await, Err(CommitError::TokenTaken));
    assert_eq!(version(&*store, 2).await, None);
}

/// The use of a card is written to a month, and a card is deleted by its last use.
#[tokio::test]
async fn a_card_is_kept_by_its_use() {
    const DAY: i64 = 86_400;
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let keep = |token| CardWrite::Keep(card(1, token, 1)).into();
    let due = async |day: i64| store.count_due(Kept::Cards, later(day * DAY), 9).await.unwrap();
    store.commit(later(0), vec![keep(TOKENS[0])]).await.unwrap();
    store.commit(later(30 * DAY), vec![keep(TOKENS[0])]).await.unwrap();
    assert_eq!(due(0).await, 1, "within a month nothing is written");
    // Another token of the same card is refused, and is no use of it.
    assert_eq!(store.commit(later(40 * DAY), vec![keep(TOKENS[1])]).await, Err(CommitError::TokenTaken));
    assert_eq!(due(0).await, 1);
    store.commit(later(31 * DAY), vec![keep(TOKENS[0])]).await.unwrap();
    assert_eq!((due(30).await, due(31).await), (0, 1));
    let delete = |day: i64| {
        let oldest = RetentionWrite::DeleteOldest {
            kind: Kept::Cards,
            from: i64::MIN,
            limit: later(day * DAY),
            most: 9,
        };
        vec![oldest.into()]
    };
    store.commit(NOW, delete(30)).await.unwrap();
    assert_eq!(due(99).await, 1);
    store.commit(NOW, delete(31)).await.unwrap();
    assert_eq!(due(99).await, 0);
    store.commit(NOW, vec![keep(TOKENS[1])]).await.unwrap();
}

/// A payment with a card that is being deleted has its card afterwards, in whatever order the commits come.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_that_pays_while_it_is_deleted() {
    let house = House::new();
    let stores = [house.open().await, house.open().await];
    with_merchant(&*stores[0]).await;
    let keep = || vec![CardWrite::Keep(card(1, TOKENS[0], 1)).into()];
    for _ in 0..50 {
        stores[0].commit(NOW, keep()).await.unwrap();
        let token = AliasToken::parse(TOKENS[0]).unwrap();
        let delete = RetentionWrite::DeleteCard { merchant: merchant_id(1), token: token.clone() };
        let (deleting, keeping) = (Arc::clone(&stores[0]), Arc::clone(&stores[1]));
        let deleted = tokio::spawn(async move { deleting.commit(NOW, vec![delete.into()]).await });
        keeping.commit(NOW, keep()).await.unwrap();
        deleted.await.unwrap().unwrap();
        // Whichever came last, a card that is kept now is there.
        keeping.commit(NOW, keep()).await.unwrap();
        assert!(stores[0].card(merchant_id(1), &token).await.unwrap().is_some());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_who_pay_with_one_new_card_at_once() {
    let house = House::new();
    let stores = [house.open().await, house.open().await];
    with_merchant(&*stores[0]).await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..200_u8 {
        let store = Arc::clone(&stores[usize::from(number % 2)]);
        let fingerprint = number / 10 % 2 + 1;
        let keep = CardWrite::Keep(card(fingerprint, TOKENS[0], 1)).into();
        tasks.spawn(async move { (fingerprint, store.commit(NOW, vec![keep]).await) });
    }
    let outcomes = tasks.join_all().await;
    let (winner, _) = *outcomes.iter().find(|(_, outcome)| outcome.is_ok()).expect("one card has the token");
    for (fingerprint, outcome) in outcomes {
        let expected = if fingerprint == winner { Ok(()) } else { Err(CommitError::TokenTaken) };
        assert_eq!(outcome, expected);
    }
}
