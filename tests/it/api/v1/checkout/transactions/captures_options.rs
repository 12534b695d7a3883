//! `option` of a capture. The effect of LATE_DELIVERY is in `later`.

use document::Tree;

use crate::harness::{
    Action::{Cancel, Capture},
    done, own, put, refused, shared, sum,
};

#[tokio::test]
async fn the_final_one_gives_the_rest_back() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    till.capture(&id, 3_000).await;
    done(&till.act(Capture, &id, &put(&own(2_000), "option", "FINAL")).await, Capture);
    refused(&mut till, Capture, &id, &own(1), "02617").await;
    let read = till.transaction(&id).await;
    assert_eq!(sum(&read, Capture), 5_000);
    // What is left to cancel is what was captured.
    refused(&mut till, Cancel, &id, &own(5_001), "02612").await;
    till.refund(&id, 5_000).await;
}

#[tokio::test]
async fn a_final_one_that_is_refused_gives_nothing_back() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    refused(&mut till, Capture, &id, &put(&own(10_001), "option", "FINAL"), "02613").await;
    till.capture(&id, 10_000).await;
}

#[tokio::test]
async fn options_that_change_nothing_in_time() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    for option in ["STANDARD", "LATE_DELIVERY"] {
        done(&till.act(Capture, &id, &put(&own(1_000), "option", option)).await, Capture);
    }
    refused(&mut till, Capture, &id, &put(&own(8_001), "option", "LATE_DELIVERY"), "02613").await;
    done(&till.act(Capture, &id, &put(&own(8_000), "option", Tree::Null)).await, Capture);
}
