//! A session: a merchant's request that a buyer pay on a page, or look after a wallet there, and how far the buyer has come.
//!
//! The state machine is [`Session::step`]. A session has at most one pending payment at a time, and one that is to be paid has
//! at most one accepted payment: every step is written under the version that was read, together with its payment or its change
//! of the wallet. The whole matrix of stages and inputs is printed to `tests/sessions.txt`. What is peculiar to the session of a
//! wallet is in [`crate::wallet_session`].

use std::sync::Arc;

use document::choice;
use jiff::{SignedDuration, Timestamp};
use primitives::{LinkNumber, MerchantId, Reference, Sealed, SessionNumber, TransactionId, WebUrl};

use crate::{
    ReturnCode,
    echo::Echo,
    terms::Terms,
    transaction::{State, Transaction},
    wallet_session::{MAX_OPERATIONS, Purpose},
};

/// The largest number of payments in one session, including those abandoned at a partner. It stops automated
/// attempts.
pub const MAX_TRIES: u32 = 20;

/// A session as it is stored.
#[derive(Clone, PartialEq)]
pub struct Session {
    pub number: SessionNumber,
    /// The secret part of the session id, which is the buyer's credential, sealed.
    pub secret: Sealed,
    pub merchant: MerchantId,
    pub point_of_sale: Reference,
    /// The payment link that was opened. `None` where the merchant made the session.
    pub link: Option<LinkNumber>,
    pub created: Timestamp,
    /// The time from which no payment may begin.
    pub expires: Timestamp,
    pub terms: Arc<SessionTerms>,
    pub echo: Echo,
    /// The notification URL of the session, or else that of the point of sale.
    pub notification_url: Option<WebUrl>,
    /// The time for which the first notification waits for the buyer's return to the shop.
    pub notification_delay: SignedDuration,
    /// The buyer's device, known once the page has been opened.
    pub device: Option<Echo>,
    pub stage: Stage,
    /// The time at which the session came to its final stage.
    pub ended: Option<Timestamp>,
    /// The number of refusals that the session still allows. At 0 the buyer cannot try again.
    pub attempts_left: u32,
    /// The number of payments so far, at most [`MAX_TRIES`].
    pub tries: u32,
    /// The number of changes of the wallet so far, at most [`MAX_OPERATIONS`].
    pub operations: u32,
}

/// The terms of a session: what decisions depend on. All else that the merchant said of it is an [`Echo`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionTerms {
    pub purpose: Purpose,
    /// The terms of every payment of the session. In the session of a wallet a payment is a check of a card that comes into the
    /// wallet, with an order reference of its own ([`Session::next_payment`]).
    pub payment: Terms,
    /// The payment methods on offer, in the order of display. An empty list means all of the point of sale.
    pub methods: Vec<Reference>,
    /// Payment methods that are added to the offer, in this order, once a payment by one of those was
    /// refused. They are tried at once where the bank of one of those cannot be reached.
    pub fallbacks: Vec<Reference>,
    /// The URL at which the buyer returns to the shop, whatever the outcome.
    pub return_url: WebUrl,
    /// The wallet of the buyer. `None` where the merchant names none.
    pub wallet: Option<SessionWallet>,
}

/// The wallet that a session names. Its cards may pay in the session, and the buyer may have the typed card kept in it. The
/// merchant may not have made it yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionWallet {
    pub id: Reference,
    pub one_click: OneClick,
}

choice! {
    /// Whether the security code is asked for a card of the wallet (Retail API, section 3.1: `oneClickOption`).
    pub enum OneClick { WithCvx = "WITH_CVV", WithoutCvx = "WITHOUT_CVV", }
}

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The buyer has not opened the session yet.
    Created,
    /// The buyer has opened the session and may pay.
    Open,
    /// A payment is pending: a bank is asked, or the buyer is at a partner. `last` says that a refusal ends
    /// the session, because the client cannot try again (mobile SDKs).
    Trying { transaction: TransactionId, last: bool },
    /// A payment was accepted.
    Paid { transaction: TransactionId },
    /// The last allowed payment was refused.
    Refused { transaction: TransactionId },
    /// The buyer cancelled, or left without a change of the wallet.
    Cancelled,
    /// The buyer has changed the wallet, and has left or the time has passed.
    Done,
    /// The time has passed. `opened` says whether the buyer had opened the session.
    Expired { opened: bool },
}

