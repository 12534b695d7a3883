//! What a shop is told of the end of its sessions, without asking.

mod crash;
mod instances;
mod log;
mod retries;
mod sent;
mod stopped;
mod urls;

use std::time::Duration;

use client::Answer;
use document::Tree;

use crate::harness::{Buyer, Caller, Card, Gateway, Listener, Reply, assert_state, eventually, put, session};

/// A minute is the contract's; nobody waits for it here.
const QUICK: &str = "notifications.retry_interval_s=1";

/// A session whose end is told to this URL.
fn told_to(url: &str) -> Tree {
    put(&session(1_000), "notificationURL", url)
}

/// A session that is paid; the answer that says so has just come.
async fn paid(gateway: &Gateway, url: &str) -> Buyer {
    let buyer = gateway.buyer_of(Caller::Ios, &told_to(url)).await;
    let answer: Answer = buyer.pays(&Card::cb_visa()).await;
    assert_state(&answer, "PAYMENT_SUCCESS");
    buyer
}

/// A shop that always fails, to measure time by: what would have been sent again has been, when this one was told
/// twice more.
struct Witness(Listener);

impl Witness {
    async fn of(gateway: &Gateway) -> Self {
        let listener = Listener::replying(&[], Reply::Status(500)).await;
        paid(gateway, &listener.url("/witness")).await;
        listener.came(1).await;
        Self(listener)
    }

    async fn two_rounds(&self) {
        let before = self.0.seen().len();
        self.0.came(before + 2).await;
    }
}

/// The rows of `guichet notifications list`.
fn listed(gateway: &Gateway, words: &[&str]) -> Vec<Tree> {
    let all = gateway.operate_json(&[&["notifications", "list"], words].concat());
    all.as_list().unwrap_or_else(|| panic!("no list: {}", document::write_json(&all))).to_vec()
}

fn id_of(row: &Tree) -> String {
    row.at(&["id"])
        .and_then(Tree::as_text)
        .unwrap_or_else(|| panic!("{}", document::write_json(row)))
        .to_owned()
}

/// The HTTP status of each attempt that `guichet notifications show` knows to have ended; none where there was no answer.
fn statuses(gateway: &Gateway, id: &str) -> Vec<Option<i64>> {
    let shown = gateway.operate_json(&["notifications", "show", id]);
    let attempts = shown.at(&["attempts"]).and_then(Tree::as_list);
    let attempts = attempts.unwrap_or_else(|| panic!("{}", document::write_json(&shown)));
    attempts
        .iter()
        .filter(|attempt| attempt.at(&["took_ms"]).is_some())
        .map(|attempt| {
            let at = attempt.at(&["at"]).and_then(Tree::as_text).unwrap();
            assert!(at.len() >= 20 && at.as_bytes()[10] == b'T', "{at}");
            attempt.at(&["status"]).and_then(Tree::as_integer)
        })
        .collect()
}

/// Waits until the only notification of this gateway has so many attempts that have ended.
async fn tried(gateway: &Gateway, count: usize) -> Vec<Option<i64>> {
    eventually(&format!("{count} attempts"), Duration::from_secs(60), || async {
        let rows = listed(gateway, &[]);
        assert!(rows.len() <= 1, "{}", rows.len());
        let statuses = statuses(gateway, &id_of(rows.first()?));
        (statuses.len() >= count).then_some(statuses)
    })
    .await
}
