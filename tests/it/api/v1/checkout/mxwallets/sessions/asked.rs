//! The request of a session, and who may read it.

use document::Tree;

use crate::harness::{
    Caller, Card, WALLET_SESSIONS, assert_error, assert_refused_fields, assert_result, assert_state, json,
    put, raw_text, reference, session, shared, wallet_session, without,
};

use super::wallet_of;

#[tokio::test]
async fn what_is_wrong_is_told_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    let refused = till.post(WALLET_SESSIONS, &[], &json("{}")).await;
    assert_refused_fields(&refused, &["pointOfSaleReference", "paymentMethodIDs", "mxWalletId", "returnURL"]);
    for (member, value, named) in [
        ("mxWalletId", Tree::from("a b"), "mxWalletId"),
        ("mxWalletId", "x".repeat(51).into(), "mxWalletId"),
        ("paymentMethodIDs", "CB".into(), "paymentMethodIDs"),
        ("allowUpdatePersonalDetails", "yes".into(), "allowUpdatePersonalDetails"),
        ("returnURL", "javascript:alert(1)".into(), "returnURL"),
        ("buyer", json(r#"{"email":"nobody"}"#), "buyer.email"),
    ] {
        let answer = till.post(WALLET_SESSIONS, &[], &put(&wallet_session("W1"), member, value)).await;
        assert_refused_fields(&answer, &[named]);
    }
    let page = put(&wallet_session("W1"), "customPaymentPageCode", "none");
    assert_error(&till.post(WALLET_SESSIONS, &[], &page).await, 400, "02307");
    assert_eq!(
        till.post(WALLET_SESSIONS, &[], &without(&wallet_session("W1"), "mxWalletId")).await.status,
        400
    );
}

/// Into a wallet come cards alone, so that a choice without a card method is none.
#[tokio::test]
async fn methods_that_are_not_there_or_take_no_card() {
    let gateway = shared();
    let mut till = gateway.till();
    for (member, value) in [
        ("pointOfSaleReference", Tree::from("SHOP404")),
        ("paymentMethodIDs", json(r#"["CB404"]"#)),
        ("paymentMethodIDs", json(r#"["MOCKPAY"]"#)),
    ] {
        let answer = till.post(WALLET_SESSIONS, &[], &put(&wallet_session("W1"), member, value)).await;
        assert_error(&answer, 404, "02303");
    }
    let both = put(&wallet_session(&reference()), "paymentMethodIDs", json(r#"["MOCKPAY","CB"]"#));
    let buyer = gateway.buyer_of_wallet(&both).await;
    let codes = crate::harness::method_codes(&buyer.state().await);
    assert_eq!(codes, ["CB"]);
}

/// A session of one kind is unknown where the other kind is read, as is that of another merchant.
#[tokio::test]
async fn sessions_of_two_kinds_are_apart() {
    let gateway = shared();
    let mut till = gateway.till();
    let of_wallet = till.new_wallet_session(&wallet_session(&reference())).await;
    let of_payment = till.new_session(&session(1_000)).await;
    assert_error(&till.session(&of_wallet.id).await, 404, "02317");
    assert_error(&till.wallet_session(&of_payment.id).await, 404, "02317");
    assert_error(&till.wallet_session("nobody").await, 404, "02317");
    assert_result(&till.wallet_session(&of_wallet.id).await, 200, "INPROGRESS", "02533");
    let changed = gateway.buyer(Caller::Web, &of_payment).operates("remove", 1).await;
    assert_state(&changed, "PAYMENT_METHODS_LIST");
    assert_result(&till.session(&of_payment.id).await, 200, "INPROGRESS", "02306");
}

#[tokio::test]
async fn what_the_merchant_said_is_given_back() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = wallet_of(&mut till, &[Card::cb_visa()]).await;
    let request = put(&wallet_session(&wallet), "privateData", json(r#"{"account":"17"}"#));
    let buyer = gateway.buyer_of_wallet(&request).await;
    buyer.opens_page().await;
    let read = gateway.assert_wallet_session(&buyer, "INPROGRESS", "02306").await;
    assert_eq!(read.text(&["privateData", "account"]), Some("17"));
    assert_eq!(read.text(&["mxWallet", "id"]), Some(wallet.as_str()));
    let shown = till.get(&format!("{}/{wallet}", crate::harness::wallets())).await;
    assert_eq!(read.at(&["mxWallet"]).map(raw_text), shown.at(&["mxWallet"]).map(raw_text));
    // A wallet that does not exist is not made up.
    let none = gateway.buyer_of_wallet(&wallet_session(&reference())).await;
    assert!(gateway.assert_wallet_session(&none, "INPROGRESS", "02533").await.at(&["mxWallet"]).is_none());
}

#[tokio::test]
async fn a_repeat_gets_the_same_session() {
    let gateway = shared();
    let (mut till, request, key) = (gateway.till(), wallet_session(&reference()), reference());
    let header = [("idempotency-key", key.as_str())];
    let first = till.post(WALLET_SESSIONS, &header, &request).await;
    let again = till.post(WALLET_SESSIONS, &header, &request).await;
    assert_eq!((again.status, again.body_text()), (201, first.body_text()));
    let other = till.post(WALLET_SESSIONS, &header, &wallet_session(&reference())).await;
    assert_eq!(other.status, 422);
    let elsewhere = till.post(crate::harness::SESSIONS, &header, &session(1_000)).await;
    assert_eq!(elsewhere.status, 422);
}
