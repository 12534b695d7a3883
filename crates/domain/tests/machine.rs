//! The whole matrix of the payment machine, state by input, as text that is committed and compared.
//! After a change of the rules: `UPDATE=1 cargo test -p domain`, and read the difference.
#![expect(clippy::disallowed_methods, reason = "a test may be told to write what it compares")]
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::fmt::Write as _;

use document::Text;
use domain::{
    ReturnCode,
    transaction::{Approval, Hold, Input, State},
};
use jiff::{SignedDuration, Timestamp};

const NOW: i64 = 1_800_000_000;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(NOW + second).unwrap()
}

fn approval() -> Approval {
    Approval {
        authorization_number: Text::parse("A55A").unwrap(),
        authorization_date: at(0),
        issuer_transaction_id: Text::parse("000000572553866").unwrap(),
    }
}

fn hold(since: i64, look_at: i64, attempt: u32) -> State {
    let reference = Text::parse("P0").unwrap();
    State::OnHold(Hold { reference, since: at(since), look_at: at(look_at), attempt })
}

fn matrix() -> String {
    let states = [
        ("authorizing, in time", State::Authorizing { deadline: at(1) }),
        ("authorizing, overdue", State::Authorizing { deadline: at(0) }),
        ("unanswered", State::Unanswered),
        ("reversing, in time", State::Reversing { deadline: at(1), attempt: 1 }),
        ("reversing, overdue", State::Reversing { deadline: at(0), attempt: 12 }),
        ("accepted", State::Accepted(Some(approval()))),
        ("refused", State::Refused(ReturnCode::CARD_EXPIRED)),
        ("reversed", State::Reversed),
        ("undoing, in time", State::Undoing { deadline: at(1), attempt: 1 }),
        ("undoing, overdue", State::Undoing { deadline: at(0), attempt: 1 }),
        ("at partner, in time", State::AtPartner { deadline: at(1) }),
        ("at partner, overdue", State::AtPartner { deadline: at(0) }),
        ("on hold, to be looked", hold(-60, 0, 3)),
        ("on hold, not yet", hold(-60, 1, 60)),
        ("on hold for too long", hold(-7 * 24 * 60 * 60, 0, 60)),
    ];
    let inputs = [
        ("approved", Input::Approved(approval())),
        ("declined 02541", Input::Declined(ReturnCode::CARD_NOT_ELIGIBLE)),
        ("not sent", Input::NotSent),
        ("silence", Input::Silence),
        ("due", Input::Due { limit: SignedDuration::from_secs(5) }),
        ("reversal confirmed", Input::ReversalConfirmed),
        ("held", Input::Held { reference: Text::parse("P1").unwrap() }),
        ("abandoned", Input::Abandoned { limit: SignedDuration::from_secs(5) }),
    ];
    let mut text = String::new();
    for (state_name, state) in &states {
        for (input_name, input) in &inputs {
            let outcome = match state.step(input.clone(), at(0)) {
                Ok(step) => {
                    let due = step
                        .state
                        .due(at(0))
                        .map_or("rests".to_owned(), |due| format!("due after {} s", due.as_second() - NOW));
                    let claim = step.claim.map_or(String::new(), |claim| format!(", claim: {claim:?}"));
                    format!("{:?}, {due}{claim}", step.state)
                }
                Err(_) => "-".to_owned(),
            };
            let _ = writeln!(text, "{state_name:<21} + {input_name:<18} -> {outcome}");
        }
    }
    text
}

#[test]
fn the_matrix_is_the_committed_one() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/machine.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(file, matrix()).unwrap();
    }
    assert_eq!(matrix(), std::fs::read_to_string(file).unwrap());
}

#[test]
fn a_final_state_takes_no_input_but_a_yes_that_must_be_undone() {
    for line in matrix()
        .lines()
        .filter(|line| ["accepted", "refused", "reversed"].iter().any(|word| line.starts_with(word)))
    {
        let late_yes = line.starts_with("reversed ") && line.contains("+ approved");
        assert!(late_yes || line.ends_with("-> -"), "{line}");
    }
}
