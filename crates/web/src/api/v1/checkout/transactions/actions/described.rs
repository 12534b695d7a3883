//! The OpenAPI operations of captures, refunds and cancels.

use axum::http::{Method, StatusCode};
use document::Value as _;
use domain::ReturnCode;

use super::answer::ActionAnswer;
use crate::{
    api::v1::Operation,
    openapi::{Examples, RequestBody, path_parameter, refusal, success},
    records::action::{ActionRequest, CaptureRequest},
};

const REQUEST_EXAMPLE: Examples = Examples::One(r#"{"amount":1000,"comment":"Parcel 1 of 2"}"#);

pub(super) fn capture() -> Operation {
    let description = "All of it or a part, as often as something is left. option LATE_DELIVERY renews an authorisation \
                       that has run out (seven days) before it captures; FINAL gives the rest back. What a rule or the \
                       bank refuses is a 201 with the title ERROR and a code, and is listed as KO: 02313 nothing to capture from, \
                       02602 expired, 02613 more than is left, 02617 captured already, 02001 a repeat (same amount and \
                       merchantReference, today or yesterday), 02002 another capture is still running, 02302 id is that of a \
                       refund or a cancel, 02110 an amount of 0, 02620 another currency, 02540 the card of a late \
                       delivery is not known any more.";
    let mut capture =
        action("transactionCapture", "Collect money that was authorised", description, "CAPTURE");
    capture.body = Some(RequestBody { schema: CaptureRequest::schema, examples: REQUEST_EXAMPLE });
    capture.responses.push(success::<ActionAnswer>(
        StatusCode::ACCEPTED,
        "The bank was asked to renew the authorisation and has not answered: ONHOLD_PARTNER, 02000",
        ReturnCode::OUTCOME_UNKNOWN,
        &answer_example("CAPTURE"),
    ));
    capture
}

pub(super) fn refund() -> Operation {
    let description = "All of it or parts, on the payment or on one of its captures. A refusal is a 201 with the title ERROR: 02618 not captured \
                       yet, 02613 more than is left, 02314 nothing to refund, 02001 a repeat (same amount and \
                       merchantReference, today or yesterday), 02302 id is that of a refund or a cancel, 02110 an \
                       amount of 0, 02620 another currency.";
    action("transactionRefund", "Give captured money back", description, "REFUND")
}

pub(super) fn cancel() -> Operation {
    let description = "On a payment: first what is not captured, then captures that are not remitted, the newest first; on a \
                       capture or refund: that one. A refusal is a 201 with the title ERROR: 02601 cancelled already, 02105 remitted already, \
                       02602 expired, 02603 nothing to cancel, 02612 more than can be cancelled, 02600 not of this type, \
                       02110 an amount of 0, 02620 another currency. After a full cancel the order may be paid again.";
    action("transactionCancel", "Take back what has not been sent to the bank", description, "CANCEL")
}

/// Returns the operation of an action, with what the three have in common.
fn action(
    id: &'static str,
    summary: &'static str,
    description: &'static str,
    transaction_type: &str,
) -> Operation {
    Operation {
        method: Method::POST,
        id,
        tag: "Transactions",
        summary,
        description,
        parameters: vec![path_parameter("id", "17 digits: the payment, or one of its captures or refunds")],
        body: Some(RequestBody { schema: ActionRequest::schema, examples: REQUEST_EXAMPLE }),
        responses: vec![
            success::<ActionAnswer>(
                StatusCode::CREATED,
                "It was done, or refused: see result",
                ReturnCode::APPROVED,
                &answer_example(transaction_type),
            ),
            refusal(StatusCode::NOT_FOUND, "No such transaction, or another merchant's: 02301"),
            refusal(StatusCode::CONFLICT, "1,000 operations were tried on the payment: 02623"),
        ],
    }
}

fn answer_example(transaction_type: &str) -> String {
    format!(
        r#"{{"transaction":{{"id":"17953488000000019","date":"2026-11-22T12:00:00.000+00:00","type":"{transaction_type}"}}}}"#
    )
}
