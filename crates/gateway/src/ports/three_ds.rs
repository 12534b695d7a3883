//! The 3DS-server port: the questions to a directory server, and what it answers for the issuer (EMV 3-D Secure 2.2.0).

use async_trait::async_trait;
use document::Text;
use domain::authentication::{Challenge, DeviceChannel, TransStatus};
use jiff::{SignedDuration, Timestamp};
use primitives::{Amount, Currency, Expiry, HolderName, Network, Pan, Uuid};
use zeroize::Zeroizing;

use super::{AppDevice, BrowserDevice, BuyerFacts};

/// The 3DS server: what speaks to directory servers.
#[async_trait]
pub trait ThreeDsServer: Send + Sync {
    /// Tells whether the issuer of a card takes part. Returns within `limit`.
    async fn enrolment(&self, pan: &Pan, network: Network, limit: SignedDuration) -> Enrolment;

    /// Returns the form by which the buyer's browser runs the issuer's 3DS method at `url`, and reports to `notification_url`.
    fn method_form(&self, url: &str, transaction: Uuid, notification_url: &str) -> BrowserForm;

    /// Asks for an authentication. Returns within `question.limit`, with [`AuthenticationAnswer::Failed`] where no sound answer came.
    async fn authenticate(&self, question: AuthenticationQuestion) -> AuthenticationAnswer;

    /// Reads what is shown of a browser's challenge ([`Challenge::shown`]). `None` for an app's.
    fn browser_challenge(&self, challenge: &Challenge) -> Option<BrowserForm>;

    /// Reads what is shown of an app's challenge ([`Challenge::shown`]). `None` for a browser's.
    fn app_challenge(&self, challenge: &Challenge) -> Option<AppChallenge>;
}

/// Whether the issuer of a card takes part in 3-D Secure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enrolment {
    /// It does. `method_url` is the URL of its 3DS method, if it has one.
    Enrolled {
        method_url: Option<String>,
    },
    NotEnrolled,
    /// The directory server does not tell. The authentication may be tried all the same.
    Unknown,
    /// No directory server is connected for this network.
    NoDirectory,
}

/// A form that a buyer's browser posts (`application/x-www-form-urlencoded`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserForm {
    pub url: String,
    /// Names and values.
    pub fields: Vec<(String, String)>,
}

/// A question to a directory server whether the buyer is who owns the card (AReq).
pub struct AuthenticationQuestion {
    pub transaction: Uuid,
    pub network: Network,
    pub pan: Pan,
    pub expiry: Expiry,
    pub holder: Option<HolderName>,
    /// The amount in minor units of `currency`; 0 for a card check.
    pub amount: Amount,
    pub currency: Currency,
    /// The time of the purchase.
    pub at: Timestamp,
    pub reason: AuthenticationReason,
    /// `threeDSRequestorChallengeInd`, two digits.
    pub challenge_indicator: &'static str,
    pub shop: Shop,
    pub device: Device,
    /// The result of the 3DS method.
    pub method: MethodCompletion,
    pub buyer: BuyerFacts,
    /// The URL that is given the issuer's result request (RReq).
    pub results_url: String,
    /// The time that an answer may take.
    pub limit: SignedDuration,
}

/// What is authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthenticationReason {
    Payment,
    /// The first payment of a series that the merchant goes on with.
    FirstOfSeries,
    /// A card is checked without a payment.
    CardCheck,
}

/// The shop, as the issuer shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shop {
    /// The merchant id, by which the acquirer knows the shop.
    pub id: String,
    pub name: String,
    /// The merchant category code, four digits.
    pub category: String,
    /// Of two letters.
    pub country: String,
    /// The site of the shop.
    pub url: Option<String>,
}

/// The device of the buyer.
pub enum Device {
    Browser {
        browser: BrowserDevice,
        /// The URL that the browser brings the result of a challenge to.
        return_url: String,
        /// The size of the challenge's frame: 01 to 05.
        window: &'static str,
    },
    App(AppDevice),
}

impl Device {
    pub const fn channel(&self) -> DeviceChannel {
        match self {
            Self::Browser { .. } => DeviceChannel::Browser,
            Self::App(_) => DeviceChannel::App,
        }
    }
}

/// The result of the 3DS method (`threeDSCompInd`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodCompletion {
    Done,
    Failed,
    /// The issuer has none.
    Unavailable,
}

/// What a directory server answers.
pub enum AuthenticationAnswer {
    Decided(IssuerDecision),
    Challenge(Challenge),
    /// There is no sound answer: the connection failed, the time is over, or the message is not valid.
    Failed,
}

/// The decision of an issuer, without a challenge or after one. It is only as good as the way it came.
pub struct IssuerDecision {
    pub status: TransStatus,
    pub reason: Option<Text<0, 2>>,
    pub eci: Option<Text<0, 2>>,
    /// The authentication value (CAVV).
    pub value: Option<Zeroizing<String>>,
    /// Whether the buyer gave the challenge up, or its time was over.
    pub is_given_up: bool,
    pub directory_transaction: Uuid,
    pub acs_transaction: Uuid,
    pub version: Text<0, 8>,
}

/// What an app needs for its challenge (session services, section 5: sdkChallengeData).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppChallenge {
    pub authentication_type: String,
    pub sdk_transaction: Uuid,
    /// The interface and the template of the issuer's form, two digits each.
    pub rendering: (String, String),
    pub acs_reference: String,
    pub acs_operator: String,
    /// A JWS in compact form.
    pub signed_content: String,
    pub is_mandated: bool,
}

/// The 3DS server of a gateway with no directory server: every authentication ends with 03012.
pub struct NoThreeDsServer;

#[async_trait]
impl ThreeDsServer for NoThreeDsServer {
    async fn enrolment(&self, _: &Pan, _: Network, _: SignedDuration) -> Enrolment {
        Enrolment::NoDirectory
    }

    fn method_form(&self, url: &str, _: Uuid, _: &str) -> BrowserForm {
        BrowserForm { url: url.to_owned(), fields: Vec::new() }
    }

    async fn authenticate(&self, _: AuthenticationQuestion) -> AuthenticationAnswer {
        AuthenticationAnswer::Failed
    }

    fn browser_challenge(&self, _: &Challenge) -> Option<BrowserForm> {
        None
    }

    fn app_challenge(&self, _: &Challenge) -> Option<AppChallenge> {
        None
    }
}
