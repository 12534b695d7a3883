//! Wallets, and the cards that they keep.

use domain::{
    echo::Echo,
    wallet::{KeptCard, Rank, Wallet, WalletStatus},
};
use gateway::ports::{
    CardWrite, CommitError, Kept, RetentionWrite, Store, StoredCard, Versioned, WalletWrite,
};
use primitives::AliasToken;
use vault::Fingerprint;

use crate::{
    house::House,
    things::{NOW, later, merchant_id, reference, transaction, with_merchant},
};

const DAY: i64 = 86_400;

fn token(number: u8) -> AliasToken {
    AliasToken::parse(&format!("497010YFg{number:03}5140")).unwrap()
}

fn kept(number: u8) -> KeptCard {
    let mut shown = transaction(1, "a").card.unwrap();
    shown.token = Some(token(number));
    KeptCard { token: token(number), shown, instrument_type: reference("CB") }
}

fn stored(number: u8) -> StoredCard {
    StoredCard {
        merchant: merchant_id(1),
        fingerprint: Fingerprint::from_bytes(vec![number; 32]).unwrap(),
        token: token(number),
        sealed_pan: vec![number],
    }
}

fn wallet(id: &str) -> Wallet {
    let details = Echo::new(3, r#"{"comment":"x"}"#.to_owned());
    Wallet::new(merchant_id(1), reference(id), details, kept(1))
}

fn add(wallet: &Wallet) -> WalletWrite {
    WalletWrite::Add(Box::new(wallet.clone()))
}

async fn read(store: &dyn Store, id: &str) -> Versioned<Wallet> {
    store.wallet(merchant_id(1), &reference(id)).await.unwrap().unwrap()
}

fn update(wallet: &Versioned<Wallet>, changed: &[Rank]) -> WalletWrite {
    WalletWrite::Update { wallet: Box::new(wallet.clone()), changed: changed.to_vec() }
}

#[tokio::test]
async fn a_status_is_set_whatever_the_version() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    store.commit(NOW, vec![add(&wallet("W1")).into(), add(&wallet("W2")).into()]).await.unwrap();
    let before = read(&*store, "W1").await;
    let set =
        |id, status| WalletWrite::SetStatus { merchant: merchant_id(1), id: reference(id), status }.into();
    let off = WalletStatus::Inactive;
    store.commit(NOW, vec![set("W1", off), set("W2", off)]).await.unwrap();
    for id in ["W1", "W2"] {
        let found = read(&*store, id).await;
        assert_eq!((found.value.status, found.value.cards[0].status, found.version), (off, off, 2));
    }
    // Whoever has read the wallet before decides again.
    assert_eq!(store.commit(NOW, vec![update(&before, &[]).into()]).await, Err(CommitError::Stale));
    let on = vec![set("W1", WalletStatus::Active), set("W3", WalletStatus::Active)];
    assert_eq!(store.commit(NOW, on).await, Err(CommitError::NoSuchWallet));
    assert_eq!(read(&*store, "W1").await.value.status, off);
    let of_nobody =
        WalletWrite::SetStatus { merchant: merchant_id(2), id: reference("W1"), status: off }.into();
    assert_eq!(store.commit(NOW, vec![of_nobody]).await, Err(CommitError::NoSuchWallet));
}

#[tokio::test]
async fn a_wallet_comes_back_as_it_was() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let first = wallet("W1");
    store.commit(NOW, vec![add(&first).into()]).await.unwrap();
    assert_eq!(store.commit(NOW, vec![add(&first).into()]).await, Err(CommitError::WalletExists));
    let mut found = read(&*store, "W1").await;
    assert!(found.value == first && found.version == 1);
    for id in ["w1", "W2"] {
        assert!(store.wallet(merchant_id(1), &reference(id)).await.unwrap().is_none());
    }
    assert!(store.wallet(merchant_id(2), &reference("W1")).await.unwrap().is_none());

    let ranks: Vec<Rank> = (2..=11)
        .map(|number| found.value.add(kept(number), Some(format!("card {number}"))).unwrap())
        .collect();
    found.value.set_default(ranks[3]).unwrap();
    found.value.details = Echo::new(4, "{}".to_owned());
    store.commit(NOW, vec![update(&found, &ranks).into()]).await.unwrap();
    assert_eq!(store.commit(NOW, vec![update(&found, &ranks).into()]).await, Err(CommitError::Stale));
    let mut again = read(&*store, "W1").await;
    assert!(again.value == found.value && again.version == 2);

    again.value.replace(ranks[0], kept(12), None).unwrap();
    again.value.set_card_status(ranks[1], WalletStatus::Inactive).unwrap();
    store.commit(NOW, vec![update(&again, &ranks[..2]).into()]).await.unwrap();
    assert!(read(&*store, "W1").await.value == again.value);

    // A rank that has changed and has no card: its card was removed.
    again.version += 1;
    assert!(again.value.remove(ranks[3]).is_ok());
    store.commit(NOW, vec![update(&again, &ranks[3..4]).into()]).await.unwrap();
    let left = read(&*store, "W1").await.value;
    assert!(left == again.value && left.cards.len() == 10 && left.default == ranks[4]);
}

