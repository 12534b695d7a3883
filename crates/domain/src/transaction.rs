//! A payment, and its state machine.
//!
//! A question to a bank has two sides. [`State::Authorizing`] and [`State::Reversing`] mean that the bank was
//! asked and has not answered. They are on disk before the question is sent, and the reconciler finishes what
//! it finds in them after a crash or without an answer. An input that has no arm in [`State::step`] is
//! refused. The whole matrix of states and inputs is printed to `tests/machine.txt`, so a changed rule is a
//! changed line.

use std::fmt;

use document::{Text, choice};
use jiff::{SignedDuration, Timestamp};
use primitives::{Amount, IdempotencyKey, MerchantId, Reference, SessionNumber, TransactionId, WebUrl};

use crate::{
    ReturnCode,
    authentication::Authenticated,
    duplicate::Claim,
    echo::Echo,
    terms::{CaptureMode, PaymentType, Terms},
    used_card::UsedCard,
    wallet::Rank,
};

choice! {
    /// The type of a transaction in answers (Retail API, section 3.3).
    pub enum TransactionType {
        Authorization = "AUTHORIZATION",
        AuthorizationAndCapture = "AUTHORIZATION_AND_CAPTURE",
        AccountVerification = "ACCOUNT_VERIFICATION",
        Capture = "CAPTURE",
        Refund = "REFUND",
        Cancel = "CANCEL",
    }
}

impl TransactionType {
    pub const fn of_payment(payment_type: PaymentType, capture: CaptureMode) -> Self {
        match (payment_type, capture) {
            (PaymentType::AccountVerification, _) => Self::AccountVerification,
            (_, CaptureMode::Automatic) => Self::AuthorizationAndCapture,
            (_, CaptureMode::Manual | CaptureMode::Deferred) => Self::Authorization,
        }
    }
}

/// A payment. It exists from the moment before its bank is asked, or before its buyer is sent to a partner.
#[derive(Clone, PartialEq)]
pub struct Transaction {
    pub id: TransactionId,
    pub merchant: MerchantId,
    pub payment_method: Reference,
    /// The point of sale, whose remittance takes the captures and refunds.
    pub point_of_sale: Reference,
    /// The type of instrument, such as `CB` or `AMEX`.
    pub instrument_type: Reference,
    pub created: Timestamp,
    /// The card that pays. `None` for a payment at a partner.
    pub card: Option<UsedCard>,
    pub terms: Terms,
    pub echo: Echo,
    /// The key under which a repeated request gets the first answer again.
    pub idempotency_key: Option<IdempotencyKey>,
    pub origin: Origin,
    /// The authentication of the buyer that the bank is, or was, given as a proof.
    pub authentication: Option<Authenticated>,
    pub state: State,
}

/// Where a payment comes from, and so who is notified of its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The merchant asked for it.
    Merchant {
        /// The notification URL of the point of sale, if it has one.
        notification_url: Option<WebUrl>,
    },
    /// The merchant asked for it, with a card of a wallet.
    Wallet {
        /// The notification URL of the point of sale, if it has one.
        notification_url: Option<WebUrl>,
        /// The card. Its rank is known where the wallet has such a card.
        card: WalletUse,
    },
    /// A buyer pays in this session. The session sends its own notification.
    Session {
        number: SessionNumber,
        /// The card that pays, where it is one of a wallet. Without a rank the buyer's card comes into the wallet once the
        /// payment is accepted.
        wallet: Option<WalletUse>,
    },
}

/// A wallet, and a card in it, that a payment has to do with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalletUse {
    pub wallet: Reference,
    pub rank: Option<Rank>,
}

impl Origin {
    pub const fn session(&self) -> Option<SessionNumber> {
        match self {
            Self::Session { number, .. } => Some(*number),
            Self::Merchant { .. } | Self::Wallet { .. } => None,
        }
    }

    /// Returns the URL at which the merchant is notified of the payment by itself.
    pub const fn notification_url(&self) -> Option<&WebUrl> {
        match self {
            Self::Merchant { notification_url } | Self::Wallet { notification_url, .. } => {
                notification_url.as_ref()
            }
            Self::Session { .. } => None,
        }
    }

