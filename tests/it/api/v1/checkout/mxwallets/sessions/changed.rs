//! Changes of the wallet that a buyer makes: remove, default, details.

use document::Tree;
use tokio::task::JoinSet;

use crate::harness::{
    Caller, Card, Gateway, assert_refused_fields, assert_state, cards_in, json, put, shared, wallet_session,
    wallets,
};

use super::wallet_of;

#[tokio::test]
async fn the_default_goes_to_the_next_active_card() {
    let gateway = shared();
    let mut till = gateway.till();
    let cards = [Card::cb_visa(), Card::cb_mastercard(), Card::amex()];
    let wallet = wallet_of(&mut till, &cards).await;
    let inactive = json(r#"{"status":"INACTIVE"}"#);
    let second = format!("{}/{wallet}/paymentinstruments/2/status", wallets());
    assert_eq!(till.put(&second, inactive).await.status, 200);
    let buyer = gateway.buyer_of_wallet(&wallet_session(&wallet)).await;
    assert_state(&buyer.operates("remove", 1).await, "MANAGE_WEB_WALLET");
    let ranks = async || {
        let read = gateway.assert_wallet_session(&buyer, "INPROGRESS", "02306").await;
        cards_in(&read).into_iter().map(|(rank, _, is_default)| (rank, is_default)).collect::<Vec<_>>()
    };
    assert_eq!(ranks().await, [(2, false), (3, true)]);
    // A card that cannot pay is not made the default.
    assert_state(&buyer.operates("default", 2).await, "MANAGE_WEB_WALLET");
    assert_eq!(ranks().await, [(2, false), (3, true)]);
    buyer.operates("remove", 3).await;
    assert_eq!(ranks().await, [(2, true)]);
    buyer.operates("remove", 2).await;
    assert_eq!(ranks().await, []);
    // The rank is free again, and the first card is the default.
    buyer.pays(&Card::cb_visa()).await;
    assert_eq!(ranks().await, [(1, true)]);
    buyer.pays(&Card::amex()).await;
    buyer.operates("default", 2).await;
    assert_eq!(ranks().await, [(1, false), (2, true)]);
    assert_state(&buyer.cancels().await, "TOKEN_EXPIRED");
    gateway.assert_wallet_session(&buyer, "ACCEPTED", "02500").await;
}

/// A request that a browser repeats, and one of an older page, change nothing. Nor does a rank that no card has.
#[tokio::test]
async fn a_page_that_is_behind_changes_nothing() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = wallet_of(&mut till, &[Card::cb_visa(), Card::cb_mastercard(), Card::amex()]).await;
    let buyer = gateway.buyer_of_wallet(&wallet_session(&wallet)).await;
    buyer.opens_page().await;
    let remove = |rank: i64| put(&json("{}"), "rank", rank);
    for _ in 0..2 {
        assert_state(&buyer.changes("remove", &remove(1), 0).await, "MANAGE_WEB_WALLET");
    }
    assert_state(&buyer.changes("remove", &remove(2), 0).await, "MANAGE_WEB_WALLET");
    assert_state(&buyer.changes("remove", &remove(1), 1).await, "MANAGE_WEB_WALLET");
    assert_state(&buyer.changes("default", &remove(99), 1).await, "MANAGE_WEB_WALLET");
    let state = buyer.state().await;
    assert_eq!(state.at(&["operations"]).and_then(Tree::as_integer), Some(1));
    let read = gateway.assert_wallet_session(&buyer, "INPROGRESS", "02306").await;
    assert_eq!(cards_in(&read).iter().map(|card| card.0).collect::<Vec<_>>(), [2, 3]);
    for (body, fields) in [
        (r#"{"rank":0,"operations":1}"#, &["rank"][..]),
        (r#"{"rank":100,"operations":1}"#, &["rank"]),
        (r#"{"rank":"x","operations":-1}"#, &["rank", "operations"]),
        ("{}", &["rank"]),
    ] {
        let refused = buyer.ask(client::Method::POST, "wallet/remove", body).await;
        assert_refused_fields(&refused, fields);
    }
}

/// Eight tabs remove the same card at once.
#[tokio::test]
async fn of_many_tabs_one_changes_the_wallet() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = wallet_of(&mut till, &[Card::cb_visa(), Card::cb_mastercard()]).await;
    let buyer = gateway.buyer_of_wallet(&wallet_session(&wallet)).await;
    buyer.opens_page().await;
    let remove = json(r#"{"rank":1}"#);
    let mut tabs = JoinSet::new();
    for _ in 0..8 {
        let (tab, remove) = (gateway.buyer(Caller::Web, &buyer.session), remove.clone());
        tabs.spawn(async move { tab.changes("remove", &remove, 0).await });
    }
    for answer in tabs.join_all().await {
        assert_state(&answer, "MANAGE_WEB_WALLET");
    }
    let read = gateway.assert_wallet_session(&buyer, "INPROGRESS", "02306").await;
    assert_eq!(cards_in(&read), [(2, Card::cb_mastercard().masked(), true)]);
    assert_eq!(buyer.state().await.at(&["operations"]).and_then(Tree::as_integer), Some(1));
}

#[tokio::test]
async fn a_buyer_edits_the_holder_where_the_shop_allows_it() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = wallet_of(&mut till, &[Card::cb_visa()]).await;
    let path = format!("{}/{wallet}", wallets());
    let before = json(
        r#"{"holder":{"title":"MRS","firstName":"A","lastName":"B","mobile":"0611223344"},"comment":"kept"}"#,
    );
    assert_eq!(till.put(&path, before).await.status, 200);
    let details = json(r#"{"firstName":"Camille","lastName":"<b>Martin</b>","email":"c@shop.example.com"}"#);

    let plain = gateway.buyer_of_wallet(&wallet_session(&wallet)).await;
    assert!(!plain.opens_page().await.body_text().contains("id=\"details\""));
    assert_state(&plain.changes("details", &details, 0).await, "MANAGE_WEB_WALLET");
    assert_eq!(till.get(&path).await.text(&["mxWallet", "holder", "firstName"]), Some("A"));

    let allowed = put(&wallet_session(&wallet), "allowUpdatePersonalDetails", true);
    let buyer = gateway.buyer_of_wallet(&allowed).await;
    assert!(buyer.opens_page().await.body_text().contains("id=\"details\""));
    let wrong = put(&details, "email", "nobody");
    assert_refused_fields(&buyer.changes("details", &wrong, 0).await, &["email"]);
    assert_state(&buyer.changes("details", &details, 0).await, "MANAGE_WEB_WALLET");
    let read = till.get(&path).await;
    let holder = crate::harness::raw_text(read.at(&["mxWallet", "holder"]).unwrap());
    assert_eq!(
        holder,
        r#"{"title":"MRS","mobile":"0611223344","firstName":"Camille","lastName":"<b>Martin</b>","email":"c@shop.example.com"}"#
    );
    assert_eq!(read.text(&["mxWallet", "comment"]), Some("kept"));
    let page = buyer.opens_page().await;
    assert!(page.body_text().contains("&#60;b&#62;Martin") && !page.body_text().contains("<b>Martin"));
    // An empty field removes what was known.
    assert_state(
        &buyer.changes("details", &json(r#"{"firstName":"Camille","email":""}"#), 1).await,
        "MANAGE_WEB_WALLET",
    );
    let read = till.get(&path).await;
    assert_eq!(read.text(&["mxWallet", "holder", "email"]), None);
    assert_eq!(read.text(&["mxWallet", "holder", "lastName"]), None);
    buyer.cancels().await;
    gateway.assert_wallet_session(&buyer, "ACCEPTED", "02500").await;
}

#[tokio::test]
async fn the_audit_log_says_that_the_buyer_did_it() {
    let gateway = Gateway::start("wallet-audit");
    let mut till = gateway.till();
    let wallet = wallet_of(&mut till, &[Card::cb_visa(), Card::amex()]).await;
    let buyer = gateway.buyer_of_wallet(&wallet_session(&wallet)).await;
    buyer.operates("default", 2).await;
    buyer.operates("remove", 2).await;
    buyer.pays(&Card::cb_mastercard()).await;
    buyer.cancels().await;
    for action in ["WALLET_DEFAULT_CHANGED", "WALLET_CARD_REMOVED", "WALLET_CARD_KEPT", "SESSION_DONE"] {
        let lines = gateway.operate_json(&["audit", "list", "--action", action]);
        let line = lines.as_list().and_then(|lines| lines.first().cloned());
        let line = line.unwrap_or_else(|| panic!("no line {action}"));
        assert_eq!(line.at(&["actor"]).and_then(Tree::as_text), Some("buyer"), "{action}");
    }
}
