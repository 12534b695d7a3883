//! The whole matrix of the session machine, stage by input, as text that is committed and compared.
//! After a change of the rules: `UPDATE=1 cargo test -p domain`, and read the difference.
#![expect(clippy::disallowed_methods, reason = "a test may be told to write what it compares")]
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::fmt::Write as _;

use domain::{
    echo::Echo,
    session::{MAX_TRIES, Outcome, Session, SessionInput, SessionTerms, Stage},
    terms::Terms,
    wallet_session::{MAX_OPERATIONS, ManagedWallet, Purpose, verification},
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
    let purpose = Purpose::Payment;
    let terms = SessionTerms {
        purpose,
        payment,
        methods: Vec::new(),
        fallbacks: Vec::new(),
        return_url,
        wallet: None,
    };
    Session {
        link: None,
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
        operations: 0,
    }
}

fn of_wallet(stage: Stage, expires: i64, attempts_left: u32, operations: u32) -> Session {
    let mut session = session(stage, expires, attempts_left, operations.min(MAX_TRIES - 1));
    let wallet = ManagedWallet { id: Reference::parse("W1").unwrap(), may_edit_holder: false };
    let (purpose, payment) = (Purpose::Wallet(wallet), verification().unwrap());
    session.terms = SessionTerms { purpose, payment, ..(*session.terms).clone() }.into();
    Session { operations, ..session }
}

#[test]
fn each_check_of_a_card_is_an_order_of_its_own() {
    let references: Vec<String> = [0, 1, 19]
        .into_iter()
        .map(|tries| Session { tries, ..of_wallet(Stage::Open, 1, 3, 0) }.next_payment())
        .map(|terms| terms.order_reference.as_str().to_owned())
        .collect();
    let beginning = references[0].strip_suffix("-1").unwrap().to_owned();
    assert_eq!(references[1..], [format!("{beginning}-2"), format!("{beginning}-20")]);
    assert!(!beginning.contains(|c: char| c.is_ascii_digit()), "{beginning}");
    assert!(OrderReference::parse(&references[2]).is_ok());
    let plain = session(Stage::Open, 1, 3, 4);
    assert_eq!(plain.next_payment(), plain.terms.payment);
}

#[test]
fn the_code_of_a_wallet_session_tells_whether_the_wallet_was_changed() {
    let transaction = TransactionId::new(17_953_488_000_000_000).unwrap();
    for (stage, code) in [
        (Stage::Created, "02533"),
        (Stage::Open, "02306"),
        (Stage::Trying { transaction, last: false }, "02306"),
        (Stage::Done, "02500"),
        (Stage::Cancelled, "02536"),
        (Stage::Expired { opened: true }, "02535"),
        (Stage::Expired { opened: false }, "02534"),
    ] {
        assert_eq!(of_wallet(stage, 1, 3, 0).result(&[]).code(), code, "{stage:?}");
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
        ("wallet: created", of_wallet(Stage::Created, 1, 3, 0)),
        ("wallet: open, untouched", of_wallet(Stage::Open, 1, 3, 0)),
        ("wallet: open, touched", of_wallet(Stage::Open, 1, 3, 1)),
        ("wallet: overdue, untouched", of_wallet(Stage::Open, 0, 3, 0)),
        ("wallet: overdue, touched", of_wallet(Stage::Open, 0, 3, 1)),
        ("wallet: no attempt left", of_wallet(Stage::Open, 1, 0, 1)),
        ("wallet: too many operations", of_wallet(Stage::Open, 1, 3, MAX_OPERATIONS)),
        ("wallet: trying, untouched", of_wallet(trying, 1, 1, 0)),
        ("wallet: trying, overdue", of_wallet(trying, 0, 3, 0)),
        ("wallet: trying, overdue, touched", of_wallet(trying, 0, 3, 1)),
        ("wallet: done", of_wallet(Stage::Done, 1, 3, 1)),
        ("wallet: cancelled", of_wallet(Stage::Cancelled, 1, 3, 0)),
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
        ("managed", SessionInput::Managed),
        ("given up", SessionInput::GivenUp),
        ("time passed", SessionInput::TimePassed),
    ];
    let mut text = String::new();
    for (session_name, session) in &sessions {
        for (input_name, input) in &inputs {
            let outcome = match session.step(*input, at(0)) {
                Ok(next) => {
                    let operations = match next.managed_wallet() {
                        Some(_) => format!(", {} operations", next.operations),
                        None => String::new(),
                    };
                    let (stage, left, tries) = (next.stage.name(), next.attempts_left, next.tries);
                    format!("{stage}, {left} attempts left, {tries} tries{operations}")
                }
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
        let finals = ["paid", "refused", "cancelled", "expired", "wallet: done", "wallet: cancelled"];
        let over = finals.iter().any(|word| line.starts_with(word));
        assert!(!over || line.ends_with("-> -"), "{line}");
        let taken = line.contains("+ tried") && !line.ends_with("-> -");
        let open = ["created  ", "open  ", "wallet: created  ", "wallet: open, "];
        assert!(!taken || open.iter().any(|word| line.starts_with(word)), "{line}");
    }
}