/// An event that moves a session from one stage to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionInput {
    /// The buyer's page, widget or app has read the session.
    Opened,
    /// A payment begins. `last` says that a refusal ends the session.
    Tried { transaction: TransactionId, last: bool },
    /// The pending payment has an outcome.
    Ended { transaction: TransactionId, outcome: Outcome },
    /// The buyer changed the wallet otherwise than by a payment.
    Managed,
    /// The buyer cancelled, or is done with the wallet.
    GivenUp,
    /// The current time is compared with the deadline.
    TimePassed,
}

/// How a payment of the session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Accepted,
    /// The payment was refused. This uses up an attempt.
    Refused,
    /// The buyer gave up at a partner. This uses up no attempt.
    Abandoned,
    /// The bank could not be reached, so that it cannot have acted.
    NotSent,
}

impl Outcome {
    /// Returns the outcome of a payment. `None` while it is pending.
    pub fn of(transaction: &Transaction) -> Option<Self> {
        match &transaction.state {
            State::Accepted(_) => Some(Self::Accepted),
            State::Refused(code) if *code == ReturnCode::ABANDONED => Some(Self::Abandoned),
            State::Refused(code) if *code == ReturnCode::ACQUIRER_UNREACHABLE => Some(Self::NotSent),
            State::Reversed | State::Undoing { .. } if transaction.card.is_none() => Some(Self::Abandoned),
            State::Refused(_) | State::Reversed | State::Undoing { .. } => Some(Self::Refused),
            State::Authorizing { .. }
            | State::Unanswered
            | State::Reversing { .. }
            | State::AtPartner { .. }
            | State::OnHold(_) => None,
        }
    }
}

/// The stage does not accept the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nothing follows from this input in this stage")]
pub struct OutOfStage;

impl Session {
    /// Returns the session after an input, or [`OutOfStage`] where the stage does not accept it.
    pub fn step(&self, input: SessionInput, now: Timestamp) -> Result<Self, OutOfStage> {
        use SessionInput::*;
        let alive = now < self.expires;
        let mut next = self.clone();
        next.stage = match (self.stage, input) {
            (Stage::Created, Opened) if alive => Stage::Open,
            (Stage::Created | Stage::Open, Tried { transaction, last }) if alive && self.may_try() => {
                next.tries += 1;
                Stage::Trying { transaction, last }
            }
            (Stage::Trying { transaction: out, last }, Ended { transaction, outcome })
                if out == transaction =>
            {
                next.ended(transaction, outcome, last, alive)
            }
            (Stage::Created | Stage::Open, Managed) if alive && self.may_manage() => {
                next.operations += 1;
                Stage::Open
            }
            (Stage::Created | Stage::Open, GivenUp) if alive => next.over(Stage::Cancelled),
            (Stage::Created, TimePassed) if !alive => Stage::Expired { opened: false },
            (Stage::Open, TimePassed) if !alive => next.over(Stage::Expired { opened: true }),
            _ => return Err(OutOfStage),
        };
        next.ended = next.is_final().then_some(now);
        Ok(next)
    }

    fn ended(&mut self, transaction: TransactionId, outcome: Outcome, last: bool, alive: bool) -> Stage {
        if outcome == Outcome::Refused {
            self.attempts_left = self.attempts_left.saturating_sub(1);
        }
        let is_of_wallet = self.managed_wallet().is_some();
        match outcome {
            Outcome::Accepted if is_of_wallet => {
                self.operations += 1;
                if alive { Stage::Open } else { Stage::Done }
            }
            // A buyer who may add no card may still look after the others.
            _ if is_of_wallet && alive => Stage::Open,
            _ if is_of_wallet => self.over(Stage::Expired { opened: true }),
            Outcome::Accepted => Stage::Paid { transaction },
            _ if !self.may_try() => Stage::Refused { transaction },
            Outcome::Refused if last => Stage::Refused { transaction },
            _ if !alive => Stage::Expired { opened: true },
            Outcome::Abandoned if last => Stage::Refused { transaction },
            Outcome::Refused | Outcome::Abandoned | Outcome::NotSent => Stage::Open,
        }
    }

