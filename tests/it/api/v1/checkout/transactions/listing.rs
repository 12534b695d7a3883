//! The worker that lists transactions, where some of a merchant's cannot be listed yet.

use std::{sync::Arc, time::Duration};

use document::Tree;

use crate::harness::{
    Caller, Card, Gateway, MERCHANT_ID, Partner, TRANSACTIONS, eventually, guichet_on, payment, session,
};
use crate::sql::{query_sql, run_sql};

/// Waits until a query finds this number.
async fn counted(gateway: &Gateway, what: &str, count: usize) {
    eventually(&format!("{count} {what}"), Duration::from_secs(60), || async {
        (query_sql(gateway, &format!("SELECT COUNT(*) FROM {what}")) == [count.to_string()]).then_some(())
    })
    .await;
}

/// Waits until so many transactions of all merchants are listed.
async fn listed(gateway: &Gateway, count: usize) {
    counted(gateway, "listed", count).await;
}

async fn total(gateway: &Gateway, query: &str) -> i64 {
    let answer = gateway.till().get(&format!("{TRANSACTIONS}?{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body_text());
    answer.at(&["recordTotal"]).and_then(Tree::as_integer).unwrap()
}

fn exported(gateway: &Gateway) -> usize {
    let words = ["export", "transactions", "--merchant", MERCHANT_ID, "--format", "jsonl"];
    let done = guichet_on(gateway, &words);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    done.stdout.lines().count()
}

/// Makes payments of one merchant, by eight clients at once.
async fn pays(gateway: &Gateway, count: i64) {
    let mut clients = tokio::task::JoinSet::new();
    for client in 0..8 {
        let mut till = gateway.till();
        clients.spawn(async move {
            for amount in (0..count).filter(|amount| amount % 8 == client) {
                till.accepted(&payment(&Card::visa(), 1_000 + amount)).await;
            }
        });
    }
    clients.join_all().await;
}

/// More than a commit lists (250) and more than a step of an export reads (1,000), so that what follows the row is to be read by another.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_that_cannot_be_read_keeps_no_other_from_being_listed_and_exported() {
    let mut gateway = Gateway::start("listed-unreadable");
    pays(&gateway, 1_010).await;
    let (merchant, key) = gateway.new_merchant();
    gateway.till_of(&merchant, &key).paid(2_000).await;
    let second = query_sql(&gateway, "SELECT id FROM transactions ORDER BY id LIMIT 2").remove(1);
    let state = |gateway: &Gateway, from: &str, to: &str| {
        let state = format!("replace(state, '{from}', '{to}')");
        run_sql(gateway, &format!("UPDATE transactions SET state = {state} WHERE id = {second}"));
    };
    state(&gateway, "ACCEPTED", "GARBLED");
    gateway.restart_ahead(1, &[]);
    listed(&gateway, 1_010).await;
    let message = [("level", "ERROR"), ("message", "a transaction is in no collection")];
    let told = gateway.logged(&message).await;
    let error = told.at(&["error"]).and_then(Tree::as_text).unwrap();
    assert!(error.contains(&second) && error.contains("transactions.state"), "{error}");
    assert_eq!(
        (total(&gateway, "").await, total(&gateway, "amountFrom=1&status=ACCEPTED").await),
        (1_009, 1_009)
    );
    assert_eq!(exported(&gateway), 1_009);
    // Once it was mended it is listed as well.
    state(&gateway, "GARBLED", "ACCEPTED");
    listed(&gateway, 1_011).await;
    assert_eq!((total(&gateway, "").await, exported(&gateway)), (1_010, 1_010));
}

/// More than a commit lists are on hold for days, and older than what is to be listed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn payments_on_hold_keep_no_other_from_being_listed() {
    let all = Arc::new(Gateway::start("listed-on-hold"));
    let mut buyers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let gateway = Arc::clone(&all);
        buyers.spawn(async move {
            for _ in 0..32 {
                let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
                Partner::of(&gateway, &buyer.chooses_partner().await).decides("pending").await;
            }
        });
    }
    buyers.join_all().await;
    let mut gateway = Arc::into_inner(all).unwrap();
    let paid = gateway.till().paid(2_000).await;
    gateway.restart_ahead(1, &[]);
    listed(&gateway, 1).await;
    counted(&gateway, "listed_later", 256).await;
    assert_eq!(total(&gateway, "").await, 257);
    // The last of them is accepted, behind more than a commit lists that are not.
    let last = query_sql(&gateway, "SELECT MAX(id) FROM listed_later").concat();
    let state = format!("(SELECT state FROM transactions WHERE id = {paid})");
    run_sql(&gateway, &format!("UPDATE transactions SET state = {state} WHERE id = {last}"));
    listed(&gateway, 2).await;
    counted(&gateway, "listed_later", 255).await;
    for (query, count) in [
        ("", 257),
        ("status=ACCEPTED", 2),
        ("status=ACCEPTED&amountTo=1000", 1),
        ("status=ONHOLD_PARTNER", 255),
    ] {
        assert_eq!(total(&gateway, query).await, count, "{query}");
    }
}
