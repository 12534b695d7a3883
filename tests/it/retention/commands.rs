//! `guichet retention show` and `run`, and `guichet status`.

use document::Tree;

use super::{SEVENTY_DAYS, SHORT, is_personal, number_of, personal_payment, run_ahead};
use crate::harness::{
    Action::Refund, Caller, Card, Gateway, Listener, assert_action, assert_state, guichet, guichet_on, own,
    put, raw_text, session, transaction_id,
};

const KINDS: [(&str, &str, &str); 8] = [
    ("unpaid sessions", "7 days", "retention.sessions_days"),
    ("unpaid links", "7 days", "retention.sessions_days"),
    ("personal data", "13 months", "retention.payments_months"),
    ("card numbers", "13 months", "retention.cards_months"),
    ("payees", "13 months", "retention.payments_months"),
    ("notifications", "90 days", "retention.notifications_days"),
    ("audit lines", "24 months", "retention.audit_months"),
    ("idempotency records", "1 days", "fixed"),
];

fn show(gateway: &Gateway, settings: &[&str]) -> Tree {
    let settings = settings.iter().flat_map(|setting| ["--set", *setting]);
    gateway.operate_json(&["retention", "show"].into_iter().chain(settings).collect::<Vec<_>>())
}

fn kinds(shown: &Tree) -> &Tree {
    shown.at(&["kinds"]).unwrap()
}

#[tokio::test]
async fn each_kind_its_time_and_what_is_due() {
    let gateway = Gateway::start("retention-commands");
    let listener = Listener::start().await;
    let mut till = gateway.till();
    for number in 0..3 {
        let paid = till
            .pay_once(
                &format!("due-{number}"),
                &personal_payment(&Card::cb_visa(), "camille.martin@example.com"),
            )
            .await;
        assert_eq!(paid.status, 201);
    }
    let buyer =
        gateway.buyer_of(Caller::Web, &put(&session(1_000), "notificationURL", listener.url("/n"))).await;
    assert_state(&buyer.pays(&Card::cb_visa()).await, "PAYMENT_SUCCESS");
    let unpaid = gateway.buyer_of(Caller::Web, &session(1_000)).await;
    assert_state(&unpaid.cancels().await, "PAYMENT_CANCELED");
    listener.came(1).await;
    // The notification has been heard, and that is on disk.
    crate::harness::idle(&gateway).await;

    let shown = show(&gateway, &[]);
    for (kind, kept, setting) in KINDS {
        let all = kinds(&shown).as_list().unwrap();
        let row = all.iter().find(|row| row.at(&["kind"]) == Some(&kind.into())).unwrap();
        let text = |name| row.at(&[name]).and_then(Tree::as_text);
        assert_eq!((text("kept"), text("setting")), (Some(kept), Some(setting)));
        assert_eq!(number_of(kinds(&shown), kind, "due"), 0, "{kind}");
    }
    assert_eq!(shown.at(&["buyer_shown_minutes"]).and_then(Tree::as_integer), Some(60));
    let text = gateway.operate(&["retention", "show"]);
    assert!(text.contains("13 months") && text.contains("retention.sessions_days"), "{text}");

    let clock = format!("sandbox.clock_ahead_hours={SEVENTY_DAYS}");
    let ahead = [&SHORT[..], &[clock.as_str()]].concat();
    let due = show(&gateway, &ahead);
    let expected = [
        ("unpaid sessions", 1),
        ("personal data", 4),
        ("card numbers", 1),
        ("notifications", 1),
        ("idempotency records", 3),
    ];
    for (kind, count) in expected {
        assert_eq!(number_of(kinds(&due), kind, "due"), count, "{kind} in {}", raw_text(&due));
    }
    let lines = number_of(kinds(&due), "audit lines", "due");
    assert!(lines >= 10, "{lines}");
    let done = run_ahead(&gateway, SEVENTY_DAYS);
    for (kind, count) in &expected[..4] {
        assert_eq!(number_of(&done, kind, "done"), *count, "{kind} in {}", raw_text(&done));
    }
    let left = show(&gateway, &ahead);
    for (kind, _) in &expected[..4] {
        assert_eq!(number_of(kinds(&left), kind, "due"), 0, "{kind}");
    }
    assert_eq!(number_of(kinds(&left), "audit lines", "due"), 0);
    // A person is told as well.
    let text = gateway.operate(&["retention", "run"]);
    assert!(text.contains("personal data") && text.contains("0 done"), "{text}");
}

