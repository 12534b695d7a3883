//! The duplicate check over several days: a repeat counts today and yesterday only.

use crate::harness::{
    Action::{Capture, Refund},
    Gateway, done, only, refused,
};

#[tokio::test]
async fn of_captures_and_refunds() {
    let mut gateway = Gateway::start("repeats");
    let id = gateway.till().authorised(10_000).await;
    // So that something is left to refund each time.
    gateway.till().capture(&id, 5_000).await;
    for action in [Capture, Refund] {
        done(&gateway.till().act(action, &id, &only(1_000)).await, action);
    }
    // Never later than the next day, whatever the hour.
    gateway.restart_ahead(20, &[]);
    for action in [Capture, Refund] {
        refused(&mut gateway.till(), action, &id, &only(1_000), "02001").await;
    }
    gateway.restart_ahead(50, &[]);
    for action in [Capture, Refund] {
        done(&gateway.till().act(action, &id, &only(1_000)).await, action);
    }
}
