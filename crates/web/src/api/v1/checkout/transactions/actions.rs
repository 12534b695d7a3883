//! `POST /v1/checkout/transactions/{id}/captures`, `/refunds` and `/cancels` (Retail API, section 3.3).

use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    routing::post,
};
use document::{Object, Problems, Record, Schemas, Tree, Value};
use domain::{
    ReturnCode,
    action::{ActionKind, CaptureOption},
    transaction::TransactionType,
};
use gateway::{
    Refusal, Repeatable,
    actions::{self, PerformAction, Performed},
};

use super::wire;
use crate::{
    answer::{Answer, creation_status},
    api::v1::{Endpoint, Operation, caller::Caller},
    app::App,
    body, echo, idempotency,
    openapi::{path_parameter, refusal, success},
    records::action::{ActionRequest, CaptureRequest},
};

pub(crate) const CAPTURES: Endpoint = Endpoint {
    path: "/v1/checkout/transactions/{id}/captures",
    handler: || post(|caller, state, id, request| handle(ActionKind::Capture, caller, state, id, request)),
    operation: |schemas| operation(&CAPTURE, CaptureRequest::schema(schemas), schemas),
};
pub(crate) const REFUNDS: Endpoint = Endpoint {
    path: "/v1/checkout/transactions/{id}/refunds",
    handler: || post(|caller, state, id, request| handle(ActionKind::Refund, caller, state, id, request)),
    operation: |schemas| operation(&REFUND, ActionRequest::schema(schemas), schemas),
};
pub(crate) const CANCELS: Endpoint = Endpoint {
    path: "/v1/checkout/transactions/{id}/cancels",
    handler: || post(|caller, state, id, request| handle(ActionKind::Cancel, caller, state, id, request)),
    operation: |schemas| operation(&CANCEL, ActionRequest::schema(schemas), schemas),
};