/// A payment is kept from its last action on. What is kept is neither due nor done.
#[tokio::test]
async fn what_is_in_use_is_not_counted() {
    const TWO_MONTHS: [&str; 1] = ["retention.payments_months=2"];
    const PERSONAL: &str = "personal data";
    let mut gateway = Gateway::start_with("retention-counted", &TWO_MONTHS);
    let mut ids = Vec::new();
    for _ in 0..3 {
        let request = personal_payment(&Card::cb_visa(), "camille.martin@example.com");
        ids.push(transaction_id(&gateway.till().pay(&request).await));
    }
    // One action soon after the payment, one long after it, and none.
    for (hours, id) in [(400, &ids[0]), (1_400, &ids[1])] {
        gateway.restart_ahead(hours, &TWO_MONTHS);
        assert_action(&gateway.till().act(Refund, id, &own(400)).await, Refund);
    }
    for (hours, left) in [(1_600, [true, true, false]), (1_950, [false, true, false]), (2_950, [false; 3])] {
        let clock = format!("sandbox.clock_ahead_hours={hours}");
        let settings = [TWO_MONTHS[0], &clock];
        let due = |shown: &Tree| number_of(kinds(shown), PERSONAL, "due");
        assert_eq!(due(&show(&gateway, &settings)), 1, "after {hours} hours");
        let run = ["retention", "run", "--set", settings[0], "--set", settings[1]];
        for done in [1, 0] {
            assert_eq!(number_of(&gateway.operate_json(&run), PERSONAL, "done"), done, "after {hours} hours");
        }
        assert_eq!(due(&show(&gateway, &settings)), 0, "after {hours} hours");
        for (id, left) in ids.iter().zip(left) {
            assert_eq!(is_personal(&gateway.till().transaction(id).await), left, "after {hours} hours");
        }
    }
}

#[test]
fn times_that_are_not_taken() {
    for wrong in [
        "retention.sessions_days=0",
        "retention.sessions_days=3651",
        "retention.payments_months=0",
        "retention.payments_months=121",
        "retention.cards_months=never",
        "retention.notifications_days=-1",
        "retention.audit_months=",
        "retention.buyer_shown_minutes=1441",
    ] {
        let refused = guichet(&["config", "--set", wrong], &[]);
        let (name, _) = wrong.split_once('=').unwrap();
        assert!(refused.code != Some(0) && refused.stderr.contains(name), "{wrong}: {}", refused.stderr);
    }
}

#[tokio::test]
async fn status_counts_what_there_is() {
    let gateway = Gateway::start("status");
    let mut till = gateway.till();
    for _ in 0..3 {
        assert_eq!(
            till.pay(&personal_payment(&Card::cb_visa(), "camille.martin@example.com")).await.status,
            201
        );
    }
    till.new_session(&session(1_000)).await;
    let status = gateway.operate_json(&["status"]);
    let engine = if gateway.environment().is_empty() { "SQLite" } else { "PostgreSQL" };
    let text = |name| status.at(&[name]).and_then(Tree::as_text);
    assert_eq!((text("mode"), text("engine")), (Some("sandbox"), Some(engine)));
    assert!(status.at(&["schema"]).and_then(Tree::as_integer).is_some_and(|number| number >= 5));
    let rows = kinds(&status);
    for (kind, count) in
        [("payments", 3), ("sessions", 1), ("cards", 1), ("actions", 0), ("notifications", 0), ("claims", 3)]
    {
        assert_eq!(number_of(rows, kind, "rows"), count, "{kind} in {}", raw_text(rows));
        assert!(number_of(rows, kind, "bytes") > 0, "{kind}");
    }
    for row in rows.as_list().unwrap() {
        let (count, oldest) = (row.at(&["rows"]).and_then(Tree::as_integer), row.at(&["oldest"]));
        assert_eq!(count == Some(0), oldest.is_none(), "{}", raw_text(row));
    }
    let text = gateway.operate(&["status"]);
    assert!(
        text.contains(engine) && text.contains("payments") && text.lines().all(|line| line.len() <= 80),
        "{text}"
    );
    // There is nothing to tell of a store that is not there.
    assert_ne!(guichet(&["status"], &[]).code, Some(0));
    assert_eq!(guichet_on(&gateway, &["status", "--json"]).code, Some(0));
}
