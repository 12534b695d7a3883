//! `walletPaymentRequest`: payments with a saved card.

use document::{Object, Tree};

use crate::harness::{
    Buyer, Caller, Card, Gateway, Till, assert_refused_fields, assert_result, assert_state, failure_text,
    id_of, json, of_payment, put, saved_cards, session, session_with_wallet, shared, ticket, told,
    transactions, without,
};

async fn buyer_with(gateway: &Gateway, caller: Caller, wallet: &str, option: &str) -> Buyer {
    let request = put(&session_with_wallet(1_000, id_of(wallet)), "oneClickOption", option);
    gateway.buyer_of(caller, &request).await
}

async fn set_inactive(till: &mut Till, path: &str) {
    let set = till.put(&format!("{path}/status"), Object::new().with("status", "INACTIVE")).await;
    assert_eq!(set.status, 200, "{}", set.body_text());
}

/// Asserts that no payment was tried.
async fn assert_untried(gateway: &Gateway, buyer: &Buyer) {
    let read = gateway.till().session(&buyer.session.id).await;
    assert_result(&read, 200, "INPROGRESS", "02306");
    assert!(transactions(&read).is_empty(), "{}", read.body_text());
}

#[tokio::test]
async fn without_the_security_code() {
    let gateway = shared();
    let wallet = gateway.till().new_wallet(&Card::cb_visa()).await;
    for caller in Caller::ALL {
        let buyer = buyer_with(&gateway, caller, &wallet, "WITHOUT_CVV").await;
        assert_eq!(saved_cards(&buyer.state().await).len(), 1);
        let state = buyer.pays_with_saved("CB", 1, None).await;
        assert_state(&state, "PAYMENT_SUCCESS");
        assert_eq!(state.text(&["paymentSuccess", "selectedCardCode"]), Some("CB"));
        let lines = ticket(&state);
        assert!(lines.iter().any(|[_, value, _]| value == "497010XXXXXX5140"), "{lines:?}");
        let read = gateway.till().session(&buyer.session.id).await;
        assert_result(&read, 200, "ACCEPTED", "00000");
        let [payment] = &transactions(&read)[..] else { panic!("{}", read.body_text()) };
        assert_eq!(told(payment, "paymentInstrumentData.maskedNumber"), "497010XXXXXX5140");
        // The network of the payment that the card came from.
        assert_eq!(told(payment, "paymentInstrumentData.selectedNetwork"), "CARTES_BANCAIRES");
        assert_eq!(told(payment, "paymentInstrumentData.holderName"), "Camille Martin");
    }
}

#[tokio::test]
async fn with_the_security_code() {
    let gateway = shared();
    let wallet = gateway.till().new_wallet(&Card::cb_visa()).await;
    for caller in Caller::ALL {
        let buyer = buyer_with(&gateway, caller, &wallet, "WITH_CVV").await;
        assert_state(&buyer.state().await, "PAYMENT_METHODS_LIST");
        for missing in [None, Some("")] {
            let answer = buyer.pays_with_saved("CB", 1, missing).await;
            assert_refused_fields(&answer, &["securedPaymentParams.CVV"]);
        }
        for wrong in ["73", "73911", "7x9", "٧٣٩"] {
            let answer = buyer.pays_with_saved("CB", 1, Some(wrong)).await;
            assert_refused_fields(&answer, &["securedPaymentParams.CVV"]);
            assert!(!answer.body_text().contains(wrong), "{}", answer.body_text());
        }
        assert_untried(&gateway, &buyer).await;
        assert_state(&buyer.pays_with_saved("CB", 1, Some("739")).await, "PAYMENT_SUCCESS");
    }
}

/// An American Express has four digits: three of them are refused as on a typed card.
#[tokio::test]
async fn a_security_code_of_another_length() {
    let gateway = shared();
    let wallet = gateway.till().new_wallet(&Card::amex()).await;
    let buyer = buyer_with(&gateway, Caller::Web, &wallet, "WITH_CVV").await;
    let state = buyer.pays_with_saved("AMEX", 1, Some("739")).await;
    assert_state(&state, "PAYMENT_FAILURE_WITH_RETRY");
    assert_eq!(failure_text(&state), "Le code de sécurité est incorrect.");
    assert_state(&buyer.pays_with_saved("AMEX", 1, Some("7391")).await, "PAYMENT_SUCCESS");
}

