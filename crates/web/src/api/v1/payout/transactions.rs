//! `GET /v1/payout/transactions/{id}` (Retail API, section 6).

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{Method, StatusCode},
    routing::get,
};
use domain::ReturnCode;
use gateway::{Refusal, payouts};

use super::answer::{EXAMPLE, TransferAnswer};
use crate::{
    answer::Answer,
    api::v1::{Endpoint, Operation, caller::Caller},
    app::App,
    openapi::{path_parameter, refusal, success},
};

pub(crate) const ENDPOINTS: &[Endpoint] =
    &[Endpoint { path: "/v1/payout/transactions/{id}", handler: || get(handle), operation }];

async fn handle(
    caller: Caller,
    State(app): State<App>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Answer, Answer> {
    let Path(id) = id.map_err(|_| Refusal::Unknown(ReturnCode::TRANSACTION_UNKNOWN))?;
    let transfer = payouts::get(&app.gateway, &caller.0, &id).await?;
    Ok(Answer::success(StatusCode::OK, transfer.state.result(), &TransferAnswer::of(&transfer)))
}

fn operation() -> Operation {
    Operation {
        method: Method::GET,
        id: "payoutTransactionGet",
        tag: "Payouts",
        summary: "What became of a transfer",
        description: "The result is ONHOLD_PARTNER 02000 while the bank has not answered, ACCEPTED 00000 once it has accepted the \
                      transfer, and REFUSED or ERROR where it refused it. A transfer that comes back is REFUSED: 01114 where the \
                      payee's account is wrong or closed (AC01, AC04), 01119 where it is blocked or its holder is dead (AC06, MD07), \
                      01121 where the payer's account has not enough money (AM04), and 01100 where no reason is given (MS03). \
                      The name of the payee and the comment are forgotten after a time that the operator sets.",
        parameters: vec![path_parameter("id", "17 digits, as the transfer was answered")],
        body: None,
        responses: vec![
            success::<TransferAnswer>(StatusCode::OK, "The transfer", ReturnCode::APPROVED, EXAMPLE),
            refusal(StatusCode::NOT_FOUND, "Unknown, or another merchant's: 02301"),
        ],
    }
}
