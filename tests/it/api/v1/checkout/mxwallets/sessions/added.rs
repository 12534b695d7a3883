//! Cards that a buyer adds.

use client::Answer;
use document::Tree;
use tokio::task::JoinSet;

use crate::harness::{
    Card, Gateway, assert_error, assert_result, assert_state, cards_in, json, put, reference, shared, told,
    wallet_session, wallets, with_check_digit, without,
};

use super::wallet_of;

fn integer(answer: &Answer, path: &[&str]) -> Option<i64> {
    answer.at(path).and_then(Tree::as_integer)
}

#[tokio::test]
async fn the_first_card_makes_the_wallet() {
    let gateway = shared();
    let (mut till, id) = (gateway.till(), reference());
    let buyer_data =
        json(r#"{"id":"42","firstName":"Camille","lastName":"Martin","email":"camille@shop.com"}"#);
    let buyer = gateway.buyer_of_wallet(&put(&wallet_session(&id), "buyer", buyer_data)).await;
    assert_state(&buyer.state().await, "MANAGE_WEB_WALLET");
    assert_error(&till.get(&format!("{}/{id}", wallets())).await, 404, "02503");
    let added = buyer.pays(&Card::cb_visa()).await;
    assert_state(&added, "MANAGE_WEB_WALLET");
    let shown = added.at(&["manageWebWallet", "wallets"]).and_then(Tree::as_list).unwrap();
    assert_eq!(shown[0].at(&["additionalData", "PAN"]).and_then(Tree::as_text), Some("***-XX40"));
    let read = gateway.assert_wallet_session(&buyer, "INPROGRESS", "02306").await;
    assert_eq!(cards_in(&read), [(1, Card::cb_visa().masked(), true)]);
    assert_eq!(read.text(&["mxWallet", "holder", "lastName"]), Some("Martin"));

    // The second is added behind it, and is no repeat of the first, though both cost nothing.
    assert_state(&buyer.pays(&Card::amex()).await, "MANAGE_WEB_WALLET");
    let read = gateway.assert_wallet_session(&buyer, "INPROGRESS", "02306").await;
    let expected = [(1, Card::cb_visa().masked(), true), (2, Card::amex().masked(), false)];
    assert_eq!(cards_in(&read), expected);
    assert_state(&buyer.cancels().await, "TOKEN_EXPIRED");
    gateway.assert_wallet_session(&buyer, "ACCEPTED", "02500").await;
}

/// The card is checked by a payment of nothing, which the merchant can read.
#[tokio::test]
async fn a_card_is_checked_by_an_account_verification() {
    let gateway = Gateway::start("wallet-verification");
    let buyer = gateway.buyer_of_wallet(&wallet_session("W1")).await;
    assert_state(&buyer.pays(&Card::cb_visa()).await, "MANAGE_WEB_WALLET");
    let accepted = gateway.operate_json(&["audit", "list", "--action", "PAYMENT_ACCEPTED"]);
    let lines = accepted.as_list().unwrap().to_vec();
    assert_eq!(lines.len(), 1);
    let read = gateway.till().transaction(told(&lines[0], "subject")).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
    let transaction = read.at(&["transaction"]).unwrap();
    assert_eq!(told(transaction, "paymentType"), "ACCOUNT_VERIFICATION");
    assert_eq!(integer(&read, &["transaction", "requestedAmount"]), Some(0));
    assert_eq!(integer(&read, &["order", "amount"]), Some(0));
    let reference = read.text(&["order", "reference"]).unwrap();
    assert!(reference.starts_with("wallet-") && reference.ends_with("-1"), "{reference}");
}

#[tokio::test]
async fn the_same_card_twice_is_told_before_the_bank_is_asked() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = wallet_of(&mut till, &[Card::cb_visa()]).await;
    let buyer = gateway.buyer_of_wallet(&wallet_session(&wallet)).await;
    let before = buyer.state().await;
    let refused = buyer.pays(&Card::cb_visa()).await;
    assert_error(&refused, 422, "02521");
    let after = buyer.state().await;
    assert_eq!(integer(&after, &["tries"]), integer(&before, &["tries"]), "no bank was asked");
    let read = gateway.assert_wallet_session(&buyer, "INPROGRESS", "02306").await;
    assert_eq!(cards_in(&read).len(), 1);
    assert_state(&buyer.cancels().await, "PAYMENT_CANCELED");
    gateway.assert_wallet_session(&buyer, "CANCELLED", "02536").await;
}

