//! The body of a session: never a panic, never a refusal without a reason, and what is given back is taken again.
#![no_main]

use gateway::Refusal;
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let now = Timestamp::from_second(1_800_000_000).expect("a moment of this century");
    match web::parse_session(body, now) {
        Ok(wish) => {
            let again = web::parse_session(wish.echo.json().as_bytes(), now).expect("what was taken is taken again");
            assert!(again.terms == wish.terms && again.echo == wish.echo, "{}", wish.echo.json());
        }
        Err(Refusal::Malformed(problems)) => {
            assert!(!problems.is_empty() && problems.len() <= 200);
        }
        Err(other) => panic!("a body is malformed or it is not: {other:?}"),
    }
});
