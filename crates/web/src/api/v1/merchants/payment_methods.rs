//! `GET /v1/merchants/{merchantId}/pointsofsale/{posReference}/paymentMethods` and `/{paymentMethodId}` (Retail
//! API, section 5.1).

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{Method, StatusCode},
    routing::get,
};
use document::{Text, record};
use domain::{ReturnCode, merchant};
use gateway::{Refusal, merchants::points_of_sale};
use primitives::Reference;

use super::points_of_sale::pos_reference;
use crate::{
    answer::Answer,
    api::v1::{
        Endpoint, Operation, another_merchant, caller::Caller,
        checkout::transactions::instrument::InstrumentType, merchant_id,
    },
    app::App,
    openapi::{path_parameter, refusal, success},
};

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/v1/merchants/{merchantId}/pointsofsale/{posReference}/paymentMethods",
        handler: || get(list),
        operation: listing,
    },
    Endpoint {
        path: "/v1/merchants/{merchantId}/pointsofsale/{posReference}/paymentMethods/{paymentMethodId}",
        handler: || get(read),
        operation: reading,
    },
];

record! {
    struct PaymentMethodsAnswer as "PaymentMethodsResponse" {
        payment_methods: Vec<PaymentMethod> = "paymentMethods",
    }
}

record! {
    /// The published name is a plural here as well.
    struct PaymentMethodAnswer as "PaymentMethodResponse" {
        payment_method: PaymentMethod = "paymentMethods",
    }
}

record! {
    struct PaymentMethod as "PaymentMethod" {
        /// What payments name as `paymentMethodId`.
        id: Reference = "id",
        instrument_type: InstrumentType = "paymentInstrumentType",
        /// The id: methods have no other name.
        name: Text<0, 50> = "name",
    }
}

async fn list(
    caller: Caller,
    State(app): State<App>,
    names: Result<Path<(String, String)>, PathRejection>,
) -> Result<Answer, Answer> {
    let Path((merchant, reference)) =
        names.map_err(|_| Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN))?;
    let merchant = caller.named(&merchant)?;
    let found = points_of_sale::payment_methods(&app.gateway, merchant.id, &reference).await?;
    let answer = PaymentMethodsAnswer { payment_methods: found.iter().map(PaymentMethod::of).collect() };
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, &answer))
}

async fn read(
    caller: Caller,
    State(app): State<App>,
    names: Result<Path<(String, String, String)>, PathRejection>,
) -> Result<Answer, Answer> {
    let Path((merchant, reference, id)) =
        names.map_err(|_| Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN))?;
    let merchant = caller.named(&merchant)?;
    let found = points_of_sale::payment_method(&app.gateway, merchant.id, &reference, &id).await?;
    let answer = PaymentMethodAnswer { payment_method: PaymentMethod::of(&found) };
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, &answer))
}

impl PaymentMethod {
    fn of(method: &merchant::PaymentMethod) -> Self {
        Self {
            id: method.id.clone(),
            instrument_type: InstrumentType { code: method.instrument_type.clone() },
            name: Text::cut(method.id.as_str()),
        }
    }
}

const LIST_EXAMPLE: &str = r#"{"paymentMethods":[{"id":"AMEX","paymentInstrumentType":{"code":"AMEX"},"name":"AMEX"},
    {"id":"CB","paymentInstrumentType":{"code":"CB"},"name":"CB"}]}"#;

fn listing() -> Operation {
    Operation {
        method: Method::GET,
        id: "getPaymentMethods",
        tag: "Merchants",
        summary: "The payment methods of a point of sale",
        description: "All of them, in the order of their ids.",
        parameters: vec![merchant_id(), pos_reference()],
        body: None,
        responses: vec![
            success::<PaymentMethodsAnswer>(
                StatusCode::OK,
                "The payment methods",
                ReturnCode::APPROVED,
                LIST_EXAMPLE,
            ),
            another_merchant(),
            refusal(StatusCode::NOT_FOUND, "No such point of sale: 02303"),
        ],
    }
}

const EXAMPLE: &str = r#"{"paymentMethods":{"id":"CB","paymentInstrumentType":{"code":"CB"},"name":"CB"}}"#;

fn reading() -> Operation {
    Operation {
        method: Method::GET,
        id: "getPaymentMethod",
        tag: "Merchants",
        summary: "A payment method of a point of sale",
        description: "",
        parameters: vec![
            merchant_id(),
            pos_reference(),
            path_parameter("paymentMethodId", "1 to 50 letters, digits, ., - and _"),
        ],
        body: None,
        responses: vec![
            success::<PaymentMethodAnswer>(
                StatusCode::OK,
                "The payment method",
                ReturnCode::APPROVED,
                EXAMPLE,
            ),
            another_merchant(),
            refusal(StatusCode::NOT_FOUND, "No such point of sale, or no such method of it: 02303"),
        ],
    }
}
