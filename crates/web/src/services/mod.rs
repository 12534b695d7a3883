//! The session services, by which the page, the widget and the mobile apps read a session and pay in it (contract: session
//! services). The session's id in the path is the only credential. A body is read before the session is, because a session with
//! what its merchant said of it may be much larger than a body, and must not be in memory while a slow body comes.

mod card;
mod cross_site;
mod device;
mod elsewhere;
mod log;
mod networks;
mod problems;
mod saved_card;
mod state;
mod text;
mod visitor;
mod wait;
mod wallet;

use axum::{
    Router,
    extract::{FromRequestParts, Path, Request, State, rejection::PathRejection},
    http::{StatusCode, request::Parts},
    middleware::from_fn_with_state,
    routing::{get, post},
};
use document::Object;
use domain::{ReturnCode, echo::Echo};
use gateway::{
    Refusal,
    sessions::{self, Leaving, SessionStatus, SessionView},
};

use crate::{
    answer::Answer,
    app::App,
    body::{self, ReceivedBody},
    echo,
};
pub(crate) use state::{asks_holder, wallet_card};
pub(crate) use text::{SessionLocale, reason, return_url, ticket};
pub(crate) use visitor::Requester;

pub(crate) fn routes(app: &App) -> Router<App> {
    let of_session = Router::new()
        .route("/state/current", get(current))
        .route("/securedPaymentRequest", post(card::pay))
        .route("/paymentRequest", post(elsewhere::pay))
        .route("/walletPaymentRequest", post(saved_card::pay))
        .route("/availablecardnetworks", post(networks::available))
        .route("/directoryServerSdkKeys", get(networks::sdk_keys))
        .route("/SdkPaymentRequest", post(current))
        .route("/cardCode/{cardCode}/activewaiting/isDone", get(wait::is_done))
        // Services that the published contract does not have.
        .route("/cancel", post(cancel))
        .route("/abandon", post(abandon))
        .route("/wallet/remove", post(wallet::remove))
        .route("/wallet/default", post(wallet::make_default))
        .route("/wallet/details", post(wallet::details))
        .route("/returned", post(returned))
        .layer(from_fn_with_state(app.clone(), cross_site::refuse));
    Router::new().nest("/services/token/{token}", of_session).route("/log", post(log::take))
}

/// The session's id, from the path.
pub(crate) struct Token(pub(crate) String);

impl FromRequestParts<App> for Token {
    type Rejection = Answer;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Answer> {
        let path: Result<Path<Vec<(String, String)>>, PathRejection> =
            Path::from_request_parts(parts, app).await;
        let token = path.ok().and_then(|Path(members)| {
            members.into_iter().find(|(name, _)| name == "token").map(|(_, value)| value)
        });
        token.map(Self).ok_or_else(|| Refusal::Unknown(ReturnCode::SESSION_UNKNOWN).into())
    }
}

/// Answers with the state of the session. `SdkPaymentRequest`, by which an app reports the result of a
/// challenge, has the same answer, because such a report proves no authentication.
async fn current(
    Token(token): Token,
    requester: Requester,
    State(app): State<App>,
) -> Result<Answer, Answer> {
    let shown = sessions::open(&app.gateway, &token, &requester.visitor).await?;
    Ok(answer(&app, &shown, &requester).await)
}

/// `POST /cancel`: the buyer ends the session without paying, or leaves the wallet. The page then goes to the shop at once.
async fn cancel(Token(token): Token, requester: Requester, State(app): State<App>) -> Result<Answer, Answer> {
    let shown = sessions::cancel(&app.gateway, &token, &requester.visitor).await?;
    if matches!(shown.status, SessionStatus::Cancelled | SessionStatus::Done) {
        sessions::returned(&app.gateway, &shown).await;
    }
    Ok(answer(&app, &shown, &requester).await)
}

/// `POST /returned`: the buyer follows the page's link to the shop. What is sent is not read.
async fn returned(
    Token(token): Token,
    requester: Requester,
    State(app): State<App>,
) -> Result<StatusCode, Answer> {
    let shown = sessions::open(&app.gateway, &token, &requester.visitor).await?;
    sessions::returned(&app.gateway, &shown).await;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /abandon`: the buyer leaves a partner to pay by another method.
async fn abandon(
    Token(token): Token,
    requester: Requester,
    State(app): State<App>,
) -> Result<Answer, Answer> {
    let shown = sessions::abandon(&app.gateway, &token, &requester.visitor).await?;
    Ok(answer(&app, &shown, &requester).await)
}

async fn answer(app: &App, shown: &SessionView, requester: &Requester) -> Answer {
    leaves(app, shown, requester).await;
    state_answer(state::of(app, shown, requester))
}

/// A request for a payment in a session, whose body is not parsed yet.
struct PaymentRequest {
    received: ReceivedBody,
    shown: SessionView,
    /// The fields of the merchant's request for the session that are given back with the payment.
    echo: Echo,
    /// The length of the texts that stay in memory until the payment is made, in bytes.
    kept_bytes: usize,
}

impl PaymentRequest {
    async fn read(app: &App, token: &str, requester: &Requester, request: Request) -> Result<Self, Answer> {
        let (parts, content) = request.into_parts();
        let received = body::read(app, &parts.headers, content, body::SERVICE).await?;
        drop(parts);
        let shown = sessions::open(&app.gateway, token, &requester.visitor).await?;
        let echo = echo::of_payment(&shown.session, &requester.visitor);
        let kept_bytes = echo.json().len() + shown.session.echo.json().len();
        Ok(Self { received, shown, echo, kept_bytes })
    }
}

/// Answers a request that made a payment.
async fn answer_to_payment(app: &App, shown: &SessionView, requester: &Requester) -> Answer {
    leaves(app, shown, requester).await;
    state_answer(state::after_payment(app, shown, requester))
}

/// Records that the buyer leaves, where the client goes to the shop because of this answer.
async fn leaves(app: &App, shown: &SessionView, requester: &Requester) {
    if Leaving::of(shown, &requester.visitor) == Leaving::Now {
        sessions::returned(&app.gateway, shown).await;
    }
}

fn state_answer(state: Object) -> Answer {
    Answer::plain(StatusCode::OK, state.into())
}
