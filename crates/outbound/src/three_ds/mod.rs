//! The 3DS server: the port [`ThreeDsServer`] by the messages of EMV 3-D Secure 2.2.0, posted to a directory server.

mod answer;
mod numbers;
mod ranges;
mod request;
mod shown;

use std::sync::Arc;

use async_trait::async_trait;
use document::Text;
use domain::authentication::Challenge;
use emv3ds::{ARes, method};
use gateway::ports::{
    AppChallenge, AuthenticationAnswer, AuthenticationQuestion, BrowserForm, Clock, Enrolment, Entropy,
    ThreeDsServer,
};
use jiff::SignedDuration;
use primitives::{Network, Pan, Uuid};

use crate::poster::{JsonPoster, PostLimits};

/// The largest answer to an authentication request, in bytes.
const MAX_ANSWER_BYTES: usize = 75 * 1024;

/// The directory server, and what it knows this gateway by.
pub struct DirectorySettings {
    /// The URL that authentication requests (AReq) are posted to.
    pub url: String,
    /// The URL that questions for card ranges (PReq) are posted to. `None`: every card may be enrolled.
    pub ranges_url: Option<String>,
    /// Whether pages of issuers must be on https.
    pub demands_tls: bool,
    /// `threeDSRequestorID`.
    pub requestor_id: String,
    /// `threeDSServerOperatorID`.
    pub operator_id: Option<String>,
    /// `threeDSServerRefNumber`.
    pub reference_number: String,
    /// `acquirerBIN`.
    pub acquirer_bin: String,
}

/// The client of a directory server.
pub struct DirectoryClient {
    settings: DirectorySettings,
    poster: JsonPoster,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    ranges: ranges::Kept,
}

impl DirectoryClient {
    pub fn new(
        settings: DirectorySettings,
        poster: JsonPoster,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self { settings, poster, clock, entropy, ranges: ranges::Kept::default() }
    }
}

#[async_trait]
impl ThreeDsServer for DirectoryClient {
    async fn enrolment(&self, pan: &Pan, network: Network, limit: SignedDuration) -> Enrolment {
        // These have no 3-D Secure.
        if matches!(network, Network::Cetelem | Network::Cofinoga) {
            return Enrolment::NoDirectory;
        }
        match &self.settings.ranges_url {
            None => Enrolment::Unknown,
            Some(url) => self.enrolment_by_ranges(url, pan, limit).await,
        }
    }

    fn method_form(&self, url: &str, transaction: Uuid, notification_url: &str) -> BrowserForm {
        let request = method::Request {
            three_ds_server_trans_id: transaction,
            three_ds_method_notification_url: Text::stored(notification_url),
        };
        let fields = vec![("threeDSMethodData".to_owned(), request.to_base64url())];
        BrowserForm { url: url.to_owned(), fields }
    }

    async fn authenticate(&self, question: AuthenticationQuestion) -> AuthenticationAnswer {
        let transaction = question.transaction;
        let Some(request) = request::of(&question, &self.settings) else {
            return AuthenticationAnswer::Failed;
        };
        let limits = PostLimits { time: question.limit, answer_bytes: MAX_ANSWER_BYTES, policy: None };
        let answered = match self.poster.post(&self.settings.url, request.write(), limits).await {
            Ok(answer) => answer,
            Err(error) => {
                tracing::warn!(%transaction, %error, "the directory server does not answer");
                return AuthenticationAnswer::Failed;
            }
        };
        match ARes::read_answer(&answered, &request) {
            Ok(message) => answer::of(&message, &question, self.settings.demands_tls),
            Err(erro) => {
                tracing::warn!(%transaction, code = erro.error_code.as_str(), "the answer of the directory server is no sound ARes");
                AuthenticationAnswer::Failed
            }
        }
    }

    fn browser_challenge(&self, challenge: &Challenge) -> Option<BrowserForm> {
        shown::browser(&challenge.shown)
    }

    fn app_challenge(&self, challenge: &Challenge) -> Option<AppChallenge> {
        shown::app(&challenge.shown)
    }
}
