//! The 3DS server: it asks a directory server by the messages of EMV 3-D Secure 2.2.0.

mod card_ranges;
mod question;
mod shown;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use document::Text;
use domain::authentication::{Challenge, TransStatus};
use emv3ds::{ARes, codes};
use gateway::ports::{
    AppChallenge, AuthenticationAnswer, AuthenticationQuestion, BrowserForm, Clock, Enrolment,
    IssuerDecision, ThreeDsServer,
};
use jiff::{SignedDuration, Timestamp};
use primitives::{Network, Pan, Uuid};
use zeroize::Zeroizing;

use self::card_ranges::CardRanges;
use crate::message::MessageClient;

/// The time for which the card ranges of a directory server are kept. The specification asks for them every 24 hours.
const RANGES_LIFE: SignedDuration = SignedDuration::from_hours(1);

/// How the 3DS server is known to a directory server.
#[derive(Debug, Clone)]
pub struct ServerNames {
    /// `threeDSRequestorID`, at most 35 characters.
    pub requestor_id: String,
    /// `threeDSServerRefNumber`, at most 32 characters: the number of its approval.
    pub reference_number: String,
    /// `threeDSServerOperatorID`, at most 32 characters.
    pub operator_id: String,
    /// `acquirerBIN`, at most 11 digits.
    pub acquirer_bin: String,
}

/// Asks one directory server for all networks.
pub struct DirectoryClient {
    client: MessageClient,
    /// The URL of the directory server without a slash at its end: messages go to `areq` and `preq` below it.
    base: String,
    names: ServerNames,
    clock: Arc<dyn Clock>,
    ranges: Mutex<Option<(Timestamp, Arc<CardRanges>)>>,
}

impl DirectoryClient {
    /// Makes the client. `url` is that of the directory server: messages go to `areq` and `preq` below it.
    pub fn new(client: MessageClient, url: &str, names: ServerNames, clock: Arc<dyn Clock>) -> Self {
        let base = url.trim_end_matches('/').to_owned();
        Self { client, base, names, clock, ranges: Mutex::new(None) }
    }

    /// Returns the card ranges. `None` where the directory server does not tell them.
    async fn card_ranges(&self, limit: Duration) -> Option<Arc<CardRanges>> {
        if let Some((since, ranges)) = self.kept()
            && self.clock.now().duration_since(since) < RANGES_LIFE
        {
            return Some(ranges);
        }
        let question = card_ranges::question(&self.names);
        let answer = self.client.post(&format!("{}/preq", self.base), question, limit).await.ok();
        let Some(read) = answer.and_then(|answer| CardRanges::read(&answer)) else {
            // What was told before is better than nothing.
            return self.kept().map(|(_, ranges)| ranges);
        };
        let ranges = Arc::new(read);
        *self.ranges.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((self.clock.now(), Arc::clone(&ranges)));
        Some(ranges)
    }

    fn kept(&self) -> Option<(Timestamp, Arc<CardRanges>)> {
        self.ranges.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn ask(&self, question: &AuthenticationQuestion) -> Option<AuthenticationAnswer> {
        let request = question::request(question, &self.names)?;
        if let Err(erro) = request.check() {
            tracing::warn!(?erro, "the data of an authentication do not suit the directory server");
            return None;
        }
        let message = Bytes::from_owner(request.write());
        let limit = Duration::try_from(question.limit).unwrap_or(Duration::ZERO);
        let answer = self.client.post(&format!("{}/areq", self.base), message, limit).await.ok()?;
        match ARes::read_answer(&answer, &request) {
            Ok(answer) => of_answer(&answer, question),
            Err(erro) => {
                tracing::warn!(?erro, "the answer of the directory server is not valid");
                None
            }
        }
    }
}

#[async_trait]
impl ThreeDsServer for DirectoryClient {
    async fn enrolment(&self, pan: &Pan, _: Network, limit: SignedDuration) -> Enrolment {
        let limit = Duration::try_from(limit).unwrap_or(Duration::ZERO);
        match self.card_ranges(limit).await {
            Some(ranges) => ranges.enrolment(pan),
            None => Enrolment::Unknown,
        }
    }

    fn method_form(&self, url: &str, transaction: Uuid, notification_url: &str) -> BrowserForm {
        shown::method_form(url, transaction, notification_url)
    }

    async fn authenticate(&self, question: AuthenticationQuestion) -> AuthenticationAnswer {
        self.ask(&question).await.unwrap_or(AuthenticationAnswer::Failed)
    }

    fn browser_challenge(&self, challenge: &Challenge) -> Option<BrowserForm> {
        shown::read_browser(challenge)
    }

    fn app_challenge(&self, challenge: &Challenge) -> Option<AppChallenge> {
        shown::read_app(challenge)
    }
}

fn of_answer(answer: &ARes, question: &AuthenticationQuestion) -> Option<AuthenticationAnswer> {
    let version = Text::parse(answer.message_version.as_str()).ok()?;
    let (directory_transaction, acs_transaction) = (answer.ds_trans_id, answer.acs_trans_id);
    let short = |digits: &Option<emv3ds::scalars::Digits<2, 2>>| {
        digits.as_ref().and_then(|digits| Text::parse(digits.as_str()).ok())
    };
    let status = match answer.trans_status {
        codes::TransStatus::ChallengeRequired => {
            let shown = shown::write(answer, question)?;
            let challenge = Challenge { directory_transaction, acs_transaction, version, shown };
            return Some(AuthenticationAnswer::Challenge(challenge));
        }
        // Nobody has asked for a challenge apart from the payment.
        codes::TransStatus::DecoupledRequired => return None,
        other => TransStatus::parse(other.as_str())?,
    };
    let value = answer.authentication_value.as_ref();
    Some(AuthenticationAnswer::Decided(IssuerDecision {
        status,
        reason: short(&answer.trans_status_reason),
        eci: short(&answer.eci),
        value: value.map(|value| Zeroizing::new(value.expose().to_owned())),
        is_given_up: false,
        directory_transaction,
        acs_transaction,
        version,
    }))
}
