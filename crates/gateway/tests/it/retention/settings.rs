//! A changed setting holds for what is there.

use domain::{
    action::{ActionKind::Refund, CaptureOption::Standard},
    retention::{Age, Retention},
    terms::Capture as CaptureTerms,
};
use gateway::{Gateway, Worker, limits::LimitSettings};
use primitives::TransactionId;

use super::{FIRST, days};
use crate::bench::Bench;

impl Bench {
    /// An instance that was started with another time for payments.
    async fn started_with(&self, months: u16) -> Gateway {
        let mut gateway = self.another(LimitSettings::SANDBOX).await;
        gateway.settings.retention = Retention { payments: Age::Months(months), ..Retention::STANDARD };
        gateway
    }
}

/// Returns a payment that was passed when payments of its age were forgotten, because of a refund 300 days after it.
async fn passed(bench: &Bench) -> TransactionId {
    let id = bench.bought("a", CaptureTerms::Automatic, FIRST).await;
    bench.clock.turn(days(300));
    assert_eq!(bench.act(Refund, id, 100, Standard).await.1, "00000");
    bench.clock.turn(days(110));
    bench.forget().await;
    id
}

async fn forget(gateway: &Gateway) {
    while Worker::Retention.round(gateway).await.unwrap() > 0 {}
}

/// A payment that was passed, because something was done to it later, goes by the setting of the day.
#[tokio::test]
async fn a_shorter_time_holds_for_payments_that_were_passed() {
    let bench = Bench::new().await;
    let id = passed(&bench).await;
    assert!(bench.is_personal(id).await, "the refund is young");
    // 110 days are no four months, and 125 are.
    bench.clock.turn(days(1));
    let shorter = bench.started_with(4).await;
    forget(&shorter).await;
    assert!(bench.is_personal(id).await);
    bench.clock.turn(days(14));
    forget(&shorter).await;
    assert!(!bench.is_personal(id).await);
}

#[tokio::test]
async fn a_longer_time_holds_for_payments_that_were_passed() {
    let bench = Bench::new().await;
    let id = passed(&bench).await;
    bench.clock.turn(days(400));
    let longer = bench.started_with(24).await;
    forget(&longer).await;
    assert!(bench.is_personal(id).await);
    bench.clock.turn(days(230));
    forget(&longer).await;
    assert!(!bench.is_personal(id).await);
}
