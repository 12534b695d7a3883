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

/// With how far each worker is behind, measured some seconds ago at most: what the whole store has to do, whichever
/// instance will do it; and with how many rows with pending work cannot be read, which `guichet doctor` lists. Only the store decides whether this instance is ready.
async fn ready(State(app): State<App>) -> Result<Answer, Answer> {
    app.gateway.store.check().await.map_err(Refusal::from)?;
    let mut workers = Object::new();
    for (worker, lag) in app.gateway.lags.last() {
        let lag_ms = i64::try_from(lag.as_millis()).unwrap_or(i64::MAX);
        workers.set(worker.name(), Object::new().with("lag_ms", lag_ms));
    }
    let unreadable = i64::try_from(app.gateway.store.unreadable_rows()).unwrap_or(i64::MAX);
    let told = Object::new().with("ready", true).with("workers", workers).with("unreadable_rows", unreadable);
    Ok(Answer::plain(StatusCode::OK, told.into()))
}
