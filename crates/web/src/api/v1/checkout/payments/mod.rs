//! `POST /v1/checkout/payments` (Retail API, section 3.2).

mod answer;
mod device;
pub(crate) mod prepare;
pub(crate) mod sessions;
mod wire;

use axum::{
    extract::{Request, State},
    http::{Method, StatusCode},
    routing::post,
};
use document::Tree;
use domain::{ReturnCode, echo::Echo, merchant::Merchant};
use gateway::{
    Gateway, Refusal, Repeatable,
    payments::{self, CreatePayment, Means, Payment},
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    answer::{Answer, creation_status},
    api::v1::{
        Endpoint, Operation,
        caller::Caller,
        repeatable::{self, Done, RepeatablePost},
    },
    app::App,
    body, idempotency,
    openapi::{RequestBody, refusal, success},
};
use answer::PaymentAnswer;

const PATH: &str = "/v1/checkout/payments";

pub(crate) const ENDPOINTS: &[Endpoint] = &[Endpoint { path: PATH, handler: || post(handle), operation }];

async fn handle(caller: Caller, State(app): State<App>, request: Request) -> Result<Answer, Answer> {
    repeatable::handle(&Create, &app, &caller, request).await
}

struct Create;

/// A request for a payment, and what pays.
pub struct NewPayment {
    request: CreatePayment,
    means: Means,
}

impl RepeatablePost for Create {
    type Asked = NewPayment;
    type Done = Payment;

    fn parse(&self, gateway: &Gateway, body: Tree) -> Result<NewPayment, Refusal> {
        wire::read(&body, gateway.clock.now(), &gateway.settings.calendar)
    }

    fn echo(asked: &NewPayment) -> &Echo {
        &asked.request.echo
    }

    async fn replay(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        repeatable: &Repeatable,
    ) -> Result<Option<Payment>, Refusal> {
        payments::replay(gateway, merchant, repeatable).await
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: NewPayment,
        repeatable: Option<Repeatable>,
    ) -> Result<Payment, Refusal> {
        let NewPayment { request, means } = asked;
        let card_likes = idempotency::with_key(request.card_likes, repeatable.as_ref());
        let request = CreatePayment { card_likes, repeatable, ..request };
        payments::create(gateway, merchant, request, means).await
    }
}

impl Done for Payment {
    fn answer(&self) -> Result<Answer, Answer> {
        let code = self.transaction.state.result();
        Ok(Answer::success(creation_status(code), code, &PaymentAnswer::of(&self.transaction)))
    }

    fn is_replayed(&self) -> bool {
        self.replayed
    }
}

pub(crate) fn parse(text: &[u8], now: Timestamp, calendar: &TimeZone) -> Result<NewPayment, Refusal> {
    wire::read(&body::parse(text)?, now, calendar)
}

fn operation() -> Operation {
    Operation {
        method: Method::POST,
        id: "paymentCreate",
        tag: "Payments",
        summary: "Take a payment by card, by a card of a wallet, or by Apple Pay or Google Pay",
        description: "capture AUTOMATIC authorises and collects; MANUAL and DEFERRED authorise only. A payment that \
                      the bank or a rule refuses is a 201 whose result says so; 202 means that the bank has not \
                      answered and the transaction tells later. A repeat of a payment accepted today or yesterday \
                      (same method, order.reference and amount) is a 409. A card number beside mxToken is a 400 with 02538, mxToken \
                      without expirationDate one with 02539; with other faults besides, the code is 02305. A token of Apple Pay or Google Pay (XPay) that cannot be opened, has expired \
                      or has paid before is a 400 that names paymentInstrument.tokenData; one for a key of another \
                      merchant has the code 02201.",
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
