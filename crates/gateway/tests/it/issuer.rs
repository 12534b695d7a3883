//! What stands on the bench in the place of a 3DS server and its issuers.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use async_trait::async_trait;
use document::Text;
use domain::authentication::{Challenge, TransStatus};
use gateway::ports::{
    AppChallenge, AuthenticationAnswer, AuthenticationQuestion, BrowserForm, Enrolment, IssuerDecision,
    ThreeDsServer,
};
use jiff::SignedDuration;
use primitives::{Network, Pan, Uuid};
use zeroize::Zeroizing;

/// Authenticates everybody, and challenges whom the merchant would have challenged.
#[derive(Default)]
pub(crate) struct Issuer {
    pub(crate) asked: AtomicUsize,
    /// Where the results of challenges are reported to.
    pub(crate) results: Mutex<Vec<String>>,
}

pub(crate) const DIRECTORY: Uuid = Uuid::of_random([1; 16]);
pub(crate) const ACS: Uuid = Uuid::of_random([2; 16]);

/// The decision of the issuer.
pub(crate) fn decision(status: TransStatus) -> IssuerDecision {
    IssuerDecision {
        status,
        reason: None,
        eci: None,
        value: Some(Zeroizing::new("AAABBEg0VhI0VniQEjRWAAAAAAA=".to_owned())),
        is_given_up: false,
        directory_transaction: DIRECTORY,
        acs_transaction: ACS,
        version: Text::parse("2.2.0").unwrap(),
    }
}

#[async_trait]
impl ThreeDsServer for Issuer {
    async fn enrolment(&self, _: &Pan, _: Network, _: SignedDuration) -> Enrolment {
        Enrolment::Enrolled { method_url: None }
    }

    fn method_form(&self, url: &str, _: Uuid, _: &str) -> BrowserForm {
        BrowserForm { url: url.to_owned(), fields: Vec::new() }
    }

    async fn authenticate(&self, question: AuthenticationQuestion) -> AuthenticationAnswer {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.results.lock().unwrap().push(question.results_url);
        if question.challenge_indicator != "04" {
            return AuthenticationAnswer::Decided(decision(TransStatus::Yes));
        }
        AuthenticationAnswer::Challenge(Challenge {
            directory_transaction: DIRECTORY,
            acs_transaction: ACS,
            version: Text::parse("2.2.0").unwrap(),
            shown: "https://issuer.example/challenge".to_owned(),
        })
    }

    fn browser_challenge(&self, challenge: &Challenge) -> Option<BrowserForm> {
        Some(BrowserForm { url: challenge.shown.clone(), fields: Vec::new() })
    }

    fn app_challenge(&self, _: &Challenge) -> Option<AppChallenge> {
        None
    }
}
