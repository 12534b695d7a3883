//! Payments by Apple Pay and Google Pay in a session, as the mobile SDKs send them.

use client::{Answer, Method};
use document::{Tree, write_json};

use crate::{
    harness::{
        APPLE, Buyer, Caller, Card, GOOGLE, Gateway, MERCHANT_ID, assert_refused_fields, assert_result,
        assert_state, device_token, json, member, method_codes, put, raw_text, session, told, transactions,
        without,
    },
    sql::run_sql,
};

const IN_APPLE: &str = "paymentParams.APPLE_PAY_TOKEN";
const IN_GOOGLE: &str = "paymentParams.data";

/// Starts a gateway whose demo merchant takes Apple Pay and Google Pay.
fn gateway(name: &str) -> Gateway {
    let gateway = Gateway::start(name);
    for code in ["APPLE_PAY", "GOOGLE_PAY"] {
        run_sql(
            &gateway,
            &format!(
                "INSERT INTO payment_methods (merchant_id, id, point_of_sale, instrument_type, networks, checks_duplicates)
                 VALUES ({MERCHANT_ID}, '{code}', 'SHOP1', '{code}', 'CARTES_BANCAIRES VISA MASTERCARD', 1)"
            ),
        );
    }
    gateway
}

/// Returns the request that the SDK sends with the token: an object of Apple Pay, a text of a text of Google Pay.
async fn request(buyer: &Buyer, token: &Tree, code: &str) -> Tree {
    let request = put(&buyer.method_request(code).await, "isEmbeddedRedirectionAllowed", false);
    let token = member(token, "tokenData").unwrap();
    if code == "APPLE_PAY" {
        let whole =
            json(r#"{"paymentMethod": {"displayName": "Visa 1234", "type": "debit", "network": "Visa"}}"#);
        return put(&request, IN_APPLE, put(&whole, "paymentData", token.clone()));
    }
    let whole = json(
        r#"{"apiVersion": 2, "apiVersionMinor": 0, "paymentMethodData": {"type": "CARD", "description": "Visa •••• 1111",
            "info": {"cardNetwork": "VISA", "cardDetails": "1111"}, "tokenizationData": {"type": "PAYMENT_GATEWAY"}}}"#,
    );
    let whole = put(&whole, "paymentMethodData.tokenizationData.token", write_json(token).as_str());
    put(&request, IN_GOOGLE, write_json(&whole).as_str())
}

async fn send(buyer: &Buyer, request: &Tree) -> Answer {
    buyer.ask(Method::POST, "paymentRequest", &raw_text(request)).await
}

