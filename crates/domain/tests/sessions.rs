//! The whole matrix of the session machine, stage by input, as text that is committed and compared.
//! After a change of the rules: `UPDATE=1 cargo test -p domain`, and read the difference.
#![expect(clippy::disallowed_methods, reason = "a test may be told to write what it compares")]
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::fmt::Write as _;

use domain::{
    echo::Echo,
    session::{MAX_TRIES, Outcome, Session, SessionInput, SessionTerms, Stage},
    terms::Terms,
};
use jiff::{SignedDuration, Timestamp};
use primitives::{
    Amount, CellId, Currency, MerchantId, OrderReference, Reference, Sealed, SessionId, TransactionId, WebUrl,
};

const NOW: i64 = 1_800_000_000;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(NOW + second).unwrap()
}

fn session(stage: Stage, expires: i64, attempts_left: u32, tries: u32) -> Session {
    let (order, euro) = (OrderReference::parse("o").unwrap(), Currency::parse("EUR").unwrap());
    let payment = Terms::of_order(order, Amount::new(1).unwrap(), euro);
    let return_url = WebUrl::parse("https://shop.example/").unwrap();
    let terms =
        SessionTerms { payment, methods: Vec::new(), fallbacks: Vec::new(), return_url, wallet: None };
    Session {
        number: SessionId::draw(CellId::default(), [0; 18], NOW * 1000).number(),
        secret: Sealed::new(Vec::new()),
        merchant: MerchantId::new(1).unwrap(),
        point_of_sale: Reference::parse("SHOP1").unwrap(),
        created: at(0),
        expires: at(expires),
        terms: terms.into(),
        echo: Echo::empty(),
        notification_url: None,
        notification_delay: SignedDuration::ZERO,
        device: None,
        stage,
        ended: None,
        attempts_left,
        tries,
    }
}

/// A notification waits for a buyer who may still come back.
#[test]
fn a_notification_waits_unless_the_time_of_the_session_ran_out() {
    let transaction = TransactionId::new(17_953_488_000_000_000).unwrap();
    for (stage, due) in [
        (Stage::Paid { transaction }, 90),
        (Stage::Refused { transaction }, 90),
        (Stage::Cancelled, 90),
        (Stage::Expired { opened: true }, 7),
        (Stage::Expired { opened: false }, 7),
    ] {
        let notification_delay = SignedDuration::from_secs(83);
        let session = Session { notification_delay, ..session(stage, 9, 3, 0) };
        assert_eq!(session.notification_due(at(7)), at(due), "{stage:?}");
    }
}

fn matrix() -> String {
    let id = |n: i64| TransactionId::new(17_953_488_000_000_000 + n).unwrap();
    let (one, other) = (id(0), id(2));
    let trying = Stage::Trying { transaction: one, last: false };
    let sessions = [
        ("created", session(Stage::Created, 1, 3, 0)),
        ("created, overdue", session(Stage::Created, 0, 3, 0)),
        ("open", session(Stage::Open, 1, 3, 0)),
        ("open, overdue", session(Stage::Open, 0, 3, 1)),
        ("open, too many tries", session(Stage::Open, 1, 3, MAX_TRIES)),
        ("trying", session(trying, 1, 3, 1)),
        ("trying, overdue", session(trying, 0, 3, 1)),
        ("trying, last attempt", session(trying, 1, 1, 3)),
        ("trying, from an app", session(Stage::Trying { transaction: one, last: true }, 1, 3, 1)),
        ("paid", session(Stage::Paid { transaction: one }, 1, 3, 1)),
        ("refused", session(Stage::Refused { transaction: one }, 1, 0, 3)),
        ("cancelled", session(Stage::Cancelled, 1, 3, 0)),
        ("expired", session(Stage::Expired { opened: true }, 0, 3, 0)),
    ];
    let ended = |transaction, outcome| SessionInput::Ended { transaction, outcome };
    let inputs = [
        ("opened", SessionInput::Opened),
        ("tried", SessionInput::Tried { transaction: other, last: false }),
        ("accepted", ended(one, Outcome::Accepted)),
        ("refused", ended(one, Outcome::Refused)),
        ("abandoned", ended(one, Outcome::Abandoned)),
        ("not sent", ended(one, Outcome::NotSent)),
        ("another accepted", ended(other, Outcome::Accepted)),
        ("given up", SessionInput::GivenUp),
        ("time passed", SessionInput::TimePassed),
    ];
    let mut text = String::new();
    for (session_name, session) in &sessions {
        for (input_name, input) in &inputs {
            let outcome = match session.step(*input, at(0)) {
                Ok(next) => format!(
                    "{}, {} attempts left, {} tries",
                    next.stage.name(),
                    next.attempts_left,
                    next.tries
                ),
                Err(_) => "-".to_owned(),
            };
            let _ = writeln!(text, "{session_name:<20} + {input_name:<16} -> {outcome}");
        }
    }
    text
}

#[test]
fn the_matrix_is_the_committed_one() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sessions.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(file, matrix()).unwrap();
    }
    assert_eq!(matrix(), std::fs::read_to_string(file).unwrap());
}

#[test]
fn what_is_final_stays_and_only_an_open_session_takes_a_payment() {
    for line in matrix().lines() {
        let over = ["paid", "refused", "cancelled", "expired"].iter().any(|word| line.starts_with(word));
        assert!(!over || line.ends_with("-> -"), "{line}");
        let taken = line.contains("+ tried") && !line.ends_with("-> -");
        assert!(!taken || line.starts_with("created  ") || line.starts_with("open  "), "{line}");
    }
}
