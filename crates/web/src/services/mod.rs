//! The session services: the one door through which page, widget and mobile apps look at a session and pay in it
//! (contract: session services). The session's id in the path is the only credential.

mod card;
mod elsewhere;
mod log;
mod networks;
mod problems;
mod state;
mod text;
mod visitor;
mod wait;

use axum::{
    Router,
    extract::{FromRequestParts, Path, State, rejection::PathRejection},
    http::{StatusCode, request::Parts},
    routing::{get, post},
};
use document::Object;
use domain::ReturnCode;
use gateway::{
    Refusal,
    sessions::{self, Look},
};

use crate::{answer::Answer, app::App};
pub(crate) use state::asks_holder;
pub(crate) use text::{Wording, reason, return_url, ticket};
pub(crate) use visitor::Asker;

pub(crate) fn routes() -> Router<App> {
    let of_session = Router::new()
        .route("/state/current", get(current))
        .route("/securedPaymentRequest", post(card::pay))
        .route("/paymentRequest", post(elsewhere::pay))
        .route("/walletPaymentRequest", post(card::pay_from_wallet))
        .route("/availablecardnetworks", post(networks::available))
        .route("/directoryServerSdkKeys", get(networks::sdk_keys))
        .route("/SdkPaymentRequest", post(current))
        .route("/cardCode/{cardCode}/activewaiting/isDone", get(wait::is_done))
        // Additions of our own.
        .route("/cancel", post(cancel))
        .route("/abandon", post(abandon));
    Router::new().nest("/services/token/{token}", of_session).route("/log", post(log::take))
}

/// The session's id as it stands in the path.
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

/// Also the answer to what a mobile app tells of a challenge: the session says itself what has become of it. What an app
/// says is no proof of an authentication.
async fn current(Token(token): Token, asker: Asker, State(app): State<App>) -> Result<Answer, Answer> {
    let look = sessions::open(&app.gateway, &token, &asker.visitor).await?;
    Ok(answer(&app, &look, &asker))
}

/// The buyer gives up.
async fn cancel(Token(token): Token, asker: Asker, State(app): State<App>) -> Result<Answer, Answer> {
    let look = sessions::cancel(&app.gateway, &token, &asker.visitor).await?;
    Ok(answer(&app, &look, &asker))
}

/// The buyer leaves a partner, to pay in another way.
async fn abandon(Token(token): Token, asker: Asker, State(app): State<App>) -> Result<Answer, Answer> {
    let look = sessions::abandon(&app.gateway, &token, &asker.visitor).await?;
    Ok(answer(&app, &look, &asker))
}

fn answer(app: &App, look: &Look, asker: &Asker) -> Answer {
    state_answer(state::of(app, look, asker))
}

/// To whoever tried to pay: an app that cannot try again is told the refusal.
fn answer_to_payment(app: &App, look: &Look, asker: &Asker) -> Answer {
    state_answer(state::after_payment(app, look, asker))
}

fn state_answer(state: Object) -> Answer {
    Answer::plain(StatusCode::OK, state.into())
}
