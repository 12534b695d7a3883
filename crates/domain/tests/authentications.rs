//! The whole matrix of the machine of authentications, stage by input, and of what a payment with a proof is told, as text that is
//! committed and compared. After a change of the rules: `UPDATE=1 cargo test -p domain`, and read the difference.
#![expect(clippy::disallowed_methods, reason = "a test may be told to write what it compares")]
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::fmt::Write as _;

use document::Text;
use domain::{
    ReturnCode,
    authentication::{
        Authentication, AuthenticationId, AuthenticationInput as Input, Bound, Challenge,
        ChallengePreference, Decision, DeviceChannel, Effective, Ending, PROOF_LIFE, Stage, TransStatus,
    },
};
use jiff::Timestamp;
use primitives::{Amount, Currency, MerchantId, Network, Reference, TransactionId, Uuid};

const NOW: i64 = 1_800_000_000;
const COMMITTED: &str = include_str!("authentications.txt");

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(NOW + second).unwrap()
}

fn bound() -> Bound {
    Bound {
        payment_method: Reference::parse("CB").unwrap(),
        network: Network::Visa,
        card: vec![1],
        amount: Amount::new(1_000).unwrap(),
        currency: Currency::parse("EUR").unwrap(),
        begins_series: false,
    }
}

fn decision(status: TransStatus, effective: Effective, is_given_up: bool) -> Decision {
    Decision {
        status,
        reason: None,
        eci: None,
        value: None,
        effective,
        is_given_up,
        directory_transaction: Uuid::of_random([1; 16]),
        acs_transaction: Uuid::of_random([2; 16]),
        version: Text::parse("2.2.0").unwrap(),
    }
}

fn challenge() -> Challenge {
    Challenge {
        directory_transaction: Uuid::of_random([1; 16]),
        acs_transaction: Uuid::of_random([2; 16]),
        version: Text::parse("2.2.0").unwrap(),
        shown: String::new(),
    }
}

fn payment() -> TransactionId {
    TransactionId::parse("17953488000000009").unwrap()
}

fn authentication(stage: Stage) -> Authentication {
    Authentication {
        merchant: MerchantId::new(1).unwrap(),
        number: TransactionId::parse("17953488000000001").unwrap(),
        id: AuthenticationId::parse("md").unwrap(),
        server_transaction: Uuid::of_random([3; 16]),
        created: at(-100),
        bound: bound(),
        channel: DeviceChannel::Browser,
        preference: ChallengePreference::NoPreference,
        stage,
        verified: false,
        payment: None,
    }
}

fn ended(decision: Decision) -> Stage {
    Stage::Ended { ending: Ending::Decided(decision), at: at(0) }
}

/// The stages, with their names.
fn stages() -> Vec<(&'static str, Authentication)> {
    let of = authentication;
    let yes = || ended(decision(TransStatus::Yes, Effective::Challenge, false));
    let stale = Stage::Ended {
        ending: Ending::Decided(decision(TransStatus::Yes, Effective::Challenge, false)),
        at: at(0).checked_sub(PROOF_LIFE).unwrap(),
    };
    let app = Authentication {
        channel: DeviceChannel::App,
        ..of(Stage::Challenging { challenge: challenge(), until: at(1) })
    };
    vec![
        ("collecting", of(Stage::Collecting)),
        ("asking", of(Stage::Asking { deadline: at(1) })),
        ("asking, deadline over", of(Stage::Asking { deadline: at(0) })),
        ("challenging", of(Stage::Challenging { challenge: challenge(), until: at(1) })),
        ("challenging in an app", app),
        ("challenging, time over", of(Stage::Challenging { challenge: challenge(), until: at(0) })),
        ("failed", of(Stage::Ended { ending: Ending::Failed(ReturnCode::DIRECTORY_FAILED), at: at(0) })),
        ("frictionless Y", of(ended(decision(TransStatus::Yes, Effective::Frictionless, false)))),
        ("challenged Y", of(yes())),
        ("challenged Y, verified", Authentication { verified: true, ..of(yes()) }),
        ("challenged Y, used", Authentication { payment: Some(payment()), ..of(yes()) }),
        ("challenged Y, 90 days old", of(stale)),
        ("A", of(ended(decision(TransStatus::Attempt, Effective::Frictionless, false)))),
        ("N", of(ended(decision(TransStatus::No, Effective::Challenge, false)))),
        ("N, given up", of(ended(decision(TransStatus::No, Effective::Challenge, true)))),
        ("U", of(ended(decision(TransStatus::Unavailable, Effective::Frictionless, false)))),
        ("R", of(ended(decision(TransStatus::Rejected, Effective::Frictionless, false)))),
        ("I", of(ended(decision(TransStatus::Information, Effective::Frictionless, false)))),
    ]
}

