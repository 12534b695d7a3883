//! The disk of the store is full, and is freed.

use std::time::Duration;

use crate::harness::{
    Card, Disk, Gateway, assert_error, assert_result, eventually, may_mount, payment, transaction_id,
};

#[tokio::test]
async fn nothing_is_lost_and_it_is_told() {
    if !may_mount() {
        return;
    }
    let mut disk = None;
    let mut gateway = Gateway::start_after("full-disk", |data, _| {
        disk = Some(Disk::mount(data, 24));
        vec!["database=".to_owned()]
    });
    let disk = disk.unwrap();
    let mut till = gateway.till();
    let before = till.pay(&payment(&Card::cb_visa(), 5_001)).await;
    assert_result(&before, 201, "ACCEPTED", "00000");
    disk.fill();
    let refused = eventually("a refusal", Duration::from_secs(60), || async {
        let answer = gateway.till().pay(&payment(&Card::cb_visa(), 5_002)).await;
        (answer.status != 201).then_some(answer)
    });
    assert_error(&refused.await, 503, "02101");
    assert_eq!(till.get("/health/ready").await.status, 503);
    assert_eq!(till.get("/health/live").await.status, 200);
    // What was told before can be read all the while.
    let read = till.transaction(&transaction_id(&before)).await;
    assert_result(&read, 200, "ACCEPTED", "00000");
    disk.free();
    eventually("readiness", Duration::from_secs(60), || async {
        (gateway.till().get("/health/ready").await.status == 200).then_some(())
    })
    .await;
    assert_result(&till.pay(&payment(&Card::cb_visa(), 5_003)).await, 201, "ACCEPTED", "00000");
    gateway.stop();
}
