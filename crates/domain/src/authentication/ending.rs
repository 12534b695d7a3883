//! How an authentication ends.

use document::{Text, choice};
use primitives::{Network, Sealed, Uuid};

use super::ChallengePreference;
use crate::ReturnCode;

choice! {
    /// What the issuer decided (EMV 3-D Secure 2.2.0, `transStatus`).
    pub enum TransStatus {
        /// Authenticated.
        Yes = "Y",
        /// Not authenticated, but an attempt is recorded.
        Attempt = "A",
        /// Not authenticated.
        No = "N",
        /// The authentication could not be performed.
        Unavailable = "U",
        /// The issuer refuses, and asks that no authorisation be tried.
        Rejected = "R",
        /// For the merchant's information only.
        Information = "I",
    }
}

choice! {
    /// The way in which the buyer was authenticated (Retail API, section 3.3: `effectiveAuthType`).
    pub enum Effective { Challenge = "CH", Frictionless = "FR", }
}

/// How an authentication ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Ending {
    Decided(Decision),
    /// Nobody has decided, for this reason.
    Failed(ReturnCode),
}

impl Ending {
    pub const fn result(&self) -> ReturnCode {
        match self {
            Self::Decided(decision) => decision.result(),
            Self::Failed(code) => *code,
        }
    }
}

/// The decision of an issuer.
#[derive(Clone, PartialEq)]
pub struct Decision {
    pub status: TransStatus,
    /// Two digits (`transStatusReason`).
    pub reason: Option<Text<0, 2>>,
    /// The electronic commerce indicator.
    pub eci: Option<Text<0, 2>>,
    /// The authentication value (CAVV), sealed.
    pub value: Option<Sealed>,
    pub effective: Effective,
    /// Whether the buyer gave the challenge up, or its time was over.
    pub is_given_up: bool,
    pub directory_transaction: Uuid,
    pub acs_transaction: Uuid,
    /// The version of the messages, such as `2.2.0`.
    pub version: Text<0, 8>,
}

/// Leaves the sealed value out.
impl std::fmt::Debug for Decision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status.as_str(), self.effective.as_str())
    }
}

impl Decision {
    pub const fn result(&self) -> ReturnCode {
        match (self.status, self.effective) {
            (TransStatus::Yes, Effective::Challenge) => ReturnCode::AUTHENTICATED,
            (TransStatus::Yes, Effective::Frictionless) => ReturnCode::AUTHENTICATED_FRICTIONLESS,
            (TransStatus::Attempt, _) => ReturnCode::AUTHENTICATION_ATTEMPTED,
            _ if self.is_given_up => ReturnCode::AUTHENTICATION_ABANDONED,
            (TransStatus::No | TransStatus::Rejected, _) => ReturnCode::AUTHENTICATION_FAILED,
            (TransStatus::Unavailable | TransStatus::Information, _) => ReturnCode::AUTHENTICATION_IMPOSSIBLE,
        }
    }

    /// Whether a bank may be given the decision as a proof.
    pub const fn proves(&self) -> bool {
        matches!(self.status, TransStatus::Yes | TransStatus::Attempt)
    }

    /// Whether the issuer bears the loss of a fraud. By the rules of the card schemes it does after an authentication and after an
    /// attempt, unless the acquirer itself vouched for a low risk.
    pub const fn shifts_liability(&self, preference: ChallengePreference) -> bool {
        self.proves()
            && (matches!(self.effective, Effective::Challenge)
                || !matches!(preference, ChallengePreference::AcquirerTra))
    }
}

/// The result of an authentication that a payment was authorised with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authenticated {
    pub status: TransStatus,
    pub reason: Option<Text<0, 2>>,
    pub eci: Option<Text<0, 2>>,
    pub effective: Effective,
    /// The version of the messages, such as `2.2.0`.
    pub version: Text<0, 8>,
    pub preference: ChallengePreference,
    /// Whether the issuer bears the loss of a fraud.
    pub shifts_liability: bool,
}

impl Authenticated {
    pub fn of(decision: &Decision, preference: ChallengePreference) -> Self {
        Self {
            status: decision.status,
            reason: decision.reason.clone(),
            eci: decision.eci.clone(),
            effective: decision.effective,
            version: decision.version.clone(),
            preference,
            shifts_liability: decision.shifts_liability(preference),
        }
    }
}

/// Returns the electronic commerce indicator of a status where the issuer gives none.
pub const fn usual_eci(network: Network, status: TransStatus) -> &'static str {
    match (network, status) {
        (Network::Mastercard, TransStatus::Yes) => "02",
        (Network::Mastercard, TransStatus::Attempt) => "01",
        (Network::Mastercard, _) => "00",
        (_, TransStatus::Yes) => "05",
        (_, TransStatus::Attempt) => "06",
        _ => "07",
    }
}