    /// Returns the wallet and its card that pays.
    pub const fn paying_card(&self) -> Option<&WalletUse> {
        match self {
            Self::Wallet { card, .. }
            | Self::Session { wallet: Some(card @ WalletUse { rank: Some(_), .. }), .. } => Some(card),
            Self::Merchant { .. } | Self::Session { .. } => None,
        }
    }

    /// Returns the wallet into which the card comes once the payment is accepted.
    pub const fn receiving_wallet(&self) -> Option<&Reference> {
        match self {
            Self::Session { wallet: Some(WalletUse { wallet, rank: None }), .. } => Some(wallet),
            Self::Merchant { .. } | Self::Wallet { .. } | Self::Session { .. } => None,
        }
    }
}

impl Transaction {
    /// Returns the claim by which a duplicate of this payment is recognised.
    pub fn claim(&self) -> Claim {
        Claim {
            merchant: self.merchant,
            payment_method: self.payment_method.clone(),
            order_reference: self.terms.order_reference.clone(),
            amount: self.amount(),
        }
    }

    pub fn kind(&self) -> TransactionType {
        TransactionType::of_payment(self.terms.payment_type, self.terms.capture.mode())
    }

    pub fn amount(&self) -> Amount {
        self.terms.amount
    }
}

/// What a bank returns with an approval.
#[derive(Clone, PartialEq, Eq)]
pub struct Approval {
    pub authorization_number: Text<0, 6>,
    pub authorization_date: Timestamp,
    /// The issuer's id of the payment. Later merchant-initiated payments give it as their original
    /// transaction.
    pub issuer_transaction_id: Text<0, 200>,
}

/// The state of a payment or of an action. `deadline` is the time from which the reconciler takes over;
/// `attempt` is the number of attempts so far.
#[derive(Clone, PartialEq)]
pub enum State {
    /// The bank is being asked, or was being asked when the gateway died.
    Authorizing { deadline: Timestamp },
    /// The bank did not answer within its time limit. The outcome is unknown.
    Unanswered,
    /// The buyer was sent to a partner, which has not answered yet.
    AtPartner { deadline: Timestamp },
    /// The partner has answered that it has not decided yet.
    OnHold(Hold),
    /// The bank is being told to undo the authorisation, whether it made one or not.
    Reversing { deadline: Timestamp, attempt: u32 },
    /// The payment is accepted. It has an approval if a bank was asked.
    Accepted(Option<Approval>),
    /// The bank, the partner or the gateway refused, with this code.
    Refused(ReturnCode),
    /// The bank has confirmed the reversal of an unanswered authorisation.
    Reversed,
    /// The bank approved after a reversal was sent, so that a second reversal is under way. Merchants see it as
    /// reversed.
    Undoing { deadline: Timestamp, attempt: u32 },
}

/// A partner's answer that it has not decided yet.
#[derive(Clone, PartialEq)]
pub struct Hold {
    /// The partner's reference of the payment.
    pub reference: Text<1, 200>,
    /// The time of the partner's first undecided answer.
    pub since: Timestamp,
    /// The time at which the partner is asked next.
    pub look_at: Timestamp,
    /// The number of times that the partner was asked.
    pub attempt: u32,
}

/// The time after which an undecided partner is told to cancel the payment.
const HOLD_LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The delay before a partner is first asked for its decision.
const FIRST_LOOK: SignedDuration = SignedDuration::from_secs(1);

/// An event that moves a payment from one state to the next.
#[derive(Clone, PartialEq)]
pub enum Input {
    Approved(Approval),
    Declined(ReturnCode),
    /// The request was not sent, so that the bank cannot have acted on it.
    NotSent,
    /// The request was sent, and no answer came within the time limit.
    Silence,
    /// The reconciler found the work due. `limit` is the time that an answer may take.
    Due {
        limit: SignedDuration,
    },
    ReversalConfirmed,
    /// The partner has not decided yet.
    Held {
        reference: Text<1, 200>,
    },
    /// The buyer came back from the partner and wants to pay in another way. `limit` is the time that an
    /// answer may take.
    Abandoned {
        limit: SignedDuration,
    },
}

