//! `guichet audit list`: who did what, when and from where.

use std::time::Duration;

use client::Method;
use document::Tree;

use crate::harness::{
    ACCESS_KEY, Caller, Card, Gateway, MERCHANT_ID, Partner, eventually, guichet_on, json, payment, session,
    transaction_id,
};

/// Returns the lines that match, the newest first.
fn listed(gateway: &Gateway, filters: &[&str]) -> Vec<Tree> {
    let found = guichet_on(gateway, &[&["audit", "list", "--json"], filters].concat());
    assert_eq!(found.code, Some(0), "{}", found.stderr);
    json(&found.stdout).as_list().unwrap().to_vec()
}

/// Returns the actor and the address of a line; empty where it has none.
fn who(line: &Tree) -> (String, String) {
    let text = |name| line.at(&[name]).and_then(Tree::as_text).unwrap_or_default().to_owned();
    (text("actor"), text("address"))
}

fn subject(line: &Tree) -> &str {
    line.at(&["subject"]).and_then(Tree::as_text).unwrap()
}

/// Returns who wrote the only line of this action.
fn writer(gateway: &Gateway, action: &str) -> (String, String) {
    let lines = listed(gateway, &["--action", action]);
    assert_eq!(lines.len(), 1, "{action}");
    who(&lines[0])
}

const HERE: &str = "127.0.0.1";

#[tokio::test]
async fn a_line_names_its_actor_and_the_address() {
    let gateway = Gateway::start("audit-actors");
    // An operator makes a merchant, and is told the id of its key.
    let made = gateway.manage(&["create", "--name", "Audited"]);
    let (id, key) = crate::harness::named(&made);
    let key_id = made.at(&["key_id"]).and_then(Tree::as_text).unwrap().to_owned();
    assert!(key_id.len() == 8 && key_id.bytes().all(|c| c.is_ascii_hexdigit()), "{key_id}");
    let lines = listed(&gateway, &["--merchant", &id]);
    let (actor, address) = who(&lines[0]);
    assert!(actor.strip_prefix("operator:").is_some_and(|user| !user.is_empty()), "{actor}");
    assert_eq!(address, "");

    // The merchant pays with that key.
    let mut till = gateway.till_of(&id, &key);
    let paid = transaction_id(&till.pay(&payment(&Card::cb_visa(), 2_499)).await);
    let lines = listed(&gateway, &["--subject", &paid]);
    assert_eq!(lines.len(), 2, "begun and accepted");
    for line in &lines {
        assert_eq!(who(line), (format!("key:{key_id}"), HERE.to_owned()));
    }
    assert_eq!(listed(&gateway, &["--actor", "key", "--merchant", &id]).len(), 2);
    assert_eq!(listed(&gateway, &["--actor", &format!("key:{key_id}")]).len(), 2);

    // A buyer pays in a session of the demo merchant, and a partner decides.
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    buyer.pays(&Card::cb_visa()).await;
    assert_eq!(writer(&gateway, "SESSION_PAID"), ("buyer".to_owned(), HERE.to_owned()));
    assert!(writer(&gateway, "SESSION_CREATED").0.starts_with("key:"));
    let buyer = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    let partner = Partner::of(&gateway, &buyer.chooses_partner().await);
    partner.decides("accept").await;
    let lines = listed(&gateway, &["--actor", "partner"]);
    let actions: Vec<_> =
        lines.iter().map(|line| line.at(&["action"]).and_then(Tree::as_text).unwrap()).collect();
    assert!(actions.contains(&"PAYMENT_ACCEPTED"), "{actions:?}");
}

#[tokio::test]
async fn a_worker_is_an_actor() {
    let gateway = Gateway::start("audit-workers");
    let unanswered = transaction_id(&gateway.till().pay(&payment(&Card::cb_visa(), 77_701)).await);
    let lines = eventually("a reversal", Duration::from_secs(30), || async {
        let lines = listed(&gateway, &["--action", "PAYMENT_REVERSED", "--subject", &unanswered]);
        (!lines.is_empty()).then_some(lines)
    })
    .await;
    assert_eq!(who(&lines[0]), ("worker:reconcile".to_owned(), String::new()));
}

/// Guesses of keys are recorded with the id asked for and the address, many in one line, and told in health and log.
#[tokio::test]
async fn failed_logins_are_recorded_in_bounded_number() {
    const GUESSES: i64 = 400;
    let gateway = Gateway::start("audit-logins");
    let mut wrong = gateway.till_of(MERCHANT_ID, "a-wrong-access-key");
    for _ in 0..GUESSES {
        assert_eq!(wrong.get("/v1/checkout/alive").await.status, 401);
    }
    let mut unknown = gateway.till_of("99999999999999", ACCESS_KEY);
    assert_eq!(unknown.get("/v1/checkout/alive").await.status, 401);
    let malformed = [("authorization", b"Basic bm9ib2R5OmE=".as_slice())];
    assert_eq!(wrong.raw(Method::GET, "/v1/checkout/alive", &malformed, "").await.status, 401);
    // Nothing was guessed: this is no failed login.
    assert_eq!(wrong.raw(Method::GET, "/v1/checkout/alive", &[], "").await.status, 401);

    let count = |line: &Tree| subject(line).rsplit(' ').nth(1).unwrap().parse::<i64>().unwrap();
    let lines = eventually("all failed logins", Duration::from_secs(30), || async {
        let lines = listed(&gateway, &["--action", "LOGIN_FAILED"]);
        (lines.iter().map(count).sum::<i64>() == GUESSES + 2).then_some(lines)
    })
    .await;
    assert!(lines.len() < 30, "{} lines", lines.len());
    for line in &lines {
        assert_eq!(who(line), ("unknown".to_owned(), HERE.to_owned()));
    }
    let asked: Vec<&str> = lines.iter().map(|line| subject(line).split(':').next().unwrap()).collect();
    for id in [MERCHANT_ID, "99999999999999", "malformed"] {
        assert!(asked.contains(&id), "{id} in {asked:?}");
    }
    let of_one =
        listed(&gateway, &["--action", "LOGIN_FAILED", "--merchant", "99999999999999", "--address", HERE]);
    assert_eq!(of_one.len(), 1);

    let ready = gateway.till().get("/health/ready").await;
    assert_eq!(ready.at(&["failed_logins"]).and_then(Tree::as_integer), Some(GUESSES + 2));
    let warning = gateway.logged(&[("level", "WARN"), ("address", HERE)]).await;
    assert!(document::write_json(&warning).contains("logins fail in number"));
}

#[test]
fn what_is_wrong_with_a_filter() {
    let gateway = Gateway::start("audit-filters");
    for (words, told) in [
        (["--since", "yesterday"], "a time is 2026-11-27T08:00:00Z"),
        (["--merchant", "1"], "a merchant id has 14 digits"),
        (["--address", "here"], "--address"),
        (["--most", "0"], "--most"),
    ] {
        let refused = guichet_on(&gateway, &[&["audit", "list"], &words[..]].concat());
        assert_ne!(refused.code, Some(0));
        assert!(refused.stderr.contains(told), "{}", refused.stderr);
    }
    let empty = guichet_on(&gateway, &["audit", "list", "--until", "2020-01-01"]);
    assert_eq!((empty.code, empty.stdout.as_str()), (Some(0), "No line matches.\n"));
    let shown = guichet_on(&gateway, &["audit", "list", "--most", "1"]);
    assert_eq!(shown.stdout.lines().count(), 1);
}
