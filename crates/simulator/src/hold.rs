//! A decision that is still pending. The simulated partner stores nothing: its reference of the payment holds
//! the decision and its time. So the decision survives restarts, and every instance gives the same one.

use document::Text;
use jiff::{SignedDuration, Timestamp};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hold {
    /// The payment stays pending.
    Undecided { since: Timestamp },
    /// The payment is approved from that time on.
    AcceptedAt(Timestamp),
}

/// The time for which a payment that will be approved stays pending. A person sees the wait, and a test is
/// not slowed by it.
const DECISION_TIME: SignedDuration = SignedDuration::from_secs(10);

const UNDECIDED: &str = "pending";
const ACCEPTED: &str = "accept";

impl Hold {
    pub(crate) const fn undecided(now: Timestamp) -> Self {
        Self::Undecided { since: now }
    }

    pub(crate) fn accepted_soon(now: Timestamp) -> Self {
        Self::AcceptedAt(now.saturating_add(DECISION_TIME).unwrap_or(now))
    }

    pub(crate) fn reference(self) -> Text<1, 200> {
        let (word, at) = match self {
            Self::Undecided { since } => (UNDECIDED, since),
            Self::AcceptedAt(at) => (ACCEPTED, at),
        };
        Text::parse(&format!("{word}.{}", at.as_millisecond())).expect("a word and some digits")
    }

    /// Reads a reference. Returns `None` where the text is not a reference of this partner.
    pub(crate) fn parse(reference: &str) -> Option<Self> {
        let (word, ms) = reference.split_once('.')?;
        let at = Timestamp::from_millisecond(ms.parse().ok()?).ok()?;
        match word {
            UNDECIDED => Some(Self::Undecided { since: at }),
            ACCEPTED => Some(Self::AcceptedAt(at)),
            _ => None,
        }
    }

    pub(crate) fn is_accepted(self, now: Timestamp) -> bool {
        match self {
            Self::Undecided { .. } => false,
            Self::AcceptedAt(at) => now >= at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_says_when_it_is_a_yes() {
        let now = Timestamp::from_millisecond(1_795_348_800_123).unwrap();
        let (soon, undecided) = (Hold::accepted_soon(now), Hold::undecided(now));
        assert_eq!(soon.reference().as_str(), "accept.1795348810123");
        assert_eq!(undecided.reference().as_str(), "pending.1795348800123");
        for hold in [soon, undecided] {
            assert_eq!(Hold::parse(hold.reference().as_str()), Some(hold));
        }
        let later = |ms| now.saturating_add(SignedDuration::from_millis(ms)).unwrap();
        assert!(!soon.is_accepted(later(9_999)) && soon.is_accepted(later(10_000)));
        assert!(!undecided.is_accepted(later(i64::from(u32::MAX))));
    }

    #[test]
    fn other_references_are_not_its_own() {
        for other in ["", "accept", "accept.", "accept.x", "refuse.1", "accept.99999999999999999999"] {
            assert_eq!(Hold::parse(other), None, "{other}");
        }
    }
}
