//! Apps with the mobile SDKs, through the purchases of one guest: the first saves the card, the next ones pay with it in one click,
//! with and without its security code. The shop has made up the id of the wallet.

use client::Method;
use document::Tree;

use crate::harness::{
    Buyer, Caller, Card, Gateway, assert_result, assert_state, by_wallet, member, put, reference,
    saved_cards, session_with_wallet, shared, told, transactions,
};

/// The schemes for which the gateway serves the keys of directory servers. An older Android app ends without the one that it needs.
async fn schemes(buyer: &Buyer) -> Vec<String> {
    let keys = buyer.ask(Method::GET, "directoryServerSdkKeys", "").await;
    assert_eq!(keys.status, 200, "{}", keys.body_text());
    let keys = keys.at(&["directoryServerSdkKeyList"]).and_then(Tree::as_list).unwrap();
    keys.iter().map(|key| told(key, "scheme").to_owned()).collect()
}

/// Opens the sheet for an order of the shop.
async fn opens_sheet(gateway: &Gateway, caller: Caller, wallet: &str, amount: i64, one_click: &str) -> Buyer {
    let order = put(&session_with_wallet(amount, wallet), "oneClickOption", one_click);
    gateway.buyer_of(caller, &order).await
}

/// The first order: the sheet shows no saved card and a box; the buyer types the card and ticks the box.
async fn saves(buyer: &Buyer, card: &Card) {
    let state = buyer.state().await;
    assert_state(&state, "PAYMENT_METHODS_LIST");
    assert!(saved_cards(&state).is_empty());
    let method = buyer.method("CB").await;
    let options = member(&method, "options").and_then(Tree::as_list).unwrap();
    assert!(options.contains(&"SAVE_PAYMENT_DATA".into()), "the box is missing");
    let networks = buyer.networks(&card.number[..10]).await;
    let scheme = networks.text(&["defaultNetwork"]).unwrap().to_owned();
    assert!(schemes(buyer).await.contains(&scheme), "{scheme}");
    let code = networks.text(&["defaultNetworkCode"]).unwrap().to_owned();
    let request = buyer.card_request(card, Some(&code)).await;
    let paid = buyer.sends(&put(&request, "paymentParams.SAVE_PAYMENT_DATA", true)).await;
    assert_state(&paid, "PAYMENT_SUCCESS");
}

/// A later order: the sheet preselects the saved card, and asks for its security code where the shop wants that.
async fn pays_in_one_click(buyer: &Buyer, asks: bool) {
    let state = buyer.state().await;
    assert_state(&state, "PAYMENT_METHODS_LIST");
    let [card] = &saved_cards(&state)[..] else { panic!("{}", state.body_text()) };
    assert!(member(card, "isDefault") == Some(&Tree::Bool(true)));
    assert!(member(card, "isExpired") == Some(&Tree::Bool(false)));
    assert_eq!(
        (told(card, "additionalData.DATE"), told(card, "additionalData.HOLDER")),
        ("1234", "Camille Martin")
    );
    let asked = member(card, "confirm").and_then(Tree::as_list).unwrap();
    assert_eq!(asked.contains(&"CVV".into()), asks);
    assert!(schemes(buyer).await.contains(&told(card, "cardType").to_owned()));
    let index = member(card, "index").and_then(Tree::as_integer).unwrap();
    let paid = buyer.pays_with_saved(told(card, "cardCode"), index, asks.then_some("739")).await;
    assert_state(&paid, "PAYMENT_SUCCESS");
}

/// The shop reads what was paid. Returns the payment.
async fn reads(gateway: &Gateway, buyer: &Buyer) -> Tree {
    // The sheet is opened again: it shows the end.
    assert_state(&buyer.state().await, "PAYMENT_SUCCESS");
    let read = gateway.till().session(&buyer.session.id).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
    let [payment] = &transactions(&read)[..] else { panic!("{}", read.body_text()) };
    payment.clone()
}

#[tokio::test]
async fn a_guest_orders_three_times() {
    let gateway = shared();
    for caller in Caller::ALL.into_iter().filter(|caller| caller.is_mobile()) {
        let wallet = reference();
        let first = opens_sheet(&gateway, caller, &wallet, 1_000, "WITH_CVV").await;
        saves(&first, &Card::cb_visa()).await;
        let paid = reads(&gateway, &first).await;
        let token = told(&paid, "paymentInstrumentData.mxToken").to_owned();

        let second = opens_sheet(&gateway, caller, &wallet, 2_000, "WITH_CVV").await;
        pays_in_one_click(&second, true).await;
        let third = opens_sheet(&gateway, caller, &wallet, 3_000, "WITHOUT_CVV").await;
        pays_in_one_click(&third, false).await;
        for order in [&second, &third] {
            let paid = reads(&gateway, order).await;
            assert_eq!(told(&paid, "paymentInstrumentData.mxToken"), token);
            assert_eq!(told(&paid, "paymentInstrumentData.mxWallet.id"), wallet);
        }
        // The shop charges the buyer again by itself, and names the first payment to the issuer.
        let original = told(&paid, "partnerReturnedData.issuerTransactionId");
        let series = put(&by_wallet(&wallet, None, 4_000), "payment.paymentType", "UNSCHEDULED");
        let charged = gateway.till().pay(&put(&series, "originalTransactionId", original)).await;
        assert_result(&charged, 201, "ACCEPTED", "00000");
    }
}