fn name(authentication: &Authentication) -> String {
    let stage = match &authentication.stage {
        Stage::Collecting => "collecting",
        Stage::Asking { .. } => "asking",
        Stage::Challenging { .. } => "challenging",
        Stage::Ended { ending: Ending::Failed(_), .. } => "failed",
        Stage::Ended { ending: Ending::Decided(_), .. } => "decided",
    };
    let code = authentication.result(at(0)).code();
    let verified = if authentication.verified { ", verified" } else { "" };
    let used = if authentication.payment.is_some() { ", used" } else { "" };
    format!("{stage} {code}{verified}{used}")
}

fn steps(text: &mut String) {
    let inputs = || {
        [
            ("asked", Input::Asked { deadline: at(5) }),
            ("challenged", Input::Challenged(challenge())),
            ("decided Y", Input::Decided(decision(TransStatus::Yes, Effective::Challenge, false))),
            ("failed", Input::Failed(ReturnCode::DIRECTORY_FAILED)),
            ("verified", Input::Verified),
            ("used", Input::Used(payment())),
        ]
    };
    for (stage, authentication) in stages() {
        writeln!(text, "{stage}: {}", authentication.result(at(0)).code()).unwrap();
        for (input, value) in inputs() {
            let after = authentication.step(value, at(0)).map_or("refused".to_owned(), |next| name(&next));
            writeln!(text, "    {input} -> {after}").unwrap();
        }
    }
}

fn objections(text: &mut String) {
    let payments = [
        ("the same", bound()),
        ("a smaller amount", Bound { amount: Amount::new(999).unwrap(), ..bound() }),
        ("a larger amount", Bound { amount: Amount::new(1_001).unwrap(), ..bound() }),
        ("another currency", Bound { currency: Currency::parse("USD").unwrap(), ..bound() }),
        ("another card", Bound { card: vec![2], ..bound() }),
        ("another network", Bound { network: Network::CartesBancaires, ..bound() }),
        ("another method", Bound { payment_method: Reference::parse("CB2").unwrap(), ..bound() }),
        ("the first of a series", Bound { begins_series: true, ..bound() }),
    ];
    for (stage, authentication) in stages() {
        writeln!(text, "payment with {stage}:").unwrap();
        for (payment, bound) in &payments {
            let told = authentication.objection(bound, at(0)).map_or("taken", |code| code.code());
            writeln!(text, "    {payment} -> {told}").unwrap();
        }
    }
}

/// Who bears the loss of a fraud.
fn shifts(text: &mut String) {
    for status in [TransStatus::Yes, TransStatus::Attempt, TransStatus::No, TransStatus::Unavailable] {
        for effective in [Effective::Challenge, Effective::Frictionless] {
            for preference in [ChallengePreference::NoPreference, ChallengePreference::AcquirerTra] {
                let bears = decision(status, effective, false).shifts_liability(preference);
                let (status, effective) = (status.as_str(), effective.as_str());
                let bearer = if bears { "issuer" } else { "merchant" };
                writeln!(text, "{status} {effective} {} -> the {bearer}", preference.as_str()).unwrap();
            }
        }
    }
}

#[test]
fn the_matrix_is_the_committed_one() {
    let mut text = "What each input does to an authentication.\n\n".to_owned();
    steps(&mut text);
    text.push_str("\nWhat a payment with the proof is told. The proof is of 10.00 EUR.\n\n");
    objections(&mut text);
    text.push_str("\nWho bears the loss of a fraud.\n\n");
    shifts(&mut text);
    if std::env::var_os("UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/authentications.txt");
        std::fs::write(path, &text).unwrap();
        return;
    }
    assert_eq!(text, COMMITTED, "after a change of the rules run with UPDATE=1, and read the difference");
}

/// A payment is made exactly where the machine lets the proof be used, if it is the payment that was authenticated.
#[test]
fn what_objects_to_nothing_can_be_used_and_once() {
    for (stage, authentication) in stages() {
        let may = authentication.objection(&bound(), at(0)).is_none();
        let used = authentication.step(Input::Used(payment()), at(0));
        assert_eq!(may, used.is_ok(), "{stage}");
        if let Ok(used) = used {
            assert_eq!(used.objection(&bound(), at(0)), Some(ReturnCode::PROOF_GONE), "{stage}");
            assert!(used.step(Input::Used(payment()), at(0)).is_err(), "{stage}");
        }
    }
}
