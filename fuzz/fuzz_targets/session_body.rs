//! The body of a session: never a panic, never a refusal without a reason, and what is taken is kept whole.
#![no_main]

use document::{Problems, Record, Value, read_json, write_json};
use domain::session_request::SessionRequest;
use gateway::Refusal;
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let now = Timestamp::from_second(1_800_000_000).expect("a moment of this century");
    match web::parse_session(body, now) {
        Ok(request) => {
            let written = write_json(&request.write());
            let tree = read_json(written.as_bytes()).expect("what we write we read");
            let again = SessionRequest::from_document(&tree, &mut Problems::new());
            assert!(again.is_some_and(|again| again == request), "{written}");
        }
        Err(Refusal::Malformed(problems)) => {
            assert!(!problems.is_empty() && problems.len() <= 200);
        }
        Err(other) => panic!("a body is malformed or it is not: {other:?}"),
    }
});
