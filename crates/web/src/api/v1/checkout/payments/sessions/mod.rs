//! `POST` and `GET /v1/checkout/payments/sessions`, and their deprecated twins at `/v1/checkout/sessions`, which shipped shop
//! plugins use (Retail API, section 3.1).

mod wire;

use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::StatusCode,
    routing::{get, post},
};
use document::{Object, Schemas};
use domain::{ReturnCode, merchant::Merchant};
use gateway::{
    Refusal, Repeatable,
    sessions::{self, CreateSession, Created},
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    answer::Answer,
    api::v1::{Endpoint, Operation, caller::Caller},
    app::App,
    body, idempotency,
    openapi::{path_parameter, refusal, success},
};

const PATH: &str = "/v1/checkout/payments/sessions";
const DEPRECATED: &str = "/v1/checkout/sessions";

pub(crate) const CREATE: Endpoint = Endpoint {
    path: PATH,
    handler: || post(create),
    operation: |schemas| creation(schemas, "sessionCreate"),
};
pub(crate) const CREATE_DEPRECATED: Endpoint = Endpoint {
    path: DEPRECATED,
    handler: || post(create_deprecated),
    operation: |schemas| creation(schemas, "sessionCreate_DEPRECATED"),
};
pub(crate) const GET: Endpoint = Endpoint {
    path: "/v1/checkout/payments/sessions/{sessionId}",
    handler: || get(read),
    operation: |schemas| reading(schemas, "sessionGet"),
};
pub(crate) const GET_DEPRECATED: Endpoint = Endpoint {
    path: "/v1/checkout/sessions/{sessionId}",
    handler: || get(read),
    operation: |schemas| reading(schemas, "sessionGet_DEPRECATED"),
};

async fn create(caller: Caller, State(app): State<App>, request: Request) -> Result<Answer, Answer> {
    made(&app, &caller.0, PATH, request).await
}

async fn create_deprecated(
    caller: Caller,
    State(app): State<App>,
    request: Request,
) -> Result<Answer, Answer> {
    made(&app, &caller.0, DEPRECATED, request).await
}

async fn made(app: &App, merchant: &Merchant, path: &str, request: Request) -> Result<Answer, Answer> {
    let (parts, content) = request.into_parts();
    let key = idempotency::key(&parts.headers)?;
    let content = body::read(&parts.headers, content).await?;
    let repeatable = key.map(|key| Repeatable { key, path: path.to_owned(), body: content.bytes });
    if let Some(repeatable) = &repeatable
        && let Some(created) = sessions::replay(&app.gateway, merchant, repeatable).await?
    {
        return Ok(answer(&created));
    }
    let (now, calendar) = (app.gateway.clock.now(), &app.gateway.settings.calendar);
    let wish = CreateSession { repeatable, ..wire::read(content.tree, now, calendar)? };
    Ok(answer(&sessions::create(&app.gateway, merchant, wish).await?))
}

fn answer(created: &Created) -> Answer {
    let answer = Answer::success(StatusCode::CREATED, ReturnCode::APPROVED, wire::created(created));
    if created.replayed { answer.with_header(idempotency::REPLAYED, "true") } else { answer }
}

pub(crate) fn parse(text: &[u8], now: Timestamp, calendar: &TimeZone) -> Result<CreateSession, Refusal> {
    wire::read(body::parse(text)?, now, calendar)
}

/// Shop plugins send a body with this GET; it is not read.
async fn read(
    caller: Caller,
    State(app): State<App>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Answer, Answer> {
    let Path(id) = id.map_err(|_| Refusal::Unknown(ReturnCode::SESSION_UNKNOWN))?;
    let found = sessions::get(&app.gateway, &caller.0, &id).await?;
    Ok(Answer::success(StatusCode::OK, found.result, wire::details(&found)))
}

fn creation(schemas: &mut Schemas, id: &'static str) -> Operation {
    let members = wire::created_schemas();
    let json = Object::new().with("schema", wire::schema(schemas)).with("examples", wire::examples());
    let request_body =
        Object::new().with("required", true).with("content", Object::new().with("application/json", json));
    Operation {
        method: "post",
        id,
        tag: "Sessions",
        summary: "Have a buyer pay on the payment page",
        description: "Send the buyer's browser to redirectURL. It comes back to returnURL, whatever the outcome, with \
                      paylinetoken, token and the point of sale's own parameter, each the session id; then ask for the \
                      session. notificationURL is asked as well (GET, notificationType=WEBTRS&token=…&paymentEndpoint=1) \
                      once the outcome is final, each minute for two hours, until it answers 2xx or the session is read. \
                      A session lives 30 minutes, unless the point of sale says otherwise.",
        parameters: vec![idempotency::parameter()],
        request_body: Some(request_body),
        responses: vec![
            ("201", success(schemas, "The session", &members, wire::CREATED_EXAMPLE)),
            ("404", refusal(schemas, "No such point of sale, or no such payment method there: 02303")),
            ("408", refusal(schemas, "The body did not arrive within 10 seconds: 02103")),
            ("409", refusal(schemas, "The first request with this Idempotency-Key is still running")),
            ("413", refusal(schemas, "The body is larger than 256 KiB")),
            ("415", refusal(schemas, "The body is not application/json")),
            ("422", refusal(schemas, "The Idempotency-Key came with another body before")),
        ],
    }
}

fn reading(schemas: &mut Schemas, id: &'static str) -> Operation {
    let members = wire::detail_schemas(schemas);
    Operation {
        method: "get",
        id,
        tag: "Sessions",
        summary: "What became of a session",
        description: "transactions has the newest first; the result is that of the accepted one, else of the newest. \
                      Without any: INPROGRESS 02533 (the buyer has not come), INPROGRESS 02306 (is on the page), CANCELLED \
                      02319, REFUSED 02324 (time ran out), REFUSED 02534 (time ran out, and the buyer never came).",
        parameters: vec![path_parameter("sessionId", "33 letters and digits, as the session was answered")],
        request_body: None,
        responses: vec![
            ("200", success(schemas, "The session", &members, wire::DETAIL_EXAMPLE)),
            ("404", refusal(schemas, "Unknown, or another merchant's: 02317")),
        ],
    }
}
