//! `POST /log`: mobile apps report their errors (session services, section 11). The text is not stored,
//! because it may hold card data.

use std::time::Duration;

use axum::{body::Body, http::StatusCode};
use http_body_util::{BodyExt as _, Limited};
use tokio::time::timeout;

const MAX_REPORT_BYTES: usize = 64 * 1024;
const READ_LIMIT: Duration = Duration::from_secs(2);

pub(super) async fn take(body: Body) -> StatusCode {
    let read = timeout(READ_LIMIT, Limited::new(body, MAX_REPORT_BYTES).collect()).await;
    let bytes = read.ok().and_then(Result::ok).map(|body| body.to_bytes().len());
    tracing::debug!(bytes, "a mobile app reports an error");
    StatusCode::NO_CONTENT
}
