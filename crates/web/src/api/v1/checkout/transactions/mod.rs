//! `GET /v1/checkout/transactions/{id}` (Retail API, section 3.3), and the collection.

pub(crate) mod actions;
mod details;
pub(crate) mod export;
pub(in crate::api::v1) mod instrument;
mod list;
pub(super) mod transaction;

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{Method, StatusCode},
    routing::get,
};
use domain::ReturnCode;
use gateway::{Refusal, transactions};

use crate::{
    answer::Answer,
    api::v1::{Endpoint, Operation, caller::Caller, collection},
    app::App,
    openapi::{malformed, path_parameter, refusal, success},
};
use details::{Details, EXAMPLE};
use list::{TransactionsAnswer, TransactionsQuery};

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "/v1/checkout/transactions", handler: || get(list::handle), operation: listing },
    Endpoint { path: "/v1/checkout/transactions/{id}", handler: || get(handle), operation },
];

/// Answers with a payment or an action. Shop plugins send a body with this GET, which is not read.
async fn handle(
    caller: Caller,
    State(app): State<App>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Answer, Answer> {
    let Path(id) = id.map_err(|_| Refusal::Unknown(ReturnCode::TRANSACTION_UNKNOWN))?;
    let found = transactions::get(&app.gateway, &caller.0, &id).await?;
    let details = Details::of(&found);
    Ok(match found.ledger.action(found.id) {
        Some(action) => Answer::of_action(StatusCode::OK, &action.state, &details),
        None => Answer::success(StatusCode::OK, found.ledger.payment.state.result(), &details),
    })
}

fn listing() -> Operation {
    Operation {
        method: Method::GET,
        id: "transactionsList",
        tag: "Transactions",
        summary: "The transactions of the merchant",
        description: "Payments, captures, refunds and cancels, also those that were refused or have no outcome yet. After an \
                      error or without an answer, order.reference tells whether there is a payment. A parameter that is \
                      unknown or breaks a rule is refused, never ignored; a page beyond the end is empty. While pages are read \
                      by sort=date,asc, what is added comes after what was there. A search without order.reference is a 503 \
                      while more than 20,000 transactions of the merchant are not listed yet, as after an update from an \
                      earlier version.",
        parameters: collection::parameters::<TransactionsQuery>(),
        body: None,
        responses: vec![
            success::<TransactionsAnswer>(
                StatusCode::OK,
                "A page of the transactions",
                ReturnCode::APPROVED,
                list::EXAMPLE,
            ),
            malformed("order.reference has more than 10,000 transactions in the range of dates: 02311"),
        ],
    }
}

fn operation() -> Operation {
    Operation {
        method: Method::GET,
        id: "transactionGet",
        tag: "Transactions",
        summary: "What became of a payment, a capture, a refund or a cancel",
        description: "The result is that of the transaction asked for. associatedTransactions has the payment itself \
                      first, with its own id as originTransactionId, then every attempt on it in the order of time: \
                      OK where it counts.",
        parameters: vec![path_parameter("id", "17 digits, as the payment or the action was answered")],
        body: None,
        responses: vec![
            success::<Details>(StatusCode::OK, "The transaction", ReturnCode::APPROVED, EXAMPLE),
            refusal(StatusCode::NOT_FOUND, "Unknown, or another merchant's: 02301"),
        ],
    }
}
