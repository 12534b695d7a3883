//! Notifications of a shop at the end of its sessions.

mod crash;
mod delayed;
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

/// A short retry interval. That of the contract is a minute, which is too long for a test.
const QUICK: &str = "notifications.retry_interval_s=1";

/// Returns a session with this notification URL.
fn told_to(url: &str) -> Tree {
    put(&session(1_000), "notificationURL", url)
}

/// Returns a buyer whose session has just been paid.
async fn paid(gateway: &Gateway, url: &str) -> Buyer {
    let buyer = gateway.buyer_of(Caller::Ios, &told_to(url)).await;
    let answer: Answer = buyer.pays(&Card::cb_visa()).await;
    assert_state(&answer, "PAYMENT_SUCCESS");
    buyer
}

/// A shop that always answers with an error. When it has got two more attempts, every other repeat that was
/// due has been sent as well.
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

/// Returns the rows of `guichet notifications list`.
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

/// Returns the HTTP status of each ended attempt in `guichet notifications show`. `None` where there was no
/// answer.
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

/// Waits until the only notification of this gateway has so many attempts.
async fn tried(gateway: &Gateway, count: usize) -> Vec<Option<i64>> {
    eventually(&format!("{count} attempts"), Duration::from_secs(60), || async {
        let rows = listed(gateway, &[]);
        assert!(rows.len() <= 1, "{}", rows.len());
        let statuses = statuses(gateway, &id_of(rows.first()?));
        (statuses.len() >= count).then_some(statuses)
    })
    .await
}
