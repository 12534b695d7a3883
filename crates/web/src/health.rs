//! Health for load balancers and supervisors: whether the process lives, and whether it can serve.

use axum::{Router, extract::State, http::StatusCode, routing::get};
use document::{Object, Tree, format_moment};
use gateway::{Refusal, keys::UnopenedKey, store_state};

use crate::{answer::Answer, app::App};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/health/live", get(live)).route("/health/ready", get(ready))
}

async fn live() -> Answer {
    Answer::plain(StatusCode::OK, Object::new().with("live", true).into())
}

/// Answers whether the store can be used, every worker of this instance works, and it can open all data keys; nothing else decides
/// whether it is ready. The store is asked twice a second at most, because anybody may come here, without credentials and without waiting for a place.
/// The body also tells the lag of each worker, over the whole store and measured a few seconds ago at most, the number of rows
/// with pending work that cannot be read or do not add up (`guichet doctor` lists them), the workers that are silent, how
/// often one was started again, and since the start: the lines that the log has lost, the numbers in identifiers that could have been
/// those of cards, the failed logins, the requests that a limit refused, and those that were turned away because too many waited.
async fn ready(State(app): State<App>) -> Result<Answer, Answer> {
    store_state(&app.gateway).await.map_err(Refusal::from)?;
    let mut workers = Object::new();
    for (worker, lag) in app.gateway.lags.last() {
        workers.set(worker.name(), Object::new().with("lag_ms", count(lag.as_millis())));
    }
    let unreadable = app.gateway.store.unreadable_rows(app.gateway.clock.now());
    let silent = app.vitals.silent_tasks();
    let resealing = app.gateway.resealing.progress();
    let lost = count(app.vitals.lost_log_lines());
    let card_likes = count(app.gateway.card_likes.total());
    let unopened_key = app.gateway.vault_keys.unopened().map(|UnopenedKey { data_key, since }| {
        format!(
            "cannot open data key {data_key} since {}: give this instance the master keys of the others",
            format_moment(since)
        )
    });
    let is_ready = silent.is_empty() && unopened_key.is_none();
    let status = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let told = Object::new()
        .with("ready", is_ready)
        .with("unopened_data_key", unopened_key.map_or(Tree::Null, Tree::from))
        .with("workers", workers)
        .with("silent_workers", silent)
        .with("restarts", i64::from(app.vitals.restarts()))
        .with("unreadable_rows", count(unreadable))
        .with("lost_log_lines", lost)
        .with("card_like_identifiers", card_likes)
        .with("failed_logins", count(app.gateway.failed_logins.since_start()))
        .with("values_to_reseal", count(resealing.left))
        .with("unopened_values", count(resealing.unopened))
        .with("limited_requests", count(app.gateway.limits.refused_since_start()))
        .with("turned_away", count(app.places.turned_away()));
    Ok(Answer::plain(status, told.into()))
}

/// Returns a count as a number of the answer, the greatest where it is beyond 64 bits with a sign.
fn count(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}
