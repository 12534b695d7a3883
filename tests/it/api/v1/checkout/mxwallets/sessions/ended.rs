//! The end of a session: the buyer leaves, or the time is over.

use client::Method;

use crate::harness::{
    Caller, Card, Gateway, assert_state, cards_in, json, raw_text, reference, shared, wallet_session, wallets,
};

use super::wallet_of;

#[tokio::test]
async fn a_buyer_who_leaves_without_a_change_has_cancelled() {
    let gateway = shared();
    let buyer = gateway.buyer_of_wallet(&wallet_session(&reference())).await;
    gateway.assert_wallet_session(&buyer, "INPROGRESS", "02533").await;
    buyer.opens_page().await;
    gateway.assert_wallet_session(&buyer, "INPROGRESS", "02306").await;
    for _ in 0..2 {
        assert_state(&buyer.cancels().await, "PAYMENT_CANCELED");
    }
    gateway.assert_wallet_session(&buyer, "CANCELLED", "02536").await;
    assert!(buyer.opens_page().await.body_text().contains("Rien n’a été modifié"));
}

/// After the end every request is answered with the end, and changes nothing.
#[tokio::test]
async fn nothing_changes_after_the_end() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = wallet_of(&mut till, &[Card::cb_visa(), Card::cb_mastercard()]).await;
    let buyer = gateway.buyer_of_wallet(&wallet_session(&wallet)).await;
    let late = buyer.card_request(&Card::amex(), None).await;
    buyer.operates("default", 2).await;
    assert_state(&buyer.cancels().await, "TOKEN_EXPIRED");
    let before = till.get(&format!("{}/{wallet}", wallets())).await;
    for service in ["remove", "default"] {
        assert_state(&buyer.changes(service, &json(r#"{"rank":1}"#), 1).await, "TOKEN_EXPIRED");
    }
    assert_state(&buyer.changes("details", &json(r#"{"firstName":"X"}"#), 1).await, "TOKEN_EXPIRED");
    assert_state(&buyer.sends(&late).await, "TOKEN_EXPIRED");
    assert_state(&buyer.ask(Method::POST, "paymentRequest", &raw_text(&late)).await, "TOKEN_EXPIRED");
    assert_state(&buyer.cancels().await, "TOKEN_EXPIRED");
    let after = till.get(&format!("{}/{wallet}", wallets())).await;
    assert_eq!(after.body_text(), before.body_text());
    gateway.assert_wallet_session(&buyer, "ACCEPTED", "02500").await;
    assert!(buyer.opens_page().await.body_text().contains("Vos modifications sont enregistrées"));
}

#[tokio::test]
async fn the_time_is_over() {
    let mut gateway = Gateway::start("wallet-sessions-expired");
    let mut till = gateway.till();
    let wallet = wallet_of(&mut till, &[Card::cb_visa(), Card::cb_mastercard()]).await;
    let request = wallet_session(&wallet);
    let (unopened, opened, changed) = (
        gateway.buyer_of_wallet(&request).await,
        gateway.buyer_of_wallet(&request).await,
        gateway.buyer_of_wallet(&request).await,
    );
    opened.opens_page().await;
    assert_state(&changed.operates("remove", 1).await, "MANAGE_WEB_WALLET");
    drop(till);
    gateway.restart_ahead(1, &[]);
    for (buyer, title, code) in
        [(&unopened, "REFUSED", "02534"), (&opened, "REFUSED", "02535"), (&changed, "ACCEPTED", "02500")]
    {
        let again = gateway.buyer(Caller::Web, &buyer.session);
        assert_state(&again.state().await, "TOKEN_EXPIRED");
        let remove = json(r#"{"rank":2}"#);
        assert_state(&again.changes("remove", &remove, 0).await, "TOKEN_EXPIRED");
        let read = gateway.assert_wallet_session(&again, title, code).await;
        assert_eq!(cards_in(&read), [(2, Card::cb_mastercard().masked(), true)]);
    }
}
