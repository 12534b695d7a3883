//! `GET /v1/checkout/alive` and `GET /v1/alive`: the connection test of shop plugins (Retail API, section 3.0).

use axum::routing::get;
use document::{Object, Schemas};

use crate::api::v1::{Endpoint, Operation, caller::Caller};

pub(crate) const CHECKOUT: Endpoint =
    Endpoint { path: "/v1/checkout/alive", handler: || get(handle), operation: checkout };
pub(crate) const CARD: Endpoint = Endpoint { path: "/v1/alive", handler: || get(handle), operation: card };

/// Any text will do; a caller with wrong credentials does not get it.
async fn handle(_caller: Caller) -> &'static str {
    "alive"
}

fn checkout(_: &mut Schemas) -> Operation {
    operation("alive")
}

fn card(_: &mut Schemas) -> Operation {
    operation("cardAlive")
}

fn operation(id: &'static str) -> Operation {
    let text = Object::new().with("schema", Object::new().with("type", "string")).with("example", "alive");
    let response = Object::new()
        .with("description", "The gateway answers, and the credentials are good")
        .with("content", Object::new().with("text/plain", text));
    Operation {
        method: "get",
        id,
        tag: "Test",
        summary: "Is the gateway there, and are the credentials good?",
        description: "",
        parameters: Vec::new(),
        request_body: None,
        responses: vec![("200", response)],
    }
}
