//! The rules of a challenge, for the page and for apps: what an entry leads to.

use super::outcome::Ending;

/// The code that is right. It is shown on the page: there is no telephone in the sandbox.
pub const CODE: &str = "123456";

/// The number of codes that may be entered.
pub(super) const MAX_TRIES: u8 = 3;

/// What the cardholder does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    RightCode,
    WrongCode,
    GivesUp,
}

/// How a challenge ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Authenticated,
    /// The buyer is sent back as authenticated, and the 3DS server is told nothing.
    AuthenticatedInSecret,
    /// The last code was wrong.
    Failed,
    Cancelled,
    /// The time is over, after the challenge was shown.
    TimedOut,
    /// The time is over, and the challenge was not asked for before.
    NeverAsked,
}

/// What follows an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Another code may be entered, and so many were wrong.
    Again {
        tries: u8,
    },
    Ended(Verdict),
}

impl Entry {
    pub(super) fn of_code(code: &str) -> Self {
        if code.trim() == CODE { Self::RightCode } else { Self::WrongCode }
    }
}

/// Returns what follows an entry after so many wrong codes.
pub(super) fn follow(ending: Ending, entry: Entry, tries: u8) -> Step {
    let tries = tries.saturating_add(1);
    match (ending, entry) {
        (Ending::TimedOut, _) => Step::Ended(Verdict::TimedOut),
        (Ending::NoResult, _) => Step::Ended(Verdict::AuthenticatedInSecret),
        (Ending::Cancelled, _) | (_, Entry::GivesUp) => Step::Ended(Verdict::Cancelled),
        (Ending::RightCode, _) | (Ending::Chosen | Ending::NoFrame, Entry::RightCode) => {
            Step::Ended(Verdict::Authenticated)
        }
        (Ending::WrongCode, _) | (Ending::Chosen | Ending::NoFrame, Entry::WrongCode) => {
            if tries < MAX_TRIES { Step::Again { tries } } else { Step::Ended(Verdict::Failed) }
        }
    }
}

impl Verdict {
    /// The transaction status (EMV 3-D Secure, `transStatus`).
    pub(super) const fn status(self) -> &'static str {
        match self {
            Self::Authenticated | Self::AuthenticatedInSecret => "Y",
            Self::Failed | Self::Cancelled | Self::TimedOut | Self::NeverAsked => "N",
        }
    }

    /// The reason of a status other than Y (`transStatusReason`).
    pub(super) const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Authenticated | Self::AuthenticatedInSecret => None,
            Self::Failed => Some("19"),
            Self::Cancelled => Some("01"),
            Self::TimedOut | Self::NeverAsked => Some("14"),
        }
    }

    /// Why the challenge ended without an entry that counts (`challengeCancel`).
    pub(super) const fn cancel(self) -> Option<&'static str> {
        match self {
            Self::Authenticated | Self::AuthenticatedInSecret | Self::Failed => None,
            Self::Cancelled => Some("01"),
            Self::TimedOut => Some("04"),
            Self::NeverAsked => Some("05"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_ending_takes_each_entry() {
        use Ending::*;
        let ended = Step::Ended;
        for (ending, right, wrong, third_wrong, gives_up) in [
            (
                Chosen,
                ended(Verdict::Authenticated),
                Step::Again { tries: 1 },
                Verdict::Failed,
                Verdict::Cancelled,
            ),
            (
                NoFrame,
                ended(Verdict::Authenticated),
                Step::Again { tries: 1 },
                Verdict::Failed,
                Verdict::Cancelled,
            ),
            (
                RightCode,
                ended(Verdict::Authenticated),
                ended(Verdict::Authenticated),
                Verdict::Authenticated,
                Verdict::Cancelled,
            ),
            (
                WrongCode,
                Step::Again { tries: 1 },
                Step::Again { tries: 1 },
                Verdict::Failed,
                Verdict::Cancelled,
            ),
            (
                Cancelled,
                ended(Verdict::Cancelled),
                ended(Verdict::Cancelled),
                Verdict::Cancelled,
                Verdict::Cancelled,
            ),
            (
                TimedOut,
                ended(Verdict::TimedOut),
                ended(Verdict::TimedOut),
                Verdict::TimedOut,
                Verdict::TimedOut,
            ),
            (
                NoResult,
                ended(Verdict::AuthenticatedInSecret),
                ended(Verdict::AuthenticatedInSecret),
                Verdict::AuthenticatedInSecret,
                Verdict::AuthenticatedInSecret,
            ),
        ] {
            assert_eq!(follow(ending, Entry::RightCode, 0), right, "{ending:?}");
            assert_eq!(follow(ending, Entry::WrongCode, 0), wrong, "{ending:?}");
            assert_eq!(follow(ending, Entry::WrongCode, 2), ended(third_wrong), "{ending:?}");
            assert_eq!(follow(ending, Entry::GivesUp, 0), ended(gives_up), "{ending:?}");
        }
    }

    #[test]
    fn a_typed_code_is_compared() {
        assert_eq!(Entry::of_code(" 123456 "), Entry::RightCode);
        for wrong in ["", "1234567", "000000"] {
            assert_eq!(Entry::of_code(wrong), Entry::WrongCode);
        }
    }
}
