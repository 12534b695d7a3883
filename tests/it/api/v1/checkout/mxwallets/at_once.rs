//! Many changes of one wallet at once

use std::collections::BTreeSet;

use client::{Answer, Method};
use document::{Object, Tree};
use tokio::task::JoinSet;

use crate::{
    harness::{Card, Gateway, guichet_on, json, of_payment, three_on_one_store, with_check_digit},
    sql::query_sql,
};

const CARD: &str = "paymentInstrument";
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

/// What a client was answered.
struct Done {
    added: i64,
    /// The rank that it replaced, and the card that it put there.
    replaced: (i64, String),
    default: i64,
}

/// Clients add cards, and replace, switch and make defaults of the same four ranks. The audit log tells in which order the changes were
/// committed: the end is as if they had come one after the other, and every answer as if its change had just been made.
async fn many_clients_on_the_same_ranks(gateways: &[&Gateway]) {
    const SHARED: u32 = 4;
    let mut till = gateways[0].till();
    let card = |number: u32| Card::new(&with_check_digit(&format!("4111113333{number:05}")));
    let wallet = till.new_wallet(&card(90_001)).await;
    for number in 2..=SHARED {
        assert_eq!(till.add_card(&wallet, &card(90_000 + number)).await.status, 201);
    }
    let mut clients = JoinSet::new();
    for number in 0..CLIENTS {
        let (mut till, wallet) = (gateways[number as usize % gateways.len()].till(), wallet.clone());
        let (added, replacing) = (card(2 * number), card(2 * number + 1));
        clients.spawn(async move {
            let rank = |offset: u32| i64::from((number + offset) % SHARED + 1);
            let at = |rank: i64| format!("{wallet}/paymentinstruments/{rank}");
            let number_of = |answer: &Answer, name| answer.text(&[CARD, name]).unwrap_or_default().to_owned();
            let paid = till.paid_with(&replacing).await;
            let add = till.add_card(&wallet, &added).await;
            assert_eq!((add.status, number_of(&add, "maskedNumber")), (201, added.masked()));
            let replace = till.put(&at(rank(0)), of_payment(&paid)).await;
            assert_eq!((replace.status, number_of(&replace, "maskedNumber")), (200, replacing.masked()));
            assert_eq!(number_of(&replace, "status"), "ACTIVE");
            let default = till.send(Method::PUT, &format!("{}/default", at(rank(1))), &[], None).await;
            assert!(default.at(&[CARD, "isDefault"]) == Some(&Tree::Bool(true)), "{}", default.body_text());
            assert_eq!(default.at(&[CARD, "rank"]).and_then(Tree::as_integer), Some(rank(1)));
            let status = if number % 2 == 0 { "INACTIVE" } else { "ACTIVE" };
            let path = format!("{}/status", at(rank(2)));
            let switch = till.put(&path, Object::new().with("status", status)).await;
            assert_eq!((switch.status, switch.text(&["status"])), (200, Some(status)));
            let added = add.at(&[CARD, "rank"]).and_then(Tree::as_integer).unwrap();
            Done { added, replaced: (rank(0), replacing.masked()), default: rank(1) }
        });
    }
    let done = clients.join_all().await;
    let read = till.get(&wallet).await;
    let cards = read.at(&["mxWallet", "paymentInstruments"]).and_then(Tree::as_list).unwrap();
    let ranks: Vec<i64> =
        cards.iter().map(|card| card.at(&["rank"]).and_then(Tree::as_integer).unwrap()).collect();
    assert_eq!(ranks, (1..=i64::from(SHARED + CLIENTS)).collect::<Vec<_>>(), "no card lost, no rank twice");
    let added: BTreeSet<i64> = done.iter().map(|done| done.added).collect();
    assert_eq!(added, ranks[SHARED as usize..].iter().copied().collect());
    // One commit for each answer: the version counts them.
    let id = wallet.rsplit_once('/').unwrap().1;
    let version = query_sql(gateways[0], &format!("SELECT version FROM wallets WHERE id = '{id}'"));
    assert_eq!(version, [(SHARED + 4 * CLIENTS).to_string()]);

    let changes = changes_of(gateways[0], id);
    let last = |rank: i64, actions: &[&str]| {
        let of_rank = changes.iter().rev().filter(|(_, changed)| *changed == rank);
        of_rank.map(|(action, _)| action.as_str()).find(|action| actions.contains(action)).map(str::to_owned)
    };
    let default = changes.iter().rfind(|(action, _)| action == "WALLET_DEFAULT_CHANGED").unwrap().1;
    assert!(done.iter().any(|done| done.default == default));
    for card in cards {
        let text = |name| card.at(&[name]).and_then(Tree::as_text).unwrap_or_default().to_owned();
        let rank = card.at(&["rank"]).and_then(Tree::as_integer).unwrap();
        assert!(card.at(&["isDefault"]) == Some(&Tree::Bool(rank == default)), "{rank}");
        let switched =
            last(rank, &["WALLET_CARD_REPLACED", "WALLET_CARD_ACTIVATED", "WALLET_CARD_DEACTIVATED"]);
        let is_off = switched.as_deref() == Some("WALLET_CARD_DEACTIVATED");
        assert_eq!(text("status"), if is_off { "INACTIVE" } else { "ACTIVE" }, "{rank}");
        if rank <= i64::from(SHARED) {
            assert!(done.iter().any(|done| done.replaced == (rank, text("maskedNumber"))), "{rank}");
        }
    }
}

/// Returns the changes of a wallet's cards in the order of their commits, each with the rank that it was on.
fn changes_of(gateway: &Gateway, wallet: &str) -> Vec<(String, i64)> {
    let listed = guichet_on(
        gateway,
        &["audit", "list", "--json", "--most", "1000", "--subject", &format!("{wallet} ")],
    );
    let mut changes: Vec<(String, i64)> = (json(&listed.stdout).as_list().unwrap().iter())
        .map(|line| {
            let text = |name| line.at(&[name]).and_then(Tree::as_text).unwrap();
            let rank = text("subject").rsplit_once(' ').unwrap().1.parse().unwrap();
            (text("action").to_owned(), rank)
        })
        .collect();
    changes.reverse();
    changes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_the_same_ranks_by_many_clients() {
    many_clients_on_the_same_ranks(&[&Gateway::start_with("wallet-ranks", &LIVE)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_the_same_ranks_at_several_instances() {
    let three = three_on_one_store("wallet-ranks-three", &LIVE);
    many_clients_on_the_same_ranks(&three.iter().collect::<Vec<_>>()).await;
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
