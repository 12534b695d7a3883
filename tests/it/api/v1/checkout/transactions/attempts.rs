//! The number of actions that may be tried on one payment.

use crate::harness::{Action, assert_error, assert_result, entries, own, shared};

const MAX_ACTIONS: usize = 1_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_times() {
    let gateway = shared();
    let id = gateway.till().authorised(10_000).await;
    // Each as long as it is let.
    let trying: Vec<_> = (0..8)
        .map(|_| {
            let (mut till, id) = (gateway.till(), id.clone());
            tokio::spawn(async move {
                for count in 0.. {
                    let answer = till.act(Action::Capture, &id, &own(10_001)).await;
                    if answer.status == 409 {
                        return count;
                    }
                    assert_result(&answer, 201, "ERROR", "02613");
                }
                unreachable!("counting has no end");
            })
        })
        .collect();
    let mut recorded = 0;
    for count in trying {
        recorded += count.await.unwrap();
    }
    assert_eq!(recorded, MAX_ACTIONS);
    let mut till = gateway.till();
    let full = till.transaction(&id).await;
    assert_eq!(entries(&full).len(), 1 + MAX_ACTIONS);
    for action in Action::ALL {
        assert_error(&till.act(action, &id, &own(0)).await, 409, "02623");
    }
    assert_eq!(till.transaction(&id).await.body_text(), full.body_text());
    // Whoever has tried in vain so often can still do what is granted.
    assert_result(&till.act(Action::Capture, &id, &own(400)).await, 201, "ACCEPTED", "00000");
    assert_result(&till.act(Action::Refund, &id, &own(400)).await, 201, "ACCEPTED", "00000");
    assert_result(&till.act(Action::Cancel, &id, &own(9_600)).await, 201, "ACCEPTED", "00000");
    assert_eq!(entries(&till.transaction(&id).await).len(), 1 + MAX_ACTIONS + 3);
}