/// What an app needs to ask the device is in the state; the page, which cannot ask, offers neither.
#[tokio::test]
async fn an_app_is_told_what_to_ask_the_device_for() {
    let gateway = gateway("device-methods");
    let buyer = gateway.buyer_of(Caller::Ios, &session(1_000)).await;
    let apple = buyer.method("APPLE_PAY").await;
    let data = member(&apple, "additionalData").unwrap();
    let networks = r#"["cartesBancaires","visa","masterCard"]"#;
    assert_eq!(write_json(member(data, "NETWORKS").unwrap()), networks);
    assert_eq!(write_json(member(data, "MERCHANT_CAPABILITIES").unwrap()), r#"["supports3DS"]"#);
    let text = |tree: &Tree, path: &str| member(tree, path).and_then(Tree::as_text).unwrap().to_owned();
    assert_eq!(text(data, "APPLE_PAY_MERCHANT_ID"), format!("merchant.guichet.sandbox.{MERCHANT_ID}"));
    let google = buyer.method("GOOGLE_PAY").await;
    let data = member(&google, "requestContext.requestData").unwrap();
    assert_eq!(text(data, "GOOGLE_PAY_MERCHANT_ID"), MERCHANT_ID);
    assert_eq!(text(data, "GOOGLE_PAY_ALLOWED_NETWORKS"), r#"["VISA","MASTERCARD"]"#);
    assert_eq!(text(data, "GOOGLE_PAY_ALLOWED_AUTH_METHOD"), r#"["PAN_ONLY","CRYPTOGRAM_3DS"]"#);
    for method in [&apple, &google] {
        assert_eq!(member(method, "hasForm").map(write_json).as_deref(), Some("false"));
        assert_eq!(member(method, "options").map(write_json).as_deref(), Some("[]"));
    }
    let page = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let codes = method_codes(&page.state().await);
    assert!(codes.iter().any(|code| code == "APPLE_PAY"), "the widget's state has all methods: {codes:?}");
    let html = page.browse(&format!("{}/pay/{}", gateway.base_url(), page.session.id)).await.body_text();
    assert!(html.contains("MOCKPAY") && !html.contains("APPLE_PAY") && !html.contains("GOOGLE_PAY"));
}

#[tokio::test]
async fn a_token_pays_the_session() {
    let gateway = gateway("device-sessions");
    for (caller, words, code) in [
        (Caller::Ios, APPLE, "APPLE_PAY"),
        (Caller::OldAndroid, GOOGLE, "GOOGLE_PAY"),
        (Caller::NewAndroid, &["google-pay", "--pan-only"], "GOOGLE_PAY"),
    ] {
        let buyer = gateway.buyer_of(caller, &session(1_000)).await;
        let token = device_token(&gateway, &Card::cb_visa(), words);
        let state = send(&buyer, &request(&buyer, &token, code).await).await;
        assert_state(&state, "PAYMENT_SUCCESS");
        assert_eq!(state.text(&["paymentSuccess", "selectedCardCode"]), Some(code));
        let read = gateway.till().session(&buyer.session.id).await;
        assert_result(&read, 200, "ACCEPTED", "00000");
        let paid = &transactions(&read)[0];
        assert_eq!(told(paid, "externalWallet"), code);
        // The device said Visa.
        let network = member(paid, "paymentInstrumentData.selectedNetwork").and_then(Tree::as_text);
        assert_eq!(network, Some("VISA"));
        // A token pays once, also in another session.
        let other = gateway.buyer_of(caller, &session(1_000)).await;
        let again = send(&other, &request(&other, &token, code).await).await;
        assert_refused_fields(&again, &[if code == "APPLE_PAY" { IN_APPLE } else { IN_GOOGLE }]);
    }
}

/// An app learns of it at once and is done; the widget may go on with another token.
#[tokio::test]
async fn the_bank_refuses() {
    let gateway = gateway("device-refusals");
    for (words, code) in [(APPLE, "APPLE_PAY"), (GOOGLE, "GOOGLE_PAY")] {
        for (caller, told_state) in
            [(Caller::Ios, "PAYMENT_FAILURE"), (Caller::Web, "PAYMENT_FAILURE_WITH_RETRY")]
        {
            let buyer = gateway.buyer_of(caller, &session(1_000)).await;
            let token = device_token(&gateway, &Card::refused_with("01206"), words);
            let state = send(&buyer, &request(&buyer, &token, code).await).await;
            assert_state(&state, told_state);
            let read = gateway.till().session(&buyer.session.id).await;
            assert_eq!(told(&transactions(&read)[0], "externalWallet"), code);
            if caller == Caller::Web {
                let token = device_token(&gateway, &Card::visa(), words);
                let state = send(&buyer, &request(&buyer, &token, code).await).await;
                assert_state(&state, "PAYMENT_SUCCESS");
            } else {
                assert_result(&read, 200, "REFUSED", "01206");
            }
        }
    }
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    let gateway = gateway("device-malformed");
    let buyer = gateway.buyer_of(Caller::Ios, &session(1_000)).await;
    let (apple, google) =
        (device_token(&gateway, &Card::visa(), APPLE), device_token(&gateway, &Card::visa(), GOOGLE));
    let by_apple = request(&buyer, &apple, "APPLE_PAY").await;
    let by_google = request(&buyer, &google, "GOOGLE_PAY").await;
    for (wrong, fields) in [
        (without(&by_apple, IN_APPLE), &[IN_APPLE][..]),
        (put(&by_apple, IN_APPLE, "text"), &[IN_APPLE]),
        (put(&by_apple, IN_APPLE, json(r#"{"paymentData": {}}"#)), &[IN_APPLE]),
        (
            without(&by_apple, "paymentParams.APPLE_PAY_TOKEN.paymentData.data"),
            &["paymentParams.APPLE_PAY_TOKEN.data"],
        ),
        (put(&by_apple, "paymentParams.APPLE_PAY_TOKEN.paymentData.data", "AAAA"), &[IN_APPLE]),
        (
            put(
                &by_apple,
                "paymentParams.APPLE_PAY_TOKEN.paymentData",
                member(&google, "tokenData").unwrap().clone(),
            ),
            &[IN_APPLE],
        ),
        (without(&by_google, IN_GOOGLE), &[IN_GOOGLE]),
        (put(&by_google, IN_GOOGLE, "{"), &[IN_GOOGLE]),
        (put(&by_google, IN_GOOGLE, "{}"), &[IN_GOOGLE]),
        (put(&by_google, "paymentParams", "x"), &["paymentParams"]),
        (without(&without(&by_google, "contractNumber"), IN_GOOGLE), &["contractNumber", IN_GOOGLE]),
    ] {
        assert_refused_fields(&send(&buyer, &wrong).await, fields);
    }
    // A card that is typed has no place there.
    let typed = buyer.card_request(&Card::visa(), None).await;
    let typed = put(&put(&typed, "cardCode", "APPLE_PAY"), "contractNumber", "APPLE_PAY");
    assert_refused_fields(&buyer.sends(&typed).await, &["cardCode"]);
    assert_state(&send(&buyer, &by_apple).await, "PAYMENT_SUCCESS");
}
