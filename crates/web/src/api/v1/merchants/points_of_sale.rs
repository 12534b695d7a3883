//! The points of sale of a merchant: `/v1/merchants/{merchantId}/pointsofsale` and what is below (Retail API, section 5).

use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::{StatusCode, Uri},
    routing::{get, post, put},
};
use document::{Echoed, Object, Record, Text, record};
use domain::{
    ReturnCode,
    merchant::{self, Activity, Mcc},
};
use gateway::{Refusal, merchants::points_of_sale};
use primitives::{Email, Reference};

use super::{
    described_points_of_sale as described,
    lists::{Page, PointsOfSaleQuery},
    point_of_sale_writes as writes,
};
use crate::{
    answer::Answer,
    api::v1::{
        Endpoint,
        caller::Caller,
        collection::{self, Counts},
        immediate_write::{Write, handle},
    },
    app::App,
    echo::{members, part},
    records::point_of_sale::MerchantPageRequest,
};

const ALL: &str = "/v1/merchants/{merchantId}/pointsofsale";
const ONE: &str = "/v1/merchants/{merchantId}/pointsofsale/{posReference}";
const STATUS: &str = "/v1/merchants/{merchantId}/pointsofsale/{posReference}/status";
const PAGE: &str = "/v1/merchants/{merchantId}/pointsofsale/{posReference}/paymentpagesettings";

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: ALL, handler: || get(list), operation: described::listing },
    Endpoint { path: ALL, handler: || post(create), operation: described::creation },
    Endpoint {
        path: ONE,
        handler: || get(|caller, State(app), names| show(PointOfSaleAnswer::of, caller, app, names)),
        operation: described::reading,
    },
    Endpoint {
        path: ONE,
        handler: || {
            put(|caller, State(app), names, request| {
                on_one(|reference| writes::Update { reference }, caller, app, names, request)
            })
        },
        operation: described::update,
    },
    Endpoint {
        path: STATUS,
        handler: || get(|caller, State(app), names| show(ActivityAnswer::of, caller, app, names)),
        operation: described::read_status,
    },
    Endpoint {
        path: STATUS,
        handler: || {
            put(|caller, State(app), names, request| {
                on_one(|reference| writes::SetStatus { reference }, caller, app, names, request)
            })
        },
        operation: described::status,
    },
    Endpoint {
        path: PAGE,
        handler: || get(|caller, State(app), names| show(PageAnswer::of, caller, app, names)),
        operation: described::read_page_settings,
    },
    Endpoint {
        path: PAGE,
        handler: || {
            put(|caller, State(app), names, request| {
                on_one(|reference| writes::SetPage { reference }, caller, app, names, request)
            })
        },
        operation: described::page_settings,
    },
];

record! {
    pub(super) struct PointsOfSaleAnswer as "PointsOfSaleResponse" {
        ..counts: Counts,
        points_of_sale: Vec<PointOfSale> = "pointsOfSale",
    }
}

record! {
    pub(super) struct PointOfSaleAnswer as "PointOfSaleResponse" {
        point_of_sale: PointOfSale = "pointOfSale",
    }
}

record! {
    pub(super) struct PointOfSale as "PointOfSale" {
        reference: Reference = "reference",
        name: Text<1, 50> = "name",
        legal_identification_number: Option<Echoed<Text<1, 14>>> = "legalIdentificationNumber",
        /// Merchant category code: the trade, by ISO 18245. 0000 where none is set.
        mcc: Mcc = "mcc",
        email: Option<Echoed<Email>> = "email",
        comment: Option<Echoed<Text<0, 255>>> = "comment",
    }
}

record! {
    pub(super) struct ActivityAnswer as "ActivityUpdateResult" {
        status: Activity = "status",
    }
}

record! {
    pub(super) struct PageAnswer as "PaymentPageSettingsResponse" {
        page: Echoed<MerchantPageRequest> = "paymentPageSettings",
    }
}

