//! Payments by card, as each client makes them.

use client::{Answer, Method};

use crate::harness::{
    Caller, Card, assert_result, assert_state, put, raw_text, session, shared, told, transactions,
};

/// From the sheet that opens to the ticket: every request that the program makes, in its order.
#[tokio::test]
async fn the_whole_way_of_every_program() {
    let gateway = shared();
    for caller in Caller::ALL {
        for card in [Card::cb_visa(), Card::cb_mastercard(), Card::visa(), Card::mastercard(), Card::amex()] {
            let buyer = gateway.buyer_of(caller, &session(1_000)).await;
            assert_state(&buyer.state().await, "PAYMENT_METHODS_LIST");
            let networks = buyer.networks(&card.number[..6]).await;
            assert_eq!(networks.body_text(), buyer.networks(&card.number[..10]).await.body_text());
            let code = networks.text(&["defaultNetworkCode"]).unwrap().to_owned();
            if caller.is_mobile() {
                assert_eq!(buyer.ask(Method::GET, "directoryServerSdkKeys", "").await.status, 200);
            }
            let state = buyer.sends(&buyer.card_request(&card, Some(&code)).await).await;
            assert_state(&state, "PAYMENT_SUCCESS");
            assert_result(&gateway.till().session(&buyer.session.id).await, 200, "ACCEPTED", "00000");
        }
    }
}

/// The regulation says so: the buyer's choice wins over the merchant's.
#[tokio::test]
async fn the_network_that_the_buyer_chose() {
    let gateway = shared();
    for (card, which, network) in [
        (Card::cb_visa(), "defaultNetworkCode", "CARTES_BANCAIRES"),
        (Card::cb_visa(), "alternativeNetworkCode", "VISA"),
        (Card::cb_mastercard(), "alternativeNetworkCode", "MASTERCARD"),
        (Card::mastercard(), "defaultNetworkCode", "MASTERCARD"),
        (Card::amex(), "defaultNetworkCode", "AMERICAN_EXPRESS"),
    ] {
        let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
        let networks: Answer = buyer.networks(&card.number[..10]).await;
        let code = networks.text(&[which]).unwrap_or_else(|| panic!("{}", networks.body_text()));
        assert_state(&buyer.sends(&buyer.card_request(&card, Some(code)).await).await, "PAYMENT_SUCCESS");
        let read = gateway.till().session(&buyer.session.id).await;
        assert_eq!(told(&transactions(&read)[0], "paymentInstrumentData.selectedNetwork"), network);
    }
}

/// Without a choice a French card runs on its French network.
#[tokio::test]
async fn the_network_that_nobody_chose() {
    let gateway = shared();
    for caller in [Caller::OldAndroid, Caller::Ios] {
        let buyer = gateway.buyer_of(caller, &session(1_000)).await;
        assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
        let read = gateway.till().session(&buyer.session.id).await;
        assert_eq!(
            told(&transactions(&read)[0], "paymentInstrumentData.selectedNetwork"),
            "CARTES_BANCAIRES"
        );
    }
}

/// Whoever knows the session, knows how it ended; nobody pays it twice.
#[tokio::test]
async fn a_second_payment_of_a_paid_session() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let card = buyer.card_request(&Card::cb_visa(), None).await;
    let other = put(&card, "securedPaymentParams.PAN", Card::visa().number.as_str());
    let partner = raw_text(&buyer.method_request("MOCKPAY").await);
    let first = buyer.sends(&card).await;
    assert_state(&first, "PAYMENT_SUCCESS");
    for again in [
        buyer.sends(&card).await,
        buyer.sends(&other).await,
        buyer.ask(Method::POST, "paymentRequest", &partner).await,
        buyer.cancels().await,
        buyer.abandons().await,
        buyer.state().await,
    ] {
        assert_state(&again, "PAYMENT_SUCCESS");
        assert_eq!(again.body_text(), first.body_text());
    }
    let read = gateway.till().session(&buyer.session.id).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
    assert_eq!(transactions(&read).len(), 1);
}

/// Nor is a session paid that its buyer has given up.
#[tokio::test]
async fn a_payment_of_a_cancelled_session() {
    let gateway = shared();
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let card = buyer.card_request(&Card::cb_visa(), None).await;
    assert_state(&buyer.cancels().await, "PAYMENT_CANCELED");
    assert_state(&buyer.sends(&card).await, "PAYMENT_CANCELED");
    let read = gateway.till().session(&buyer.session.id).await;
    assert_result(&read, 200, "CANCELLED", "02319");
    assert!(transactions(&read).is_empty());
}
