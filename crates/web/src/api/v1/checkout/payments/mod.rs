//! `POST /v1/checkout/payments` (Retail API, section 3.2).

mod answer;
pub(crate) mod sessions;
mod wire;

use axum::{
    extract::{Request, State},
    http::{Method, StatusCode},
    routing::post,
};
use domain::ReturnCode;
use gateway::{
    Refusal, Repeatable,
    payments::{self, Payment},
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    answer::{Answer, creation_status},
    api::v1::{Endpoint, Operation, caller::Caller},
    app::App,
    body, idempotency,
    openapi::{RequestBody, refusal, success},
};
use answer::PaymentAnswer;

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
    let body = PaymentAnswer::of(&payment.transaction);
    let answer = Answer::success(creation_status(code), code, &body);
    if payment.replayed { answer.with_header(idempotency::REPLAYED, "true") } else { answer }
}

pub(crate) fn parse(
    text: &[u8],
    now: Timestamp,
    calendar: &TimeZone,
) -> Result<payments::CreatePayment, Refusal> {
    wire::read(&body::parse(text)?, now, calendar)
}

fn operation() -> Operation {
    Operation {
        method: Method::POST,
        id: "paymentCreate",
        tag: "Payments",
        summary: "Take a payment by card",
        description: "capture AUTOMATIC authorises and collects; MANUAL and DEFERRED authorise only. A payment that \
                      the bank or a rule refuses is a 201 whose result says so; 202 means that the bank has not \
                      answered and the transaction tells later. A repeat of a payment accepted today or yesterday \
                      (same method, order.reference and amount) is a 409.",
        parameters: Vec::new(),
        body: Some(RequestBody { schema: wire::schema, examples: wire::EXAMPLES }),
        responses: vec![
            success::<PaymentAnswer>(
                StatusCode::CREATED,
                "The payment was made, or refused: see result",
                ReturnCode::APPROVED,
                answer::EXAMPLE,
            ),
            success::<PaymentAnswer>(
                StatusCode::ACCEPTED,
                "The outcome is not known yet: ONHOLD_PARTNER, 02000",
                ReturnCode::OUTCOME_UNKNOWN,
                answer::PENDING_EXAMPLE,
            ),
            refusal(StatusCode::NOT_FOUND, "No such payment method: 02303"),
            refusal(
                StatusCode::CONFLICT,
                "A repeat of an accepted payment (02001), or of one still out (02002)",
            ),
        ],
    }
}
