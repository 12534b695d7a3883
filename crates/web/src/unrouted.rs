//! Answers to what is no request of HTTP, or does not become one. The listener gives them, because there is nothing to
//! route.

use axum::http::StatusCode;
use document::{Value as _, write_json};
use domain::ReturnCode;

use crate::{
    answer::RETRY_AFTER,
    result::{ApiResult, BadRequest},
};

/// The reason for which there is no request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unrouted {
    /// The request line and the headers break this rule of HTTP.
    Malformed(&'static str),
    /// The request line and the headers are larger, or the headers more, than this rule allows.
    TooLarge(&'static str),
    /// The headers did not arrive within these seconds.
    TooSlow(u64),
    /// The headers come slowly, and others that do take all memory that there is for them.
    TooManyHeads,
}

/// The status, the return code, the body, which is JSON, and the header `Retry-After` of an answer.
pub struct UnroutedAnswer {
    pub status: StatusCode,
    pub code: &'static str,
    pub body: String,
    pub retry_after: Option<&'static str>,
}

impl Unrouted {
    pub fn answer(self) -> UnroutedAnswer {
        let result = |code, detail: &str| ApiResult::refusal(code, detail).write();
        let (status, code, body) = match self {
            Self::Malformed(rule) => {
                let code = ReturnCode::FIELD_FORMAT;
                (StatusCode::BAD_REQUEST, code, BadRequest::new(code, rule, &[]).write())
            }
            Self::TooLarge(rule) => {
                let code = ReturnCode::FIELD_FORMAT;
                (StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, code, result(code, rule))
            }
            Self::TooSlow(limit_s) => {
                let code = ReturnCode::TIME_LIMIT;
                let detail = format!("the headers did not arrive within {limit_s} seconds");
                (StatusCode::REQUEST_TIMEOUT, code, result(code, &detail))
            }
            Self::TooManyHeads => {
                let code = ReturnCode::INTERNAL;
                let detail = "the gateway holds as many headers that come slowly as it may: nothing was done, try again";
                (StatusCode::SERVICE_UNAVAILABLE, code, result(code, detail))
            }
        };
        let retry_after = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(RETRY_AFTER);
        UnroutedAnswer { status, code: code.code(), body: write_json(&body), retry_after }
    }
}
