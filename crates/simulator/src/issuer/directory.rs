//! The directory server: it checks an authentication request, names the transaction, and asks the issuer.

use std::{io, sync::Arc};

use axum::{
    body::Body,
    extract::{State, rejection::BytesRejection},
    http::header::CONTENT_TYPE,
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use document::{Object, Tree};
use emv3ds::codes::Component;
use futures_util::stream;
use tokio::{task::spawn_blocking, time::sleep};

use super::{
    Issuer, acs,
    failure::Failure,
    form::read_message,
    messages::Message,
    outcome::{Method, Outcome},
    ranges::card_ranges,
    sdk::directory_keys::open_device_data,
};

const REFERENCE_NUMBER: &str = "GUICHET_SANDBOX_DS";

/// Answers an authentication request (AReq) with that of the issuer (ARes), or with an error message (Erro).
pub(super) async fn authenticate(
    State(issuer): State<Arc<Issuer>>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match read_message(body, Component::DirectoryServer) {
        Ok(body) => body,
        Err(answer) => return *answer,
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
            return message(Failure::not_in_range().write(Component::DirectoryServer, &body));
        }
        Outcome::Slow => sleep(issuer.answer_limit / 2).await,
        _ => {}
    }
    let named = (question.message)
        .with("dsReferenceNumber", REFERENCE_NUMBER)
        .with("dsTransID", issuer.draw_id())
        .with("dsURL", format!("{}/ds/areq", issuer.base));
    let forwarded = match with_device_data(&issuer, named) {
        Ok(forwarded) => forwarded.write(),
        Err(failure) => return message(failure.write(Component::DirectoryServer, &body)),
    };
    // The first signature for an app waits for an RSA key.
    let answered = spawn_blocking(move || acs::authenticate(&issuer, &forwarded)).await;
    message(
        answered.unwrap_or_else(|_| {
            Failure::transient("the issuer failed").write(Component::DirectoryServer, &body)
        }),
    )
}

/// Opens the device data that the SDK has sealed for the directory server. The issuer gets them in the clear.
fn with_device_data(issuer: &Issuer, request: Message) -> Result<Message, Failure> {
    if request.text("deviceChannel") != Some("01") {
        return Ok(request);
    }
    let sealed = request.text("sdkEncData").ok_or_else(|| Failure::missing("sdkEncData"))?;
    let opened = open_device_data(&issuer.seed, sealed).map_err(|_| Failure::undecipherable())?;
    let encoded = URL_SAFE_NO_PAD.encode(opened);
    Ok(request.without("sdkEncData").with("deviceInfo", encoded))
}

/// Answers a question for card ranges (PReq) with all of them (PRes). There is no serial number: whoever asks again gets all again.
pub(super) async fn prepare(
    State(issuer): State<Arc<Issuer>>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match read_message(body, Component::DirectoryServer) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    let question = match Message::read_preparation(&body) {
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
        .with("cardRangeData", Tree::List(ranges.collect()));
    message(answer.write())
}

fn message(text: Bytes) -> Response {
    ([(CONTENT_TYPE, "application/json; charset=utf-8")], text).into_response()
}

/// Returns a response that cannot be written: the server closes the connection without an answer.
fn broken() -> Response {
    let error = io::Error::from(io::ErrorKind::ConnectionAborted);
    Response::new(Body::from_stream(stream::once(async { Err::<Bytes, _>(error) })))
}