/// The effects of a step, which are written in one commit. The work that follows and its time are computed
/// from the state ([`crate::work`]).
#[derive(Clone, PartialEq)]
pub struct Step {
    pub state: State,
    /// What happens to the payment's claim. `None` leaves it.
    pub claim: Option<ClaimEnd>,
}

/// What happens to a payment's claim to its order when the payment ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimEnd {
    /// The payment counts: a repeat of it is refused until the end of the next day.
    Keep,
    /// The payment was not accepted. The same order may be paid again.
    Release,
}

/// The state does not accept the input: it came late, twice or by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nothing follows from this input in this state")]
pub struct OutOfPlace;

impl State {
    /// Returns what follows from an input, or [`OutOfPlace`] where this state does not accept it.
    pub fn step(&self, input: Input, now: Timestamp) -> Result<Step, OutOfPlace> {
        use ClaimEnd::*;
        use State::*;
        let (state, claim) = match (self, input) {
            (Authorizing { .. } | AtPartner { .. } | OnHold(_), Input::Approved(approval)) => {
                (Accepted(Some(approval)), Some(Keep))
            }
            (Authorizing { .. } | AtPartner { .. } | OnHold(_), Input::Declined(code)) => {
                (Refused(code), Some(Release))
            }
            (Authorizing { .. }, Input::NotSent) => {
                (Refused(ReturnCode::ACQUIRER_UNREACHABLE), Some(Release))
            }
            (Authorizing { .. }, Input::Silence) => (Unanswered, None),
            (Authorizing { deadline } | AtPartner { deadline }, Input::Due { limit }) if now >= *deadline => {
                (reversing(1, now, limit), None)
            }
            (Unanswered, Input::Due { limit }) | (AtPartner { .. }, Input::Abandoned { limit }) => {
                (reversing(1, now, limit), None)
            }
            (Reversing { deadline, attempt }, Input::Due { limit }) if now >= *deadline => {
                (reversing(attempt.saturating_add(1), now, limit), None)
            }
            (Reversing { .. }, Input::ReversalConfirmed) => (Reversed, Some(Release)),
            // A late approval may stand for something that happened after the reversal, so the reversal is
            // sent again.
            (Reversing { attempt, .. }, Input::Approved(_)) => {
                (Reversing { deadline: now, attempt: *attempt }, None)
            }
            (Reversed | Undoing { .. }, Input::Approved(_)) => (Undoing { deadline: now, attempt: 0 }, None),
            (Undoing { deadline, attempt }, Input::Due { limit }) if now >= *deadline => {
                let attempt = attempt.saturating_add(1);
                (Undoing { deadline: next_attempt(attempt, now, limit), attempt }, None)
            }
            (Undoing { .. }, Input::ReversalConfirmed) => (Reversed, None),
            (AtPartner { .. } | OnHold(_), Input::Held { reference }) => (held(self, reference, now), None),
            (OnHold(hold), Input::Due { limit }) if hold.is_over(now) => (reversing(1, now, limit), None),
            (OnHold(hold), Input::Due { .. }) if now >= hold.look_at => (OnHold(hold.looked(now)), None),
            _ => return Err(OutOfPlace),
        };
        Ok(Step { state, claim })
    }

    /// Whether a bank or partner was asked, or is told to undo, and the merchant knows no outcome yet.
    pub const fn is_pending(&self) -> bool {
        match self {
            Self::Authorizing { .. }
            | Self::Unanswered
            | Self::Reversing { .. }
            | Self::AtPartner { .. }
            | Self::OnHold(_) => true,
            Self::Accepted(_) | Self::Refused(_) | Self::Reversed | Self::Undoing { .. } => false,
        }
    }

