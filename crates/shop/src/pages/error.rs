//! The page that tells an error.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use client::{Answer, Error};
use document::write_json_pretty;

use super::page;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    headline: &'static str,
    explanation: String,
    /// The body of the gateway's answer, if there was one.
    body: Option<String>,
}

/// Returns the page for an answer of the gateway that opened no session.
pub(crate) fn no_session(answer: &Answer) -> Response {
    let explanation = match answer.status {
        201 => "It answered with status 201, and without a session that a buyer can be sent to.".to_owned(),
        status => format!("It answered with status {status}:"),
    };
    let body = answer.document().map_or_else(|| answer.body_text(), write_json_pretty);
    let headline = "The gateway opened no session.";
    page(StatusCode::BAD_GATEWAY, &ErrorPage { headline, explanation, body: Some(body) })
}

pub(crate) fn unreachable(error: &Error) -> Response {
    let headline = "The gateway cannot be reached.";
    let explanation = format!("{error}. Is it still running?");
    page(StatusCode::BAD_GATEWAY, &ErrorPage { headline, explanation, body: None })
}

pub(crate) fn not_offered() -> Response {
    let headline = "We do not have that.";
    let explanation = "The form asked for something that the shop does not offer.".to_owned();
    page(StatusCode::BAD_REQUEST, &ErrorPage { headline, explanation, body: None })
}

pub(crate) fn no_such_order() -> Response {
    let headline = "We know of no such order.";
    let explanation =
        "The address names neither an order of this run nor a session. The shop keeps its orders in \
                       memory: a restart forgets them."
            .to_owned();
    page(StatusCode::NOT_FOUND, &ErrorPage { headline, explanation, body: None })
}

pub(crate) async fn no_such_page() -> Response {
    let headline = "There is no such page.";
    let explanation = "Perhaps the bell on the counter helps.".to_owned();
    page(StatusCode::NOT_FOUND, &ErrorPage { headline, explanation, body: None })
}