/// A refused card is not added. When no attempt is left no card is, but the others can still be looked after.
#[tokio::test]
async fn a_card_that_the_bank_refuses() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = wallet_of(&mut till, &[Card::cb_visa()]).await;
    let buyer = gateway.buyer_of_wallet(&wallet_session(&wallet)).await;
    let request = buyer.card_request(&Card::refused_with("01116"), None).await;
    let may_add =
        |state: &Answer| state.at(&["manageWebWallet", "isCardAdditionAllowed"]) == Some(&Tree::Bool(true));
    for left in [true, true, false] {
        let refused = buyer.sends(&request).await;
        assert_state(&refused, "MANAGE_WEB_WALLET");
        assert_eq!(may_add(&refused), left);
    }
    assert_state(&buyer.sends(&request).await, "MANAGE_WEB_WALLET");
    assert_eq!(integer(&buyer.state().await, &["tries"]), Some(3), "no bank was asked");
    assert_eq!(cards_in(&gateway.assert_wallet_session(&buyer, "INPROGRESS", "02306").await).len(), 1);
    assert_state(&buyer.operates("remove", 1).await, "MANAGE_WEB_WALLET");
    assert_eq!(cards_in(&gateway.assert_wallet_session(&buyer, "INPROGRESS", "02306").await).len(), 0);
}

/// The rules of the card form are those of the payment page.
#[tokio::test]
async fn a_card_without_a_check_value_is_refused() {
    let gateway = shared();
    let buyer = gateway.buyer_of_wallet(&wallet_session(&reference())).await;
    let request = buyer.card_request(&Card::cb_visa(), None).await;
    let request = without(&request, "securedPaymentParams.CVV");
    assert_state(&buyer.sends(&request).await, "MANAGE_WEB_WALLET");
    assert!(gateway.assert_wallet_session(&buyer, "INPROGRESS", "02306").await.at(&["mxWallet"]).is_none());
}

/// A wallet that the merchant has disabled takes no card.
#[tokio::test]
async fn into_a_disabled_wallet() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = wallet_of(&mut till, &[Card::cb_visa()]).await;
    let buyer = gateway.buyer_of_wallet(&wallet_session(&wallet)).await;
    let request = buyer.card_request(&Card::amex(), None).await;
    let status = json(r#"{"status":"INACTIVE"}"#);
    assert_eq!(till.put(&format!("{}/{wallet}/status", wallets()), status).await.status, 200);
    assert_state(&buyer.sends(&request).await, "MANAGE_WEB_WALLET");
    let read = gateway.assert_wallet_session(&buyer, "INPROGRESS", "02306").await;
    assert_eq!(cards_in(&read).len(), 1);
    assert_eq!(integer(&buyer.state().await, &["tries"]), Some(0), "no bank was asked");
}

/// Eight buyers in sessions of their own make and fill one wallet at once.
#[tokio::test]
async fn many_sessions_of_one_wallet() {
    let gateway = shared();
    let id = reference();
    let mut buyers = JoinSet::new();
    for number in 1..=8 {
        let buyer = gateway.buyer_of_wallet(&wallet_session(&id)).await;
        let card = Card::new(&with_check_digit(&format!("49701034{number:07}")));
        buyers.spawn(async move {
            assert_state(&buyer.pays(&card).await, "MANAGE_WEB_WALLET");
            (buyer, card.masked())
        });
    }
    let (buyers, mut added): (Vec<_>, Vec<_>) = buyers.join_all().await.into_iter().unzip();
    let found = cards_in(&gateway.assert_wallet_session(&buyers[0], "INPROGRESS", "02306").await);
    assert_eq!(found.iter().map(|card| card.0).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(found.iter().filter(|card| card.2).count(), 1, "one is the default");
    let mut kept: Vec<String> = found.into_iter().map(|card| card.1).collect();
    kept.sort();
    added.sort();
    assert_eq!(kept, added);
}

/// After a double click, and in a second tab, the card is added once.
#[tokio::test]
async fn two_requests_add_one_card() {
    let gateway = shared();
    let buyer = gateway.buyer_of_wallet(&wallet_session(&reference())).await;
    let request = buyer.card_request(&Card::cb_visa(), None).await;
    let request = put(&request, "tries", 0);
    let (one, two) = tokio::join!(buyer.sends(&request), buyer.sends(&request));
    for answer in [one, two] {
        assert!(matches!(answer.status, 200 | 422), "{}", answer.body_text());
    }
    let read = gateway.assert_wallet_session(&buyer, "INPROGRESS", "02306").await;
    assert_eq!(cards_in(&read).len(), 1);
}
