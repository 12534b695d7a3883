//! `POST` and `GET /v1/checkout/payments/sessions`, the collection of them, and the first two at the deprecated path
//! `/v1/checkout/sessions`, which shipped shop plugins use (Retail API, section 3.1).

mod answer;
mod list;
pub(crate) mod wire;

use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    http::{Method, StatusCode},
    routing::{get, post},
};
use document::{Tree, Value as _};
use domain::{ReturnCode, echo::Echo, merchant::Merchant};
use gateway::{
    Gateway, Refusal, Repeatable,
    sessions::{self, CreateSession, Created},
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    answer::Answer,
    api::v1::{
        Endpoint, Operation,
        caller::Caller,
        repeatable::{self, Done, RepeatablePost},
    },
    app::App,
    body, idempotency,
    openapi::{RequestBody, path_parameter, refusal, success},
    records::session_request::SessionRequest,
};
use answer::{NewSession, SessionDetails};

const PATH: &str = "/v1/checkout/payments/sessions";
const DEPRECATED: &str = "/v1/checkout/sessions";

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: PATH, handler: || post(create), operation: || creation("sessionCreate") },
    Endpoint { path: PATH, handler: || get(list::handle), operation: list::operation },
    Endpoint {
        path: "/v1/checkout/payments/sessions/{sessionId}",
        handler: || get(read),
        operation: || reading("sessionGet"),
    },
    Endpoint {
        path: DEPRECATED,
        handler: || post(create),
        operation: || creation("sessionCreate_DEPRECATED"),
    },
    Endpoint {
        path: "/v1/checkout/sessions/{sessionId}",
        handler: || get(read),
        operation: || reading("sessionGet_DEPRECATED"),
    },
];

async fn create(caller: Caller, State(app): State<App>, request: Request) -> Result<Answer, Answer> {
    repeatable::handle(&Create, &app, &caller, request).await
}

struct Create;

impl RepeatablePost for Create {
    type Asked = CreateSession;
    type Done = Created;

    fn parse(&self, gateway: &Gateway, body: Tree) -> Result<CreateSession, Refusal> {
        wire::read(body, gateway.clock.now(), &gateway.settings.calendar)
    }

    fn echo(asked: &CreateSession) -> &Echo {
        &asked.echo
    }

    async fn replay(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        repeatable: &Repeatable,
    ) -> Result<Option<Created>, Refusal> {
        sessions::replay(gateway, merchant, repeatable).await
    }

    async fn perform(
        &self,
        gateway: &Gateway,
        merchant: &Merchant,
        asked: CreateSession,
        repeatable: Option<Repeatable>,
    ) -> Result<Created, Refusal> {
        let mut asked = asked;
        asked.card_likes = idempotency::with_key(asked.card_likes, repeatable.as_ref());
        sessions::create(gateway, merchant, CreateSession { repeatable, ..asked }).await
    }
}

impl Done for Created {
    fn answer(&self) -> Result<Answer, Answer> {
        let body = NewSession::of(self).ok_or(Refusal::Internal)?;
        Ok(Answer::success(StatusCode::CREATED, ReturnCode::APPROVED, &body))
    }

    fn is_replayed(&self) -> bool {
        self.replayed
    }
}

pub(crate) fn parse(text: &[u8], now: Timestamp, calendar: &TimeZone) -> Result<CreateSession, Refusal> {
    wire::read(body::parse(text)?, now, calendar)
}

/// Answers with the state of a session. Shop plugins send a body with this GET, which is not read.
async fn read(
    caller: Caller,
    State(app): State<App>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Answer, Answer> {
    let Path(id) = id.map_err(|_| Refusal::Unknown(ReturnCode::SESSION_UNKNOWN))?;
    let found = sessions::get(&app.gateway, &caller.0, &id).await?;
    Ok(Answer::success(StatusCode::OK, found.result, &SessionDetails::of(&found)))
}

fn creation(id: &'static str) -> Operation {
    Operation {
        method: Method::POST,
        id,
        tag: "Sessions",
        summary: "Have a buyer pay on the payment page",
        description: "Send the buyer's browser to redirectURL. It comes back to returnURL, whatever the outcome, with \
                      paylinetoken, token and the point of sale's own parameter, each the session id; then ask for the \
                      session. notificationURL is asked as well (GET, notificationType=WEBTRS&token=…&paymentEndpoint=1) \
                      once the outcome is final, each minute for two hours, until it answers 2xx or the session is read. \
                      A session lives 30 minutes, unless the point of sale says otherwise. With mxWalletId the buyer may pay \
                      with a card of that wallet, or have the typed card kept in it.",
        parameters: Vec::new(),
        body: Some(RequestBody { schema: SessionRequest::schema, examples: wire::EXAMPLES }),
        responses: vec![
            success::<NewSession>(
                StatusCode::CREATED,
                "The session",
                ReturnCode::APPROVED,
                answer::NEW_EXAMPLE,
            ),
            refusal(StatusCode::NOT_FOUND, "No such point of sale, or no such payment method there: 02303"),
        ],
    }
}

fn reading(id: &'static str) -> Operation {
    Operation {
        method: Method::GET,
        id,
        tag: "Sessions",
        summary: "What became of a session",
        description: "transactions has the newest first; the result is that of the accepted one, else of the newest. \
                      Without any: INPROGRESS 02533 (the buyer has not come), INPROGRESS 02306 (is on the page), CANCELLED \
                      02319, REFUSED 02324 (time ran out), REFUSED 02534 (time ran out, and the buyer never came). \
                      The time of a session of a payment link has run out as well once the link is not to be paid any more.",
        parameters: vec![path_parameter("sessionId", "33 letters and digits, as the session was answered")],
        body: None,
        responses: vec![
            success::<SessionDetails>(
                StatusCode::OK,
                "The session",
                ReturnCode::APPROVED,
                answer::DETAIL_EXAMPLE,
            ),
            refusal(StatusCode::NOT_FOUND, "Unknown, or another merchant's: 02317"),
        ],
    }
}
