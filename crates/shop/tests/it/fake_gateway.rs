//! A gateway that has sessions only. A test sets its answers.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use client::Trust;
use document::{Object, Tree, read_json, write_json};

use crate::{contract, served};

pub(crate) const MERCHANT: &str = "12345678901234";
pub(crate) const ACCESS_KEY: &str = "hush-hush-hush";
/// The header `authorization` with these two.
const CREDENTIALS: &str = "Basic MTIzNDU2Nzg5MDEyMzQ6aHVzaC1odXNoLWh1c2g=";
pub(crate) const SESSION: &str = "13fChMDzWfyVw6d2R2391553893852225";
pub(crate) const PAYMENT_PAGE: &str = "https://pay.example/v2?token=13fChMDzWfyVw6d2R2391553893852225";

#[derive(Clone)]
pub(crate) struct FakeGateway {
    pub(crate) url: String,
    script: Arc<Mutex<Script>>,
}

#[derive(Default)]
struct Script {
    requests: Vec<Tree>,
    asked: Vec<String>,
    /// The answer to a request for a session, in the place of a session.
    refusal: Option<(u16, &'static str, String)>,
    /// The answer to a GET.
    detail: Option<(u16, Tree)>,
}

impl FakeGateway {
    pub(crate) async fn start() -> Self {
        let script = Arc::new(Mutex::new(Script::default()));
        let routes = Router::new()
            .route("/v1/checkout/payments/sessions", post(create))
            .route("/v1/checkout/payments/sessions/{id}", get(read))
            .with_state(Arc::clone(&script));
        let url = served::serve(|_| routes).await.url;
        Self { url, script }
    }

    pub(crate) fn credentials(&self) -> client::Client {
        client::Client::new(&self.url, MERCHANT, ACCESS_KEY, Trust::Nobody).unwrap()
    }

    /// Returns every session request so far.
    pub(crate) fn requests(&self) -> Vec<Tree> {
        self.script.lock().unwrap().requests.clone()
    }

    /// Returns the id of every session that was read.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.script.lock().unwrap().asked.clone()
    }

    /// Sets the answer to a request for a session.
    pub(crate) fn refuse(&self, status: u16, content_type: &'static str, body: &str) {
        self.script.lock().unwrap().refusal = Some((status, content_type, body.to_owned()));
    }

    /// Sets the answer to a GET of a session.
    pub(crate) fn answer(&self, status: u16, body: impl Into<Tree>) {
        self.script.lock().unwrap().detail = Some((status, body.into()));
    }
}

pub(crate) fn result(title: &str, code: &str, detail: &str) -> Object {
    Object::new().with("result", Object::new().with("title", title).with("code", code).with("detail", detail))
}

/// Returns a session with one transaction (`SessionDetailResponse`).
pub(crate) fn paid(kind: &str, amount: i64) -> Object {
    let transaction = Object::new()
        .with("id", "26032091500000001")
        .with("type", kind)
        .with("currency", "EUR")
        .with("capture", "AUTOMATIC")
        .with("requestedAmount", amount);
    result("ACCEPTED", "00000", "Transaction approved").with("transactions", vec![transaction])
}

async fn create(State(script): State<Arc<Mutex<Script>>>, headers: HeaderMap, body: Bytes) -> Response {
    if !has_credentials(&headers) {
        return json(401, &error("09101", "credentials"));
    }
    let mut script = script.lock().unwrap();
    let Ok(request) = read_json(&body) else { return refused("02305", "not JSON") };
    let faults = contract::faults(&request);
    script.requests.push(request);
    if let Some((status, content_type, body)) = script.refusal.clone() {
        return (StatusCode::from_u16(status).unwrap(), [(CONTENT_TYPE, content_type)], body).into_response();
    }
    if !faults.is_empty() {
        return refused("02305", &faults.join(" "));
    }
    let body = result("ACCEPTED", "00000", "Session created");
    json(201, &body.with("sessionId", SESSION).with("redirectURL", PAYMENT_PAGE).into())
}

async fn read(
    State(script): State<Arc<Mutex<Script>>>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Response {
    if !has_credentials(&headers) {
        return json(401, &error("09101", "credentials"));
    }
    let mut script = script.lock().unwrap();
    script.asked.push(id);
    let not_opened = || (200, result("INPROGRESS", "02533", "The buyer has not come yet").into());
    let (status, body) = script.detail.clone().unwrap_or_else(not_opened);
    json(status, &body)
}

fn has_credentials(headers: &HeaderMap) -> bool {
    headers.get("authorization").is_some_and(|value| value == CREDENTIALS)
}

fn refused(code: &str, detail: &str) -> Response {
    json(400, &error(code, detail))
}

fn error(code: &str, detail: &str) -> Tree {
    Object::new().with("title", "ERROR").with("code", code).with("detail", detail).into()
}

fn json(status: u16, body: &Tree) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    (status, [(CONTENT_TYPE, "application/json")], write_json(body)).into_response()
}
