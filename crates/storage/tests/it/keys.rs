//! Key pairs of cards, and data keys.

use domain::encryption_key::EncryptionKey;
use gateway::ports::{CommitError, KeyWrite, Write};
use primitives::{EncryptionKeyId, KeyName};
use vault::{DataKeyPurpose, SealedDataKey};

use crate::{
    house::House,
    things::{NOW, later, merchant_id, with_merchant},
};

fn key(id: i32, name: &str, generation: i64) -> Write {
    let key = EncryptionKey {
        id: EncryptionKeyId::new(id).unwrap(),
        merchant: merchant_id(1),
        name: KeyName::parse(name).unwrap(),
        generation,
        created: later(generation),
        modulus: "bQ".to_owned(),
        exponent: "AQAB".to_owned(),
    };
    KeyWrite::AddEncryptionKey { key, sealed_private_half: vec![1, 0, 255], active_after: NOW, max_names: 3 }
        .into()
}

#[tokio::test]
async fn the_newest_of_a_name_and_no_more_names_than_may_be() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    for (id, name, generation) in [(1, "shop", 1), (2, "Shop", 2), (3, "b", 1), (4, "c", 1)] {
        store.commit(NOW, vec![key(id, name, generation)]).await.unwrap();
    }
    let newest = store.newest_key(merchant_id(1), &KeyName::parse("SHOP").unwrap()).await.unwrap().unwrap();
    assert_eq!((newest.id.number(), newest.generation, newest.created), (2, 2, later(2)));
    let (found, private_half) = store.encryption_key(merchant_id(1), newest.id).await.unwrap().unwrap();
    assert_eq!((found.name.as_str(), private_half.as_slice()), ("Shop", &[1, 0, 255][..]));
    assert_eq!(store.key_names(merchant_id(1), NOW).await, Ok(3));
    assert_eq!(store.key_names(merchant_id(1), later(1)).await, Ok(1));
    assert_eq!(store.commit(NOW, vec![key(5, "d", 1)]).await, Err(CommitError::TooManyKeys));
    assert_eq!(store.commit(NOW, vec![key(2, "b", 2)]).await, Err(CommitError::IdTaken));
    assert_eq!(store.commit(NOW, vec![key(6, "shop", 2)]).await, Err(CommitError::IdTaken));
}

/// Of many names at once no more come in than may be.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_that_come_at_once() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 1..=20 {
        let store = std::sync::Arc::clone(&store);
        tasks.spawn(async move { store.commit(NOW, vec![key(number, &format!("name{number}"), 1)]).await });
    }
    let outcomes = tasks.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 3);
    assert!(
        outcomes
            .iter()
            .filter_map(|outcome| outcome.as_ref().err())
            .all(|error| *error == CommitError::TooManyKeys)
    );
    assert_eq!(store.key_names(merchant_id(1), NOW).await, Ok(3));
}

#[tokio::test]
async fn data_keys_are_made_once() {
    let house = House::new();
    let store = house.open().await;
    let sealed = |byte| SealedDataKey { id: 1, purpose: DataKeyPurpose::Seal, sealed: vec![byte; 3] };
    assert!(store.data_keys().await.unwrap().is_empty());
    store.commit(NOW, vec![KeyWrite::AddDataKey(sealed(255)).into()]).await.unwrap();
    let second = store.commit(NOW, vec![KeyWrite::AddDataKey(sealed(1)).into()]).await;
    assert_eq!(second, Err(CommitError::IdTaken));
    assert_eq!(store.data_keys().await.unwrap()[0].sealed, [255; 3]);
}
