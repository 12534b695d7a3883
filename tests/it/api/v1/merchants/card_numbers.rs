//! Card numbers in the text fields of what merchants set up.

use super::setup::{PNG, method, new_method, new_shop, shop};
use crate::api::v1::checkout::card_numbers::{REFUSES_ALL, check_every_field};
use crate::harness::{Card, Gateway, MERCHANT_ID, json, put, reference};

#[tokio::test]
async fn a_setup_has_card_numbers_in_no_text_field() {
    let gateway = Gateway::start_with("no-card-numbers-in-setups", REFUSES_ALL);
    let mut till = gateway.till();
    let all = format!("/v1/merchants/{MERCHANT_ID}/pointsofsale");
    let (one, methods) = (format!("{all}/SHOP1"), format!("{all}/SHOP1/paymentMethods"));
    let new_shop = |_: &Card| put(&new_shop(&reference()), "name", reference().as_str());
    check_every_field("PointOfSaleCreateRequest", new_shop, async |request| {
        till.post(&all, &[], &request).await
    })
    .await;
    check_every_field(
        "PointOfSaleUpdateRequest",
        |_| shop("Shop"),
        async |request| till.put(&one, request).await,
    )
    .await;
    let page = |_: &Card| json(r#"{"shopURL": "https://shop.example"}"#);
    check_every_field("PaymentPageSettingsRequest", page, async |request| {
        till.put(&format!("{one}/paymentpagesettings"), request).await
    })
    .await;
    let logo = put(&json(r#"{"mimeType": "image/png"}"#), "image", PNG);
    let new = |_: &Card| put(&new_method(&reference()), "logo", logo.clone());
    check_every_field("PaymentMethodCreateRequest", new, async |request| {
        till.post(&methods, &[], &request).await
    })
    .await;
    let changed = |_: &Card| put(&method(&["VISA"]), "logo", logo.clone());
    check_every_field("PaymentMethodUpdateRequest", changed, async |request| {
        till.put(&format!("{methods}/CB"), request).await
    })
    .await;
}
