//! The directory server: it checks an authentication request, names the transaction, and asks the issuer.

use std::{io, sync::Arc};

use axum::{
    body::Body,
    extract::{State, rejection::BytesRejection},
    http::header::CONTENT_TYPE,
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use document::{Object, Tree};
use futures_util::stream;
use tokio::time::sleep;

use super::{
    Issuer, acs,
    failure::{Component, Failure},
    form::read,
    messages::Message,
    outcome::{Method, Outcome},
    ranges::card_ranges,
};

const REFERENCE_NUMBER: &str = "GUICHET_SANDBOX_DS";

/// Answers an authentication request (AReq) with that of the issuer (ARes), or with an error message (Erro).
pub(super) async fn authenticate(
    State(issuer): State<Arc<Issuer>>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match read(body) {
        Ok(body) => body,
        Err(trouble) => return trouble.answer(true),
    };
    let question = match Message::read_authentication(&body) {
        Ok(question) => question,
        Err(failure) => return message(failure.write(Component::DirectoryServer, &body)),
    };
    match Outcome::of(&question.pan) {
        Outcome::NotReached => return broken(),
        Outcome::NoAnswer => {
            sleep(issuer.answer_limit * 2).await;
            return broken();
        }
        Outcome::NotEnrolled => {
            return message(Failure::NOT_IN_RANGE.write(Component::DirectoryServer, &body));
        }
        Outcome::Slow => sleep(issuer.answer_limit / 2).await,
        _ => {}
    }
    let forwarded = (question.message)
        .with("dsReferenceNumber", REFERENCE_NUMBER)
        .with("dsTransID", issuer.draw_id())
        .with("dsURL", format!("{}/ds/areq", issuer.base));
    message(acs::authenticate(&issuer, &forwarded.write()))
}

/// Answers a question for card ranges (PReq) with all of them (PRes).
pub(super) async fn prepare(
    State(issuer): State<Arc<Issuer>>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match read(body) {
        Ok(body) => body,
        Err(trouble) => return trouble.answer(true),
    };
    let question = match Message::read_kind(&body, "PReq") {
        Ok(question) => question,
        Err(failure) => return message(failure.write(Component::DirectoryServer, &body)),
    };
    let ranges = card_ranges().into_iter().map(|range| {
        let object = Object::new()
            .with("startRange", range.first)
            .with("endRange", range.last)
            .with("actionInd", "A")
            .with("acsStartProtocolVersion", "2.2.0")
            .with("acsEndProtocolVersion", "2.2.0")
            .with("dsStartProtocolVersion", "2.2.0")
            .with("dsEndProtocolVersion", "2.2.0");
        let path = match range.method {
            Method::Absent => return Tree::Object(object),
            Method::Reports => "/acs/method",
            Method::Silent => "/acs/method/silent",
        };
        Tree::Object(object.with("threeDSMethodURL", format!("{}{path}", issuer.base)))
    });
    let answer = question
        .reply("PRes", &["threeDSServerTransID", "messageVersion"])
        .with("dsTransID", issuer.draw_id())
        .with("dsStartProtocolVersion", "2.2.0")
        .with("dsEndProtocolVersion", "2.2.0")
        .with("serialNum", SERIAL_NUMBER)
        .with("cardRangeData", Tree::List(ranges.collect()));
    message(answer.write())
}

/// The number of the ranges: they are the same in every version of the sandbox with this number.
const SERIAL_NUMBER: &str = "1";

fn message(text: Bytes) -> Response {
    ([(CONTENT_TYPE, "application/json; charset=utf-8")], text).into_response()
}

/// Returns a response that cannot be written: the server closes the connection without an answer.
fn broken() -> Response {
    let error = io::Error::from(io::ErrorKind::ConnectionAborted);
    Response::new(Body::from_stream(stream::once(async { Err::<Bytes, _>(error) })))
}
