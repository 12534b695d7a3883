//! `POST /log`: mobile apps tell their errors (session services, section 11). Nothing that they say is kept: it may hold
//! anything.

use std::time::Duration;

use axum::{body::Body, http::StatusCode};
use http_body_util::{BodyExt as _, Limited};
use tokio::time::timeout;

const MOST_BYTES: usize = 64 * 1024;
const TIME_LIMIT: Duration = Duration::from_secs(2);

pub(super) async fn take(body: Body) -> StatusCode {
    let read = timeout(TIME_LIMIT, Limited::new(body, MOST_BYTES).collect()).await;
    let bytes = read.ok().and_then(Result::ok).map(|body| body.to_bytes().len());
    tracing::debug!(bytes, "a mobile app tells of an error");
    StatusCode::NO_CONTENT
}
