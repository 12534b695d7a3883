//! A day that is closed while shops go on.

use std::collections::BTreeMap;

use super::{closed, exported, printed};
use crate::harness::{Action::Cancel, Gateway, assert_result, eventually, only};

/// What went to the bank is not cancelled, and what is cancelled does not go to the bank.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn remitted_or_cancelled() {
    let mut gateway = Gateway::start("remitted-race");
    let mut ids = Vec::new();
    for _ in 0..60 {
        ids.push(gateway.till().paid(1_000).await);
    }
    let cancelling: Vec<_> = ids
        .chunks(10)
        .map(|ids| {
            let (mut till, ids) = (gateway.till(), ids.to_vec());
            tokio::spawn(async move {
                let mut cancelled = Vec::new();
                for id in ids {
                    let answer = till.act(Cancel, &id, &only(1_000)).await;
                    match answer.text(&["result", "code"]) {
                        Some("00000") => cancelled.push(id),
                        _ => assert_result(&answer, 201, "ERROR", "02105"),
                    }
                }
                cancelled
            })
        })
        .collect();
    eventually("cancel", std::time::Duration::from_secs(20), || async {
        gateway.log().contains("/cancels").then_some(())
    })
    .await;
    // Aside, because it waits for a process while the shops go on.
    tokio::task::block_in_place(|| printed(&gateway, &["close"]));
    let mut fate: BTreeMap<String, &str> = BTreeMap::new();
    for cancelled in cancelling {
        fate.extend(cancelled.await.unwrap().into_iter().map(|id| (id, "cancelled")));
    }
    // Whatever slipped past the first is in the next.
    gateway.restart_ahead(72, &[]);
    printed(&gateway, &["close"]);
    crate::harness::idle(&gateway).await;
    let count = super::listed(&gateway, &[]).len();
    for remittance in closed(&gateway, count).await {
        for line in exported(&gateway, &remittance) {
            assert_eq!(line["minor_units"], "1000");
            let id = line["transaction_id"].clone();
            assert_eq!(fate.insert(id, "remitted"), None, "{line:?} had its fate before");
        }
    }
    assert_eq!(fate.keys().cloned().collect::<Vec<_>>(), ids, "each is one or the other");
}
