//! The OpenAPI operations of points of sale.

use axum::http::{Method, StatusCode};
use document::Value;
use domain::ReturnCode;

use super::lists::PointsOfSaleQuery;
use super::points_of_sale::{ActivityAnswer, PageAnswer, PointOfSaleAnswer, PointsOfSaleAnswer};
use crate::{
    api::v1::{Operation, another_merchant, collection, merchant_id},
    openapi::{Examples, Parameter, RequestBody, Response, path_parameter, refusal, success},
    records::point_of_sale::{ActivityRequest, MerchantPageRequest, NewShopRequest, ShopRequest},
};

pub(super) fn pos_reference() -> Parameter {
    path_parameter("posReference", "1 to 50 letters, digits, ., - and _")
}

const ONE: &str = r#"{"pointOfSale":{"reference":"SHOP1","name":"Demo shop","legalIdentificationNumber":"12345678900011",
    "mcc":"5732","email":"shop@example.com"}}"#;

pub(super) fn listing() -> Operation {
    const EXAMPLE: &str = r#"{"count":1,"startIndex":0,"endIndex":0,"recordTotal":1,"pointsOfSale":[{"reference":"SHOP1","name":"Demo shop","mcc":"5732"}]}"#;
    Operation {
        description: "Without `sort`, in the order of their references.",
        responses: vec![
            success::<PointsOfSaleAnswer>(
                StatusCode::OK,
                "The points of sale",
                ReturnCode::APPROVED,
                EXAMPLE,
            ),
            another_merchant(),
        ],
        ..operation(
            Method::GET,
            "getPointsOfSale",
            "The points of sale of the merchant",
            collection::parameters::<PointsOfSaleQuery>(),
        )
    }
}

pub(super) fn creation() -> Operation {
    Operation {
        description: "It is active, and has no payment methods yet. A merchant has at most 200 points of sale.",
        body: Some(RequestBody {
            schema: NewShopRequest::schema,
            examples: Examples::One(
                r#"{"reference":"SHOP2","name":"Second shop","legalIdentificationNumber":"12345678900011","mcc":"5732",
                    "email":"shop@example.com","phone":"+33100000000","address":{"street":"rue de Rivoli","city":"Paris",
                    "zip":"75001","country":"FR"}}"#,
            ),
        }),
        responses: vec![
            point_of_sale(StatusCode::CREATED),
            another_merchant(),
            refusal(
                StatusCode::CONFLICT,
                "Another point of sale has the reference or the name: 02305; there are 200 of them: 02623",
            ),
        ],
        ..operation(Method::POST, "pointOfSaleCreate", "Create a point of sale", vec![])
    }
}

pub(super) fn reading() -> Operation {
    Operation {
        responses: vec![point_of_sale(StatusCode::OK), another_merchant(), unknown()],
        ..operation(Method::GET, "getPointOfSale", "A point of sale", vec![pos_reference()])
    }
}

pub(super) fn update() -> Operation {
    Operation {
        description: "All of it is replaced: what is not given is removed, or gets its default. It is in force from the next request \
                      on.",
        body: Some(RequestBody {
            schema: ShopRequest::schema,
            examples: Examples::One(
                r#"{"name":"Demo shop","legalIdentificationNumber":"12345678900011","mcc":"5732",
                    "email":"shop@example.com","phone":"+33100000000"}"#,
            ),
        }),
        responses: vec![
            point_of_sale(StatusCode::OK),
            another_merchant(),
            unknown(),
            refusal(StatusCode::CONFLICT, "Another point of sale has the name: 02305"),
        ],
        ..operation(Method::PUT, "pointOfSaleUpdate", "Change a point of sale", vec![pos_reference()])
    }
}

pub(super) fn status() -> Operation {
    Operation {
        description: "An INACTIVE point of sale takes no new sessions and payments: they are a 404 02303. Sessions that were \
                      created before may be paid, and captures, refunds and cancels go on.",
        body: Some(activity_body()),
        responses: vec![activity(), another_merchant(), unknown()],
        ..operation(
            Method::PUT,
            "pointOfSaleStatusUpdate",
            "Switch a point of sale off or on",
            vec![pos_reference()],
        )
    }
}

/// An operation of our own: no published shape has the status.
pub(super) fn read_status() -> Operation {
    Operation {
        responses: vec![activity(), another_merchant(), unknown()],
        ..operation(
            Method::GET,
            "pointOfSaleStatusGet",
            "Whether a point of sale is switched on",
            vec![pos_reference()],
        )
    }
}

/// An operation of our own.
pub(super) fn read_page_settings() -> Operation {
    Operation {
        responses: vec![page_answer(), another_merchant(), unknown()],
        ..operation(
            Method::GET,
            "pointOfSalePaymentPageSettingsGet",
            "The payment page settings of a point of sale",
            vec![pos_reference()],
        )
    }
}

pub(super) fn page_settings() -> Operation {
    Operation {
        description: "They are for sessions that are created afterwards. What the gateway does not offer (a domain and a favicon of \
                      the shop's own, changes of the order during the payment, hidden digits) is not read.",
        body: Some(RequestBody {
            schema: MerchantPageRequest::schema,
            examples: Examples::One(r#"{"shopURL":"https://shop.example.com","paymentTimeLimit":45}"#),
        }),
        responses: vec![page_answer(), another_merchant(), unknown()],
        ..operation(
            Method::PUT,
            "pointOfSalePaymentPageSettingsUpdate",
            "Set the payment page of a point of sale",
            vec![pos_reference()],
        )
    }
}

/// Returns the common parts. The path begins with the merchant's id.
pub(super) fn operation(
    method: Method,
    id: &'static str,
    summary: &'static str,
    parameters: Vec<Parameter>,
) -> Operation {
    let parameters = std::iter::once(merchant_id()).chain(parameters).collect();
    Operation {
        method,
        id,
        tag: "Merchants",
        summary,
        description: "",
        parameters,
        body: None,
        responses: Vec::new(),
    }
}

pub(super) fn activity_body() -> RequestBody {
    RequestBody { schema: ActivityRequest::schema, examples: Examples::One(r#"{"status":"INACTIVE"}"#) }
}

pub(super) fn activity() -> Response {
    const EXAMPLE: &str = r#"{"status":"INACTIVE"}"#;
    success::<ActivityAnswer>(StatusCode::OK, "The status", ReturnCode::APPROVED, EXAMPLE)
}

fn page_answer() -> Response {
    success::<PageAnswer>(
        StatusCode::OK,
        "The settings in force",
        ReturnCode::APPROVED,
        r#"{"paymentPageSettings":{"shopURL":"https://shop.example.com/","paymentTimeLimit":45,
                    "displayPointOfSaleAddress":false,"sessionIdParameterName":"monext_session_id",
                    "automaticRedirect":false}}"#,
    )
}

fn point_of_sale(status: StatusCode) -> Response {
    success::<PointOfSaleAnswer>(status, "The point of sale", ReturnCode::APPROVED, ONE)
}

pub(super) fn unknown() -> Response {
    refusal(StatusCode::NOT_FOUND, "No such point of sale: 02303")
}
