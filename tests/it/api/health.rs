//! `GET /health/ready`

use crate::harness::{Gateway, idle, lags, shared};

const WORKERS: [&str; 9] =
    ["audit", "capture", "expire", "listing", "notifications", "reconcile", "remit", "sessions", "transfers"];

#[tokio::test]
async fn every_worker_tells_how_far_behind_it_is() {
    let gateway = shared();
    let lags = lags(&gateway).await;
    assert_eq!(lags.keys().map(String::as_str).collect::<Vec<_>>(), WORKERS);
    assert!(lags.values().all(|lag| *lag >= 0), "{lags:?}");
}

/// After a long time without a gateway, a lot is due at once; it is caught up with.
#[tokio::test]
async fn what_is_due_is_done_in_the_end() {
    let mut gateway = Gateway::start("behind");
    let mut till = gateway.till();
    till.authorised(10_000).await;
    till.paid(10_000).await;
    gateway.restart_ahead(8_760, &[]);
    idle(&gateway).await;
    gateway.restart();
    idle(&gateway).await;
}
