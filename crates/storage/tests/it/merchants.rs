//! Merchants, their keys and their ways to pay.

use domain::{
    echo::Echo,
    logo::{ImageType, Logo},
    merchant::{MerchantStatus, PageSettings, PaymentMethod},
    payment_method::MethodProfile,
    terms::CaptureMode,
};
use gateway::ports::{CommitError, MerchantWrite, Write};
use primitives::Network;

use crate::{
    house::House,
    things::{NOW, later, merchant, merchant_id, point_of_sale, reference, with_merchant},
};

#[tokio::test]
async fn access_keys_come_and_end() {
    let house = House::new();
    let store = house.open().await;
    let id = merchant_id(1);
    assert!(store.credentials(id, NOW).await.unwrap().is_none());
    let access_key = |byte| MerchantWrite::AddAccessKey { merchant: id, hash: vec![byte; 4] }.into();
    assert_eq!(store.commit(NOW, vec![access_key(1)]).await, Err(CommitError::NoSuchMerchant));
    with_merchant(&*store).await;
    let hashes = async |now| store.credentials(id, now).await.unwrap().unwrap().access_key_hashes;
    assert!(hashes(NOW).await.is_empty(), "a merchant without a key is one");
    store.commit(NOW, vec![access_key(1)]).await.unwrap();
    // In one commit: the old one ends, and the new one does not.
    let end = MerchantWrite::EndAccessKeys { merchant: id, at: later(10) }.into();
    store.commit(NOW, vec![end, access_key(2)]).await.unwrap();
    assert_eq!(hashes(later(9)).await.len(), 2);
    assert_eq!(hashes(later(10)).await, [[2; 4]]);
}

#[tokio::test]
async fn status() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let lock = |merchant| MerchantWrite::SetStatus { merchant, status: MerchantStatus::Locked }.into();
    store.commit(NOW, vec![lock(merchant_id(1))]).await.unwrap();
    assert_eq!(store.merchants().await.unwrap()[0].status, MerchantStatus::Locked);
    assert_eq!(store.commit(NOW, vec![lock(merchant_id(9))]).await, Err(CommitError::NoSuchMerchant));
}

fn method(id: &str, point_of_sale: &str, networks: &[Network]) -> PaymentMethod {
    PaymentMethod {
        id: reference(id),
        point_of_sale: reference(point_of_sale),
        instrument_type: reference("CB"),
        networks: networks.to_vec(),
        checks_duplicates: networks.is_empty(),
        captures: Vec::new(),
        inactive_since: None,
    }
}

fn add(method: &PaymentMethod) -> Write {
    MerchantWrite::AddPaymentMethod { merchant: merchant_id(1), method: method.clone() }.into()
}

#[tokio::test]
async fn ways_to_pay() {
    let house = House::new();
    let store = house.open().await;
    let id = merchant_id(1);
    with_merchant(&*store).await;
    let cards = method("CB", "SHOP1", &[Network::CartesBancaires, Network::Visa]);
    let partner = method("PARTNER", "SHOP1", &[]);
    store.commit(NOW, vec![add(&cards), add(&partner)]).await.unwrap();
    for method in [&cards, &partner] {
        let channel = store.payment_method(id, &method.id).await.unwrap().unwrap();
        assert_eq!((&channel.method, channel.notification_url), (method, None));
    }
    assert!(store.payment_method(merchant_id(2), &cards.id).await.unwrap().is_none());
    assert_eq!(store.commit(NOW, vec![add(&cards)]).await, Err(CommitError::IdTaken));
}