type Names<T> = Result<Path<T>, PathRejection>;

async fn list(
    caller: Caller,
    State(app): State<App>,
    merchant: Names<String>,
    uri: Uri,
) -> Result<Answer, Answer> {
    let Path(merchant) = merchant.map_err(|_| Refusal::NotPermitted)?;
    let merchant = caller.named(&merchant)?;
    let asked: PointsOfSaleQuery = collection::read(&uri)?;
    let all = points_of_sale::list(&app.gateway, merchant.id).await.map_err(Refusal::from)?;
    let Page { counts, found } = asked.page(all);
    let points_of_sale = found.iter().map(PointOfSale::of).collect();
    let answer = PointsOfSaleAnswer { counts, points_of_sale };
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, &answer))
}

async fn create(
    caller: Caller,
    State(app): State<App>,
    merchant: Names<String>,
    request: Request,
) -> Result<Answer, Answer> {
    let Path(merchant) = merchant.map_err(|_| Refusal::NotPermitted)?;
    handle(&app, caller.named(&merchant)?, request, &writes::Create).await
}

/// Answers with what is to be known of the point of sale that the path names.
async fn show<A: Record>(
    answer: fn(&merchant::PointOfSale) -> A,
    caller: Caller,
    app: App,
    names: Names<(String, String)>,
) -> Result<Answer, Answer> {
    let Path((merchant, reference)) =
        names.map_err(|_| Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN))?;
    let merchant = caller.named(&merchant)?;
    let found = points_of_sale::get(&app.gateway, merchant.id, &reference).await?;
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, &answer(&found)))
}

/// Runs an operation that changes the point of sale that the path names.
async fn on_one<W: Write>(
    write: fn(String) -> W,
    caller: Caller,
    app: App,
    names: Names<(String, String)>,
    request: Request,
) -> Result<Answer, Answer> {
    let Path((merchant, reference)) =
        names.map_err(|_| Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN))?;
    handle(&app, caller.named(&merchant)?, request, &write(reference)).await
}

impl PointOfSaleAnswer {
    pub(super) fn of(point_of_sale: &merchant::PointOfSale) -> Self {
        Self { point_of_sale: PointOfSale::of(point_of_sale) }
    }
}

impl PointOfSale {
    fn of(point_of_sale: &merchant::PointOfSale) -> Self {
        let mut said = members(&point_of_sale.details);
        Self {
            reference: point_of_sale.reference.clone(),
            name: name(point_of_sale),
            legal_identification_number: part(&mut said, "legalIdentificationNumber"),
            mcc: point_of_sale.settings.mcc(),
            email: part(&mut said, "email"),
            comment: part(&mut said, "comment"),
        }
    }
}

impl ActivityAnswer {
    fn of(point_of_sale: &merchant::PointOfSale) -> Self {
        Self { status: Activity::of(point_of_sale.is_active()) }
    }
}

impl PageAnswer {
    /// Gives back the settings that a merchant sets, as they are in force.
    pub(super) fn of(point_of_sale: &merchant::PointOfSale) -> Self {
        let settings = &point_of_sale.settings;
        let mut page = Object::new();
        if let Some(url) = &settings.shop_url {
            page.set("shopURL", url.as_str());
        }
        page.set("paymentTimeLimit", settings.session_minutes());
        page.set("displayPointOfSaleAddress", settings.shows_address());
        page.set("sessionIdParameterName", settings.session_parameter());
        page.set("automaticRedirect", settings.returns_by_itself());
        Self { page: document::Tree::from(page).into() }
    }
}

/// Returns the name for answers. Operators may give longer names than answers may hold, and empty ones.
fn name(point_of_sale: &merchant::PointOfSale) -> Text<1, 50> {
    let beginning: String = point_of_sale.name.chars().take(50).collect();
    Text::parse(&beginning).unwrap_or_else(|_| Text::stored(point_of_sale.reference.as_str()))
}
