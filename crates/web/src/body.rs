//! Request bodies: JSON in UTF-8, at most 256 KiB, within ten seconds.

use std::time::Duration;

use axum::{
    body::{Body, HttpBody as _},
    http::{HeaderMap, HeaderValue, StatusCode, header},
};
use document::{Fault, Tree, read_json};
use domain::ReturnCode;
use gateway::Refusal;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::answer::{Answer, malformed_field};

const MAX_BYTES: usize = 256 * 1024;
const TIME_LIMIT: Duration = Duration::from_secs(10);

/// A body and what it says. The bytes are wiped when dropped: they may hold a card.
pub(crate) struct JsonBody {
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    pub(crate) tree: Tree,
}

pub(crate) async fn read(headers: &HeaderMap, body: Body) -> Result<JsonBody, Answer> {
    unsupported(headers).map_or(Ok(()), Err)?;
    if body.size_hint().lower() > MAX_BYTES as u64 {
        return Err(too_large());
    }
    let bytes = timeout(TIME_LIMIT, collect(body)).await.map_err(|_| too_slow())??;
    let tree = parse(&bytes)?;
    Ok(JsonBody { bytes, tree })
}

pub(crate) fn parse(text: &[u8]) -> Result<Tree, Refusal> {
    const RULE: &str = "is not a JSON document in UTF-8 that can be read (members named twice and nesting beyond 32 \
                        levels are refused)";
    // Some editors and platforms write a byte order mark; RFC 8259, section 8.1, lets a reader skip it.
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    read_json(text).map_err(|_| malformed_field("", Fault::Rule(RULE)))
}

async fn collect(body: Body) -> Result<Zeroizing<Vec<u8>>, Answer> {
    let mut body = Limited::new(body, MAX_BYTES);
    let mut bytes = Zeroizing::new(Vec::with_capacity(4 * 1024));
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            if error.is::<LengthLimitError>() { too_large() } else { Answer::from(truncated()) }
        })?;
        if let Some(data) = frame.data_ref() {
            grow(&mut bytes, data.len());
            bytes.extend_from_slice(data);
        }
    }
    Ok(bytes)
}

/// Makes room without leaving an unwiped copy behind.
fn grow(bytes: &mut Zeroizing<Vec<u8>>, more: usize) {
    if bytes.len() + more > bytes.capacity() {
        let mut larger = Zeroizing::new(Vec::with_capacity((bytes.capacity() * 4).max(bytes.len() + more)));
        larger.extend_from_slice(bytes);
        *bytes = larger;
    }
}

fn truncated() -> Refusal {
    malformed_field("", Fault::Rule("ended before it was complete"))
}

fn too_large() -> Answer {
    let detail = "the body is larger than 256 KiB";
    Answer::refusal(StatusCode::PAYLOAD_TOO_LARGE, ReturnCode::FIELD_FORMAT, detail)
        .with_header(header::CONNECTION, "close")
}

fn too_slow() -> Answer {
    let detail = "the body did not arrive within 10 seconds";
    Answer::refusal(StatusCode::REQUEST_TIMEOUT, ReturnCode::TIME_LIMIT, detail)
        .with_header(header::CONNECTION, "close")
}

/// Refuses what is not `application/json`, with no charset or that of JSON; compressed bodies would hide their size.
fn unsupported(headers: &HeaderMap) -> Option<Answer> {
    let is_plain = headers.get(header::CONTENT_ENCODING).is_none_or(is_identity);
    let detail = match media_type(headers) {
        _ if !is_plain => "the body must be sent as it is: Content-Encoding is not taken",
        MediaType::Json => return None,
        MediaType::JsonInAnotherCharset => "the body must be in UTF-8: leave charset out of Content-Type",
        MediaType::Other => "the body must be sent as Content-Type: application/json",
    };
    Some(Answer::refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, ReturnCode::FIELD_FORMAT, detail))
}

fn is_identity(encoding: &HeaderValue) -> bool {
    encoding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity")
}

enum MediaType {
    Json,
    JsonInAnotherCharset,
    Other,
}

fn media_type(headers: &HeaderMap) -> MediaType {
    let Some(text) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return MediaType::Other;
    };
    let mut parts = text.split(';').map(str::trim);
    if !parts.next().is_some_and(|name| name.eq_ignore_ascii_case("application/json")) {
        return MediaType::Other;
    }
    let sound = parts.all(|part| match part.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
            value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    });
    if sound { MediaType::Json } else { MediaType::JsonInAnotherCharset }
}
