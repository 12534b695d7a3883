//! Merchants, their keys and their ways to pay.

use domain::merchant::{MerchantStatus, PaymentMethod, PointOfSale};
use gateway::ports::{CommitError, Write};
use primitives::{Network, Reference};

use crate::{
    house::House,
    things::{NOW, later, merchant, merchant_id, with_merchant},
};

#[tokio::test]
async fn access_keys_come_and_end() {
    let house = House::new();
    let store = house.open().await;
    let id = merchant_id(1);
    assert!(store.credentials(id, NOW).await.unwrap().is_none());
    let access_key = |byte| Write::AddAccessKey { merchant: id, hash: vec![byte; 4] };
    assert_eq!(store.commit(NOW, vec![access_key(1)]).await, Err(CommitError::NoSuchMerchant));
    with_merchant(&*store).await;
    let hashes = async |now| store.credentials(id, now).await.unwrap().unwrap().access_key_hashes;
    assert!(hashes(NOW).await.is_empty(), "a merchant without a key is one");
    store.commit(NOW, vec![access_key(1)]).await.unwrap();
    // In one commit: the old one ends, and the new one does not.
    let end = Write::EndAccessKeys { merchant: id, at: later(10) };
    store.commit(NOW, vec![end, access_key(2)]).await.unwrap();
    assert_eq!(hashes(later(9)).await.len(), 2);
    assert_eq!(hashes(later(10)).await, [[2; 4]]);
}

#[tokio::test]
async fn status_and_ways_to_pay() {
    let house = House::new();
    let store = house.open().await;
    let id = merchant_id(1);
    let lock = |merchant| Write::SetMerchantStatus { merchant, status: MerchantStatus::Locked };
    let (reference, cb) = (Reference::parse("SHOP1").unwrap(), Reference::parse("CB").unwrap());
    let point_of_sale = PointOfSale { reference: reference.clone(), name: "Épicerie ☕".to_owned() };
    let method = PaymentMethod {
        id: cb.clone(),
        point_of_sale: reference,
        instrument_type: cb.clone(),
        networks: vec![Network::CartesBancaires, Network::Visa],
        checks_duplicates: true,
    };
    let all = vec![
        merchant(1),
        Write::AddPointOfSale { merchant: id, point_of_sale },
        Write::AddPaymentMethod { merchant: id, method: method.clone() },
    ];
    store.commit(NOW, all).await.unwrap();
    assert_eq!(store.payment_method(id, &cb).await.unwrap(), Some(method.clone()));
    assert_eq!(store.payment_method(merchant_id(2), &cb).await.unwrap(), None);
    let twice = Write::AddPaymentMethod { merchant: id, method };
    assert_eq!(store.commit(NOW, vec![twice]).await, Err(CommitError::IdTaken));
    store.commit(NOW, vec![lock(id)]).await.unwrap();
    assert_eq!(store.merchants().await.unwrap()[0].status, MerchantStatus::Locked);
    assert_eq!(store.commit(NOW, vec![lock(merchant_id(9))]).await, Err(CommitError::NoSuchMerchant));
}
