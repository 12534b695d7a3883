//! The sandbox's directory server and issuer, over their router. The 3DS server is played here.

mod app;
mod authentication;
mod challenge;
mod method;
mod pages;
mod sdk;

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU64},
    },
    time::Duration,
};

use async_trait::async_trait;
use axum::{
    body::Body,
    http::{Method, Request, Response, StatusCode, header::ACCEPT, header::CONTENT_TYPE},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use document::{Object, Tree, read_json, write_json};
use http_body_util::BodyExt as _;
use primitives::WebUrl;
use simulator::issuer::{Issuer, IssuerPorts, Results, Unanswered, issuer_pages};
use tower::ServiceExt as _;
use vault::{MasterKeys, SandboxSeed, Vault};

use crate::bench::{Count, HandClock};

const BASE: &str = "https://issuer.example";
const NOTIFICATION_URL: &str = "https://pay.example/pay/3ds?token=1";
const RESULTS_URL: &str = "https://3ds.example/results";
const SERVER_ID: &str = "8a880dc0-d2d2-4067-bcb1-b08d1690b26e";
/// The card whose issuer breaks the rules.
const MALFORMED: &str = "4970100008023000";
const ANSWER_LIMIT: Duration = Duration::from_millis(200);

/// An issuer, and the 3DS server to which it sends results.
struct Sandbox {
    issuer: Arc<Issuer>,
    clock: Arc<HandClock>,
    server: Arc<Server>,
}

/// A 3DS server that keeps what it is told. It does not answer the first requests, if it is told so.
#[derive(Default)]
struct Server {
    told: Mutex<Vec<(String, Object)>>,
    silences: Mutex<VecDeque<()>>,
}

#[async_trait]
impl Results for Server {
    async fn post(&self, url: &str, message: Bytes) -> Result<Bytes, Unanswered> {
        assert!(emv3ds::RReq::read(&message).is_ok(), "a result request follows the rules");
        let message = object(&message);
        let answer = Object::new()
            .with("messageType", "RRes")
            .with("messageVersion", "2.2.0")
            .with("resultsStatus", "01")
            .with("threeDSServerTransID", text(&message, "threeDSServerTransID"))
            .with("acsTransID", text(&message, "acsTransID"))
            .with("dsTransID", text(&message, "dsTransID"));
        self.told.lock().unwrap().push((url.to_owned(), message));
        match self.silences.lock().unwrap().pop_front() {
            Some(()) => Err(Unanswered),
            None => Ok(write_json(&Tree::Object(answer)).into()),
        }
    }
}

struct Answer {
    status: StatusCode,
    body: String,
    response: Response<()>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Object {
        object(self.body.as_bytes())
    }

    fn text(&self, name: &str) -> String {
        text(&self.json(), name)
    }

    /// Returns the value of a hidden field of the page.
    fn field(&self, name: &str) -> String {
        let begin = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.body.split_once(&begin).unwrap_or_else(|| panic!("no {name}: {}", self.body));
        rest.split_once('"').unwrap().0.replace("&#38;", "&")
    }

    /// Returns the target of the form of the page.
    fn action(&self) -> String {
        let (_, rest) = self.body.split_once("action=\"").unwrap_or_else(|| panic!("{}", self.body));
        rest.split_once('"').unwrap().0.replace("&#38;", "&")
    }
}

impl Sandbox {
    fn new() -> Self {
        let clock = Arc::new(HandClock(AtomicI64::new(1_795_348_800_000)));
        let server = Arc::new(Server::default());
        let issuer = issuer(&clock, &server, 1);
        Self { issuer, clock, server }
    }

    /// Returns another instance of the same store.
    fn twin(&self) -> Self {
        let (clock, server) = (Arc::clone(&self.clock), Arc::clone(&self.server));
        Self { issuer: issuer(&clock, &server, 1_000_000), clock, server }
    }

    async fn post(&self, path: &str, accept: &str, body: impl Into<Body>) -> Option<Answer> {
        let path = path.strip_prefix(BASE).unwrap_or(path);
        let request = Request::builder().method(Method::POST).uri(path).header(ACCEPT, accept);
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Returns `None` where the connection is closed without an answer.
    async fn send(&self, mut request: Request<Body>) -> Option<Answer> {
        let form = "application/x-www-form-urlencoded".parse().unwrap();
        request.headers_mut().entry(CONTENT_TYPE).or_insert(form);
        let response = issuer_pages(Arc::clone(&self.issuer)).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = String::from_utf8(body.collect().await.ok()?.to_bytes().to_vec()).unwrap();
        Some(Answer { status: parts.status, body, response: Response::from_parts(parts, ()) })
    }

    async fn ask(&self, request: Object) -> Option<Answer> {
        self.post("/ds/areq", "application/json", write_json(&Tree::Object(request))).await
    }

    /// Asks the directory about a card of a browser. But for the card that asks for it, the answer follows the rules.
    async fn authenticate(&self, number: &str) -> Answer {
        let answer = self.ask(areq(number)).await.unwrap();
        let bytes = answer.body.as_bytes();
        let is_sound = emv3ds::ARes::read(bytes).is_ok() || emv3ds::Erro::read(bytes).is_ok();
        assert_eq!(is_sound, number != MALFORMED, "{}", answer.body);
        answer
    }

    /// Opens the page of a challenge as a browser does. Returns it with the ARes.
    async fn challenge(&self, number: &str) -> (Object, Answer) {
        let ares = self.authenticate(number).await.json();
        let form = challenge_form(&ares, "s3ssion");
        let page = self.post(&text(&ares, "acsURL"), "text/html", form).await.unwrap();
        (ares, page)
    }

    fn told(&self) -> Vec<Object> {
        self.server.told.lock().unwrap().iter().map(|(_, message)| message.clone()).collect()
    }
}

fn issuer(clock: &Arc<HandClock>, server: &Arc<Server>, first: u64) -> Arc<Issuer> {
    let ports = IssuerPorts {
        clock: Arc::clone(clock) as _,
        entropy: Arc::new(Count(AtomicU64::new(first))),
        results: Arc::clone(server) as _,
    };
    Arc::new(Issuer::new(seed(), ports, &WebUrl::parse(BASE).unwrap(), ANSWER_LIMIT))
}

fn seed() -> SandboxSeed {
    let master = MasterKeys::parse(&MasterKeys::generate(&[7; 32])).ok().unwrap();
    let keys = Vault::first_keys(&master, [([1; 32], [1; 12]), ([2; 32], [2; 12])]);
    Vault::open(&master, &keys).ok().unwrap().sandbox_seed()
}

/// An authentication request of a browser, over 24.99 euros.
fn areq(number: &str) -> Object {
    Object::new()
        .with("messageType", "AReq")
        .with("messageVersion", "2.2.0")
        .with("messageCategory", "01")
        .with("deviceChannel", "02")
        .with("threeDSCompInd", "U")
        .with("threeDSRequestorAuthenticationInd", "01")
        .with("threeDSRequestorID", "shop1")
        .with("threeDSRequestorName", "Shop")
        .with("threeDSRequestorURL", "https://shop.example")
        .with("threeDSServerRefNumber", "GUICHET_3DSS")
        .with("threeDSServerOperatorID", "GUICHET")
        .with("threeDSServerTransID", SERVER_ID)
        .with("threeDSServerURL", RESULTS_URL)
        .with("acctNumber", number)
        .with("cardExpiryDate", "3012")
        .with("acquirerBIN", "497010")
        .with("acquirerMerchantID", "1234567890")
        .with("browserAcceptHeader", "text/html")
        .with("browserIP", "192.0.2.1")
        .with("browserJavaEnabled", false)
        .with("browserJavascriptEnabled", true)
        .with("browserLanguage", "en")
        .with("browserColorDepth", "24")
        .with("browserScreenHeight", "900")
        .with("browserScreenWidth", "1600")
        .with("browserTZ", "-60")
        .with("browserUserAgent", "Mozilla/5.0")
        .with("mcc", "5411")
        .with("merchantCountryCode", "250")
        .with("merchantName", "<b>Tom & Co</b>")
        .with("notificationURL", NOTIFICATION_URL)
        .with("purchaseAmount", "2499")
        .with("purchaseCurrency", "978")
        .with("purchaseExponent", "2")
        .with("purchaseDate", "20261128043000")
}

/// The request with another value of the member.
fn changed(mut request: Object, name: &str, value: impl Into<Tree>) -> Object {
    request.remove(name);
    request.set(name, value);
    request
}

/// The form that a shop lets the browser send to the issuer.
fn challenge_form(ares: &Object, session_data: &str) -> String {
    let creq = Object::new()
        .with("messageType", "CReq")
        .with("messageVersion", "2.2.0")
        .with("threeDSServerTransID", text(ares, "threeDSServerTransID"))
        .with("acsTransID", text(ares, "acsTransID"))
        .with("challengeWindowSize", "01");
    let creq = URL_SAFE_NO_PAD.encode(write_json(&Tree::Object(creq)));
    format!("creq={creq}&threeDSSessionData={session_data}")
}

fn object(json: &[u8]) -> Object {
    read_json(json).unwrap().as_object().unwrap().clone()
}

/// Returns the text of the member. It is empty where there is none.
fn text(object: &Object, name: &str) -> String {
    object.get(name).and_then(Tree::as_text).unwrap_or_default().to_owned()
}

/// Returns the challenge response that a browser brings in base64url.
fn brought(encoded: &str) -> Object {
    assert!(emv3ds::CRes::from_base64url(encoded).is_ok(), "a challenge response follows the rules");
    object(&URL_SAFE_NO_PAD.decode(encoded).unwrap())
}
