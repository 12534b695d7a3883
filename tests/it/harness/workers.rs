//! The lags of the gateway's workers.

use std::collections::BTreeMap;
use std::time::Duration;

use document::Tree;

use super::{Gateway, eventually};

/// Returns the lag of each worker in milliseconds, as `/health/ready` tells it.
pub(crate) async fn lags(gateway: &Gateway) -> BTreeMap<String, i64> {
    let answer = gateway.till().get("/health/ready").await;
    let ready = answer.at(&["ready"]) == Some(&Tree::Bool(true));
    assert!(answer.status == 200 && ready, "{} {}", answer.status, answer.body_text());
    let workers = answer.at(&["workers"]).and_then(Tree::as_object).unwrap();
    workers
        .iter()
        .map(|(name, worker)| (name.to_owned(), worker.at(&["lag_ms"]).and_then(Tree::as_integer).unwrap()))
        .collect()
}

/// Waits until every worker has done all that is due.
pub(crate) async fn idle(gateway: &Gateway) {
    eventually("rest of the workers", Duration::from_secs(60), || async {
        lags(gateway).await.values().all(|lag| *lag == 0).then_some(())
    })
    .await;
}
