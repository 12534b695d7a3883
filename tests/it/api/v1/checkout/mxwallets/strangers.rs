//! Wallets, cards and payments that are another merchant's or nobody's; nothing is changed then

use client::{Answer, Method};
use document::Tree;

use crate::harness::{Card, Till, assert_error, json, of_payment, put, reference, shared, wallets};

/// Sends every operation on wallets at this path of all wallets, wallet and card.
async fn every_operation(till: &mut Till, all: &str, wallet: &str, rank: &str, paid: &str) -> Vec<Answer> {
    let origin = Tree::from(of_payment(paid));
    let card = format!("{all}/{wallet}/paymentinstruments/{rank}");
    let (wallet, id) = (format!("{all}/{wallet}"), reference());
    let status = || json(r#"{"status":"INACTIVE"}"#);
    vec![
        till.get(&wallet).await,
        till.put(&wallet, json(r#"{"comment":"changed"}"#)).await,
        till.put(&format!("{wallet}/status"), status()).await,
        till.post(&format!("{wallet}/paymentinstruments"), &[], &origin).await,
        till.get(&card).await,
        till.put(&card, origin.clone()).await,
        till.put(&format!("{card}/status"), status()).await,
        till.send(Method::PUT, &format!("{card}/default"), &[], None).await,
        till.post(all, &[], &put(&origin, "mxWalletId", id.as_str())).await,
    ]
}

/// A path that names another merchant is a 403 for whatever is behind it, and a wallet of another merchant's is one that nobody has.
#[tokio::test]
async fn another_merchants_wallet() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let (mut till, mut other) = (gateway.till(), gateway.till_of(&merchant, &key));
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let before = till.get(&wallet).await.body_text();
    let id = wallet.rsplit_once('/').unwrap().1;
    let paid = other.paid_with(&Card::cb_mastercard()).await;
    for named in [id, "nobodys", "-"] {
        for answer in every_operation(&mut other, &wallets(), named, "1", &paid).await {
            assert_error(&answer, 403, "09201");
        }
    }
    for nobody in ["00000000000001", "x", "1234567890123", "%00"] {
        let all = format!("/v1/checkout/merchants/{nobody}/mxwallets");
        for answer in every_operation(&mut other, &all, id, "1", &paid).await {
            assert_eq!((answer.status, answer.text(&["code"])), (403, Some("09201")), "{nobody}");
        }
    }
    // Under its own id the other merchant finds nothing of it.
    let own = format!("/v1/checkout/merchants/{merchant}/mxwallets");
    let answers = every_operation(&mut other, &own, id, "1", &paid).await;
    for answer in &answers[..8] {
        assert_error(answer, 404, "02503");
    }
    assert_eq!(till.get(&wallet).await.body_text(), before);
}

#[tokio::test]
async fn unknown_wallets_and_ranks() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let before = till.get(&wallet).await.body_text();
    let id = wallet.rsplit_once('/').unwrap().1;
    let paid = till.paid_with(&Card::cb_mastercard()).await;
    for nobodys in [&id.to_lowercase(), &format!("{id}x"), "%2e%2e", "a%20b", "%ff", &"a".repeat(51)] {
        if nobodys == id {
            continue;
        }
        for answer in &every_operation(&mut till, &wallets(), nobodys, "1", &paid).await[..8] {
            assert_error(answer, 404, "02503");
        }
    }
    for rank in ["2", "99", "0", "100", "x", "%31x"] {
        for answer in &every_operation_on_card(&mut till, &wallet, rank, &paid).await {
            assert_error(answer, 404, "02518");
        }
    }
    assert_eq!(till.get(&wallet).await.body_text(), before);
}

async fn every_operation_on_card(till: &mut Till, wallet: &str, rank: &str, paid: &str) -> Vec<Answer> {
    let card = format!("{wallet}/paymentinstruments/{rank}");
    vec![
        till.get(&card).await,
        till.put(&card, of_payment(paid)).await,
        till.put(&format!("{card}/status"), json(r#"{"status":"INACTIVE"}"#)).await,
        till.send(Method::PUT, &format!("{card}/default"), &[], None).await,
    ]
}

/// The origin of a card is a payment of the merchant itself, also where a card is added or replaced.
#[tokio::test]
async fn a_payment_of_another_merchant_as_origin() {
    let gateway = shared();
    let (merchant, key) = gateway.new_merchant();
    let mut till = gateway.till();
    let foreign = gateway.till_of(&merchant, &key).paid_with(&Card::cb_mastercard()).await;
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let before = till.get(&wallet).await.body_text();
    let cards = format!("{wallet}/paymentinstruments");
    let origin = Tree::from(of_payment(&foreign));
    assert_error(&till.post(&cards, &[], &origin).await, 404, "02301");
    assert_error(&till.put(&format!("{cards}/1"), origin.clone()).await, 404, "02301");
    assert_error(&till.create_wallet(&reference(), &foreign).await, 404, "02301");
    assert_eq!(till.get(&wallet).await.body_text(), before);
}
