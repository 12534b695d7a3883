//! What follows from the shape of an operation: whether it reads a body, and whether it may be repeated under
//! an `Idempotency-Key`. An operation declares only what is specific to it.

use axum::http::{Method, StatusCode};

use super::{
    Response,
    header::{CHALLENGE, REPLAYED, RETRY_AFTER},
    parameter::{Parameter, header_parameter},
    refusal,
    response::malformed,
};
use crate::api::v1::Operation;
use primitives::IdempotencyKey;

/// Returns the operation with all that its shape adds, and its answers in the order of their statuses.
pub(super) fn complete(mut operation: Operation) -> Operation {
    add_all(&mut operation.responses, for_everybody());
    if operation.body.is_some() {
        add_all(&mut operation.responses, with_a_body());
    }
    if is_repeatable(&operation.method) {
        operation.parameters.push(idempotency_key());
        operation.responses = operation.responses.into_iter().map(perhaps_replayed).collect();
        add_all(&mut operation.responses, with_an_idempotency_key());
    }
    operation.responses.sort_by_key(|response| response.status);
    operation
}

fn for_everybody() -> Vec<Response> {
    vec![
        malformed("Every field that breaks a rule, at once; or what is wrong with the HTTP"),
        refusal(StatusCode::UNAUTHORIZED, "No, wrong or locked credentials: 09101, 09102")
            .with_header(CHALLENGE),
        refusal(
            StatusCode::TOO_MANY_REQUESTS,
            "A limit is reached, and nothing was done: 02623. Try again after the seconds of Retry-After",
        )
        .with_header(RETRY_AFTER),
        refusal(StatusCode::REQUEST_TIMEOUT, "The headers did not arrive within 15 seconds: 02103"),
        refusal(
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            "Request line and headers are larger than 32 KiB, or there are more than 64 headers",
        ),
        refusal(StatusCode::INTERNAL_SERVER_ERROR, "Our own fault: 02101"),
        refusal(
            StatusCode::SERVICE_UNAVAILABLE,
            "Not done, as when too many requests or bodies come at once, or not known whether it was done: see detail. Try \
             again after the seconds of Retry-After",
        )
        .with_header(RETRY_AFTER),
    ]
}

fn with_a_body() -> Vec<Response> {
    vec![
        refusal(
            StatusCode::BAD_REQUEST,
            "A body with a member named twice, more than 32 levels, more than 1,000 members of an object or more than 10,000 \
             values, or with more than 64 KiB of what is kept and given back, counted in UTF-8 as JSON without white space, is \
             refused as a whole",
        ),
        refusal(StatusCode::REQUEST_TIMEOUT, "The body did not arrive within 10 seconds: 02103"),
        refusal(StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than 256 KiB"),
        refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body is not application/json"),
    ]
}

/// Whether a request may be repeated under an `Idempotency-Key` (IETF draft). The published API has no such
/// header.
fn is_repeatable(method: &Method) -> bool {
    [Method::POST, Method::PUT, Method::PATCH].contains(method)
}

fn idempotency_key() -> Parameter {
    let description =
        "1 to 255 printable ASCII characters. For 24 hours a repeat gets the first answer again";
    header_parameter("Idempotency-Key", description).with_pattern(IdempotencyKey::PATTERN)
}

fn with_an_idempotency_key() -> Vec<Response> {
    vec![
        refusal(StatusCode::CONFLICT, "The first request with this Idempotency-Key is still running: 02002"),
        refusal(StatusCode::UNPROCESSABLE_ENTITY, "The Idempotency-Key came with another body before"),
    ]
}

fn perhaps_replayed(response: Response) -> Response {
    if response.status.is_success() { response.with_header(REPLAYED) } else { response }
}

/// Adds answers. Where the operation has a reason of its own for a status, the added reason follows it.
fn add_all(own: &mut Vec<Response>, of_shape: Vec<Response>) {
    for added in of_shape {
        match own.iter_mut().find(|response| response.status == added.status) {
            Some(response) => response.add_reason(&added),
            None => own.push(added),
        }
    }
}
