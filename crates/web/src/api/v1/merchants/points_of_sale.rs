//! `GET /v1/merchants/{merchantId}/pointsofsale` and `/{posReference}` (Retail API, section 5.1).

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{Method, StatusCode},
    routing::get,
};
use document::{Text, record};
use domain::{
    ReturnCode,
    merchant::{self, Mcc},
};
use gateway::{Refusal, merchants::points_of_sale};
use primitives::Reference;

use crate::{
    answer::Answer,
    api::v1::{Endpoint, Operation, another_merchant, caller::Caller, merchant_id},
    app::App,
    openapi::{Parameter, path_parameter, refusal, success},
};

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "/v1/merchants/{merchantId}/pointsofsale", handler: || get(list), operation: listing },
    Endpoint {
        path: "/v1/merchants/{merchantId}/pointsofsale/{posReference}",
        handler: || get(read),
        operation: reading,
    },
];

record! {
    struct PointsOfSaleAnswer as "PointsOfSaleResponse" {
        points_of_sale: Vec<PointOfSale> = "pointsOfSale",
    }
}

record! {
    struct PointOfSaleAnswer as "PointOfSaleResponse" {
        point_of_sale: PointOfSale = "pointOfSale",
    }
}

record! {
    struct PointOfSale as "PointOfSale" {
        reference: Reference = "reference",
        name: Text<1, 50> = "name",
        /// Merchant category code: the trade, by ISO 18245. 0000 where the operator has set none.
        mcc: Mcc = "mcc",
    }
}

async fn list(
    caller: Caller,
    State(app): State<App>,
    merchant: Result<Path<String>, PathRejection>,
) -> Result<Answer, Answer> {
    let Path(merchant) = merchant.map_err(|_| Refusal::NotPermitted)?;
    let merchant = caller.named(&merchant)?;
    let found = points_of_sale::list(&app.gateway, merchant.id).await.map_err(Refusal::from)?;
    let answer = PointsOfSaleAnswer { points_of_sale: found.iter().map(PointOfSale::of).collect() };
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, &answer))
}

async fn read(
    caller: Caller,
    State(app): State<App>,
    names: Result<Path<(String, String)>, PathRejection>,
) -> Result<Answer, Answer> {
    let Path((merchant, reference)) =
        names.map_err(|_| Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN))?;
    let merchant = caller.named(&merchant)?;
    let found = points_of_sale::get(&app.gateway, merchant.id, &reference).await?;
    let answer = PointOfSaleAnswer { point_of_sale: PointOfSale::of(&found) };
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, &answer))
}

impl PointOfSale {
    fn of(point_of_sale: &merchant::PointOfSale) -> Self {
        Self {
            reference: point_of_sale.reference.clone(),
            name: name(point_of_sale),
            mcc: point_of_sale.settings.mcc(),
        }
    }
}

/// Returns the name for answers. Operators may give longer names than answers may hold, and empty ones.
fn name(point_of_sale: &merchant::PointOfSale) -> Text<1, 50> {
    let beginning: String = point_of_sale.name.chars().take(50).collect();
    Text::parse(&beginning).unwrap_or_else(|_| Text::stored(point_of_sale.reference.as_str()))
}

pub(super) fn pos_reference() -> Parameter {
    path_parameter("posReference", "1 to 50 letters, digits, ., - and _")
}

const LIST_EXAMPLE: &str = r#"{"pointsOfSale":[{"reference":"SHOP1","name":"Demo shop","mcc":"5732"}]}"#;

fn listing() -> Operation {
    Operation {
        method: Method::GET,
        id: "getPointsOfSale",
        tag: "Merchants",
        summary: "The points of sale of the merchant",
        description: "All of them, in the order of their references.",
        parameters: vec![merchant_id()],
        body: None,
        responses: vec![
            success::<PointsOfSaleAnswer>(
                StatusCode::OK,
                "The points of sale",
                ReturnCode::APPROVED,
                LIST_EXAMPLE,
            ),
            another_merchant(),
        ],
    }
}

const EXAMPLE: &str = r#"{"pointOfSale":{"reference":"SHOP1","name":"Demo shop","mcc":"5732"}}"#;

fn reading() -> Operation {
    Operation {
        method: Method::GET,
        id: "getPointOfSale",
        tag: "Merchants",
        summary: "A point of sale",
        description: "",
        parameters: vec![merchant_id(), pos_reference()],
        body: None,
        responses: vec![
            success::<PointOfSaleAnswer>(StatusCode::OK, "The point of sale", ReturnCode::APPROVED, EXAMPLE),
            another_merchant(),
            refusal(StatusCode::NOT_FOUND, "No such point of sale: 02303"),
        ],
    }
}
