//! Many changes of one wallet at once

use std::collections::BTreeSet;

use client::Method;
use document::{Object, Tree};
use tokio::task::JoinSet;

use crate::harness::{Card, Gateway, of_payment, three_on_one_store, with_check_digit};

const CLIENTS: u32 = 32;
/// There are fewer test cards than these tests need.
const LIVE: [&str; 1] = ["sandbox.live_cards=true"];

async fn many_clients(gateways: &[&Gateway]) {
    let mut till = gateways[0].till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let card = |number: u32| Card::new(&with_check_digit(&format!("4111112222{number:05}")));
    let mut clients = JoinSet::new();
    for number in 0..CLIENTS {
        let (mut till, wallet) = (gateways[number as usize % gateways.len()].till(), wallet.clone());
        let (first, second) = (card(2 * number), card(2 * number + 1));
        clients.spawn(async move {
            let added = till.add_card(&wallet, &first).await;
            assert_eq!(added.status, 201, "{}", added.body_text());
            let rank = added.at(&["paymentInstrument", "rank"]).and_then(Tree::as_integer).unwrap();
            let own = format!("{wallet}/paymentinstruments/{rank}");
            let set = till.send(Method::PUT, &format!("{own}/default"), &[], None).await;
            assert_eq!(set.status, 200, "{}", set.body_text());
            let paid = till.paid_with(&second).await;
            let replaced = till.put(&own, of_payment(&paid)).await;
            assert_eq!(replaced.status, 200, "{}", replaced.body_text());
            let inactive = till.put(&format!("{own}/status"), Object::new().with("status", "INACTIVE")).await;
            assert_eq!(inactive.status, 200, "{}", inactive.body_text());
            (rank, second.masked())
        });
    }
    let expected: BTreeSet<(i64, String)> = clients.join_all().await.into_iter().collect();
    let read = till.get(&wallet).await;
    let cards = read.at(&["mxWallet", "paymentInstruments"]).and_then(Tree::as_list).unwrap();
    let text = |card: &Tree, name| card.at(&[name]).and_then(Tree::as_text).unwrap_or_default().to_owned();
    let rank = |card: &Tree| card.at(&["rank"]).and_then(Tree::as_integer).unwrap();
    let found: BTreeSet<(i64, String)> =
        cards[1..].iter().map(|card| (rank(card), text(card, "maskedNumber"))).collect();
    assert_eq!(found, expected, "every card at the rank that was answered");
    assert_eq!(found.len(), CLIENTS as usize);
    assert_eq!(cards.iter().map(rank).collect::<Vec<_>>(), (1..=33).collect::<Vec<i64>>());
    let defaults = cards.iter().filter(|card| card.at(&["isDefault"]) == Some(&Tree::Bool(true))).count();
    assert_eq!(defaults, 1);
    assert!(cards[1..].iter().all(|card| text(card, "status") == "INACTIVE"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn by_many_clients() {
    many_clients(&[&Gateway::start_with("wallet-at-once", &LIVE)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_several_instances() {
    let three = three_on_one_store("wallets-at-once", &LIVE);
    many_clients(&three.iter().collect::<Vec<_>>()).await;
}
