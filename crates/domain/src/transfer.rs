//! SEPA credit transfers: what a merchant has paid out, and what became of it.
//!
//! Before the bank is asked, the state [`State::Asking`] is on disk. What the bank accepts waits for the file of its day, which is
//! closed after the end of the day. The money moves on the next business day. The payee's bank may return it within three business days
//! after that (EPC rulebook of SEPA credit transfers, section 4.3.2).

use document::choice;
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use primitives::{Amount, Bic, Iban, MaskedIban, MerchantId, OrderReference, Reference, TransactionId};

use crate::{ReturnCode, echo::Echo, target_day};

mod return_reason;

pub use return_reason::ReturnReason;

/// A transfer from the account of a merchant.
#[derive(Clone)]
pub struct Transfer {
    pub id: TransactionId,
    pub merchant: MerchantId,
    pub point_of_sale: Reference,
    pub payment_method: Reference,
    pub created: Timestamp,
    /// The amount in euro cents.
    pub amount: Amount,
    /// The account that is debited, as it was when the transfer was asked for.
    pub payer: Account,
    pub payee_bic: Bic,
    pub payee_iban: MaskedIban,
    /// `None` once it has been forgotten.
    pub details: Option<Details>,
    pub state: State,
    /// The code of the first answer to the merchant. `None` where there was none yet.
    pub answered: Option<ReturnCode>,
}

/// What is personal of a transfer besides the IBAN of the payee, which is kept sealed.
#[derive(Clone)]
pub struct Details {
    /// The name of the payee.
    pub holder: String,
    /// The order that the payee is paid for; the payee reads it on the account statement.
    pub order_reference: Option<OrderReference>,
    /// What the merchant said besides.
    pub echo: Echo,
}

/// The account that transfers of a payment method are paid from. It is an account of the merchant.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub iban: Iban,
    pub bic: Bic,
    pub holder: String,
}

/// What has become of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The bank is being asked, or has not answered. It is asked again when the time comes: it knows a repeat by the id.
    Asking { attempt: u32, due: Timestamp },
    /// The bank refused the transfer.
    Refused(ReturnCode),
    /// The bank accepted the transfer. It waits for the file of the day.
    Accepted { day: Date },
    /// The transfer is in the file of `day`, and is settled on `settles`.
    Filed { day: Date, settles: Date },
    /// The payee's bank has the money. `None` for `look` where it cannot return it any more.
    Settled { day: Date, settles: Date, look: Option<Date> },
    /// The money came back, or never left.
    Returned { day: Date, settles: Date, reason: ReturnReason },
}

choice! {
    /// The name of a state.
    pub enum Stage {
        Asking = "ASKING", Refused = "REFUSED", Accepted = "ACCEPTED", Filed = "FILED", Settled = "SETTLED",
        Returned = "RETURNED",
    }
}

/// What happens to a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// The bank is about to be asked again. It has until the deadline.
    AskedAgain {
        deadline: Timestamp,
    },
    /// The bank has accepted it on this day of the gateway's calendar.
    Accepted {
        day: Date,
    },
    Refused(ReturnCode),
    /// The connection to the bank could not be opened.
    NotSent,
    /// The bank did not answer within its time limit.
    Silence {
        now: Timestamp,
    },
    /// The file of its day was closed before it came: it goes into that of this day.
    Postponed {
        day: Date,
    },
    /// It is written into the file of a day, which is gathered today.
    Filed {
        day: Date,
        today: Date,
    },
    /// The bank reports that the transfer was settled.
    Settled,
    /// The bank reports nothing new.
    NothingNew {
        today: Date,
    },
    Returned(ReturnReason),
}

/// The input does not belong to the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfPlace;

/// The number of business days after the settlement within which the payee's bank may return a transfer.
const RETURN_DAYS: u8 = 3;
/// The pauses between two questions to a bank that does not answer: the first, and the longest.
const PAUSES: [SignedDuration; 2] = [SignedDuration::from_secs(1), SignedDuration::from_mins(10)];

