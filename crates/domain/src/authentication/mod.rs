//! The authentication of a buyer by the issuer of the card: EMV 3-D Secure.
//!
//! The state machine is [`Authentication::step`]. [`Stage::Asking`] means that the directory server was asked and has not answered. It
//! is on disk before the question is sent. An authentication that is never answered ends by its deadline, without a proof.

mod ending;

use document::{Text, choice};
use jiff::{SignedDuration, Timestamp};
use primitives::{Amount, Currency, MerchantId, Network, Reference, TransactionId, Uuid};

pub use ending::{Authenticated, Decision, Effective, Ending, TransStatus, usual_eci};

use crate::ReturnCode;

/// The id of an authentication, unique for its merchant: the merchant's own, or its number.
pub type AuthenticationId = Text<1, 50>;

/// The time for which a proof can be used (Retail API, section 3.7).
pub const PROOF_LIFE: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The time that a buyer has for a challenge, from the issuer's demand.
pub const CHALLENGE_LIFE: SignedDuration = SignedDuration::from_mins(10);

choice! {
    /// What the merchant would have of the issuer (Retail API, section 3.1: ThreeDSInfo).
    pub enum ChallengePreference {
        NoPreference = "NO_PREFERENCE", IssuerTra = "ISSUER_TRA", ChallengeRequested = "CHALLENGE_REQUESTED",
        ChallengeMandate = "CHALLENGE_MANDATE", AcquirerTra = "ACQUIRER_TRA", CbScoring = "CB_SCORING",
    }
}

impl ChallengePreference {
    /// Returns the value of `threeDSRequestorChallengeInd` (EMV 3-D Secure 2.2.0, table A.1; 90 is of Cartes Bancaires).
    pub const fn indicator(self) -> &'static str {
        match self {
            Self::NoPreference => "01",
            Self::IssuerTra => "02",
            Self::ChallengeRequested => "03",
            Self::ChallengeMandate => "04",
            Self::AcquirerTra => "05",
            Self::CbScoring => "90",
        }
    }
}

choice! {
    /// Where the buyer is.
    pub enum DeviceChannel { Browser = "BROWSER", App = "APP", }
}

/// An authentication.
#[derive(Debug, Clone, PartialEq)]
pub struct Authentication {
    pub merchant: MerchantId,
    /// The number of its row, drawn as ids of transactions are.
    pub number: TransactionId,
    pub id: AuthenticationId,
    /// The id by which the directory server knows it.
    pub server_transaction: Uuid,
    pub created: Timestamp,
    /// What the proof is good for.
    pub bound: Bound,
    pub channel: DeviceChannel,
    pub preference: ChallengePreference,
    pub stage: Stage,
    /// Whether the merchant has had the result of the challenge verified.
    pub verified: bool,
    /// The payment that has used the proof.
    pub payment: Option<TransactionId>,
}

/// What a proof is good for: a payment by this card, of at most this amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    pub payment_method: Reference,
    pub network: Network,
    /// The fingerprint of the card.
    pub card: Vec<u8>,
    /// The amount in minor units of `currency`; 0 for a card check.
    pub amount: Amount,
    pub currency: Currency,
    /// Whether the payment begins a series, so that the buyer must have passed a challenge.
    pub begins_series: bool,
}

/// How far an authentication has come. `deadline` and `until` are the times at which it ends by itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// The buyer's browser runs the issuer's 3DS method.
    Collecting,
    /// The directory server is being asked, or was being asked when the gateway died.
    Asking {
        deadline: Timestamp,
    },
    /// The issuer wants the buyer to pass a challenge.
    Challenging {
        challenge: Challenge,
        until: Timestamp,
    },
    Ended {
        ending: Ending,
        at: Timestamp,
    },
}

/// A challenge that an issuer asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    pub directory_transaction: Uuid,
    pub acs_transaction: Uuid,
    /// The version of the messages, such as `2.2.0`.
    pub version: Text<0, 8>,
    /// What the buyer's browser or app is given. It is a document that the port of the 3DS server writes, kept for repeated requests.
    pub shown: String,
}

/// An event that moves an authentication on.
#[derive(Debug, Clone, PartialEq)]
pub enum AuthenticationInput {
    /// The directory server is about to be asked.
    Asked { deadline: Timestamp },
    /// The issuer asks for a challenge.
    Challenged(Challenge),
    /// The issuer has decided: without a challenge, or after one.
    Decided(Decision),
    /// Nobody has decided, for this reason.
    Failed(ReturnCode),
    /// The merchant has the result of the challenge verified.
    Verified,
    /// A payment uses the proof.
    Used(TransactionId),
}

