//! How long a question to a bank may take, and when others may take over from whoever asked.

use jiff::{SignedDuration, Timestamp};

use crate::{Gateway, ports::Answer};
use domain::transaction::Input;

/// Beyond the bank's time limit, before the reconciler takes over from whoever asked.
const GRACE: SignedDuration = SignedDuration::from_secs(10);
/// How much of it may be gone, to a slow store, when the bank is asked: later the reconciler might come first.
const MOST_LATE: SignedDuration = SignedDuration::from_secs(5);

impl Gateway {
    /// From when on whoever was about to ask at `now` is taken for dead.
    pub(crate) fn deadline(&self, now: Timestamp) -> Timestamp {
        later(now, self.settings.answer_limit + GRACE)
    }

    /// The commit before the question took its time: a bank asked now might answer after the reconciler has told it to
    /// undo.
    pub(crate) fn is_too_late(&self, deadline: Timestamp) -> bool {
        later(self.clock.now(), self.settings.answer_limit + GRACE - MOST_LATE) > deadline
    }
}

pub(crate) fn heard(answer: Answer) -> Input {
    match answer {
        Answer::Approved(approval) => Input::Approved(approval),
        Answer::Declined(code) => Input::Declined(code),
        Answer::NotSent => Input::NotSent,
        Answer::Silence => Input::Silence,
    }
}

pub(crate) fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_add(by).unwrap_or(Timestamp::MAX)
}
