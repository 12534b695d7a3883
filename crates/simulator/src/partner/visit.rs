//! A buyer at the partner: the amount to pay, and the decision.

use std::sync::Arc;

use axum::{
    extract::{Path, State, rejection::BytesRejection, rejection::PathRejection},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use bytes::Bytes;
use gateway::{
    Gateway,
    caller::{Actor, Caller},
    partner,
};

use super::{
    decision::Decision,
    page::{self, Trouble},
};

/// The reference and the ticket of the invitation.
type Invited = Result<Path<(String, String)>, PathRejection>;

pub(super) async fn show(State(gateway): State<Arc<Gateway>>, invited: Invited) -> Result<Response, Trouble> {
    let Path((reference, ticket)) = invited.map_err(|_| Trouble::NoSuchPage)?;
    let visiting = partner::visit(&gateway, &reference, &ticket);
    let visit = Caller::of(Actor::Partner).run(visiting).await?;
    Ok(page::payment(&visit))
}

/// Passes the decision on. Where the payment is already decided nothing happens, and the payment page shows
/// its state.
pub(super) async fn decide(
    State(gateway): State<Arc<Gateway>>,
    invited: Invited,
    form: Result<Bytes, BytesRejection>,
) -> Result<Response, Trouble> {
    let Path((reference, ticket)) = invited.map_err(|_| Trouble::NoSuchPage)?;
    let form = form.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge,
        _ => Trouble::NoDecision,
    })?;
    let decision = Decision::read(&form).ok_or(Trouble::NoDecision)?;
    // The task is not bound to the request: a browser that hangs up cannot interrupt the decision.
    let deciding = tokio::spawn(Caller::of(Actor::Partner).run(async move {
        let payment = partner::visit(&gateway, &reference, &ticket).await?.payment;
        tracing::info!(transaction = %payment.id, decision = decision.name(), "the made-up partner was told");
        let answer = decision.answer(&payment, gateway.clock.now());
        partner::decide(&gateway, &reference, &ticket, answer).await
    }));
    let visit = deciding.await.map_err(|_| Trouble::Internal)??;
    Ok(Redirect::to(&visit.back).into_response())
}