/// The stage does not accept the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nothing follows from this input in this stage")]
pub struct OutOfOrder;

impl Authentication {
    /// Returns the authentication after an input, or [`OutOfOrder`] where the stage does not accept it.
    pub fn step(&self, input: AuthenticationInput, now: Timestamp) -> Result<Self, OutOfOrder> {
        use AuthenticationInput::*;
        let mut next = self.clone();
        match (&self.stage, input) {
            (Stage::Collecting, Asked { deadline }) => next.stage = Stage::Asking { deadline },
            (Stage::Asking { deadline }, Challenged(challenge)) if now < *deadline => {
                let until = now.saturating_add(CHALLENGE_LIFE).unwrap_or(Timestamp::MAX);
                next.stage = Stage::Challenging { challenge, until };
            }
            (Stage::Asking { deadline }, Decided(decision)) if now < *deadline => {
                next.stage = Stage::Ended { ending: Ending::Decided(decision), at: now };
            }
            (Stage::Challenging { until, .. }, Decided(decision)) if now < *until => {
                next.stage = Stage::Ended { ending: Ending::Decided(decision), at: now };
            }
            (Stage::Collecting | Stage::Asking { .. }, Failed(code)) => {
                next.stage = Stage::Ended { ending: Ending::Failed(code), at: now };
            }
            (Stage::Ended { ending: Ending::Decided(_), .. }, Verified) if !self.verified => {
                next.verified = true;
            }
            (Stage::Ended { ending: Ending::Decided(decision), .. }, Used(payment))
                if self.payment.is_none() && decision.proves() && !self.is_stale(now) =>
            {
                next.payment = Some(payment);
            }
            _ => return Err(OutOfOrder),
        }
        Ok(next)
    }

    /// Returns the return code that the merchant sees at a time. Deadlines that have passed end an authentication without a write.
    pub fn result(&self, now: Timestamp) -> ReturnCode {
        match &self.stage {
            Stage::Collecting => ReturnCode::METHOD_ASKED,
            Stage::Asking { deadline } if now >= *deadline => ReturnCode::DIRECTORY_FAILED,
            Stage::Challenging { until, .. } if now >= *until => ReturnCode::AUTHENTICATION_ABANDONED,
            Stage::Asking { .. } => ReturnCode::CHALLENGE_PENDING,
            Stage::Challenging { .. } => match self.channel {
                DeviceChannel::Browser => ReturnCode::CHALLENGE_ASKED,
                DeviceChannel::App => ReturnCode::APP_CHALLENGE_ASKED,
            },
            Stage::Ended { ending, .. } => ending.result(),
        }
    }

    /// Returns the decision of the issuer, if there is one.
    pub const fn decision(&self) -> Option<&Decision> {
        match &self.stage {
            Stage::Ended { ending: Ending::Decided(decision), .. } => Some(decision),
            _ => None,
        }
    }

    /// Returns the reason for which a payment with this proof is refused; `None` where it may be made.
    pub fn objection(&self, bound: &Bound, now: Timestamp) -> Option<ReturnCode> {
        let Some(decision) = self.decision() else {
            return Some(match self.result(now) {
                code if code.title() == crate::Title::Accepted => ReturnCode::CHALLENGE_PENDING,
                code => code,
            });
        };
        let (mine, theirs) = (&self.bound, bound);
        let is_of_payment = mine.payment_method == theirs.payment_method
            && mine.currency == theirs.currency
            && theirs.amount <= mine.amount;
        if self.payment.is_some() || self.is_stale(now) {
            Some(ReturnCode::PROOF_GONE)
        } else if !is_of_payment || mine.card != theirs.card || mine.network != theirs.network {
            Some(ReturnCode::AUTHENTICATION_DIFFERS)
        } else if !decision.proves() {
            Some(decision.result())
        } else if theirs.begins_series && decision.effective != Effective::Challenge {
            Some(ReturnCode::AUTHENTICATION_FAILED)
        } else {
            None
        }
    }

    fn is_stale(&self, now: Timestamp) -> bool {
        match &self.stage {
            Stage::Ended { at, .. } => now >= at.saturating_add(PROOF_LIFE).unwrap_or(Timestamp::MAX),
            _ => false,
        }
    }
}
