//! `POST /v1/checkout/transactions/{id}/captures`, `/refunds` and `/cancels` (Retail API, section 3.3).

mod answer;
mod described;

use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    routing::post,
};
use document::{Problems, Record, Tree};
use domain::{
    ReturnCode,
    action::{ActionKind, CaptureOption},
};
use gateway::{
    Refusal, Repeatable,
    actions::{self, PerformAction, Performed},
};

use crate::{
    answer::{Answer, creation_status},
    api::v1::{Endpoint, caller::Caller},
    app::App,
    body, idempotency,
    records::action::{ActionRequest, CaptureRequest},
};
use answer::ActionAnswer;

pub(crate) const CAPTURES: Endpoint = Endpoint {
    path: "/v1/checkout/transactions/{id}/captures",
    handler: || post(|caller, state, id, request| handle(ActionKind::Capture, caller, state, id, request)),
    operation: described::capture,
};
pub(crate) const REFUNDS: Endpoint = Endpoint {
    path: "/v1/checkout/transactions/{id}/refunds",
    handler: || post(|caller, state, id, request| handle(ActionKind::Refund, caller, state, id, request)),
    operation: described::refund,
};
pub(crate) const CANCELS: Endpoint = Endpoint {
    path: "/v1/checkout/transactions/{id}/cancels",
    handler: || post(|caller, state, id, request| handle(ActionKind::Cancel, caller, state, id, request)),
    operation: described::cancel,
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
    let body = ActionAnswer::of(performed).ok_or(Refusal::Internal)?;
    let code = performed.action.state.result();
    let answer = Answer::success(creation_status(code), code, &body);
    Ok(if performed.replayed { answer.with_header(idempotency::REPLAYED, "true") } else { answer })
}
