//! `GET /v1/checkout/alive` and `GET /v1/alive`: the connection test of shop plugins (Retail API, section 3.0).

use axum::{
    http::{Method, StatusCode},
    routing::get,
};

use crate::{
    api::v1::{Endpoint, Operation, caller::Caller},
    openapi::text,
};

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "/v1/checkout/alive", handler: || get(handle), operation: || operation("alive") },
    Endpoint { path: "/v1/alive", handler: || get(handle), operation: || operation("cardAlive") },
];

/// The body of the answer. Callers look only at the status, which is 401 where the credentials are wrong.
const ALIVE: &str = "alive";

async fn handle(_caller: Caller) -> &'static str {
    ALIVE
}

fn operation(id: &'static str) -> Operation {
    Operation {
        method: Method::GET,
        id,
        tag: "Test",
        summary: "Is the gateway there, and are the credentials good?",
        description: "",
        parameters: Vec::new(),
        body: None,
        responses: vec![text(StatusCode::OK, "The gateway answers, and the credentials are good", ALIVE)],
    }
}
