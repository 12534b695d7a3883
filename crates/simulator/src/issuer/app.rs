//! The challenge in an app: its SDK sends challenge requests (CReq) and is answered with challenge responses (CRes), both sealed
//! under the keys of the session. The app shows what it is told in its own form.
//!
//! Each request comes to the same URL. The counter of the SDK begins with 0 and is one more each time, and so it is the number of
//! entries so far. (EMV 3-D Secure, section 6.2.4.)

use std::sync::Arc;

use axum::{
    extract::{Path, State, rejection::BytesRejection, rejection::PathRejection},
    http::header::CONTENT_TYPE,
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use document::Object;
use emv3ds::{
    CReq,
    codes::{Component, YesNo},
};
use zeroize::Zeroizing;

use super::{
    Issuer,
    failure::Failure,
    form::read_message,
    messages::Message,
    page::Trouble,
    result, results,
    sdk::jwe::{Encryption, Sealed, seal},
    ticket::{AppTicket, Ticket},
    verdict::{CODE, Entry, MAX_TRIES, Step, Verdict, follow},
};

/// Answers a challenge request with a challenge response, or with an error message that is not sealed.
pub(super) async fn answer(
    State(issuer): State<Arc<Issuer>>,
    sealed: Result<Path<String>, PathRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let challenge = sealed.ok().and_then(|Path(sealed)| issuer.sealer.open_app(&sealed));
    let Some(challenge) = challenge else { return Trouble::NoSuchPage.answer(true) };
    let body = match read_message(body, Component::Acs) {
        Ok(body) => body,
        Err(answer) => return *answer,
    };
    match respond(&issuer, challenge, &body).await {
        Ok(jwe) => ([(CONTENT_TYPE, "application/jose; charset=utf-8")], jwe).into_response(),
        Err((failure, about)) => {
            let erro = failure.write(Component::Acs, &about);
            ([(CONTENT_TYPE, "application/json; charset=utf-8")], erro).into_response()
        }
    }
}

/// What failed, and the message that it is about as far as it could be read.
type Fault = (Failure, Zeroizing<Vec<u8>>);

async fn respond(issuer: &Arc<Issuer>, challenge: AppTicket, body: &[u8]) -> Result<String, Fault> {
    let AppTicket { mut ticket, secret } = challenge;
    let unreadable = |_| (Failure::undecipherable(), Zeroizing::default());
    let text = std::str::from_utf8(body).map_err(|_| (Failure::undecipherable(), Zeroizing::default()))?;
    let sealed = Sealed::parse(text.trim()).map_err(unreadable)?;
    let encryption = sealed.encryption;
    let opened = sealed.open(to_issuer(&secret, encryption)).map_err(unreadable)?;
    let request = Request::read(&ticket, &opened).map_err(|failure| (failure, opened.clone()))?;

    let step = if issuer.clock.now() > ticket.until {
        Step::Ended(if request.counter == 0 { Verdict::NeverAsked } else { Verdict::TimedOut })
    } else {
        ticket.tries = request.counter.saturating_sub(1);
        match request.said {
            Said::Begin => Step::Again { tries: 0 },
            Said::Entry(entry) => follow(ticket.ending, entry, ticket.tries),
        }
    };
    let response = match step {
        Step::Again { tries } => form(tries),
        Step::Ended(verdict) => {
            ticket.tries = request.counter;
            results::send(issuer, &ticket, verdict).await;
            result::last(&ticket, verdict)
        }
    };
    let counter = request.counter;
    let message = result::addressed(response, &ticket)
        .maybe("sdkTransID", ticket.sdk_trans_id.as_deref())
        .with("acsCounterAtoS", format!("{counter:03}"))
        .write();
    let header = Object::new().with("alg", "dir").with("kid", ticket.acs_trans_id.as_str());
    let iv = iv(issuer, encryption, counter);
    seal(header, encryption, to_app(&secret, encryption), &iv, &message).map_err(unreadable)
}

/// A challenge request that belongs to the ticket.
struct Request {
    counter: u8,
    said: Said,
}

enum Said {
    Begin,
    Entry(Entry),
}

impl Request {
    fn read(ticket: &Ticket, bytes: &[u8]) -> Result<Self, Failure> {
        let request = CReq::read(bytes)?;
        for (name, found, id) in [
            ("acsTransID", Some(request.acs_trans_id), Some(&ticket.acs_trans_id)),
            (
                "threeDSServerTransID",
                Some(request.three_ds_server_trans_id),
                Some(&ticket.three_ds_server_trans_id),
            ),
            ("sdkTransID", request.sdk_trans_id, ticket.sdk_trans_id.as_ref()),
        ] {
            let found = found.ok_or_else(|| Failure::missing(name))?;
            if Some(&found.to_string()) != id {
                return Err(Failure::unknown_transaction(name));
            }
        }
        let counter = request.sdk_counter_s_to_a.ok_or_else(|| Failure::missing("sdkCounterStoA"))?;
        let counter = counter.as_str().parse().map_err(|_| Failure::malformed("sdkCounterStoA"))?;
        let said = if request.challenge_cancel.is_some() {
            Said::Entry(Entry::GivesUp)
        } else if counter == 0 || request.resend_challenge == Some(YesNo::Yes) {
            // A new code is the same one: the sandbox sends none.
            Said::Begin
        } else if let Some(code) = request.challenge_data_entry {
            Said::Entry(Entry::of_code(code.as_str()))
        } else if request.challenge_no_entry == Some(YesNo::Yes) {
            Said::Entry(Entry::WrongCode)
        } else {
            return Err(Failure::missing("challengeDataEntry"));
        };
        Ok(Self { counter, said })
    }
}

/// Asks for a code, in the native form for a text (`acsUiType` 01).
fn form(tries: u8) -> Message {
    let left = MAX_TRIES.saturating_sub(tries);
    let text = match (tries, left) {
        (0, _) => format!("The sandbox's issuer asks for the code {CODE}."),
        (_, 1) => format!("That code is wrong. One try is left. The code is {CODE}."),
        _ => format!("That code is wrong. {left} tries are left. The code is {CODE}."),
    };
    let message = Message::new("CRes")
        .with("acsUiType", "01")
        .with("challengeCompletionInd", "N")
        .with("challengeInfoHeader", "Confirm that it is you")
        .with("challengeInfoLabel", "Code")
        .with("challengeInfoText", text)
        .with("submitAuthenticationLabel", "Send");
    if tries > 0 { message.with("challengeInfoTextIndicator", "Y") } else { message }
}

/// Returns the key of requests: all of the secret, or its first half (EMV 3-D Secure, section 6.2.3.2).
fn to_issuer(secret: &[u8], encryption: Encryption) -> &[u8] {
    match encryption {
        Encryption::CbcHmac => secret,
        Encryption::Gcm => secret.get(..16).unwrap_or_default(),
    }
}

/// Returns the key of responses: all of the secret, or its second half.
fn to_app(secret: &[u8], encryption: Encryption) -> &[u8] {
    match encryption {
        Encryption::CbcHmac => secret,
        Encryption::Gcm => secret.get(16..).unwrap_or_default(),
    }
}

/// Returns the initialization vector of a response. With GCM it is the counter, led by ones: requests have zeros there.
fn iv(issuer: &Issuer, encryption: Encryption, counter: u8) -> Vec<u8> {
    let mut iv = vec![0xff; encryption.iv_bytes()];
    match encryption {
        Encryption::CbcHmac => issuer.entropy.fill(&mut iv),
        Encryption::Gcm => iv[11] = counter,
    }
    iv
}