    /// Returns the time from which the reconciler takes up the payment. It is `now` where there is no waiting
    /// time.
    pub fn due(&self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Authorizing { deadline }
            | Self::AtPartner { deadline }
            | Self::Reversing { deadline, .. }
            | Self::Undoing { deadline, .. } => Some(*deadline),
            Self::OnHold(hold) => Some(hold.look_at),
            Self::Unanswered => Some(now),
            Self::Accepted(_) | Self::Refused(_) | Self::Reversed => None,
        }
    }

    /// Returns the number of the current reversal attempt, from 1.
    pub const fn attempt(&self) -> u32 {
        match self {
            Self::Reversing { attempt, .. } | Self::Undoing { attempt, .. } => *attempt,
            _ => 0,
        }
    }

    /// Returns the return code that the merchant sees.
    pub fn result(&self) -> ReturnCode {
        match self {
            Self::Authorizing { .. } | Self::Unanswered | Self::Reversing { .. } => {
                ReturnCode::OUTCOME_UNKNOWN
            }
            Self::AtPartner { .. } => ReturnCode::BUYER_TO_PAY,
            Self::OnHold(_) => ReturnCode::PARTNER_UNDECIDED,
            Self::Accepted(_) => ReturnCode::APPROVED,
            Self::Refused(code) => *code,
            Self::Reversed | Self::Undoing { .. } => ReturnCode::UNANSWERED_CANCELLED,
        }
    }

    pub const fn approval(&self) -> Option<&Approval> {
        match self {
            Self::Accepted(approval) => approval.as_ref(),
            _ => None,
        }
    }

    /// Returns the word for the state that the store and logs use.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Authorizing { .. } => "AUTHORIZING",
            Self::Unanswered => "UNANSWERED",
            Self::AtPartner { .. } => "AT_PARTNER",
            Self::OnHold(_) => "ON_HOLD",
            Self::Reversing { .. } => "REVERSING",
            Self::Accepted(_) => "ACCEPTED",
            Self::Refused(_) => "REFUSED",
            Self::Reversed => "REVERSED",
            Self::Undoing { .. } => "UNDOING",
        }
    }
}

/// Returns the state on hold. A repeated "undecided" does not restart the time limit of the hold.
fn held(state: &State, reference: Text<1, 200>, now: Timestamp) -> State {
    let since = match state {
        State::OnHold(hold) => hold.since,
        _ => now,
    };
    State::OnHold(Hold { reference, since, look_at: later(now, FIRST_LOOK), attempt: 0 })
}

impl Hold {
    fn is_over(&self, now: Timestamp) -> bool {
        now >= later(self.since, HOLD_LIFE)
    }

    /// Returns the hold after one more question. The interval is two seconds for the first minute, while the
    /// buyer waits, and then grows to ten minutes at most.
    fn looked(&self, now: Timestamp) -> Self {
        let attempt = self.attempt.saturating_add(1);
        let pause = SignedDuration::from_secs(2_i64 << attempt.saturating_sub(30).min(9));
        Self { look_at: later(now, pause.min(SignedDuration::from_mins(10))), attempt, ..self.clone() }
    }
}

fn later(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.saturating_add(by).unwrap_or(Timestamp::MAX)
}

fn reversing(attempt: u32, now: Timestamp, limit: SignedDuration) -> State {
    State::Reversing { deadline: next_attempt(attempt, now, limit), attempt }
}

/// Returns the time of the next attempt. The pause after the answer limit grows with each attempt, to ten
/// minutes at most.
pub(crate) fn next_attempt(attempt: u32, now: Timestamp, limit: SignedDuration) -> Timestamp {
    let pause = SignedDuration::from_secs(1_i64 << attempt.saturating_sub(1).min(9))
        .min(SignedDuration::from_mins(10));
    now.saturating_add(limit).and_then(|at| at.saturating_add(pause)).unwrap_or(Timestamp::MAX)
}

/// Writes the name of the state only: approval numbers do not belong in a log.
impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(code) => write!(f, "REFUSED {}", code.code()),
            Self::Reversing { attempt, .. } | Self::Undoing { attempt, .. } => {
                write!(f, "{}, attempt {attempt}", self.name())
            }
            _ => f.write_str(self.name()),
        }
    }
}
