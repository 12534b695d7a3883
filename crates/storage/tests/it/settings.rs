//! How a point of sale wants its sessions and its payment page.

use document::Text;
use domain::echo::Echo;
use domain::merchant::{
    Attempts, Colour, CustomPage, Mcc, NotificationDelay, Origin, PageSettings, ParameterName, PaymentMethod,
    PointOfSale, SessionMinutes,
};
use domain::own_limits::Allowed;
use gateway::ports::{CommitError, MerchantWrite, Write};
use primitives::{Country, Network, WebUrl};

use crate::{
    house::House,
    things::{NOW, merchant_id, reference, with_merchant},
};

fn everything() -> PageSettings {
    let origins = ["https://shop.example", "http://127.0.0.1:8080"];
    let page = CustomPage { code: Text::parse("Noël").unwrap(), colour: Colour::parse("#1a5fb4").unwrap() };
    PageSettings {
        session_minutes: Some(SessionMinutes::stored(90)),
        attempts: Some(Attempts::stored(1)),
        automatic_return: Some(true),
        session_parameter: Some(ParameterName::parse("token_2").unwrap()),
        frame_origins: Some(origins.map(|origin| Origin::parse(origin).unwrap()).into()),
        notification_url: Some(told()),
        notification_delay_s: Some(NotificationDelay::stored(60)),
        pages: Some(vec![page]),
        country: Some(Country::parse("BE").unwrap()),
        mcc: Some(Mcc::stored("5732")),
        allow_http: Some(true),
        shop_url: Some(WebUrl::parse("https://shop.example/é").unwrap()),
        shows_address: Some(true),
        cards_per_minute: Some(Allowed::stored(6_000)),
        session_kib_per_minute: Some(Allowed::stored(1_024)),
        cards_per_session_per_hour: Some(Allowed::stored(5)),
        payments_per_card_per_hour: Some(Allowed::stored(6)),
        cards_per_address_per_hour: Some(Allowed::stored(7)),
    }
}

fn told() -> WebUrl {
    WebUrl::parse("https://shop.example/told?a=é%20b").unwrap()
}

fn set(name: &str, settings: PageSettings) -> Write {
    let point_of_sale = PointOfSale {
        reference: reference(name),
        name: name.to_owned(),
        inactive_since: None,
        details: Echo::empty(),
        settings,
    };
    MerchantWrite::UpdatePointOfSale { merchant: merchant_id(1), point_of_sale: Box::new(point_of_sale) }
        .into()
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
        captures: Vec::new(),
        inactive_since: None,
    };
    store.commit(NOW, vec![MerchantWrite::AddPaymentMethod { merchant: id, method }.into()]).await.unwrap();
    for (settings, notification_url) in [
        (everything(), Some(told())),
        (PageSettings { attempts: Some(Attempts::stored(10)), ..PageSettings::default() }, None),
        (PageSettings::default(), None),
    ] {
        store.commit(NOW, vec![set("SHOP1", settings.clone())]).await.unwrap();
        let shop = store.point_of_sale_setup(id, &reference("SHOP1")).await.unwrap().unwrap();
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
    let point_of_sale = PointOfSale {
        reference: reference("SHOP2"),
        name: "Épicerie ☕".to_owned(),
        inactive_since: Some(NOW),
        details: Echo::new(1, r#"{"comment":"é"}"#.to_owned()),
        settings: everything(),
    };
    let add = MerchantWrite::AddPointOfSale {
        merchant: merchant_id(1),
        point_of_sale: Box::new(point_of_sale.clone()),
    }
    .into();
    store.commit(NOW, vec![add]).await.unwrap();
    let shop = store.point_of_sale_setup(merchant_id(1), &reference("SHOP2")).await.unwrap().unwrap();
    assert!(shop.point_of_sale == point_of_sale);
}
