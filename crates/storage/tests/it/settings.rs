//! How a point of sale wants its sessions and its payment page.

use domain::merchant::{PageSettings, PaymentMethod};
use gateway::ports::{CommitError, MerchantWrite, Write};
use primitives::{Network, WebUrl};

use crate::{
    house::House,
    things::{NOW, merchant_id, read, reference, with_merchant},
};

const EVERYTHING: &str = r##"{"sessionMinutes":90,"attempts":1,"automaticReturn":true,"sessionParameter":"token_2",
    "frameOrigins":["https://shop.example","http://127.0.0.1:8080"],
    "notificationUrl":"https://shop.example/told?a=é%20b","pages":[{"code":"Noël","colour":"#1a5fb4"}],
    "country":"BE"}"##;

fn set(name: &str, settings: PageSettings) -> Write {
    let (merchant, point_of_sale) = (merchant_id(1), reference(name));
    MerchantWrite::SetPageSettings { merchant, point_of_sale, settings: Box::new(settings) }.into()
}

#[tokio::test]
async fn set_changed_and_taken_back() {
    let house = House::new();
    let store = house.open().await;
    let (store, id) = (&*store, merchant_id(1));
    with_merchant(store).await;
    let method = PaymentMethod {
        id: reference("CB"),
        point_of_sale: reference("SHOP1"),
        instrument_type: reference("CB"),
        networks: vec![Network::Visa],
        checks_duplicates: true,
    };
    store.commit(NOW, vec![MerchantWrite::AddPaymentMethod { merchant: id, method }.into()]).await.unwrap();
    let told = WebUrl::parse("https://shop.example/told?a=é%20b").unwrap();
    for (settings, notification_url) in [
        (read::<PageSettings>(EVERYTHING), Some(told)),
        (read(r#"{"attempts":10}"#), None),
        (PageSettings::default(), None),
    ] {
        store.commit(NOW, vec![set("SHOP1", settings.clone())]).await.unwrap();
        let shop = store.shop(id, &reference("SHOP1")).await.unwrap().unwrap();
        assert!(shop.point_of_sale.settings == settings);
        assert!(store.points_of_sale(id).await.unwrap() == [shop.point_of_sale]);
        let channel = store.payment_method(id, &reference("CB")).await.unwrap().unwrap();
        assert_eq!(channel.notification_url, notification_url);
    }
    let nowhere = store.commit(NOW, vec![set("SHOP2", PageSettings::default())]).await;
    assert_eq!(nowhere, Err(CommitError::NoSuchPointOfSale));
}

/// A point of sale may come with them.
#[tokio::test]
async fn set_from_the_first() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let point_of_sale = domain::merchant::PointOfSale {
        reference: reference("SHOP2"),
        name: "Épicerie ☕".to_owned(),
        settings: read(EVERYTHING),
    };
    let add =
        MerchantWrite::AddPointOfSale { merchant: merchant_id(1), point_of_sale: point_of_sale.clone() }
            .into();
    store.commit(NOW, vec![add]).await.unwrap();
    let shop = store.shop(merchant_id(1), &reference("SHOP2")).await.unwrap().unwrap();
    assert!(shop.point_of_sale == point_of_sale);
}
