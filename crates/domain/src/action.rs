//! What is done to a payment after it was authorised: captures, refunds, cancels, and the expiry of the authorisation.

use document::choice;
use jiff::{SignedDuration, Timestamp};
use primitives::{Amount, Currency, IdempotencyKey, TransactionId};

use crate::transaction::{State, TransactionType, next_attempt};

choice! {
    pub enum ActionKind {
        Capture = "CAPTURE", Refund = "REFUND", Cancel = "CANCEL",
        /// The authorisation ran out: what was not captured by then is given back. No merchant asks for it.
        Expiry = "EXPIRY",
    }
}

choice! {
    /// How a capture treats the authorisation: as it is; renewed first where it has run out; closed after it.
    pub enum CaptureOption { Standard = "STANDARD", LateDelivery = "LATE_DELIVERY", Final = "FINAL", }
}

/// What decides about a capture, a refund or a cancel. All else that the merchant said with it is an
/// [`Echo`](crate::echo::Echo).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionTerms {
    /// In minor units of the payment's currency: all of it or a part.
    pub amount: Amount,
    /// Where the merchant gives one, it must be the payment's.
    pub currency: Option<Currency>,
    /// The merchant's reference of the action; with the amount it identifies a repeated one.
    pub reference: Option<ReferenceMark>,
}

impl ActionTerms {
    /// Of an action that the gateway itself takes: a deferred capture, an expiry.
    pub const fn of_gateway(amount: Amount) -> Self {
        Self { amount, currency: None, reference: None }
    }
}

/// What a reference is recognised by. The contract has no limit for it, and every look at a payment reads it: a long one is
/// its beginning and a sum of all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceMark(String);

impl ReferenceMark {
    const MOST: usize = 100;

    pub fn of(reference: &str) -> Self {
        if reference.chars().count() <= Self::MOST {
            return Self(reference.to_owned());
        }
        // FNV-1a: it keeps a merchant's own references apart, and nobody gains by making two meet.
        let sum = reference.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let beginning: String = reference.chars().take(Self::MOST).collect();
        Self(format!("{beginning}…{sum:016x}"))
    }

    /// As it was stored.
    pub fn stored(mark: &str) -> Self {
        Self(mark.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One attempt, whatever became of it. A refusal is kept like a success.
#[derive(Clone, PartialEq)]
pub struct Action {
    pub id: TransactionId,
    /// The payment.
    pub origin: TransactionId,
    /// What it was asked of: the payment, or one of its captures or refunds.
    pub target: TransactionId,
    pub kind: ActionKind,
    pub option: CaptureOption,
    pub amount: Amount,
    pub reference: Option<ReferenceMark>,
    pub created: Timestamp,
    /// Its place among the actions of the payment. Ids are drawn before anything is decided, and between instances need
    /// not be in the order in which things happened.
    pub place: Place,
    /// No merchant asked for it: a deferred capture on its day, an expiry.
    pub by_gateway: bool,
    pub idempotency_key: Option<IdempotencyKey>,
    /// Most actions ask no bank and are accepted or refused at once; a late delivery asks.
    pub state: State,
    /// What a cancel takes from captures and refunds; the rest of its amount was not captured.
    pub taken: Vec<Taken>,
    /// What the bank is to be told that it need not hold any more.
    pub release: Option<Release>,
}

/// What is granted comes with a new version of the payment, and stands behind all that was decided on older ones. What
/// is refused stands behind the version on which it was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(pub i64);

impl Place {
    /// `version` is the one on which it was decided.
    pub const fn granted(version: i64) -> Self {
        Self((version + 1) * 2)
    }

    pub const fn refused(version: i64) -> Self {
        Self(version * 2 + 1)
    }
}

/// A part of a capture or a refund that a cancel took away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub from: TransactionId,
    pub amount: Amount,
}

/// Money that the bank holds for nothing: it is told until it has confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    pub amount: Amount,
    pub state: ReleaseState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReleaseState {
    /// To be told, or told and not confirmed: told again at `due`.
    Owed {
        due: Timestamp,
        attempt: u32,
    },
    Confirmed,
}

impl Release {
    /// About to be told once more; next at the time at which an answer should have come, and a pause.
    #[must_use]
    pub fn told_again(self, now: Timestamp, limit: SignedDuration) -> Self {
        let attempt = match self.state {
            ReleaseState::Owed { attempt, .. } => attempt.saturating_add(1),
            ReleaseState::Confirmed => return self,
        };
        let due = next_attempt(attempt, now, limit);
        Self { state: ReleaseState::Owed { due, attempt }, ..self }
    }

    #[must_use]
    pub const fn confirmed(self) -> Self {
        Self { state: ReleaseState::Confirmed, ..self }
    }
}

impl Action {
    pub const fn amount(&self) -> Amount {
        self.amount
    }

    pub const fn is_accepted(&self) -> bool {
        matches!(self.state, State::Accepted(_))
    }

    /// A bank was asked, and has not answered.
    pub const fn is_pending(&self) -> bool {
        self.state.is_pending()
    }

    /// A late delivery, which a bank has authorised anew, or is being asked to.
    pub const fn is_renewal(&self) -> bool {
        matches!(self.kind, ActionKind::Capture)
            && (self.is_pending() || matches!(self.state, State::Accepted(Some(_))))
    }

    /// What it is called in answers; an expiry is nobody's transaction.
    pub const fn transaction_type(&self) -> Option<TransactionType> {
        match self.kind {
            ActionKind::Capture => Some(TransactionType::Capture),
            ActionKind::Refund => Some(TransactionType::Refund),
            ActionKind::Cancel => Some(TransactionType::Cancel),
            ActionKind::Expiry => None,
        }
    }

    /// Whether the bank must be told, and when next.
    pub fn release_due(&self) -> Option<Timestamp> {
        match self.release {
            Some(Release { state: ReleaseState::Owed { due, .. }, .. }) if self.is_accepted() => Some(due),
            _ => None,
        }
    }

    /// What it keeps from being captured besides its own amount: a FINAL capture closes the rest.
    pub fn closes(&self) -> Amount {
        match (self.kind, self.release) {
            (ActionKind::Capture, Some(release)) => release.amount,
            _ => Amount::ZERO,
        }
    }
}
