//! The whole table of standings and wishes, as text that is committed and compared.
//! After a change of the rules: `UPDATE=1 cargo test -p domain`, and read the difference.
#![expect(clippy::disallowed_methods, reason = "a test may be told to write what it compares")]
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod ledgers;

use std::fmt::Write as _;

use domain::{
    ReturnCode,
    action::{ActionKind::*, CaptureOption},
    ledger::Ledger,
    transaction::State,
};
use ledgers::{Ask, accepted, ask, at, id, payment, put};

const WEEK: i64 = 7 * 24;

/// Hours since the payment, and what it has come to by then.
fn standings() -> Vec<(&'static str, i64, Ledger)> {
    let manual = || payment("MANUAL", accepted());
    let after = |asks: &[Ask]| {
        let mut ledger = manual();
        for ask in asks {
            put(&mut ledger, ask, at(0)).unwrap();
        }
        ledger
    };
    let remitted = |ledger: Ledger| {
        let all = ledger.captures().iter().chain(ledger.refunds()).map(|it| it.id).collect();
        ledger.changed(|history| history.remitted = all).unwrap()
    };
    let captured_600 = || after(&[ask(Capture, 600)]);
    let refunded = || after(&[ask(Capture, 1_000), ask(Refund, 400)]);
    let mut capturing = manual();
    let late = ask(Capture, 600).option(CaptureOption::LateDelivery);
    let late = put(&mut capturing, &late, at(WEEK)).unwrap();
    let capturing = capturing.changed(|history| history.put(late, State::Unanswered)).unwrap();
    vec![
        ("pending", 0, payment("MANUAL", State::Unanswered)),
        ("refused", 0, payment("MANUAL", State::Refused(ReturnCode::CARD_EXPIRED))),
        ("undone", 0, payment("MANUAL", State::Reversed)),
        ("verification", 0, payment("VERIFICATION", accepted())),
        ("authorised 1000", 0, manual()),
        ("captured 600", 0, captured_600()),
        ("captured 600 FINAL", 0, after(&[ask(Capture, 600).option(CaptureOption::Final)])),
        ("captured 1000", 0, after(&[ask(Capture, 1_000)])),
        ("automatic", 0, payment("AUTOMATIC", accepted())),
        ("captured 600, remitted", 0, remitted(captured_600())),
        ("automatic, remitted", 0, remitted(payment("AUTOMATIC", accepted()))),
        ("refunded 400 of 1000", 0, refunded()),
        ("refunded 1000 of 1000", 0, after(&[ask(Capture, 1_000), ask(Refund, 1_000)])),
        ("cancelled 400", 0, after(&[ask(Cancel, 400)])),
        ("cancelled 1000", 0, after(&[ask(Cancel, 1_000)])),
        ("captured 600, cancelled", 0, after(&[ask(Capture, 600), ask(Cancel, 1_000)])),
        ("expired", WEEK, manual()),
        ("expired, captured 600", WEEK, captured_600()),
        ("expired, capturing 600", WEEK, capturing),
    ]
}

fn wishes() -> Vec<(&'static str, Ask)> {
    vec![
        ("capture 0", ask(Capture, 0)),
        ("capture 400", ask(Capture, 400)),
        ("capture 600", ask(Capture, 600)),
        ("capture 600 named", ask(Capture, 600).named("b")),
        ("capture 1000", ask(Capture, 1_000)),
        ("capture 1001", ask(Capture, 1_001)),
        ("capture 400 FINAL", ask(Capture, 400).option(CaptureOption::Final)),
        ("capture 400 late", ask(Capture, 400).option(CaptureOption::LateDelivery)),
        ("refund 0", ask(Refund, 0)),
        ("refund 400", ask(Refund, 400)),
        ("refund 600", ask(Refund, 600)),
        ("refund 1000", ask(Refund, 1_000)),
        ("refund 1001", ask(Refund, 1_001)),
        ("refund 400 of 1st", ask(Refund, 400).of(id(1))),
        ("cancel 0", ask(Cancel, 0)),
        ("cancel 400", ask(Cancel, 400)),
        ("cancel 600", ask(Cancel, 600)),
        ("cancel 1000", ask(Cancel, 1_000)),
        ("cancel 1001", ask(Cancel, 1_001)),
        ("cancel 600 of 1st", ask(Cancel, 600).of(id(1))),
        ("cancel 400 of 2nd", ask(Cancel, 400).of(id(3))),
    ]
}

fn table() -> String {
    let mut text = String::new();
    for (standing, hours, ledger) in standings() {
        for (name, ask) in wishes() {
            let exists = ask.target == id(0) || ledger.action(ask.target).is_some();
            if !exists {
                continue;
            }
            let mut ledger = ledger.clone();
            let told = match put(&mut ledger, &ask, at(hours)) {
                Ok(done) => describe(&ledger, done, hours),
                Err(code) => format!("{} {}", code.code(), code.text()),
            };
            let _ = writeln!(text, "{standing:<23} + {name:<18} -> {told}");
        }
    }
    text
}

/// What is left afterwards, and what a bank hears of it.
fn describe(ledger: &Ledger, done: primitives::TransactionId, hours: i64) -> String {
    let action = ledger.action(done).unwrap();
    let mut words = format!(
        "to capture {}, captured {}, refunded {}",
        ledger.uncaptured().minor_units(),
        ledger.captured().minor_units(),
        ledger.refunded().minor_units()
    );
    if let State::Accepted(Some(_)) = action.state {
        words.push_str("; bank: renew");
    }
    if let Some(release) = action.release {
        let _ = write!(words, "; bank: release {}", release.amount.minor_units());
    }
    if ledger.is_cancelled() {
        words.push_str("; the order is free");
    }
    if let Some(due) = ledger.next_work(at(hours)) {
        let _ = write!(words, "; next {}", due.work.as_str());
    }
    words
}

#[test]
fn the_table_is_the_committed_one() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(file, table()).unwrap();
    }
    assert_eq!(table(), std::fs::read_to_string(file).unwrap());
}
