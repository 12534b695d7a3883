//! Whether the store can be used, for callers who need no credentials and take no place: however many of them ask, the store is
//! asked once in a while.

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;

use crate::{Gateway, ports::StoreError};

/// The time for which an answer of the store is told again: less than the second between two questions of a supervisor.
const ANSWER_LIFETIME: SignedDuration = SignedDuration::from_millis(500);

/// The last answer of the store to [`Store::check`](crate::ports::Store::check).
#[derive(Default)]
pub struct StoreState(Mutex<Option<Told>>);

struct Told {
    answer: Result<(), StoreError>,
    at: Timestamp,
}

/// Returns whether the store could be used when it was last asked, [`ANSWER_LIFETIME`] ago at most. Those who come while it is
/// asked share its answer.
pub async fn store_state(gateway: &Gateway) -> Result<(), StoreError> {
    let mut last = gateway.store_state.0.lock().await;
    let now = gateway.clock.now();
    if let Some(told) = last.as_ref().filter(|told| told.is_recent(now)) {
        return told.answer;
    }
    let answer = gateway.store.check().await;
    *last = Some(Told { answer, at: gateway.clock.now() });
    answer
}

impl Told {
    /// Whether the answer is told again. One from the future is not: the clock was put back.
    fn is_recent(&self, now: Timestamp) -> bool {
        let age = now.duration_since(self.at);
        !age.is_negative() && age < ANSWER_LIFETIME
    }
}