impl State {
    /// Returns the next state.
    pub fn step(self, input: Input) -> Result<Self, OutOfPlace> {
        Ok(match (self, input) {
            (Self::Asking { attempt, .. }, Input::AskedAgain { deadline }) => {
                Self::Asking { attempt: attempt.saturating_add(1), due: deadline }
            }
            (Self::Asking { attempt, .. }, Input::Silence { now }) => {
                Self::Asking { attempt, due: now.saturating_add(pause(attempt)).unwrap_or(Timestamp::MAX) }
            }
            (Self::Asking { .. }, Input::Accepted { day })
            | (Self::Accepted { .. }, Input::Postponed { day }) => Self::Accepted { day },
            (Self::Asking { .. }, Input::Refused(code)) => Self::Refused(code),
            // Only an order that was never sent is given up: an earlier one may have arrived.
            (Self::Asking { attempt: 1, .. }, Input::NotSent) => {
                Self::Refused(ReturnCode::ACQUIRER_UNREACHABLE)
            }
            (Self::Accepted { .. }, Input::Filed { day, today }) => {
                Self::Filed { day, settles: execution_day(day, today) }
            }
            (Self::Filed { day, settles }, Input::Settled) => {
                // A return may still arrive on the last of the days.
                let look = Some(target_day::business_days_after(settles, RETURN_DAYS + 1));
                Self::Settled { day, settles, look }
            }
            // It was not settled on its day: the bank is asked again on the next one.
            (Self::Filed { day, settles }, Input::NothingNew { today }) => {
                Self::Filed { day, settles: target_day::next_business_day(settles.max(today)) }
            }
            (Self::Settled { day, settles, look: Some(_) }, Input::NothingNew { .. } | Input::Settled) => {
                Self::Settled { day, settles, look: None }
            }
            (
                Self::Filed { day, settles } | Self::Settled { day, settles, look: Some(_) },
                Input::Returned(reason),
            ) => Self::Returned { day, settles, reason },
            _ => return Err(OutOfPlace),
        })
    }

    /// Returns the code by which answers tell the state.
    pub const fn result(self) -> ReturnCode {
        match self {
            Self::Asking { .. } => ReturnCode::OUTCOME_UNKNOWN,
            Self::Refused(code) => code,
            Self::Accepted { .. } | Self::Filed { .. } | Self::Settled { .. } => ReturnCode::APPROVED,
            Self::Returned { reason, .. } => reason.code(),
        }
    }

    pub const fn stage(self) -> Stage {
        match self {
            Self::Asking { .. } => Stage::Asking,
            Self::Refused(_) => Stage::Refused,
            Self::Accepted { .. } => Stage::Accepted,
            Self::Filed { .. } => Stage::Filed,
            Self::Settled { .. } => Stage::Settled,
            Self::Returned { .. } => Stage::Returned,
        }
    }

    /// Returns the day whose file has the transfer.
    pub const fn file_day(self) -> Option<Date> {
        match self {
            Self::Filed { day, .. } | Self::Settled { day, .. } | Self::Returned { day, .. } => Some(day),
            Self::Asking { .. } | Self::Refused(_) | Self::Accepted { .. } => None,
        }
    }

    /// Returns what the bank is asked next of the transfer, and when. The file of the day needs no question.
    pub const fn next(self) -> Option<Next> {
        match self {
            Self::Asking { due, .. } => Some(Next::Ask(due)),
            Self::Filed { settles, .. } => Some(Next::Look(settles)),
            Self::Settled { look: Some(look), .. } => Some(Next::Look(look)),
            Self::Refused(_) | Self::Accepted { .. } | Self::Settled { .. } | Self::Returned { .. } => None,
        }
    }
}

/// What the bank is asked next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Whether it accepts the transfer.
    Ask(Timestamp),
    /// What has become of it, on this day.
    Look(Date),
}

/// Returns the day on which the bank is to execute the file of a day: the next business day. Where the file is closed after that, it is the
/// first business day from the day of the closing on, because a bank refuses a day that is over.
pub fn execution_day(day: Date, closed_on: Date) -> Date {
    target_day::next_business_day(day.max(closed_on.saturating_sub(1.day())))
}

/// The pause doubles with every attempt.
fn pause(attempt: u32) -> SignedDuration {
    let [first, longest] = PAUSES;
    let factor = 1_i32.checked_shl(attempt.saturating_sub(1)).filter(|factor| *factor > 0);
    factor.map_or(longest, |factor| first.saturating_mul(factor).min(longest))
}