async fn handle(
    kind: ActionKind,
    caller: Caller,
    State(app): State<App>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Answer, Answer> {
    let Path(id) = id.map_err(|_| Refusal::Unknown(ReturnCode::TRANSACTION_UNKNOWN))?;
    let (parts, content) = request.into_parts();
    let key = idempotency::key(&parts.headers)?;
    let content = body::read(&parts.headers, content).await?;
    let repeatable =
        key.map(|key| Repeatable { key, path: parts.uri.path().to_owned(), body: content.bytes });
    if let Some(repeatable) = &repeatable
        && let Some(performed) = actions::replay(&app.gateway, &caller.0, repeatable).await?
    {
        return answer(&performed);
    }
    let (option, request) = read(kind, &content.tree)?;
    let action = PerformAction { kind, option, terms: request.terms(), echo: request.echo(), repeatable };
    answer(&actions::perform(&app.gateway, &caller.0, &id, action).await?)
}

fn read(kind: ActionKind, tree: &Tree) -> Result<(CaptureOption, ActionRequest), Refusal> {
    let mut problems = Problems::new();
    let read = if kind == ActionKind::Capture {
        CaptureRequest::from_document(tree, &mut problems)
            .map(|capture| (capture.option.unwrap_or(CaptureOption::Standard), capture.action))
    } else {
        ActionRequest::from_document(tree, &mut problems).map(|action| (CaptureOption::Standard, action))
    };
    read.ok_or_else(|| Refusal::Malformed(problems.into_vec()))
}

fn answer(performed: &Performed) -> Result<Answer, Answer> {
    let action = &performed.action;
    let kind = action.transaction_type().ok_or(Refusal::Internal)?;
    let mut body = Object::new().with("transaction", wire::base(action.id, action.created, kind));
    echo::copy(&echo::members(&performed.echo), &["miscData"], &mut body);
    let code = action.state.result();
    let answer = Answer::success(creation_status(code), code, body);
    Ok(if performed.replayed { answer.with_header(idempotency::REPLAYED, "true") } else { answer })
}

/// What the description says of one of the three.
struct Words {
    id: &'static str,
    summary: &'static str,
    description: &'static str,
    kind: &'static str,
}

const CAPTURE: Words = Words {
    id: "transactionCapture",
    summary: "Collect money that was authorised",
    description: "All of it or a part, as often as something is left. option LATE_DELIVERY renews an authorisation \
                  that has run out (seven days) before it captures; FINAL gives the rest back. What a rule or the \
                  bank refuses is a 201 whose result says so, and is listed as KO: 02313 nothing to capture from, \
                  02602 expired, 02613 more than is left, 02617 captured already, 02001 a repeat (same amount and \
                  merchantReference, today or yesterday), 02110 an amount of 0, 02620 another currency.",
    kind: "CAPTURE",
};
const REFUND: Words = Words {
    id: "transactionRefund",
    summary: "Give captured money back",
    description: "All of it or parts, on the payment or on one of its captures. A refusal is a 201: 02618 not captured \
                  yet, 02613 more than is left, 02314 nothing to refund, 02001 a repeat (same amount and \
                  merchantReference, today or yesterday).",
    kind: "REFUND",
};
const CANCEL: Words = Words {
    id: "transactionCancel",
    summary: "Take back what has not been sent to the bank",
    description: "On a payment: first what is not captured, then captures that are not remitted, the newest first; on a \
                  capture or refund: that one. A refusal is a 201: 02601 cancelled already, 02105 remitted already, \
                  02602 expired, 02603 nothing to cancel, 02612 more than can be cancelled, 02600 not of this type. \
                  After a full cancel the order may be paid again.",
    kind: "CANCEL",
};

fn operation(words: &Words, request: Tree, schemas: &mut Schemas) -> Operation {
    let example = Object::new().with("amount", 1000).with("comment", "Parcel 1 of 2");
    let json = Object::new().with("schema", request).with("example", example);
    let request_body =
        Object::new().with("required", true).with("content", Object::new().with("application/json", json));
    let members =
        [("transaction", action_schema(schemas)), ("miscData", Object::new().with("type", "object").into())];
    let example = |code: ReturnCode| {
        let result = Object::new()
            .with("title", code.title().as_str())
            .with("code", code.code())
            .with("detail", code.text());
        let date = "2026-11-22T12:00:00.000+00:00";
        let own = Object::new().with("id", "17953488000000019").with("date", date).with("type", words.kind);
        document::write_json(&Object::new().with("result", result).with("transaction", own).into())
    };
    let (done, pending) = (example(ReturnCode::APPROVED), example(ReturnCode::OUTCOME_UNKNOWN));
    let mut responses = vec![
        ("201", success(schemas, "It was done, or refused: see result", &members, &done)),
        ("404", refusal(schemas, "No such transaction, or another merchant's: 02301")),
        ("408", refusal(schemas, "The body did not arrive within 10 seconds: 02103")),
        (
            "409",
            refusal(
                schemas,
                "1,000 operations were tried on the payment (02623), or the first request with this \
                                  Idempotency-Key is still running",
            ),
        ),
        ("413", refusal(schemas, "The body is larger than 256 KiB")),
        ("415", refusal(schemas, "The body is not application/json")),
        ("422", refusal(schemas, "The Idempotency-Key came with another body before")),
    ];
    if words.kind == "CAPTURE" {
        let told =
            "The bank was asked to renew the authorisation and has not answered: ONHOLD_PARTNER, 02000";
        responses.push(("202", success(schemas, told, &members, &pending)));
    }
    Operation {
        method: "post",
        id: words.id,
        tag: "Transactions",
        summary: words.summary,
        description: words.description,
        parameters: vec![
            path_parameter("id", "17 digits: the payment, or one of its captures or refunds"),
            idempotency::parameter(),
        ],
        request_body: Some(request_body),
        responses,
    }
}

fn action_schema(schemas: &mut Schemas) -> Tree {
    schemas.component("TransactionAction", |schemas| {
        let properties = Object::new()
            .with("id", primitives::TransactionId::schema(schemas))
            .with("date", document::Moment::schema(schemas))
            .with("type", TransactionType::schema(schemas));
        Object::new().with("type", "object").with("properties", properties).into()
    })
}