/// A card that nobody pays with stays for as long as a wallet has it.
#[tokio::test]
async fn a_card_in_a_wallet_is_not_forgotten() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let keep = [1, 2].map(|number| CardWrite::Keep(stored(number)).into());
    store.commit(NOW, keep.into()).await.unwrap();
    store.commit(NOW, vec![add(&wallet("W1")).into()]).await.unwrap();
    let has = async |number| store.card(merchant_id(1), &token(number)).await.unwrap().is_some();
    let oldest = |day| store.oldest(Kept::Cards, i64::MIN, later(day * DAY), 9);
    let found = oldest(1).await.unwrap();
    assert_eq!((found.seen, found.due), (2, 1));
    let delete =
        RetentionWrite::DeleteOldest { kind: Kept::Cards, from: i64::MIN, limit: later(DAY), most: 9 };
    store.commit(later(500 * DAY), vec![delete.into()]).await.unwrap();
    assert!(has(1).await && !has(2).await);
    assert_eq!(oldest(499).await.unwrap().seen, 0, "it is looked at again after its time");
    assert_eq!(oldest(500).await.unwrap().seen, 1);

    // Nor when its buyer is forgotten.
    assert!(store.card_is_needed(merchant_id(1), &token(1), None).await.unwrap());
    assert!(!store.card_is_needed(merchant_id(1), &token(2), None).await.unwrap());
    let delete = |number| RetentionWrite::DeleteCard { merchant: merchant_id(1), token: token(number) };
    store.commit(NOW, vec![delete(1).into()]).await.unwrap();
    assert!(has(1).await);
    let mut found = read(&*store, "W1").await;
    found.value.replace(Rank::parse("1").unwrap(), kept(3), None).unwrap();
    store.commit(NOW, vec![update(&found, &[Rank::parse("1").unwrap()]).into()]).await.unwrap();
    store.commit(NOW, vec![delete(1).into()]).await.unwrap();
    assert!(!has(1).await);
}

/// A card cannot come into a wallet once it has been forgotten.
#[tokio::test]
async fn a_card_that_is_gone() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let writes = || {
        vec![CardWrite::Use { merchant: merchant_id(1), token: token(1) }.into(), add(&wallet("W1")).into()]
    };
    assert_eq!(store.commit(NOW, writes()).await, Err(CommitError::CardGone));
    assert!(store.wallet(merchant_id(1), &reference("W1")).await.unwrap().is_none());
    store.commit(NOW, vec![CardWrite::Keep(stored(1)).into()]).await.unwrap();
    store.commit(later(9 * DAY), writes()).await.unwrap();
    assert_eq!(store.oldest(Kept::Cards, i64::MIN, later(8 * DAY), 9).await.unwrap().seen, 0);
}

/// A wallet is deleted with those of its cards that no other wallet has.
#[tokio::test]
async fn a_wallet_that_is_deleted() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let keep = [1, 2].map(|number| CardWrite::Keep(stored(number)).into());
    store.commit(NOW, keep.into()).await.unwrap();
    let mut two = wallet("W1");
    two.add(kept(2), None).unwrap();
    store.commit(NOW, vec![add(&two).into(), add(&wallet("W2")).into()]).await.unwrap();
    let said = store.said_of_wallets((i64::MIN, ""), 9).await.unwrap();
    assert_eq!(said.iter().map(|said| said.id.as_str()).collect::<Vec<_>>(), ["W1", "W2"]);
    assert!(said[0].echo == two.details);
    let next = store.said_of_wallets((merchant_id(1).number(), "W1"), 9).await.unwrap();
    assert_eq!(next.iter().map(|said| said.id.as_str()).collect::<Vec<_>>(), ["W2"]);
    let needed = async |number, besides: Option<&str>| {
        let besides = besides.map(reference);
        store.card_is_needed(merchant_id(1), &token(number), besides.as_ref()).await.unwrap()
    };
    assert!(needed(2, None).await && needed(1, Some("W1")).await && !needed(2, Some("W1")).await);

    let delete = |version| {
        let (merchant, id) = (merchant_id(1), reference("W1"));
        RetentionWrite::DeleteWallet { merchant, id, version, cards: vec![token(2), token(1)] }.into()
    };
    assert_eq!(store.commit(NOW, vec![delete(2)]).await, Err(CommitError::Stale));
    assert!(read(&*store, "W1").await.value == two);
    store.commit(NOW, vec![delete(1)]).await.unwrap();
    assert!(store.wallet(merchant_id(1), &reference("W1")).await.unwrap().is_none());
    assert!(read(&*store, "W2").await.value == wallet("W2"));
    let has = async |number| store.card(merchant_id(1), &token(number)).await.unwrap().is_some();
    assert!(has(1).await && !has(2).await, "another wallet has the first card");
    assert_eq!(store.commit(NOW, vec![delete(1)]).await, Err(CommitError::Stale));
}
