//! Key pairs of cards, and data keys.

use domain::encryption_key::EncryptionKey;
use gateway::ports::{CardWrite, CommitError, KeyWrite, Lease, SealedRow, Store, StoredCard, Write};
use jiff::SignedDuration;
use primitives::{AliasToken, EncryptionKeyId, KeyName};
use vault::{DataKeyPurpose, Fingerprint, SealedColumn, SealedDataKey};

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

/// The bytes of a value that names a data key, as far as the store looks into it.
fn sealed_under(id: u8, rest: u8) -> Vec<u8> {
    [&[1, 0, 0, 0, id][..], &[rest; 28]].concat()
}

fn card(number: u8, data_key: u8) -> StoredCard {
    StoredCard {
        merchant: merchant_id(1),
        fingerprint: Fingerprint::from_bytes(vec![number; 32]).unwrap(),
        token: AliasToken::parse(&format!("497010ABCD{number:02}0000")).unwrap(),
        sealed_pan: sealed_under(data_key, number),
    }
}

fn keep(card: StoredCard) -> Write {
    CardWrite::Keep(card).into()
}

async fn with_data_keys(store: &dyn Store, ids: &[(u32, DataKeyPurpose)]) {
    with_merchant(store).await;
    for (id, purpose) in ids {
        let key = SealedDataKey { id: *id, purpose: *purpose, sealed: vec![7; 40] };
        store.commit(later(i64::from(*id)), vec![KeyWrite::AddDataKey(key).into()]).await.unwrap();
    }
}

const SEAL: DataKeyPurpose = DataKeyPurpose::Seal;

/// What is left under an old key is found in pages, replaced, and counted; then the key is retired, and takes nothing more.
#[tokio::test]
async fn a_key_is_retired_when_nothing_is_left_under_it() {
    let house = House::new();
    let store = &*house.open().await;
    with_data_keys(store, &[(1, SEAL), (2, DataKeyPurpose::Hash), (3, SEAL)]).await;
    for number in 1..=3 {
        store.commit(NOW, vec![keep(card(number, 1))]).await.unwrap();
    }
    let private_half = KeyWrite::AddEncryptionKey {
        key: EncryptionKey {
            id: EncryptionKeyId::new(5).unwrap(),
            merchant: merchant_id(1),
            name: KeyName::parse("shop").unwrap(),
            generation: 1,
            created: NOW,
            modulus: "bQ".to_owned(),
            exponent: "AQAB".to_owned(),
        },
        sealed_private_half: sealed_under(1, 9),
        active_after: NOW,
        max_names: 3,
    };
    store.commit(NOW, vec![private_half.into()]).await.unwrap();
    let retire = |id| store.commit(later(9), vec![KeyWrite::RetireDataKey { id }.into()]);
    assert_eq!(retire(1).await, Err(CommitError::KeyInUse));
    assert_eq!(store.count_sealed_before(3, 100).await, Ok(4));
    assert_eq!(store.count_sealed_before(3, 2).await, Ok(3), "two cards at most, and the private half");
    let mut after = None;
    for pages in [2, 1, 0] {
        let page = store.sealed_values(SealedColumn::CardNumber, 1, after.as_ref(), 2).await.unwrap();
        assert_eq!(page.len(), pages);
        after = page.last().map(|last| last.row.clone()).or(after);
        for value in page {
            let sealed = [&[1, 0, 0, 0, 3], &value.sealed[5..]].concat();
            let late = KeyWrite::Reseal { row: value.row.clone(), sealed: vec![0], old: sealed_under(1, 0) };
            let write = KeyWrite::Reseal { row: value.row, sealed, old: value.sealed };
            store.commit(NOW, vec![late.into(), write.into()]).await.unwrap();
        }
    }
    assert_eq!(store.count_sealed(SealedColumn::CardNumber).await, Ok(vec![(Some(3), 3)]));
    assert_eq!(retire(1).await, Err(CommitError::KeyInUse), "the private half is left");
    let row = SealedRow::PrivateHalf { merchant: merchant_id(1), id: EncryptionKeyId::new(5).unwrap() };
    let reseal = KeyWrite::Reseal { row, sealed: sealed_under(3, 9), old: sealed_under(1, 9) };
    store.commit(NOW, vec![reseal.into()]).await.unwrap();
    for wrong in [2, 3, 4] {
        assert_eq!(retire(wrong).await, Err(CommitError::KeyInUse), "{wrong}");
    }
    assert_eq!(retire(1).await, Ok(()));
    assert_eq!(retire(1).await, Err(CommitError::KeyInUse), "twice");
    let ids = |keys: Vec<SealedDataKey>| keys.iter().map(|key| key.id).collect::<Vec<_>>();
    let mut live = ids(store.data_keys().await.unwrap());
    live.sort_unstable();
    assert_eq!(live, [2, 3]);
    let records = store.data_key_records().await.unwrap();
    let first = &records[0];
    assert_eq!(
        (first.id, first.key.is_none(), first.made, first.retired),
        (1, true, Some(later(1)), Some(later(9)))
    );
    let sealed = store.commit(NOW, vec![keep(card(8, 1))]).await;
    assert_eq!(sealed, Err(CommitError::KeyRetired), "nothing is sealed under it");
    assert_eq!(store.commit(NOW, vec![keep(card(8, 3))]).await, Ok(()));
}

/// A key is not retired beside a commit that seals under it: either the value is counted, or it is refused.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_value_that_is_sealed_while_its_key_is_retired() {
    for _ in 0..20 {
        let house = House::new();
        let store = house.open().await;
        with_data_keys(&*store, &[(1, SEAL), (3, SEAL)]).await;
        let (one, other) = (std::sync::Arc::clone(&store), std::sync::Arc::clone(&store));
        let sealing = tokio::spawn(async move { one.commit(NOW, vec![keep(card(1, 1))]).await });
        let retiring =
            tokio::spawn(
                async move { other.commit(NOW, vec![KeyWrite::RetireDataKey { id: 1 }.into()]).await },
            );
        let (sealed, retired) = (sealing.await.unwrap(), retiring.await.unwrap());
        let counted = store.count_sealed(SealedColumn::CardNumber).await.unwrap();
        assert_ne!((sealed.is_ok(), retired.is_ok()), (true, true));
        assert_eq!(counted.len(), usize::from(sealed.is_ok()));
    }
}

#[tokio::test]
async fn the_work_of_sealing_anew_has_one_holder() {
    let house = House::new();
    let store = &*house.open().await;
    with_data_keys(store, &[(1, SEAL)]).await;
    let lease = |from| Lease::lasting(SignedDuration::from_secs(30), later(from));
    assert_eq!(store.take_resealing(1, lease(0)).await, Ok(true));
    assert_eq!(store.take_resealing(1, lease(29)).await, Ok(false));
    assert_eq!(store.take_resealing(1, lease(30)).await, Ok(true));
    let note = || store.commit(later(1), vec![KeyWrite::NoteResealed { id: 1 }.into()]);
    assert_eq!((note().await, note().await), (Ok(()), Err(CommitError::Stale)));
    assert_eq!(store.data_key_records().await.unwrap()[0].resealed, Some(later(1)));
    let old = vec![7; 40];
    let key = |sealed| SealedDataKey { id: 1, purpose: SEAL, sealed };
    let rewrap = |old| store.commit(NOW, vec![KeyWrite::RewrapDataKey { key: key(vec![9; 40]), old }.into()]);
    assert_eq!((rewrap(old.clone()).await, rewrap(old).await), (Ok(()), Err(CommitError::Stale)));
    assert_eq!(store.data_keys().await.unwrap()[0].sealed, [9; 40]);
}
