//! The payment methods of a point of sale: `/v1/merchants/{merchantId}/pointsofsale/{posReference}/paymentMethods` and what is below
//! (Retail API, section 5).

use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::{StatusCode, Uri},
    routing::{get, post, put},
};
use document::{Echoed, Record, Text, record};
use domain::{ReturnCode, merchant::Activity, terms::CaptureMode};
use gateway::{
    Refusal,
    merchants::{MethodPath, points_of_sale},
    ports::DescribedMethod,
};
use primitives::{Network, Reference};

use super::{
    described_payment_methods as described,
    lists::{Page, PaymentMethodsQuery},
    payment_method_writes as writes,
    points_of_sale::ActivityAnswer,
};
use crate::{
    answer::Answer,
    api::v1::{
        Endpoint,
        caller::Caller,
        checkout::transactions::instrument::InstrumentType,
        collection::{self, Counts},
        immediate_write::{Write, handle},
    },
    app::App,
    echo::{members, part},
    records::payment_method::{AcquirerRecord, LogoRecord},
};

const ALL: &str = "/v1/merchants/{merchantId}/pointsofsale/{posReference}/paymentMethods";
const ONE: &str = "/v1/merchants/{merchantId}/pointsofsale/{posReference}/paymentMethods/{paymentMethodId}";

const STATUS: &str =
    "/v1/merchants/{merchantId}/pointsofsale/{posReference}/paymentMethods/{paymentMethodId}/status";
const SETTINGS: &str =
    "/v1/merchants/{merchantId}/pointsofsale/{posReference}/paymentMethods/{paymentMethodId}/settings";

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: ALL, handler: || get(list), operation: described::listing },
    Endpoint { path: ALL, handler: || post(create), operation: described::creation },
    Endpoint {
        path: ONE,
        handler: || get(|caller, State(app), names| show(PaymentMethodAnswer::of, caller, app, names)),
        operation: described::reading,
    },
    Endpoint {
        path: ONE,
        handler: || {
            put(|caller, State(app), names, request| on_one(writes::Update, caller, app, names, request))
        },
        operation: described::update,
    },
    Endpoint {
        path: STATUS,
        handler: || get(|caller, State(app), names| show(status, caller, app, names)),
        operation: described::read_status,
    },
    Endpoint {
        path: SETTINGS,
        handler: || get(|caller, State(app), names| show(SettingsAnswer::of, caller, app, names)),
        operation: described::read_settings,
    },
    Endpoint {
        path: STATUS,
        handler: || {
            put(|caller, State(app), names, request| on_one(writes::SetStatus, caller, app, names, request))
        },
        operation: described::status,
    },
];

record! {
    pub(super) struct PaymentMethodsAnswer as "PaymentMethodsResponse" {
        ..counts: Counts,
        payment_methods: Vec<PaymentMethod> = "paymentMethods",
    }
}

record! {
    /// The published name is a plural here as well.
    pub(super) struct PaymentMethodAnswer as "PaymentMethodResponse" {
        payment_method: PaymentMethod = "paymentMethods",
    }
}

record! {
    pub(super) struct PaymentMethod as "PaymentMethod" {
        /// What payments name as `paymentMethodId`.
        id: Reference = "id",
        instrument_type: InstrumentType = "paymentInstrumentType",
        /// The id where the merchant has given no name.
        name: Echoed<Text<0, 50>> = "name",
        description: Option<Echoed<Text<0, 255>>> = "description",
        acquirer: Option<Echoed<AcquirerRecord>> = "acquirer",
        acquirer_merchant_id: Option<Echoed<Text<0, 50>>> = "acquirerMerchantId",
        logo: Option<LogoRecord> = "logo",
    }
}

record! {
    pub(super) struct SettingsAnswer as "PaymentMethodSettingsResponse" {
        networks: Vec<Network> = "networks",
        /// All modes where it is empty.
        captures: Vec<CaptureMode> = "captureModes",
        checks_duplicates: bool = "duplicateCheck",
    }
}

type Names<T> = Result<Path<T>, PathRejection>;

const UNKNOWN: Refusal = Refusal::Unknown(ReturnCode::PAYMENT_METHOD_UNKNOWN);

async fn list(
    caller: Caller,
    State(app): State<App>,
    names: Names<(String, String)>,
    uri: Uri,
) -> Result<Answer, Answer> {
    let Path((merchant, reference)) = names.map_err(|_| UNKNOWN)?;
    let merchant = caller.named(&merchant)?;
    let asked: PaymentMethodsQuery = collection::read(&uri)?;
    let all = points_of_sale::payment_methods(&app.gateway, merchant.id, &reference).await?;
    let Page { counts, found } = asked.page(all);
    let payment_methods = found.iter().map(PaymentMethod::of).collect();
    let answer = PaymentMethodsAnswer { counts, payment_methods };
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, &answer))
}

async fn create(
    caller: Caller,
    State(app): State<App>,
    names: Names<(String, String)>,
    request: Request,
) -> Result<Answer, Answer> {
    let Path((merchant, point_of_sale)) = names.map_err(|_| UNKNOWN)?;
    handle(&app, caller.named(&merchant)?, request, &writes::Create { point_of_sale }).await
}

/// Answers with what is to be known of the payment method that the path names.
async fn show<A: Record>(
    answer: fn(&DescribedMethod) -> A,
    caller: Caller,
    app: App,
    names: Names<(String, String, String)>,
) -> Result<Answer, Answer> {
    let Path((merchant, reference, id)) = names.map_err(|_| UNKNOWN)?;
    let merchant = caller.named(&merchant)?;
    let found = points_of_sale::payment_method(&app.gateway, merchant.id, &reference, &id).await?;
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, &answer(&found)))
}

/// Runs an operation that changes the payment method that the path names.
async fn on_one<W: Write>(
    write: fn(MethodPath) -> W,
    caller: Caller,
    app: App,
    names: Names<(String, String, String)>,
    request: Request,
) -> Result<Answer, Answer> {
    let Path((merchant, point_of_sale, id)) = names.map_err(|_| UNKNOWN)?;
    handle(&app, caller.named(&merchant)?, request, &write(MethodPath { point_of_sale, id })).await
}

fn status(found: &DescribedMethod) -> ActivityAnswer {
    ActivityAnswer { status: Activity::of(found.method.is_active()) }
}

impl SettingsAnswer {
    fn of(found: &DescribedMethod) -> Self {
        Self {
            networks: found.method.networks.clone(),
            captures: found.method.captures.clone(),
            checks_duplicates: found.method.checks_duplicates,
        }
    }
}

impl PaymentMethodAnswer {
    pub(super) fn of(found: &DescribedMethod) -> Self {
        Self { payment_method: PaymentMethod::of(found) }
    }
}

impl PaymentMethod {
    fn of(found: &DescribedMethod) -> Self {
        let method = &found.method;
        let mut said = found.profile.as_ref().map(|profile| members(&profile.details)).unwrap_or_default();
        let name = part(&mut said, "name");
        Self {
            id: method.id.clone(),
            instrument_type: InstrumentType { code: method.instrument_type.clone() },
            name: name.unwrap_or_else(|| Echoed::of(&Text::cut(method.id.as_str()))),
            description: part(&mut said, "description"),
            acquirer: part(&mut said, "acquirer"),
            acquirer_merchant_id: part(&mut said, "acquirerMerchantId"),
            logo: found.profile.as_ref().and_then(|profile| profile.logo.as_ref()).map(LogoRecord::from),
        }
    }
}
