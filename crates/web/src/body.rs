//! Request bodies: JSON in UTF-8, of a limited size, within ten seconds and within the [`Budget`](crate::budget::Budget).

use std::time::Duration;

use axum::{
    body::{Body, HttpBody as _},
    http::{HeaderMap, HeaderValue, StatusCode, header},
};
use document::{Fault, Tree, read_json_of};
use domain::{ReturnCode, echo::Echo};
use gateway::{Refusal, places::outside};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::timeout;

use crate::{
    answer::{Answer, RETRY_AFTER, malformed_field},
    app::App,
    budget::Claim,
    pieces::Pieces,
};

const TIME_LIMIT: Duration = Duration::from_secs(10);
/// The time within which a body comes that its caller has ready. After it the body counts as slow.
const PROMPT: Duration = Duration::from_millis(250);
/// What a request takes besides its body and what is kept of it, in bytes: the state of its task, and what its connection buffers
/// meanwhile. 1,500 payments that waited for a silent bank took 22 KiB each, and 27 KiB each if their bodies had been that large.
const BESIDES_BYTES: usize = 32 * 1024;
/// The largest number of values in one body: an order of 500 lines with all their members.
const MAX_VALUES: usize = 10_000;
/// The largest document that is kept of a request, in bytes.
pub(crate) const MAX_KEPT_BYTES: usize = 64 * 1024;
/// How often the kept document is in memory while the bank is asked, together with the answer that gives it back.
const COPIES: usize = 2;

/// The largest body of an endpoint.
#[derive(Clone, Copy)]
pub(crate) struct MaxSize {
    pub(crate) kib: usize,
    pub(crate) words: &'static str,
}

/// Bodies of the API.
pub(crate) const API: MaxSize = MaxSize { kib: 256, words: "the body is larger than 256 KiB" };
/// Bodies of the session services, which need no access key.
pub(crate) const SERVICE: MaxSize = MaxSize { kib: 16, words: "the body is larger than 16 KiB" };

impl MaxSize {
    const fn bytes(self) -> usize {
        self.kib * 1024
    }
}

/// A body as it came.
pub(crate) struct ReceivedBody {
    pub(crate) pieces: Pieces,
    claim: Claim,
}

impl ReceivedBody {
    /// Reads the body into a record, and drops body and tree before anything is waited for. The claim becomes one for the
    /// documents that are kept of the request, `kept` bytes; the caller holds it until it has the answer.
    pub(crate) fn parse<T>(
        self,
        read: impl FnOnce(Tree) -> Result<T, Refusal>,
        kept: impl FnOnce(&T) -> usize,
    ) -> Result<(T, Claim), Answer> {
        let Self { pieces, mut claim } = self;
        let record = read(pieces.read(parse)?)?;
        drop(pieces);
        if claim.resize(BESIDES_BYTES + kept(&record) * COPIES) {
            Ok((record, claim))
        } else {
            Err(too_many())
        }
    }
}

pub(crate) async fn read(
    app: &App,
    headers: &HeaderMap,
    body: Body,
    max: MaxSize,
) -> Result<ReceivedBody, Answer> {
    unsupported(headers).map_or(Ok(()), Err)?;
    let declared = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if declared > max.bytes() {
        return Err(too_large(max));
    }
    // A body that would not fit is refused before it is sent.
    if declared + BESIDES_BYTES > app.bodies.free() {
        return Err(too_many());
    }
    outside(timeout(TIME_LIMIT, collect(app, body, max))).await.map_err(|_| too_slow())?
}

pub(crate) fn parse(text: &[u8]) -> Result<Tree, Refusal> {
    const RULE: &str = "is not a JSON document in UTF-8 that can be read (members named twice, nesting beyond 32 levels, \
                        objects of more than 1,000 members and more than 10,000 values are refused)";
    // Some editors and platforms write a byte order mark; RFC 8259, section 8.1, lets a reader skip it.
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    read_json_of(text, MAX_VALUES).map_err(|_| malformed_field("", Fault::Rule(RULE)))
}

/// Refuses a document that is too large to be kept.
pub(crate) fn check_kept(echo: Echo) -> Result<Echo, Refusal> {
    const RULE: &str =
        "has more than 64 KiB of what is kept and given back (without card, white space and unknown members)";
    if echo.json().len() <= MAX_KEPT_BYTES { Ok(echo) } else { Err(malformed_field("", Fault::Rule(RULE))) }
}

/// Reads the whole body. One that does not come at once goes on under a budget for the slow: callers who send nothing would
/// otherwise take the budget of all others, for as long as a body may take.
async fn collect(app: &App, body: Body, max: MaxSize) -> Result<ReceivedBody, Answer> {
    let mut body = Limited::new(body, max.bytes());
    let pieces = Pieces::new();
    let claim = app.bodies.claim(BESIDES_BYTES + pieces.held()).ok_or_else(too_many)?;
    let mut received = ReceivedBody { pieces, claim };
    if let Ok(whole) = timeout(PROMPT, received.fill(&mut body, max, BESIDES_BYTES)).await {
        return whole.map(|()| received);
    }
    // Nothing is carried out yet. What the connection buffers is there without a body as well.
    received.claim = app.slow_bodies.claim(received.pieces.held()).ok_or_else(too_many)?;
    received.fill(&mut body, max, 0).await?;
    received.claim = app.bodies.claim(BESIDES_BYTES + received.pieces.held()).ok_or_else(too_many)?;
    Ok(received)
}

impl ReceivedBody {
    /// Reads the rest of the body. Its bytes, and those besides, are claimed as they come and not as they are announced.
    async fn fill(&mut self, body: &mut Limited<Body>, max: MaxSize, besides: usize) -> Result<(), Answer> {
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| {
                if error.is::<LengthLimitError>() { too_large(max) } else { Answer::from(truncated()) }
            })?;
            if let Some(data) = frame.data_ref() {
                if !self.claim.resize(besides + self.pieces.held_with(data.len())) {
                    return Err(too_many());
                }
                self.pieces.add(data);
            }
        }
        Ok(())
    }
}

fn truncated() -> Refusal {
    malformed_field("", Fault::Rule("ended before it was complete"))
}

fn too_large(max: MaxSize) -> Answer {
    Answer::refusal(StatusCode::PAYLOAD_TOO_LARGE, ReturnCode::FIELD_FORMAT, max.words)
        .with_header(header::CONNECTION, "close")
}

fn too_many() -> Answer {
    let detail = "the gateway holds as many request bodies as it may: nothing was done, try again";
    Answer::refusal(StatusCode::SERVICE_UNAVAILABLE, ReturnCode::INTERNAL, detail)
        .with_header(header::RETRY_AFTER, RETRY_AFTER)
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
