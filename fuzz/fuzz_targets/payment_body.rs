//! The body of a payment: never a panic, never a refusal without a reason, and what is given back is JSON.
#![no_main]

use document::{Tree, read_json};
use gateway::Refusal;
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let now = Timestamp::from_second(1_800_000_000).expect("a moment of this century");
    match web::parse_payment(body, now) {
        Ok(payment) => {
            let echo = read_json(payment.echo.json().as_bytes()).expect("what we write we read");
            let told = echo.at(&["order", "reference"]).and_then(Tree::as_text);
            assert_eq!(told, Some(payment.terms.order_reference.as_str()));
        }
        Err(Refusal::Malformed(problems)) => {
            assert!(!problems.is_empty() && problems.len() <= 100);
        }
        Err(other) => panic!("a body is malformed or it is not: {other:?}"),
    }
});
