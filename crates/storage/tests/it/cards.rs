//! Cards at rest.

use gateway::ports::{CardWrite, CommitError, StoredCard};
use primitives::AliasToken;
use vault::Fingerprint;

use crate::{
    house::House,
    things::{NOW, begin, merchant_id, version, with_merchant},
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
