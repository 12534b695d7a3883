//! Actions on an authorised payment: captures, refunds, cancels, and the expiry of the authorisation.

use document::choice;
use jiff::{SignedDuration, Timestamp};
use primitives::{Amount, Currency, IdempotencyKey, TransactionId};

use crate::transaction::{State, TransactionType, next_attempt};

choice! {
    /// The kind of an action.
    pub enum ActionKind {
        Capture = "CAPTURE", Refund = "REFUND", Cancel = "CANCEL",
        /// The authorisation has expired: the gateway by itself releases at the bank what was not captured.
        Expiry = "EXPIRY",
    }
}

impl ActionKind {
    /// Returns the transaction type in answers. `None` for an expiry, which answers do not list.
    pub const fn transaction_type(self) -> Option<TransactionType> {
        match self {
            Self::Capture => Some(TransactionType::Capture),
            Self::Refund => Some(TransactionType::Refund),
            Self::Cancel => Some(TransactionType::Cancel),
            Self::Expiry => None,
        }
    }
}

choice! {
    /// How a capture treats the authorisation. STANDARD uses it; LATE_DELIVERY renews it first if it has
    /// expired; FINAL closes the rest of it.
    pub enum CaptureOption { Standard = "STANDARD", LateDelivery = "LATE_DELIVERY", Final = "FINAL", }
}

/// The terms of a capture, a refund or a cancel: what decisions depend on. All else that the merchant said is
/// an [`Echo`](crate::echo::Echo).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionTerms {
    /// The amount of the action in minor units of the payment's currency: all of the payment or a part.
    pub amount: Amount,
    /// The currency, if the merchant names one. It must be the payment's.
    pub currency: Option<Currency>,
    /// The merchant's reference of the action; with the amount it identifies a repeated one.
    pub reference: Option<ReferenceMark>,
}

impl ActionTerms {
    /// Returns the terms of an action that the gateway takes by itself: a deferred capture or an expiry.
    pub const fn of_gateway(amount: Amount) -> Self {
        Self { amount, currency: None, reference: None }
    }
}

/// The form of a merchant's reference that is compared. The contract does not limit the length of a
/// reference, and every read of a payment loads it, so a reference of more than 100 characters is kept as its
/// beginning and a checksum of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceMark(String);

impl ReferenceMark {
    /// The longest reference that is kept whole, in characters.
    const MAX_LENGTH: usize = 100;

    /// Returns the mark of a reference.
    pub fn of(reference: &str) -> Self {
        if reference.chars().count() <= Self::MAX_LENGTH {
            return Self(reference.to_owned());
        }
        // FNV-1a keeps a merchant's own references apart. Nobody gains from a collision, so the hash need not
        // be a secure one.
        let sum = reference.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let beginning: String = reference.chars().take(Self::MAX_LENGTH).collect();
        Self(format!("{beginning}…{sum:016x}"))
    }

    /// Takes a mark from the store as it is.
    pub fn stored(mark: &str) -> Self {
        Self(mark.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One attempt to change a payment. A refused attempt is kept like an accepted one.
#[derive(Clone, PartialEq)]
pub struct Action {
    pub id: TransactionId,
    /// The payment that the action is on.
    pub payment: TransactionId,
    /// The transaction that the request named: the payment, or one of its captures or refunds.
    pub target: TransactionId,
    pub kind: ActionKind,
    pub option: CaptureOption,
    /// The amount in minor units of the payment's currency.
    pub amount: Amount,
    pub reference: Option<ReferenceMark>,
    pub created: Timestamp,
    /// The place of the action among those of the payment. Ids do not give this order: they are drawn before the
    /// decision, and instances draw them independently.
    pub place: Place,
    /// True for what the gateway does by itself: a deferred capture on its day, or an expiry.
    pub by_gateway: bool,
    pub idempotency_key: Option<IdempotencyKey>,
    /// The state. Most actions ask no bank and are accepted or refused at once; a late delivery asks.
    pub state: State,
    /// The parts that a cancel takes from captures and refunds. The rest of its amount had not been captured.
    pub taken: Vec<Taken>,
    /// The authorised amount that the bank is told to release.
    pub release: Option<Release>,
}

/// The sort key of an action. A granted action makes a new version of the payment and sorts after all actions of
/// older versions. A refused action sorts after the version on which it was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(pub i64);

impl Place {
    /// Returns the place of a granted action. `version` is the version of the payment that the decision was
    /// based on.
    pub const fn granted(version: i64) -> Self {
        Self((version + 1) * 2)
    }

    /// Returns the place of a refused action. `version` is the version of the payment that the decision was
    /// based on.
    pub const fn refused(version: i64) -> Self {
        Self(version * 2 + 1)
    }
}

/// A part of a capture or a refund that a cancel took away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The capture or the refund.
    pub from: TransactionId,
    pub amount: Amount,
}

/// Authorised money that will not be captured. The bank is told to release it until it confirms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// The amount in minor units of the payment's currency.
    pub amount: Amount,
    pub state: ReleaseState,
}

/// Whether the bank has confirmed a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReleaseState {
    /// The bank has not confirmed yet. It is told (again) at `due`.
    Owed {
        due: Timestamp,
        /// The number of attempts so far.
        attempt: u32,
    },
    Confirmed,
}

impl Release {
    /// Returns the release after one more attempt. The next attempt is due when the bank's answer limit and a
    /// pause have passed.
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

    /// Whether a bank was asked and has not answered.
    pub const fn is_pending(&self) -> bool {
        self.state.is_pending()
    }

    /// Whether this is a late delivery, for which a bank authorises the amount anew.
    pub const fn is_renewal(&self) -> bool {
        matches!(self.kind, ActionKind::Capture)
            && (self.is_pending() || matches!(self.state, State::Accepted(Some(_))))
    }

    /// Returns the transaction type in answers. `None` for an expiry, which answers do not list.
    pub const fn transaction_type(&self) -> Option<TransactionType> {
        self.kind.transaction_type()
    }

    /// Returns the time at which the bank is told next. `None` where nothing is owed.
    pub fn release_due(&self) -> Option<Timestamp> {
        match self.release {
            Some(Release { state: ReleaseState::Owed { due, .. }, .. }) if self.is_accepted() => Some(due),
            _ => None,
        }
    }

    /// Returns the amount that can no longer be captured because of this action, beyond its own amount. A
    /// FINAL capture closes the rest.
    pub fn closes(&self) -> Amount {
        match (self.kind, self.release) {
            (ActionKind::Capture, Some(release)) => release.amount,
            _ => Amount::ZERO,
        }
    }
}
