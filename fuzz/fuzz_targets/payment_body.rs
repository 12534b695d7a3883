//! The body of a payment: never a panic, never a refusal without a reason, and what is taken is kept whole.
#![no_main]

use document::{Problems, Record, Value, read_json, write_json};
use gateway::Refusal;
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let now = Timestamp::from_second(1_800_000_000).expect("a moment of this century");
    match web::parse_payment(body, now) {
        Ok(payment) => {
            let written = write_json(&payment.details.write());
            let tree = read_json(written.as_bytes()).expect("what we write we read");
            let again = domain_details(&tree);
            assert!(*payment.details == again, "{written}");
        }
        Err(Refusal::Malformed(problems)) => {
            assert!(!problems.is_empty() && problems.len() <= 100);
        }
        Err(other) => panic!("a body is malformed or it is not: {other:?}"),
    }
});

fn domain_details<R: Record>(tree: &document::Tree) -> R {
    R::from_document(tree, &mut Problems::new()).expect("what was taken once is taken again")
}
