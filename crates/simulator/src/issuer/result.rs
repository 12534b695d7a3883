//! The messages of a challenge's end: the challenge request that began it, the result request and the challenge response.

use bytes::Bytes;
use document::Object;
use emv3ds::{CReq, RRes};

use super::{
    Issuer,
    failure::Failure,
    messages::Message,
    proof::{self, Grade, eci},
    ticket::Ticket,
    verdict::Verdict,
};

/// Whether the challenge request (CReq) of a browser belongs to the ticket.
pub(super) fn is_request_of(ticket: &Ticket, request: &CReq) -> bool {
    request.acs_trans_id.to_string() == ticket.acs_trans_id
        && request.three_ds_server_trans_id.to_string() == ticket.three_ds_server_trans_id
        && request.challenge_window_size.is_some()
}

/// Writes the result request (RReq).
pub(super) fn request(issuer: &Issuer, ticket: &Ticket, verdict: Verdict) -> Bytes {
    let is_proven = verdict.status() == "Y";
    let grade = if is_proven { Grade::Authenticated } else { Grade::Nothing };
    let value = is_proven.then(|| proof::value(&issuer.seed, &ticket.acs_trans_id));
    let message = about(ticket, "RReq");
    let message = match &ticket.sdk_trans_id {
        Some(id) => message.with("sdkTransID", id.as_str()).with("acsRenderingType", rendering()),
        None => message,
    };
    message
        .with("dsTransID", ticket.ds_trans_id.as_str())
        .with("messageCategory", ticket.category.as_str())
        // A dynamic proof: a code in a text message.
        .with("authenticationType", "02")
        .with("authenticationMethod", "02")
        .with("eci", eci(ticket.is_mastercard, grade))
        .maybe("authenticationValue", value.as_deref())
        .with("interactionCounter", format!("{:02}", ticket.tries))
        .with("transStatus", verdict.status())
        .maybe("transStatusReason", verdict.reason())
        .maybe("challengeCancel", verdict.cancel())
        .write()
}

/// How an app shows a challenge: in its own form, for a text (`acsRenderingType`).
pub(super) fn rendering() -> Object {
    Object::new().with("acsInterface", "01").with("acsUiTemplate", "01")
}

/// Reads the answer to a result request (RRes).
pub(super) fn read_answer(ticket: &Ticket, bytes: &[u8]) -> Result<(), Failure> {
    let answer = RRes::read(bytes)?;
    let is_same = answer.acs_trans_id.to_string() == ticket.acs_trans_id;
    if is_same { Ok(()) } else { Err(Failure::unknown_transaction("acsTransID")) }
}

/// Writes the last challenge response (CRes), which the browser brings to the merchant.
pub(super) fn response(ticket: &Ticket, verdict: Verdict) -> Bytes {
    last(ticket, verdict).write()
}

/// The last challenge response, of a browser or an app.
pub(super) fn last(ticket: &Ticket, verdict: Verdict) -> Message {
    about(ticket, "CRes").with("challengeCompletionInd", "Y").with("transStatus", verdict.status())
}

fn about(ticket: &Ticket, kind: &str) -> Message {
    addressed(Message::new(kind), ticket)
}

/// Returns the message with the ids of the transaction.
pub(super) fn addressed(message: Message, ticket: &Ticket) -> Message {
    message
        .with("messageVersion", ticket.version.as_str())
        .with("threeDSServerTransID", ticket.three_ds_server_trans_id.as_str())
        .with("acsTransID", ticket.acs_trans_id.as_str())
}
