//! What is done to a payment after it was authorised: captures, refunds, cancels, and the end of its time
//! (Retail API, section 3.3: TransactionActionRequest).

use document::{Fault, Object, Path, Problems, Schemas, Strings, Text, Tree, Value, choice, record};
use jiff::{SignedDuration, Timestamp};
use primitives::{Amount, Currency, IdempotencyKey, TransactionId};

use crate::{
    order::OrderItem,
    transaction::{State, TransactionType, next_attempt},
};

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

record! {
    /// What the three actions share.
    pub struct ActionRequest as "TransactionActionRequest" {
        ..details: ActionDetails,
        /// In the smallest unit of the payment's currency; a part of the payment is enough.
        amount: Amount = "amount",
        /// Not of the published API: where it is given it must be the payment's (02620).
        currency: Option<Currency> = "currency",
    }
}

record! {
    /// What decides nothing: kept with the action, and read only where it is asked for.
    #[derive(Default)]
    pub struct ActionDetails as "ActionDetails" {
        comment: Option<Comment> = "comment",
        items: Option<Vec<OrderItem>> = "items",
        private_data: Option<Strings<99>> = "privateData",
        misc_data: Option<MiscData> = "miscData",
        /// The merchant's reference of the action; with the amount it tells a repeated one.
        merchant_reference: Option<Text<0, 65536>> = "merchantReference",
    }
}

impl ActionDetails {
    pub fn reference(&self) -> Option<ReferenceMark> {
        self.merchant_reference.as_ref().map(|reference| ReferenceMark::of(reference.as_str()))
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

    /// As it was written.
    pub fn known(mark: &str) -> Self {
        Self(mark.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

record! {
    pub struct CaptureRequest as "TransactionCaptureRequest" {
        ..action: ActionRequest,
        option: Option<CaptureOption> = "option",
    }
}

impl ActionRequest {
    /// The gateway's own: a deferred capture, an expiry.
    pub const fn plain(amount: Amount) -> Self {
        Self {
            details: ActionDetails {
                comment: None,
                items: None,
                private_data: None,
                misc_data: None,
                merchant_reference: None,
            },
            amount,
            currency: None,
        }
    }
}

/// Shown in the merchant's log: 0 to 255 characters, no angle brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment(Text<0, 255>);

impl Comment {
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let text = Text::parse(text)?;
        if text.as_str().contains(['<', '>']) {
            return Err(Fault::Pattern("a text without \"<\" and \">\""));
        }
        Ok(Self(text))
    }
}

document::text_value!(
    Comment,
    Comment::parse,
    |value: &Comment| value.0.as_str().to_owned(),
    Object::new().with("type", "string").with("maxLength", 255).with("pattern", "^[^<>]*$")
);

/// Whatever object the merchant sends: kept, and given back.
#[derive(Clone, PartialEq)]
pub struct MiscData(Object);

impl Value for MiscData {
    fn read(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let object = tree.as_object().cloned();
        if object.is_none() {
            problems.add(at, Fault::Type("an object"));
        }
        object.map(Self)
    }

    fn write(&self) -> Tree {
        self.0.clone().into()
    }

    fn schema(_: &mut Schemas) -> Tree {
        Object::new().with("type", "object").into()
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

record! {
    /// A part of a capture or a refund that a cancel took away.
    #[derive(Debug, Eq)]
    pub struct Taken as "Taken" {
        from: TransactionId = "from",
        amount: Amount = "amount",
    }
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
