//! For load balancers and supervisors: does the process live, can it serve.

use axum::{Router, extract::State, http::StatusCode, routing::get};
use document::Object;
use gateway::Refusal;

use crate::{answer::Answer, app::App};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/health/live", get(live)).route("/health/ready", get(ready))
}

async fn live() -> Answer {
    Answer::plain(StatusCode::OK, Object::new().with("live", true).into())
}

async fn ready(State(app): State<App>) -> Result<Answer, Answer> {
    app.gateway.store.check().await.map_err(Refusal::from)?;
    Ok(Answer::plain(StatusCode::OK, Object::new().with("ready", true).into()))
}
