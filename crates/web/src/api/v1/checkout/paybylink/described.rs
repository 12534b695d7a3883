//! The OpenAPI operations of payment links.

use axum::http::{Method, StatusCode};
use document::Value as _;
use domain::ReturnCode;

use super::answer::{LinkDetails, NewLink, StatusAnswer};
use crate::{
    api::v1::Operation,
    openapi::{Examples, Parameter, RequestBody, Response, path_parameter, refusal, success},
    records::payment_link_request::{LinkStatusRequest, PaymentLinkRequest},
};

const TAG: &str = "Payment links";

pub(super) const REQUEST_EXAMPLE: &str = r#"{"pointOfSaleReference":"SHOP1","expirationDate":"2026-12-22",
    "order":{"reference":"order-1","amount":2499,"currency":"EUR"},
    "payment":{"paymentType":"ONE_OFF","capture":"AUTOMATIC"},
    "buyer":{"firstName":"Camille","lastName":"Martin","email":"camille@example.com"},
    "returnURL":"https://shop.example/thanks","languageCode":"FR"}"#;

const NEW_EXAMPLE: &str = r#"{"paymentLink":{"id":"PL1795348800123001",
    "link":"https://pay.example/pay/link/10QzTfBwX8mLr2aY40011795348800123","status":"UNPAID",
    "pointOfSaleReference":"SHOP1","pointOfSaleLabel":"Demo shop","merchantId":12345678901234,
    "expirationDate":"2026-12-22T22:59:59.999+00:00","createDate":"2026-11-22T12:00:00.123+00:00"}}"#;

const DETAIL_EXAMPLE: &str = r#"{"paymentLink":{"id":"PL1795348800123001",
    "link":"https://pay.example/pay/link/10QzTfBwX8mLr2aY40011795348800123","status":"UNPAID",
    "pointOfSaleReference":"SHOP1","pointOfSaleLabel":"Demo shop","merchantId":12345678901234,
    "expirationDate":"2026-12-22T22:59:59.999+00:00","createDate":"2026-11-22T12:00:00.123+00:00"},
    "order":{"reference":"order-1","amount":2499,"currency":"EUR"},
    "buyer":{"firstName":"Camille","lastName":"Martin","email":"camille@example.com"}}"#;

pub(super) fn creation() -> Operation {
    Operation {
        method: Method::POST,
        id: "paymentLinkCreate",
        tag: TAG,
        summary: "Make a link that a buyer pays by",
        description: "Send the link to the buyer, by mail or as a QR code. Each opening begins a session of its own, with what this \
                      request says, which notifies and is read as any other; the link begins at most 10 sessions a minute, and \
                      shows the newest of them beyond that. One payment is accepted: while one has no outcome, and after one was \
                      accepted, another is refused (02002, 02001). After 10 refused payments over all its sessions the link is \
                      BLOCKED. It is EXPIRED after the end of its last day in the time zone of the gateway. A link that is not to \
                      be paid any more shows its visitor a page that says so, with the status 410.",
        parameters: Vec::new(),
        body: Some(RequestBody {
            schema: PaymentLinkRequest::schema,
            examples: Examples::Named(&[("link", REQUEST_EXAMPLE)]),
        }),
        responses: vec![
            success::<NewLink>(StatusCode::CREATED, "The link", ReturnCode::APPROVED, NEW_EXAMPLE),
            refusal(StatusCode::NOT_FOUND, "No such point of sale, or no such payment method there: 02303"),
        ],
    }
}

pub(super) fn reading() -> Operation {
    Operation {
        method: Method::GET,
        id: "paymentLinkGet",
        tag: TAG,
        summary: "A payment link and its payments",
        description: "A link that is not paid is forgotten 7 days after its end, and is unknown from then on.",
        parameters: vec![link_id()],
        body: None,
        responses: vec![
            success::<LinkDetails>(StatusCode::OK, "The link", ReturnCode::APPROVED, DETAIL_EXAMPLE),
            unknown(),
        ],
    }
}

pub(super) fn status() -> Operation {
    Operation {
        method: Method::PUT,
        id: "paymentLinkUpdateStatus",
        tag: TAG,
        summary: "Cancel a payment link",
        description: "Only CANCELLED can be asked for, of a link that is UNPAID, BLOCKED or CANCELLED; all else is 400 with the field \
                      status. No payment begins after that, in open sessions of the link neither. A payment whose outcome is not \
                      known yet goes on: where it is accepted, the link is PAID.",
        parameters: vec![link_id()],
        body: Some(RequestBody {
            schema: LinkStatusRequest::schema,
            examples: Examples::One(r#"{"status":"CANCELLED"}"#),
        }),
        responses: vec![
            success::<StatusAnswer>(
                StatusCode::OK,
                "The status",
                ReturnCode::APPROVED,
                r#"{"status":"CANCELLED"}"#,
            ),
            unknown(),
        ],
    }
}

fn link_id() -> Parameter {
    path_parameter("paymentLinkId", "PL and 16 digits, as the link was answered")
}

fn unknown() -> Response {
    refusal(StatusCode::NOT_FOUND, "Unknown, or another merchant's: 02310")
}
