//! The page of a wallet, as a browser gets it.

use crate::harness::{Card, Gateway, assert_state, put, shared, wallet_session};

use super::wallet_of;

#[tokio::test]
async fn it_shows_the_cards_and_no_number() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = wallet_of(&mut till, &[Card::cb_visa(), Card::amex()]).await;
    let buyer = gateway.buyer_of_wallet(&wallet_session(&wallet)).await;
    let page = buyer.opens_page().await;
    assert_eq!(page.status, 200);
    let html = page.body_text();
    for part in ["Vos cartes chez", "•••• 5140", "•••• 1119", "data-operation=\"remove\"", "Carte par défaut"]
    {
        assert!(html.contains(part), "{part}");
    }
    for number in [Card::cb_visa().number, Card::cb_visa().masked()] {
        assert!(!html.contains(&format!(">{number}<")), "{number}");
    }
    let english = put(&wallet_session(&wallet), "languageCode", "EN");
    let buyer = gateway.buyer_of_wallet(&english).await;
    assert!(buyer.opens_page().await.body_text().contains("Your cards at"));
}

/// The names that holders have are text, whatever they contain.
#[tokio::test]
async fn hostile_names_of_holders_are_inert() {
    let gateway = shared();
    let mut till = gateway.till();
    let hostile = "</p><script>x()</script>'<img src=x>";
    let card = Card { holder: hostile.to_owned(), ..Card::cb_visa() };
    let wallet = wallet_of(&mut till, &[card]).await;
    let buyer = gateway.buyer_of_wallet(&wallet_session(&wallet)).await;
    let html = buyer.opens_page().await.body_text().clone();
    assert!(html.contains("&#60;/p&#62;&#60;script&#62;x()") && !html.contains("<script>x()"));
}

/// The tries of one card count against its limit, whatever kind of session they are made in.
#[tokio::test]
async fn a_card_that_is_tried_too_often_is_not_checked() {
    let gateway = Gateway::start_with("wallet-limits", &["limits.payments_per_card_per_hour=1"]);
    let mut till = gateway.till();
    let buyer = gateway.buyer_of_wallet(&wallet_session("W1")).await;
    let request = buyer.card_request(&Card::refused_with("01116"), None).await;
    assert_state(&buyer.sends(&request).await, "MANAGE_WEB_WALLET");
    let refused = buyer.sends(&request).await;
    assert_eq!(refused.status, 429, "{}", refused.body_text());
    assert_eq!(till.wallet_session(&buyer.session.id).await.status, 200);
}
