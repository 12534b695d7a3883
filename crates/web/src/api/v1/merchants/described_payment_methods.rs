//! The OpenAPI operations of payment methods.

use axum::http::{Method, StatusCode};
use document::Value;
use domain::ReturnCode;

use super::{
    described_points_of_sale::{activity, activity_body, operation, pos_reference, unknown},
    lists::PaymentMethodsQuery,
    payment_methods::{PaymentMethodAnswer, PaymentMethodsAnswer, SettingsAnswer},
};
use crate::{
    api::v1::{Operation, another_merchant, collection},
    openapi::{Examples, Parameter, RequestBody, Response, path_parameter, refusal, success},
    records::payment_method::{MethodRequest, NewMethodRequest},
};

pub(super) fn listing() -> Operation {
    const EXAMPLE: &str = r#"{"count":2,"startIndex":0,"endIndex":1,"recordTotal":2,"paymentMethods":[{"id":"AMEX","paymentInstrumentType":{"code":"AMEX"},"name":"AMEX"},
        {"id":"CB","paymentInstrumentType":{"code":"CB"},"name":"CB"}]}"#;
    Operation {
        description: "Without `sort`, in the order of their ids.",
        responses: vec![
            success::<PaymentMethodsAnswer>(
                StatusCode::OK,
                "The payment methods",
                ReturnCode::APPROVED,
                EXAMPLE,
            ),
            another_merchant(),
            unknown(),
        ],
        ..operation(
            Method::GET,
            "getPaymentMethods",
            "The payment methods of a point of sale",
            std::iter::once(pos_reference()).chain(collection::parameters::<PaymentMethodsQuery>()).collect(),
        )
    }
}

pub(super) fn creation() -> Operation {
    Operation {
        description: "It is active. A merchant has at most 200 payment methods, over all points of sale.",
        body: Some(RequestBody {
            schema: NewMethodRequest::schema,
            examples: Examples::One(
                r#"{"id":"VISA2","paymentInstrumentType":{"code":"MCVISA"},"name":"Visa and Mastercard",
                    "networks":["VISA","MASTERCARD"],"captureModes":["AUTOMATIC","MANUAL"],"acquirer":{"code":"BANK1"},
                    "acquirerMerchantId":"0012345"}"#,
            ),
        }),
        responses: vec![
            method_answer(StatusCode::CREATED),
            another_merchant(),
            unknown(),
            refusal(
                StatusCode::CONFLICT,
                "Another payment method of the merchant has the id: 02305; there are 200 of them: 02623",
            ),
        ],
        ..operation(
            Method::POST,
            "paymentMethodCreate",
            "Create a payment method of a point of sale",
            vec![pos_reference()],
        )
    }
}

pub(super) fn reading() -> Operation {
    Operation {
        responses: vec![method_answer(StatusCode::OK), another_merchant(), unknown_method()],
        ..of_one(Method::GET, "getPaymentMethod", "A payment method of a point of sale")
    }
}

pub(super) fn update() -> Operation {
    Operation {
        description: "All of it is replaced: what is not given is removed, or gets its default. It is in force from the next request \
                      on.",
        body: Some(RequestBody {
            schema: MethodRequest::schema,
            examples: Examples::One(
                r#"{"name":"Cards","networks":["CARTES_BANCAIRES","VISA"],"duplicateCheck":false}"#,
            ),
        }),
        responses: vec![method_answer(StatusCode::OK), another_merchant(), unknown_method()],
        ..of_one(Method::PUT, "paymentMethodUpdate", "Change a payment method of a point of sale")
    }
}

pub(super) fn status() -> Operation {
    Operation {
        description: "An INACTIVE payment method takes no new sessions and payments: they are a 404 02303. Sessions that were \
                      created before may be paid with it, and captures, refunds and cancels go on.",
        body: Some(activity_body()),
        responses: vec![activity(), another_merchant(), unknown_method()],
        ..of_one(
            Method::PUT,
            "paymentMethodStatusUpdate",
            "Switch a payment method of a point of sale off or on",
        )
    }
}

/// An operation of our own: no published shape has the status.
pub(super) fn read_status() -> Operation {
    Operation {
        responses: vec![activity(), another_merchant(), unknown_method()],
        ..of_one(Method::GET, "paymentMethodStatusGet", "Whether a payment method is switched on")
    }
}

/// An operation of our own: no published shape has these settings.
pub(super) fn read_settings() -> Operation {
    const EXAMPLE: &str =
        r#"{"networks":["CARTES_BANCAIRES","VISA"],"captureModes":["MANUAL"],"duplicateCheck":true}"#;
    Operation {
        responses: vec![
            success::<SettingsAnswer>(StatusCode::OK, "The settings", ReturnCode::APPROVED, EXAMPLE),
            another_merchant(),
            unknown_method(),
        ],
        ..of_one(
            Method::GET,
            "paymentMethodSettingsGet",
            "Networks, capture modes and duplicate check of a payment method",
        )
    }
}

fn of_one(method: Method, id: &'static str, summary: &'static str) -> Operation {
    operation(method, id, summary, vec![pos_reference(), method_id()])
}

fn method_id() -> Parameter {
    path_parameter("paymentMethodId", "1 to 50 letters, digits, ., - and _")
}

fn method_answer(status: StatusCode) -> Response {
    const EXAMPLE: &str = r#"{"paymentMethods":{"id":"CB","paymentInstrumentType":{"code":"CB"},"name":"Cards",
        "acquirer":{"code":"BANK1"},"acquirerMerchantId":"0012345"}}"#;
    success::<PaymentMethodAnswer>(status, "The payment method", ReturnCode::APPROVED, EXAMPLE)
}

fn unknown_method() -> Response {
    refusal(StatusCode::NOT_FOUND, "No such point of sale, or no such method of it: 02303")
}
