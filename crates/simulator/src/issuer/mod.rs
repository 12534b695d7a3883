//! The sandbox's directory server and issuer (ACS) of EMV 3-D Secure. They take and give the messages of version 2.2.0, and know
//! nothing of the gateway. Their pages run on an address of their own, because the mobile SDKs take any page on the API's host for
//! the end of a redirect (session services, section 9).
//!
//! The number of a card decides how its authentication ends ([`Outcome`]). A script goes through a challenge with one request:
//! `POST {acsURL}/answer` with `Accept: application/json` and a form of `choice` (`right`, `wrong`, `give-up`) or `code`, and the
//! `threeDSSessionData` that shall come back.

mod acs;
mod app;
mod challenge;
mod directory;
mod examples;
mod failure;
mod form;
mod headers;
mod messages;
mod method;
mod outcome;
mod page;
mod proof;
mod purchase;
mod ranges;
mod result;
mod results;
mod sdk;
mod ticket;
mod verdict;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::map_response,
    routing::{get, post},
};
pub use examples::{EXAMPLES, Example, METHOD_EXAMPLES, tables};
use gateway::ports::{Clock, Entropy};
pub use outcome::{Ending, Method, Outcome};
use primitives::{Uuid, WebUrl};
pub use results::{Results, Unanswered};
pub use sdk::directory_keys::{DirectoryKey, directory_keys};
use vault::SandboxSeed;
pub use verdict::CODE;

/// The largest body of a message or form, in bytes.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// The largest authentication request, in bytes: the device data of an app have up to 64,000 characters.
const MAX_AREQ_BYTES: usize = 75 * 1024;

/// The directory server and the issuer.
pub struct Issuer {
    seed: SandboxSeed,
    sealer: ticket::Sealer,
    signer: sdk::signed::LazySigner,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    results: Arc<dyn Results>,
    /// The URL at which browsers, apps and 3DS servers reach the router, without a slash at its end.
    base: String,
    /// The time for which a 3DS server waits for the answer to an authentication request.
    answer_limit: Duration,
}

/// What the issuer asks of its surroundings.
pub struct IssuerPorts {
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub results: Arc<dyn Results>,
}

impl Issuer {
    /// Makes the issuer. `base` is the URL of its router from outside; `answer_limit` is the time for which a 3DS server waits for an
    /// answer, of which the slow card takes half.
    pub fn new(seed: SandboxSeed, ports: IssuerPorts, base: &WebUrl, answer_limit: Duration) -> Self {
        Self {
            sealer: ticket::Sealer::new(&seed),
            signer: sdk::signed::LazySigner::default(),
            seed,
            clock: ports.clock,
            entropy: ports.entropy,
            results: ports.results,
            base: base.as_str().trim_end_matches('/').to_owned(),
            answer_limit,
        }
    }

    /// Returns the URL of the page of a challenge.
    fn browser_url(&self, challenge: &ticket::BrowserTicket) -> String {
        format!("{}/acs/challenge/{}", self.base, self.sealer.seal_browser(challenge, &*self.entropy))
    }

    /// Returns the URL to which an app sends its challenge requests.
    fn app_url(&self, challenge: &ticket::AppTicket) -> String {
        format!("{}/acs/app/{}", self.base, self.sealer.seal_app(challenge, &*self.entropy))
    }

    fn draw_id(&self) -> String {
        let mut bytes = [0; 16];
        self.entropy.fill(&mut bytes);
        Uuid::of_random(bytes).to_string()
    }
}

/// Returns the router of the directory server and the issuer.
pub fn issuer_pages(issuer: Arc<Issuer>) -> Router {
    Router::new()
        .route("/ds/areq", post(directory::authenticate).layer(DefaultBodyLimit::max(MAX_AREQ_BYTES)))
        .route("/ds/preq", post(directory::prepare))
        .route("/acs/app/{sealed}", post(app::answer))
        .route("/acs/method", get(method::stay_silent).post(method::report))
        .route("/acs/method/silent", get(method::stay_silent).post(method::stay_silent))
        .route("/acs/challenge/{sealed}", post(challenge::show))
        .route("/acs/challenge/{sealed}/answer", post(challenge::answer))
        .fallback(async || page::Trouble::NoSuchPage)
        .method_not_allowed_fallback(async || page::Trouble::NoSuchPage)
        .layer(map_response(headers::secured))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(issuer)
}
