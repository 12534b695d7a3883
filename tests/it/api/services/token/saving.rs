//! Cards that a buyer has saved: they come into the wallet of the session once the payment is accepted.

use client::Answer;
use document::{Object, Tree};
use tokio::task::JoinSet;

use crate::harness::{
    Caller, Card, Gateway, assert_error, assert_refused_fields, assert_result, assert_state, id_of, json,
    member, put, reference, saved_cards, session, session_with_wallet, shared, three_on_one_store, told,
    transactions, wallets, with_check_digit,
};

/// Returns the masked numbers of the cards of a wallet, by their ranks.
fn numbers(wallet: &Answer) -> Vec<String> {
    let cards = wallet.at(&["mxWallet", "paymentInstruments"]).and_then(Tree::as_list).unwrap();
    cards.iter().map(|card| told(card, "maskedNumber").to_owned()).collect()
}

async fn wallet(gateway: &Gateway, id: &str) -> Answer {
    gateway.till().get(&format!("{}/{id}", wallets())).await
}

/// A guest's wallet is made by the first payment for which the buyer ticks the box, and has the next card beside it.
#[tokio::test]
async fn a_guest_saves_one_card_and_then_another() {
    let gateway = shared();
    for caller in Caller::ALL {
        let id = reference();
        let guest = put(&session_with_wallet(1_000, &id), "buyer.lastName", "Martin");
        let buyer = gateway.buyer_of(caller, &guest).await;
        assert_state(&buyer.pays_and_saves(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
        let made = wallet(&gateway, &id).await;
        assert_result(&made, 200, "ACCEPTED", "02500");
        assert_eq!(numbers(&made), ["497010XXXXXX5140"]);
        assert_eq!(made.text(&["mxWallet", "holder", "lastName"]), Some("Martin"));
        // The payment was not made with a card of the wallet.
        let read = gateway.till().session(&buyer.session.id).await;
        assert!(member(&transactions(&read)[0], "paymentInstrumentData.mxWallet").is_none());

        let buyer = gateway.buyer_of(caller, &session_with_wallet(2_000, &id)).await;
        assert_eq!(saved_cards(&buyer.state().await).len(), 1);
        assert_state(&buyer.pays_and_saves(&Card::amex()).await, "PAYMENT_SUCCESS");
        assert_eq!(numbers(&wallet(&gateway, &id).await), ["497010XXXXXX5140", "375989XXXXX1119"]);

        let buyer = gateway.buyer_of(caller, &session_with_wallet(3_000, &id)).await;
        assert_eq!(saved_cards(&buyer.state().await).len(), 2);
        assert_state(&buyer.pays_with_saved("AMEX", 2, None).await, "PAYMENT_SUCCESS");
        let read = gateway.till().session(&buyer.session.id).await;
        let payment = &transactions(&read)[0];
        assert_eq!(told(payment, "paymentInstrumentData.mxWallet.id"), id);
        let rank = member(payment, "paymentInstrumentData.mxWallet.paymentInstrumentRank");
        assert_eq!(rank.and_then(Tree::as_integer), Some(2));
    }
}

#[tokio::test]
async fn nothing_unless_the_buyer_says_so_and_the_bank_accepts() {
    let gateway = shared();
    let id = reference();
    let buyer = gateway.buyer_of(Caller::Web, &session_with_wallet(1_000, &id)).await;
    let refused = buyer.pays_and_saves(&Card::refused_with("01116")).await;
    assert_state(&refused, "PAYMENT_FAILURE_WITH_RETRY");
    assert_error(&wallet(&gateway, &id).await, 404, "02503");
    // The wish is that of one payment.
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    assert_error(&wallet(&gateway, &id).await, 404, "02503");
}

/// An authorisation is an acceptance, and so is the check of a card for nothing.
#[tokio::test]
async fn from_payments_of_every_kind() {
    let gateway = shared();
    for (amount, kind, capture) in [(1_000, "ONE_OFF", "MANUAL"), (0, "ACCOUNT_VERIFICATION", "AUTOMATIC")] {
        let id = reference();
        let request = put(&session_with_wallet(amount, &id), "payment.paymentType", kind);
        let request = put(&request, "payment.capture", capture);
        let buyer = gateway.buyer_of(Caller::Web, &request).await;
        assert_state(&buyer.pays_and_saves(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
        assert_eq!(numbers(&wallet(&gateway, &id).await), ["497010XXXXXX5140"], "{kind}");
    }
}

/// The payment is accepted, whatever becomes of the card.
#[tokio::test]
async fn a_card_that_the_wallet_has_already() {
    let gateway = shared();
    let mut till = gateway.till();
    let path = till.new_wallet(&Card::cb_visa()).await;
    let buyer = gateway.buyer_of(Caller::Web, &session_with_wallet(1_000, id_of(&path))).await;
    assert_state(&buyer.pays_and_saves(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    assert_eq!(numbers(&till.get(&path).await), ["497010XXXXXX5140"]);
}

#[tokio::test]
async fn a_wallet_that_is_not_active_takes_none() {
    let gateway = shared();
    let mut till = gateway.till();
    let path = till.new_wallet(&Card::cb_visa()).await;
    let buyer = gateway.buyer_of(Caller::Web, &session_with_wallet(1_000, id_of(&path))).await;
    assert_state(&buyer.state().await, "PAYMENT_METHODS_LIST");
    let set = till.put(&format!("{path}/status"), Object::new().with("status", "INACTIVE")).await;
    assert_eq!(set.status, 200);
    assert_state(&buyer.pays_and_saves(&Card::amex()).await, "PAYMENT_SUCCESS");
    assert_eq!(numbers(&till.get(&path).await), ["497010XXXXXX5140"]);
}

/// A program may send its wish to a session that names no wallet: nothing is kept.
#[tokio::test]
async fn a_session_without_a_wallet() {
    let gateway = shared();
    for caller in Caller::ALL {
        let buyer = gateway.buyer_of(caller, &session(1_000)).await;
        assert_state(&buyer.pays_and_saves(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    }
}

#[tokio::test]
async fn a_wish_that_is_none() {
    let gateway = shared();
    let id = reference();
    let buyer = gateway.buyer_of(Caller::Web, &session_with_wallet(1_000, &id)).await;
    let request = buyer.card_request(&Card::cb_visa(), None).await;
    let with = |wish: &str| put(&request, "paymentParams.SAVE_PAYMENT_DATA", json(wish));
    for wrong in ["\"true\"", "1", "[]", "{}"] {
        assert_refused_fields(&buyer.sends(&with(wrong)).await, &["paymentParams.SAVE_PAYMENT_DATA"]);
    }
    // Empty is absent.
    assert_state(&buyer.sends(&with("\"\"")).await, "PAYMENT_SUCCESS");
    assert_error(&wallet(&gateway, &id).await, 404, "02503");
}

/// Many buyers of one wallet, which none of them finds there, pay and save at the same moment at several instances: no payment is
/// refused for it, and no card is lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_cards_at_once() {
    const BUYERS: usize = 12;
    // There are fewer test cards than buyers.
    let gateways = three_on_one_store("saving-at-once", &["sandbox.live_cards=true"]);
    let id = reference();
    let mut paying = JoinSet::new();
    for number in 0..BUYERS {
        let buyer =
            gateways[number % gateways.len()].buyer_of(Caller::Web, &session_with_wallet(1_000, &id)).await;
        let card = Card::new(&with_check_digit(&format!("4111113333{number:05}")));
        let request = buyer.card_request(&card, None).await;
        let request = put(&request, "paymentParams.SAVE_PAYMENT_DATA", true);
        paying.spawn(async move { (buyer.sends(&request).await, card.masked()) });
    }
    let mut expected = Vec::new();
    for (state, number) in paying.join_all().await {
        assert_state(&state, "PAYMENT_SUCCESS");
        expected.push(number);
    }
    let mut kept = numbers(&wallet(&gateways[0], &id).await);
    kept.sort();
    expected.sort();
    assert_eq!(kept, expected);
}
