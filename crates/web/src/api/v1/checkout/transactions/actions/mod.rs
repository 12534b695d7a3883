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
    echo::Echo,
    merchant::Merchant,
};
use gateway::{
    CardLike, Gateway, Refusal, Repeatable,
    actions::{self, PerformAction, Performed},
};

use crate::{
    answer::{Answer, creation_status},
    api::v1::{
        Endpoint,
        caller::Caller,
        repeatable::{self, Done, RepeatablePost},
    },
    app::App,
    body::check_kept,
    idempotency,
    records::action::{ActionRequest, CaptureRequest},
};
use answer::ActionAnswer;

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/v1/checkout/transactions/{id}/captures",
        handler: || {
            post(|caller, state, id, request| handle(ActionKind::Capture, caller, state, id, request))
        },
        operation: described::capture,
    },
    Endpoint {
        path: "/v1/checkout/transactions/{id}/refunds",
        handler: || post(|caller, state, id, request| handle(ActionKind::Refund, caller, state, id, request)),
        operation: described::refund,
    },
    Endpoint {
        path: "/v1/checkout/transactions/{id}/cancels",
        handler: || post(|caller, state, id, request| handle(ActionKind::Cancel, caller, state, id, request)),
        operation: described::cancel,
    },
];

async fn handle(
    kind: ActionKind,
    caller: Caller,
    State(app): State<App>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Answer, Answer> {
    let Path(id) = id.map_err(|_| Refusal::Unknown(ReturnCode::TRANSACTION_UNKNOWN))?;
    repeatable::handle(&Perform { kind, id }, &app, &caller, request).await
}

struct Perform {
    kind: ActionKind,
    /// The id as it stands in the path.
    id: String,
}

impl RepeatablePost for Perform {
    type Asked = PerformAction;
    type Done = Performed;

    fn parse(&self, _: &Gateway, body: Tree) -> Result<PerformAction, Refusal> {
        let (option, request, card_likes) = read(self.kind, &body)?;
        let (terms, echo) = (request.terms(), check_kept(request.echo())?);
        Ok(PerformAction { kind: self.kind, option, terms, echo, card_likes, repeatable: None })
    }

    fn echo(asked: &PerformAction) -> &Echo {
        &asked.echo
    }

    async fn replay(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        repeatable: &Repeatable,
    ) -> Result<Option<Performed>, Refusal> {
        actions::replay(gateway, merchant, repeatable).await
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: PerformAction,
        repeatable: Option<Repeatable>,
    ) -> Result<Performed, Refusal> {
        let card_likes = idempotency::with_key(asked.card_likes, repeatable.as_ref());
        let action = PerformAction { card_likes, repeatable, ..asked };
        actions::perform(gateway, merchant, &self.id, action).await
    }
}

impl Done for Performed {
    fn answer(&self) -> Result<Answer, Answer> {
        let body = ActionAnswer::of(self).ok_or(Refusal::Internal)?;
        let state = &self.action.state;
        Ok(Answer::of_action(creation_status(state.result()), state, &body))
    }

    fn is_replayed(&self) -> bool {
        self.replayed
    }
}

fn read(kind: ActionKind, tree: &Tree) -> Result<(CaptureOption, ActionRequest, Vec<CardLike>), Refusal> {
    let mut problems = Problems::new();
    let read = if kind == ActionKind::Capture {
        CaptureRequest::from_document(tree, &mut problems)
            .map(|capture| (capture.option.unwrap_or(CaptureOption::Standard), capture.action))
    } else {
        ActionRequest::from_document(tree, &mut problems).map(|action| (CaptureOption::Standard, action))
    };
    let card_likes = gateway::card_likes(&mut problems);
    let (option, action) = read.ok_or_else(|| Refusal::Malformed(problems.into_vec()))?;
    Ok((option, action, card_likes))
}
