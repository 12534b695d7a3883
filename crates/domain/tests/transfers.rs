//! The states of a transfer: every state with every input, and what the bank is asked when.

use domain::{
    ReturnCode,
    transfer::{Input, Next, OutOfPlace, ReturnReason, State},
};
use jiff::{SignedDuration, Timestamp, civil::date};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn states() -> Vec<State> {
    let (day, settles) = (date(2026, 11, 27), date(2026, 11, 30));
    vec![
        State::Asking { attempt: 1, due: NOW },
        State::Asking { attempt: 2, due: NOW },
        State::Refused(ReturnCode::BANK_REFUSED),
        State::Accepted { day },
        State::Filed { day, settles },
        State::Settled { day, settles, look: Some(date(2026, 12, 3)) },
        State::Settled { day, settles, look: None },
        State::Returned { day, settles, reason: ReturnReason::ClosedAccount },
    ]
}

fn inputs() -> Vec<Input> {
    vec![
        Input::AskedAgain { deadline: NOW },
        Input::Accepted { day: date(2026, 11, 27) },
        Input::Refused(ReturnCode::BANK_REFUSED),
        Input::NotSent,
        Input::Silence { now: NOW },
        Input::Postponed { day: date(2026, 11, 28) },
        Input::Filed { day: date(2026, 11, 27), today: date(2026, 11, 28) },
        Input::Settled,
        Input::NothingNew { today: date(2026, 11, 30) },
        Input::Returned(ReturnReason::NotSaid),
    ]
}

/// The stages that each state may go to, in the order of the inputs; `-` is out of place.
#[test]
fn the_whole_matrix() {
    let table: Vec<Vec<&str>> = states()
        .into_iter()
        .map(|state| {
            let next = |input| state.step(input).map_or("-", |next| next.stage().as_str());
            inputs().into_iter().map(next).collect()
        })
        .collect();
    let nowhere = ["-"; 10];
    assert_eq!(
        table,
        [
            ["ASKING", "ACCEPTED", "REFUSED", "REFUSED", "ASKING", "-", "-", "-", "-", "-"],
            // The first order may have arrived: that no later one was sent proves nothing.
            ["ASKING", "ACCEPTED", "REFUSED", "-", "ASKING", "-", "-", "-", "-", "-"],
            nowhere,
            ["-", "-", "-", "-", "-", "ACCEPTED", "FILED", "-", "-", "-"],
            ["-", "-", "-", "-", "-", "-", "-", "SETTLED", "FILED", "RETURNED"],
            ["-", "-", "-", "-", "-", "-", "-", "SETTLED", "SETTLED", "RETURNED"],
            nowhere,
            nowhere,
        ]
    );
}

#[test]
fn days_go_by_the_banks_calendar() {
    let filed = State::Accepted { day: date(2026, 4, 2) }
        .step(Input::Filed { day: date(2026, 4, 2), today: date(2026, 4, 3) })
        .unwrap();
    // Good Friday to Easter Monday.
    assert_eq!(filed.next(), Some(Next::Look(date(2026, 4, 7))));
    assert_eq!(filed.file_day(), Some(date(2026, 4, 2)));
    // A return may still arrive on Friday, the third business day.
    let settled = filed.step(Input::Settled).unwrap();
    assert_eq!(settled.next(), Some(Next::Look(date(2026, 4, 13))));
    let last = settled.step(Input::NothingNew { today: date(2026, 4, 13) }).unwrap();
    assert_eq!((last.next(), last.result()), (None, ReturnCode::APPROVED));
    assert_eq!(last.step(Input::Returned(ReturnReason::NotSaid)), Err(OutOfPlace));
    // A bank that has nothing to tell is asked again on the next business day, also after an outage.
    let late = filed.step(Input::NothingNew { today: date(2026, 4, 17) }).unwrap();
    assert_eq!(late.next(), Some(Next::Look(date(2026, 4, 20))));
}

#[test]
fn a_silent_bank_is_asked_at_growing_intervals_and_never_given_up() {
    let mut state = State::Asking { attempt: 1, due: NOW };
    let mut pauses = Vec::new();
    for _ in 0..40 {
        state = state.step(Input::Silence { now: NOW }).unwrap();
        let Some(Next::Ask(due)) = state.next() else { panic!("{state:?}") };
        pauses.push(due.duration_since(NOW));
        state = state.step(Input::AskedAgain { deadline: NOW }).unwrap();
    }
    assert_eq!(pauses[..3], [1, 2, 4].map(SignedDuration::from_secs));
    assert!(pauses.is_sorted() && pauses[39] == SignedDuration::from_mins(10), "{pauses:?}");
}

#[test]
fn what_each_reason_is_told_as() {
    let told = |reason: ReturnReason| (reason.as_str(), reason.code().code(), reason.code().title().as_str());
    let reasons = ReturnReason::WORDS.iter().map(|word| told(ReturnReason::parse(word).unwrap()));
    assert_eq!(
        reasons.collect::<Vec<_>>(),
        [
            ("AC01", "01114", "REFUSED"),
            ("AC04", "01114", "REFUSED"),
            ("AC06", "01119", "REFUSED"),
            ("AM04", "01121", "REFUSED"),
            ("MD07", "01119", "REFUSED"),
            ("MS03", "01100", "REFUSED"),
        ]
    );
}
