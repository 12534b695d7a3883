//! `POST /v1/checkout/payments/prepare` (Retail API, section 3.2): the merchant session of Apple Pay.

mod wire;

use std::sync::LazyLock;

use axum::{
    extract::{Request, State},
    http::{Method, StatusCode},
    routing::post,
};
use document::{Object, Tree, record, write_json};
use domain::{ReturnCode, echo::Echo, merchant::Merchant};
use gateway::{
    Gateway, Refusal, Repeatable,
    payments::{self, PreparePayment, Prepared},
};

use crate::{
    answer::Answer,
    api::v1::{
        Endpoint, Operation,
        caller::Caller,
        repeatable::{self, Done, RepeatablePost},
    },
    app::App,
    idempotency,
    openapi::{Examples, RequestBody, refusal, success},
};

pub(crate) const ENDPOINTS: &[Endpoint] =
    &[Endpoint { path: "/v1/checkout/payments/prepare", handler: || post(handle), operation }];

record! {
    pub(crate) struct PrepareAnswer as "PaymentPrepareResponse" {
        /// The merchant session of Apple Pay, which the page hands to Apple's script as it is.
        data: Tree = "data",
    }
}

/// The format number of stored answers; see [`Echo`].
const FORMAT: i64 = 1;

async fn handle(caller: Caller, State(app): State<App>, request: Request) -> Result<Answer, Answer> {
    repeatable::handle(&Prepare, &app, &caller, request).await
}

struct Prepare;

impl RepeatablePost for Prepare {
    type Asked = PreparePayment;
    type Done = Prepared;

    fn parse(&self, _: &Gateway, body: Tree) -> Result<PreparePayment, Refusal> {
        wire::read(&body)
    }

    /// Nothing is kept of the request.
    fn echo(_: &PreparePayment) -> &Echo {
        static NOTHING: LazyLock<Echo> = LazyLock::new(Echo::empty);
        &NOTHING
    }

    async fn replay(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        repeatable: &Repeatable,
    ) -> Result<Option<Prepared>, Refusal> {
        payments::replay_prepared(gateway, merchant, repeatable).await
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: PreparePayment,
        repeatable: Option<Repeatable>,
    ) -> Result<Prepared, Refusal> {
        let card_likes = idempotency::with_key(asked.card_likes, repeatable.as_ref());
        let asked = PreparePayment { card_likes, repeatable, ..asked };
        payments::prepare(gateway, merchant, asked, write).await
    }
}

/// Writes the answer of a merchant session.
fn write(session: Object) -> Echo {
    Echo::new(FORMAT, write_json(&Object::new().with("data", session).into()))
}

impl Done for Prepared {
    fn answer(&self) -> Result<Answer, Answer> {
        Ok(Answer::kept(StatusCode::ACCEPTED, ReturnCode::APPROVED, &self.answer))
    }

    fn is_replayed(&self) -> bool {
        self.replayed
    }
}

const REQUEST: &str = r#"{"paymentMethodId":"CB","orderReference":"order-4","miscData":{"CB":{"displayName":"My shop",
    "domainName":"shop.example.com","validationURL":"https://apple-pay-gateway.apple.com/paymentservices/startSession"}}}"#;

const EXAMPLE: &str = r#"{"data":{"epochTimestamp":1795348800000,"expiresAt":1795349100000,
    "merchantSessionIdentifier":"SSH0F1E2D3C4B5A69788796A5B4C3D2E1F0","nonce":"0f1e2d3c",
    "merchantIdentifier":"5E884898DA28047151D0E56F8DC6292773603D0D6AABBDD62A11EF721D1542D8",
    "domainName":"shop.example.com","displayName":"My shop","signature":"308006092a864886…"}}"#;

fn operation() -> Operation {
    Operation {
        method: Method::POST,
        id: "paymentPrepare",
        tag: "Payments",
        summary: "Prepare a payment by Apple Pay",
        description: "Answers the merchant session with which a page shows Apple's sheet. The sandbox makes the session itself, and \
                      calls nobody; it is signed by the sandbox, and a real device does not take it.",
        parameters: Vec::new(),
        body: Some(RequestBody { schema: wire::schema, examples: Examples::One(REQUEST) }),
        responses: vec![
            success::<PrepareAnswer>(
                StatusCode::ACCEPTED,
                "The merchant session, which is good for five minutes",
                ReturnCode::APPROVED,
                EXAMPLE,
            ),
            refusal(StatusCode::NOT_FOUND, "No such payment method that takes cards: 02303"),
            refusal(
                StatusCode::CONFLICT,
                "The order was paid today or yesterday with this method (02001), or is being paid (02002)",
            ),
            refusal(StatusCode::NOT_IMPLEMENTED, "Apple Pay is not connected: 01198. So it is in production"),
        ],
    }
}
