//! Several instances on one store: each notification is sent by one of them.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::harness::{Gateway, Listener, Reply, three_on_one_store};

use super::{Witness, paid};

/// The retry interval. The test waits for two of them.
const INTERVAL: Duration = Duration::from_secs(3);
const SETTING: &str = "notifications.retry_interval_s=3";

/// Returns the times of the notifications of each session.
fn times(listener: &Listener) -> BTreeMap<String, Vec<Instant>> {
    let mut times: BTreeMap<String, Vec<Instant>> = BTreeMap::new();
    for seen in listener.seen() {
        times.entry(seen.parameter("token").unwrap()).or_default().push(seen.at);
    }
    times
}

async fn many_paid(gateways: &[Gateway], listener: &Listener) {
    for number in 0..24 {
        paid(&gateways[number % gateways.len()], &listener.url("/notify")).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_shop_heard_is_told_once() {
    let gateways = three_on_one_store("told-once", &[SETTING]);
    let listener = Listener::start().await;
    many_paid(&gateways, &listener).await;
    listener.came(24).await;
    Witness::of(&gateways[0]).await.two_rounds().await;
    let times = times(&listener);
    assert_eq!(times.len(), 24);
    assert!(times.values().all(|times| times.len() == 1), "{:?}", times.values().map(Vec::len).max());
}

/// A shop that says no is not told by three at once what one has just told it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_shop_did_not_hear_is_not_told_twice_within_the_interval() {
    let gateways = three_on_one_store("told-again", &[SETTING]);
    let listener = Listener::replying(&[], Reply::Status(500)).await;
    many_paid(&gateways, &listener).await;
    listener.came(3 * 24).await;
    for (id, times) in times(&listener) {
        for pair in times.windows(2) {
            // A second for the way there of the earlier one.
            let gap = pair[1] - pair[0];
            assert!(gap + Duration::from_secs(1) >= INTERVAL, "{id} again after {gap:?}");
        }
    }
}

/// What one was telling when it died, another tells.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_dies_is_stood_in_for() {
    let mut gateways = three_on_one_store("told-by-another", &[SETTING]);
    let listener = Listener::replying(&[], Reply::Silence).await;
    let buyer = paid(&gateways[0], &listener.url("/notify")).await;
    listener.came(1).await;
    // Whichever of two it was that was telling, it is dead now.
    gateways[0].kill();
    gateways[1].kill();
    listener.turns(Reply::Status(200));
    let seen = listener.came(2).await;
    assert_eq!(seen[1].parameter("token"), Some(buyer.session.id.clone()));
    let read = gateways[2].till().session(&buyer.session.id).await;
    assert_eq!(read.text(&["result", "title"]), Some("ACCEPTED"));
}
