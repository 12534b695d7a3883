//! The time limit of a bank's answer, and the time at which the reconciler takes over an unanswered question.

use jiff::{SignedDuration, Timestamp};

use crate::{Gateway, ports::AcquirerAnswer};
use domain::transaction::Input;

/// The reconciler waits this long beyond the bank's time limit before it takes over.
const GRACE: SignedDuration = SignedDuration::from_secs(10);
/// A slow store may use up this much of the grace before the bank is asked. After more, the reconciler might come first.
const MAX_DELAY: SignedDuration = SignedDuration::from_secs(5);

impl Gateway {
    /// Returns when the reconciler takes over a question that is about to be asked at `now`.
    pub(crate) fn deadline(&self, now: Timestamp) -> Timestamp {
        later(now, self.settings.answer_limit + GRACE)
    }

    /// Whether the commit before the question took so long that the bank might answer after the reconciler has told it to
    /// undo.
    pub(crate) fn is_too_late(&self, deadline: Timestamp) -> bool {
        later(self.clock.now(), self.settings.answer_limit + GRACE - MAX_DELAY) > deadline
    }
}

/// Returns what the bank's answer means to the machine of a transaction.
pub(crate) fn input_of(answer: AcquirerAnswer) -> Input {
    match answer {
        AcquirerAnswer::Approved(approval) => Input::Approved(approval),
        AcquirerAnswer::Declined(code) => Input::Declined(code),
        AcquirerAnswer::NotSent => Input::NotSent,
        AcquirerAnswer::Silence => Input::Silence,
    }
}

/// Adds a duration to a time; the end of time where the sum is beyond it.
pub(crate) fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_add(by).unwrap_or(Timestamp::MAX)
}