/// A change on an older version changes nothing, and nobody else's setup is touched.
#[tokio::test]
async fn a_setup_changes_version_by_version() {
    let house = House::new();
    let store = house.open().await;
    let (store, id) = (&*store, merchant_id(1));
    assert!(store.setup(id).await.unwrap().is_none());
    with_merchant(store).await;
    store.commit(NOW, vec![merchant(2), point_of_sale(2, "SHOP1")]).await.unwrap();
    let first = store.setup(id).await.unwrap().unwrap();
    assert_eq!((first.value.points_of_sale.len(), first.value.methods.len()), (1, 0));
    let change = |version| MerchantWrite::ChangeSetup { merchant: id, version }.into();
    let cards = method("CB", "SHOP1", &[Network::Visa]);
    store.commit(NOW, vec![add(&cards), change(first.version)]).await.unwrap();
    let late = vec![add(&method("LATE", "SHOP1", &[])), change(first.version)];
    assert_eq!(store.commit(NOW, late).await, Err(CommitError::Stale));
    let second = store.setup(id).await.unwrap().unwrap();
    assert!(second.value.methods == [cards.clone()] && second.version == first.version + 1);
    let other = store.setup(merchant_id(2)).await.unwrap().unwrap();
    assert_eq!((other.value.methods.len(), other.version), (0, first.version));

    let changed = PaymentMethod {
        networks: vec![Network::Mastercard],
        captures: vec![CaptureMode::Manual, CaptureMode::Deferred],
        inactive_since: Some(NOW),
        ..cards
    };
    let logo = Logo::stored(ImageType::Png, vec![0, 1, 255]);
    let profile = MethodProfile { details: Echo::new(1, r#"{"name":"é"}"#.to_owned()), logo: Some(logo) };
    let described = |profile: &MethodProfile| MerchantWrite::SetMethodProfile {
        merchant: id,
        payment_method: changed.id.clone(),
        profile: Box::new(profile.clone()),
    };
    let update = MerchantWrite::UpdatePaymentMethod { merchant: id, method: changed.clone() };
    assert!(store.described_method(id, &changed.id).await.unwrap().unwrap().profile.is_none());
    store.commit(NOW, vec![update.into(), described(&profile).into()]).await.unwrap();
    let bare = MethodProfile { logo: None, ..profile.clone() };
    for profile in [profile, bare] {
        store.commit(NOW, vec![described(&profile).into()]).await.unwrap();
        let [listed] = &store.described_methods(id, &reference("SHOP1")).await.unwrap()[..] else { panic!() };
        let found = store.described_method(id, &changed.id).await.unwrap().unwrap();
        for read in [listed, &found] {
            assert!(read.method == changed && read.profile.as_ref() == Some(&profile));
        }
    }
    assert!(store.described_methods(merchant_id(2), &reference("SHOP1")).await.unwrap().is_empty());
    assert!(!store.payment_method(id, &changed.id).await.unwrap().unwrap().is_active());
}

/// Texts sort by their bytes, whatever a database thinks of letters and cases.
#[tokio::test]
async fn a_shop_with_its_ways_to_pay_in_order() {
    let house = House::new();
    let store = house.open().await;
    let (store, id) = (&*store, merchant_id(1));
    with_merchant(store).await;
    store
        .commit(NOW, vec![point_of_sale(1, "a-shop"), merchant(2), point_of_sale(2, "SHOP1")])
        .await
        .unwrap();
    for (name, point_of_sale) in
        [("b", "SHOP1"), ("A.2", "SHOP1"), ("C", "SHOP1"), ("a", "a-shop"), ("A_1", "SHOP1")]
    {
        store.commit(NOW, vec![add(&method(name, point_of_sale, &[Network::Visa]))]).await.unwrap();
    }
    let shop = store.point_of_sale_setup(id, &reference("SHOP1")).await.unwrap().unwrap();
    assert_eq!((shop.merchant.id, shop.point_of_sale.name.as_str()), (id, "SHOP1"));
    assert!(shop.point_of_sale.settings == PageSettings::default());
    let methods: Vec<&str> = shop.methods.iter().map(|method| method.id.as_str()).collect();
    assert_eq!(methods, ["A.2", "A_1", "C", "b"]);
    assert_eq!(
        store.point_of_sale_setup(merchant_id(2), &reference("SHOP1")).await.unwrap().unwrap().methods,
        []
    );
    for (merchant, name) in [(id, "SHOP2"), (merchant_id(2), "a-shop"), (merchant_id(3), "SHOP1")] {
        assert!(store.point_of_sale_setup(merchant, &reference(name)).await.unwrap().is_none());
    }
    let all = store.points_of_sale(id).await.unwrap();
    assert_eq!(all.iter().map(|one| one.reference.as_str()).collect::<Vec<_>>(), ["SHOP1", "a-shop"]);
    assert!(store.points_of_sale(merchant_id(3)).await.unwrap().is_empty());
}
