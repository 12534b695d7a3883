//! The cards in a wallet: ranks, replacements, statuses and the default

use client::{Answer, Method};
use document::{Object, Tree};

use crate::harness::{Card, Gateway, assert_error, assert_result, of_payment, shared, with_check_digit};

const CARD: &str = "paymentInstrument";

fn rank(answer: &Answer) -> Option<i64> {
    answer.at(&[CARD, "rank"]).and_then(Tree::as_integer)
}

fn is_default(answer: &Answer) -> bool {
    matches!(answer.at(&[CARD, "isDefault"]), Some(Tree::Bool(true)))
}

/// Returns rank, last digits and default of each card.
fn cards(wallet: &Answer) -> Vec<(i64, String, bool)> {
    let list = wallet.at(&["mxWallet", "paymentInstruments"]).and_then(Tree::as_list).unwrap();
    let card = |card: &Tree| {
        let number = card.at(&["maskedNumber"]).and_then(Tree::as_text).unwrap();
        let is_default = matches!(card.at(&["isDefault"]), Some(Tree::Bool(true)));
        (card.at(&["rank"]).and_then(Tree::as_integer).unwrap(), number[12..].to_owned(), is_default)
    };
    list.iter().map(card).collect()
}

#[tokio::test]
async fn one_after_the_other() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let second = till.add_card(&wallet, &Card::cb_mastercard()).await;
    assert_result(&second, 201, "ACCEPTED", "02500");
    assert_eq!((rank(&second), second.text(&[CARD, "state"])), (Some(2), Some("STORED")));
    let read = till.get(&format!("{wallet}/paymentinstruments/2")).await;
    assert_result(&read, 200, "ACCEPTED", "02500");
    assert_eq!(read.body_text(), second.body_text());
    let whole = till.get(&wallet).await;
    assert_eq!(cards(&whole), [(1, "5140".to_owned(), true), (2, "2340".to_owned(), false)]);
}

#[tokio::test]
async fn one_is_the_default() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    till.add_card(&wallet, &Card::cb_mastercard()).await;
    for (default, other) in [(2, 1), (2, 1), (1, 2)] {
        let path = format!("{wallet}/paymentinstruments/{default}/default");
        let set = till.send(Method::PUT, &path, &[], None).await;
        assert_result(&set, 200, "ACCEPTED", "02500");
        assert_eq!((rank(&set), is_default(&set)), (Some(default), true));
        let read = till.get(&format!("{wallet}/paymentinstruments/{other}")).await;
        assert!(!is_default(&read));
    }
}

#[tokio::test]
async fn a_replacement_takes_the_rank() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let first = format!("{wallet}/paymentinstruments/1");
    till.put(&format!("{first}/status"), Object::new().with("status", "INACTIVE")).await;
    let paid = till.paid_with(&Card::visa()).await;
    let replaced = till.put(&first, of_payment(&paid)).await;
    assert_result(&replaced, 200, "ACCEPTED", "02500");
    assert_eq!(
        ["status", "state", "maskedNumber"].map(|name| replaced.text(&[CARD, name]).unwrap_or_default()),
        ["ACTIVE", "STORED", "411111XXXXXX1111"]
    );
    assert_eq!(cards(&till.get(&wallet).await), [(1, "1111".to_owned(), true)]);
    // The same card again, say with a later expiry.
    let again = till.put(&first, of_payment(&paid)).await;
    assert_eq!((again.status, again.text(&[CARD, "state"])), (200, Some("UPDATED")));
}

#[tokio::test]
async fn a_status_is_that_of_one_card() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    till.add_card(&wallet, &Card::cb_mastercard()).await;
    let path = format!("{wallet}/paymentinstruments/2/status");
    let set = till.put(&path, Object::new().with("status", "INACTIVE")).await;
    assert_eq!((set.status, set.text(&["status"])), (200, Some("INACTIVE")));
    for (rank, status) in [(1, "ACTIVE"), (2, "INACTIVE")] {
        let read = till.get(&format!("{wallet}/paymentinstruments/{rank}")).await;
        assert_eq!(read.text(&[CARD, "status"]), Some(status), "{rank}");
    }
}

#[tokio::test]
async fn the_hundredth_card() {
    let gateway = Gateway::start_with("hundred-cards", &["sandbox.live_cards=true"]);
    let mut till = gateway.till();
    let card = |number: u32| Card::new(&with_check_digit(&format!("4111110000{number:05}")));
    let wallet = till.new_wallet(&card(1)).await;
    for number in 2..=99 {
        assert_eq!(rank(&till.add_card(&wallet, &card(number)).await), Some(i64::from(number)));
    }
    let before = till.get(&wallet).await;
    assert_error(&till.add_card(&wallet, &card(100)).await, 422, "02518");
    assert_eq!(till.get(&wallet).await.body_text(), before.body_text());
}