#[tokio::test]
async fn cards_that_the_session_does_not_offer() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    // The second card stands in another wallet.
    let other = till.new_wallet(&Card::cb_visa()).await;
    till.add_card(&other, &Card::amex()).await;
    for caller in Caller::ALL {
        let buyer = buyer_with(&gateway, caller, &wallet, "WITHOUT_CVV").await;
        assert_state(&buyer.state().await, "PAYMENT_METHODS_LIST");
        let sound = caller.one_click("CB", 1, None);
        for index in ["0", "2", "99", "100", "-1", "\"1\"", "1.5", "null", "true", "9223372036854775808"] {
            let answer = buyer.sends_one_click(&put(&sound, "index", json(index))).await;
            assert_refused_fields(&answer, &["index"]);
        }
        for code in ["AMEX", "MOCKPAY", "cb"] {
            assert_refused_fields(&buyer.pays_with_saved(code, 1, None).await, &["cardCode"]);
        }
        assert_refused_fields(&buyer.sends_one_click(&json("{}")).await, &["cardCode", "index"]);
        assert_refused_fields(
            &buyer.sends_one_click(&put(&sound, "securedPaymentParams", "x")).await,
            &["securedPaymentParams"],
        );
        assert_untried(&gateway, &buyer).await;
        // The parameters may be left out altogether.
        let bare = without(&without(&sound, "securedPaymentParams"), "paymentParams");
        assert_state(&buyer.sends_one_click(&bare).await, "PAYMENT_SUCCESS");
    }
    let without_wallet = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    assert_refused_fields(&without_wallet.pays_with_saved("CB", 1, None).await, &["index"]);
    let methods = Tree::List(vec!["AMEX".into(), "MOCKPAY".into()]);
    let narrow = put(&session_with_wallet(1_000, id_of(&wallet)), "paymentMethod.paymentMethodIDs", methods);
    let narrow = gateway.buyer_of(Caller::Web, &narrow).await;
    assert_refused_fields(&narrow.pays_with_saved("CB", 1, None).await, &["index"]);
}

/// The page sends how many payments it has seen, so that a request that a browser repeats pays once.
#[tokio::test]
async fn a_repeated_request_pays_once() {
    let gateway = shared();
    let wallet = gateway.till().new_wallet(&Card::cb_visa()).await;
    let buyer = buyer_with(&gateway, Caller::Web, &wallet, "WITHOUT_CVV").await;
    let request = put(&Caller::Web.one_click("CB", 1, None), "tries", 0);
    assert_state(&buyer.sends_one_click(&request).await, "PAYMENT_SUCCESS");
    assert_state(&buyer.sends_one_click(&request).await, "PAYMENT_SUCCESS");
    let read = gateway.till().session(&buyer.session.id).await;
    assert_eq!(transactions(&read).len(), 1);
}

#[tokio::test]
async fn bodies_that_are_no_document() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    for body in ["", "{", "[]", "null", "7"] {
        let answer = buyer.ask(client::Method::POST, "walletPaymentRequest", body).await;
        crate::harness::assert_error(&answer, 400, "02305");
    }
    assert_untried(&gateway, &buyer).await;
}

/// A card that was disabled after it was shown makes a refused payment: an app reads no refusal of a request.
#[tokio::test]
async fn a_card_that_was_disabled_meanwhile() {
    let gateway = shared();
    let mut till = gateway.till();
    for caller in Caller::ALL {
        for disabled in ["/paymentinstruments/1", ""] {
            let wallet = till.new_wallet(&Card::cb_visa()).await;
            let buyer = buyer_with(&gateway, caller, &wallet, "WITHOUT_CVV").await;
            assert_eq!(saved_cards(&buyer.state().await).len(), 1);
            set_inactive(&mut till, &format!("{wallet}{disabled}")).await;
            let state = buyer.pays_with_saved("CB", 1, None).await;
            let kind = if caller.is_mobile() { "PAYMENT_FAILURE" } else { "PAYMENT_FAILURE_WITH_RETRY" };
            assert_state(&state, kind);
            assert_eq!(failure_text(&state), "Cette carte n’est pas acceptée ici.");
            let read = till.session(&buyer.session.id).await;
            assert_eq!(transactions(&read).len(), 1);
            assert_eq!(read.text(&["result", "title"]), Some("REFUSED"), "{}", read.body_text());
        }
    }
}

/// A merchant replaces a card while the page shows the one before: the buyer pays with neither unseen.
#[tokio::test]
async fn a_card_that_was_replaced_meanwhile() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let buyer = buyer_with(&gateway, Caller::Web, &wallet, "WITHOUT_CVV").await;
    assert_state(&buyer.state().await, "PAYMENT_METHODS_LIST");
    let paid = till.paid_with(&Card::cb_mastercard()).await;
    let replaced = till.put(&format!("{wallet}/paymentinstruments/1"), of_payment(&paid)).await;
    assert_eq!(replaced.status, 200, "{}", replaced.body_text());
    let of_page = |digits: &str| put(&Caller::Web.one_click("CB", 1, None), "lastDigits", digits);
    let state = buyer.sends_one_click(&of_page("5140")).await;
    assert_state(&state, "PAYMENT_METHODS_LIST");
    assert!(
        saved_cards(&state)[0].at(&["additionalData", "PAN"]).and_then(Tree::as_text) == Some("***-XX40")
    );
    let gone = put(&of_page("5140"), "index", 2);
    assert_state(&buyer.sends_one_click(&gone).await, "PAYMENT_METHODS_LIST");
    assert_untried(&gateway, &buyer).await;
    assert_state(&buyer.sends_one_click(&of_page("2340")).await, "PAYMENT_SUCCESS");
}

/// While the bank says nothing, an app is told which card it is.
#[tokio::test]
async fn a_bank_that_says_nothing() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    assert_eq!(till.add_card(&wallet, &Card::cb_mastercard()).await.status, 201);
    let buyer = gateway.buyer_of(Caller::NewAndroid, &session_with_wallet(77_703, id_of(&wallet))).await;
    let state = buyer.pays_with_saved("CB", 2, None).await;
    assert_state(&state, "ACTIVE_WAITING");
    let index = state.at(&["activeWaiting", "walletCardIndex"]).and_then(Tree::as_integer);
    assert_eq!(index, Some(2));
}
