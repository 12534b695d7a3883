//! The challenge in a browser: a page with a code, and the same for a script.

use std::sync::Arc;

use axum::{
    extract::{Path, State, rejection::BytesRejection, rejection::PathRejection},
    http::{
        HeaderMap,
        header::{ACCEPT, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use document::{Object, Tree, write_json};
use emv3ds::CReq;

use super::{
    Issuer,
    form::{field, read},
    page::{self, Trouble},
    result, results,
    ticket::BrowserTicket,
    verdict::{CODE, Entry, MAX_TRIES, Step, Verdict, follow},
};

const SESSION_DATA: &str = "threeDSSessionData";

/// The longest session data of a requestor (EMV 3-D Secure, table A.3), in characters.
const MAX_SESSION_DATA: usize = 1_024;

type Sealed = Result<Path<String>, PathRejection>;
type Body = Result<Bytes, BytesRejection>;

/// Shows the challenge that a browser brings as a challenge request (CReq).
pub(super) async fn show(
    State(issuer): State<Arc<Issuer>>,
    sealed: Sealed,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let reader = Reader::of(&headers);
    let asked = async {
        let (challenge, form) = open(&issuer, sealed, body)?;
        let request = field(&form, "creq").ok_or(Trouble::BadRequest)?;
        is_of(&challenge, &request)?;
        let session_data = session_data(&form)?;
        if issuer.clock.now() > challenge.ticket.until {
            return Ok(end(&issuer, &challenge, Verdict::NeverAsked, &session_data, reader).await);
        }
        Ok(again(&issuer, &challenge, &session_data, reader))
    };
    asked.await.unwrap_or_else(|trouble: Trouble| trouble.answer(reader.is_script()))
}

/// Takes the choice, or the code, of the cardholder. A script may come here without having seen the page.
pub(super) async fn answer(
    State(issuer): State<Arc<Issuer>>,
    sealed: Sealed,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let reader = Reader::of(&headers);
    let answered = async {
        let (mut challenge, form) = open(&issuer, sealed, body)?;
        if let Some(request) = field(&form, "creq") {
            is_of(&challenge, &request)?;
        }
        let session_data = session_data(&form)?;
        let entry = entry(&form).ok_or(Trouble::NoChoice)?;
        let step = if issuer.clock.now() > challenge.ticket.until {
            Step::Ended(Verdict::TimedOut)
        } else {
            follow(challenge.ticket.ending, entry, challenge.ticket.tries)
        };
        match step {
            Step::Again { tries } => {
                challenge.ticket.tries = tries;
                Ok(again(&issuer, &challenge, &session_data, reader))
            }
            Step::Ended(verdict) => {
                if verdict != Verdict::TimedOut && entry != Entry::GivesUp {
                    challenge.ticket.tries = challenge.ticket.tries.saturating_add(1);
                }
                Ok(end(&issuer, &challenge, verdict, &session_data, reader).await)
            }
        }
    };
    answered.await.unwrap_or_else(|trouble: Trouble| trouble.answer(reader.is_script()))
}

/// Who reads the answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    Person,
    Script,
}

impl Reader {
    fn of(headers: &HeaderMap) -> Self {
        let accepted = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let is_json = |kind: &str| kind.split(';').next().unwrap_or_default().trim() == "application/json";
        if accepted.split(',').any(is_json) { Self::Script } else { Self::Person }
    }

    fn is_script(self) -> bool {
        self == Self::Script
    }
}

fn open(issuer: &Issuer, sealed: Sealed, body: Body) -> Result<(BrowserTicket, Bytes), Trouble> {
    let Path(sealed) = sealed.map_err(|_| Trouble::NoSuchPage)?;
    let challenge = issuer.sealer.open_browser(&sealed).ok_or(Trouble::NoSuchPage)?;
    Ok((challenge, read(body)?))
}

/// Whether the challenge request belongs to the ticket.
fn is_of(challenge: &BrowserTicket, request: &str) -> Result<(), Trouble> {
    let request = CReq::from_base64url(request).map_err(|_| Trouble::BadRequest)?;
    result::is_request_of(&challenge.ticket, &request).then_some(()).ok_or(Trouble::BadRequest)
}

fn session_data(form: &[u8]) -> Result<String, Trouble> {
    let data = field(form, SESSION_DATA).unwrap_or_default();
    if data.len() <= MAX_SESSION_DATA { Ok(data) } else { Err(Trouble::BadRequest) }
}

/// Reads what the cardholder does: `choice` is a button of the page, `code` is what was typed.
fn entry(form: &[u8]) -> Option<Entry> {
    match field(form, "choice").as_deref() {
        Some("right") => Some(Entry::RightCode),
        Some("wrong") => Some(Entry::WrongCode),
        Some("give-up") => Some(Entry::GivesUp),
        Some(_) => None,
        None => field(form, "code").map(|code| Entry::of_code(&code)),
    }
}

/// Asks for a code.
fn again(issuer: &Issuer, challenge: &BrowserTicket, session_data: &str, reader: Reader) -> Response {
    let action = format!("{}/answer", issuer.browser_url(challenge));
    match reader {
        Reader::Person => page::challenge(&challenge.ticket, &action, session_data),
        Reader::Script => {
            let left = MAX_TRIES.saturating_sub(challenge.ticket.tries);
            json(
                Object::new().with("attemptsLeft", i64::from(left)).with("action", action).with("code", CODE),
            )
        }
    }
}

/// Sends the result to the 3DS server, and then the cardholder back to the merchant with the challenge response (CRes).
async fn end(
    issuer: &Arc<Issuer>,
    challenge: &BrowserTicket,
    verdict: Verdict,
    session_data: &str,
    reader: Reader,
) -> Response {
    let BrowserTicket { ticket, notification_url } = challenge;
    results::send(issuer, ticket, verdict).await;
    let response = URL_SAFE_NO_PAD.encode(result::response(ticket, verdict));
    match reader {
        Reader::Person => page::leave(notification_url, &[("cres", &response), (SESSION_DATA, session_data)]),
        Reader::Script => json(
            Object::new()
                .with("cres", response)
                .with("notificationURL", notification_url.as_str())
                .with(SESSION_DATA, session_data),
        ),
    }
}

pub(super) fn json(object: Object) -> Response {
    ([(CONTENT_TYPE, "application/json")], write_json(&Tree::Object(object))).into_response()
}