    /// Whether another payment may begin, as far as those before it count.
    pub const fn may_try(&self) -> bool {
        self.attempts_left > 0 && self.tries < MAX_TRIES && self.operations < MAX_OPERATIONS
    }

    /// Whether the stage is final.
    pub const fn is_final(&self) -> bool {
        match self.stage {
            Stage::Created | Stage::Open | Stage::Trying { .. } => false,
            Stage::Paid { .. }
            | Stage::Refused { .. }
            | Stage::Cancelled
            | Stage::Done
            | Stage::Expired { .. } => true,
        }
    }

    /// Returns the time at which a session that no payment has ended came to its end. `None` for any other session.
    pub const fn unpaid_since(&self) -> Option<Timestamp> {
        match self.stage {
            Stage::Refused { .. } | Stage::Cancelled | Stage::Done | Stage::Expired { .. } => self.ended,
            Stage::Created | Stage::Open | Stage::Trying { .. } | Stage::Paid { .. } => None,
        }
    }

    /// Returns the time from which the notification of a session that ends at `now` is due. A buyer whose time has passed has
    /// left, so that no return is waited for.
    pub fn notification_due(&self, now: Timestamp) -> Timestamp {
        match self.stage {
            Stage::Expired { .. } => now,
            _ => now.saturating_add(self.notification_delay).unwrap_or(Timestamp::MAX),
        }
    }

    /// Returns the time at which the session expires. `None` where it is final or a payment is pending.
    pub const fn wakes(&self) -> Option<Timestamp> {
        match self.stage {
            Stage::Created | Stage::Open => Some(self.expires),
            _ => None,
        }
    }

    /// Returns the pending payment, if there is one.
    pub const fn trying(&self) -> Option<TransactionId> {
        match self.stage {
            Stage::Trying { transaction, .. } => Some(transaction),
            _ => None,
        }
    }

    /// Returns the payment that decides about the session: the accepted one, else the newest. `transactions`
    /// holds the payments of the session, newest first.
    pub fn deciding<'a>(&self, transactions: &'a [Transaction]) -> Option<&'a Transaction> {
        let accepted =
            transactions.iter().find(|transaction| matches!(transaction.state, State::Accepted(_)));
        accepted.or_else(|| transactions.first())
    }

    /// Returns the return code that the merchant sees (choices where the sources are silent: Sessions).
    pub fn result(&self, transactions: &[Transaction]) -> ReturnCode {
        if self.managed_wallet().is_some() {
            return self.wallet_result();
        }
        if let Some(transaction) = self.deciding(transactions) {
            return transaction.state.result();
        }
        match self.stage {
            Stage::Created => ReturnCode::NOT_OPENED,
            Stage::Open | Stage::Trying { .. } | Stage::Paid { .. } | Stage::Refused { .. } | Stage::Done => {
                ReturnCode::BUYER_TO_PAY
            }
            Stage::Cancelled => ReturnCode::BUYER_CANCELLED,
            Stage::Expired { opened: true } => ReturnCode::SESSION_EXPIRED,
            Stage::Expired { opened: false } => ReturnCode::NEVER_OPENED,
        }
    }
}

document::choice! {
    /// The stage of a session that is to be paid, without its data.
    pub enum SessionState {
        Created = "CREATED", Open = "OPEN", Trying = "TRYING", Paid = "PAID", Refused = "REFUSED", Cancelled = "CANCELLED",
        Expired = "EXPIRED",
    }
}

impl Stage {
    /// Returns the state; `None` for the stage that only sessions of wallets come to.
    pub fn state(self) -> Option<SessionState> {
        SessionState::parse(self.name())
    }

    /// Returns the word for the stage that the store and logs use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Created => "CREATED",
            Self::Open => "OPEN",
            Self::Trying { .. } => "TRYING",
            Self::Paid { .. } => "PAID",
            Self::Refused { .. } => "REFUSED",
            Self::Cancelled => "CANCELLED",
            Self::Done => "DONE",
            Self::Expired { .. } => "EXPIRED",
        }
    }
}
