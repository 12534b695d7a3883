//! `POST /log`: mobile apps report their errors (session services, section 11). The text is dropped as it comes,
//! because it may hold card data.

use std::time::Duration;

use axum::{body::Body, http::StatusCode};
use gateway::places::outside;
use http_body_util::{BodyExt as _, Limited};
use tokio::time::timeout;

const MAX_REPORT_BYTES: usize = 16 * 1024;
const READ_LIMIT: Duration = Duration::from_secs(2);

pub(super) async fn take(body: Body) -> StatusCode {
    let read = outside(timeout(READ_LIMIT, drop_all(body))).await;
    let bytes = read.ok().flatten();
    tracing::debug!(bytes, "a mobile app reports an error");
    StatusCode::NO_CONTENT
}

/// Returns the number of bytes. `None` where the body is too large or breaks off.
async fn drop_all(body: Body) -> Option<usize> {
    let (mut body, mut bytes) = (Limited::new(body, MAX_REPORT_BYTES), 0);
    while let Some(frame) = body.frame().await {
        bytes += frame.ok()?.data_ref().map_or(0, bytes::Bytes::len);
    }
    Some(bytes)
}
