//! `POST /v1/checkout/payments` (Retail API, section 3.2).

pub(crate) mod sessions;
mod wire;

use axum::{
    extract::{Request, State},
    routing::post,
};
use document::{Object, Schemas};
use gateway::{
    Refusal, Repeatable,
    payments::{self, Payment},
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    answer::{Answer, creation_status},
    api::v1::{Endpoint, Operation, caller::Caller, checkout::transactions::wire as transaction_wire},
    app::App,
    body, idempotency,
    openapi::{refusal, success},
};

const PATH: &str = "/v1/checkout/payments";

pub(crate) const CREATE: Endpoint = Endpoint { path: PATH, handler: || post(handle), operation };

async fn handle(caller: Caller, State(app): State<App>, request: Request) -> Result<Answer, Answer> {
    let (parts, content) = request.into_parts();
    let key = idempotency::key(&parts.headers)?;
    let content = body::read(&parts.headers, content).await?;
    let repeatable = key.map(|key| Repeatable { key, path: PATH.to_owned(), body: content.bytes });
    if let Some(repeatable) = &repeatable
        && let Some(payment) = payments::replay(&app.gateway, &caller.0, repeatable).await?
    {
        return Ok(answer(&payment));
    }
    let (now, calendar) = (app.gateway.clock.now(), &app.gateway.settings.calendar);
    let request = payments::CreatePayment { repeatable, ..wire::read(&content.tree, now, calendar)? };
    Ok(answer(&payments::create(&app.gateway, &caller.0, request).await?))
}

fn answer(payment: &Payment) -> Answer {
    let code = payment.transaction.state.result();
    let body = transaction_wire::payment(&payment.transaction);
    let answer = Answer::success(creation_status(code), code, body);
    if payment.replayed { answer.with_header(idempotency::REPLAYED, "true") } else { answer }
}

pub(crate) fn parse(
    text: &[u8],
    now: Timestamp,
    calendar: &TimeZone,
) -> Result<payments::CreatePayment, Refusal> {
    wire::read(&body::parse(text)?, now, calendar)
}

fn operation(schemas: &mut Schemas) -> Operation {
    let members = transaction_wire::payment_schemas(schemas);
    let json = Object::new().with("schema", wire::schema(schemas)).with("examples", wire::examples());
    let request_body =
        Object::new().with("required", true).with("content", Object::new().with("application/json", json));
    Operation {
        method: "post",
        id: "paymentCreate",
        tag: "Payments",
        summary: "Take a payment by card",
        description: "capture AUTOMATIC authorises and collects; MANUAL and DEFERRED authorise only. A payment that \
                      the bank or a rule refuses is a 201 whose result says so; 202 means that the bank has not \
                      answered and the transaction tells later. A repeat of a payment accepted today or yesterday \
                      (same method, order.reference and amount) is a 409.",
        parameters: vec![idempotency::parameter()],
        request_body: Some(request_body),
        responses: vec![
            (
                "201",
                success(
                    schemas,
                    "The payment was made, or refused: see result",
                    &members,
                    wire::ANSWER_EXAMPLE,
                ),
            ),
            (
                "202",
                success(
                    schemas,
                    "The outcome is not known yet: ONHOLD_PARTNER, 02000",
                    &members,
                    wire::PENDING_EXAMPLE,
                ),
            ),
            ("404", refusal(schemas, "No such payment method: 02303")),
            ("409", refusal(schemas, "A repeat of an accepted payment (02001), or of one still out (02002)")),
            ("408", refusal(schemas, "The body did not arrive within 10 seconds: 02103")),
            ("413", refusal(schemas, "The body is larger than 256 KiB")),
            ("415", refusal(schemas, "The body is not application/json")),
            ("422", refusal(schemas, "The Idempotency-Key came with another body before")),
        ],
    }
}
