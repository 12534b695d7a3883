//! Holds the reconciler up, so that what it would do stays pending until the gateway is killed.
//!
//! The reconciler ends a round before it begins the next. The simulated bank does not confirm the first reversal or release
//! of 777.05, and the round lasts until the limit for an answer has passed.

use stores::{Case, Kind, PendingWork};

use crate::harness::{Action::Capture, Card, assert_result, own, payment, put};
use crate::maker::{Maker, Sent};

const UNCONFIRMED: i64 = 77_705;

/// The first round is held up by a release. A payment becomes unanswered and a second release is owed before it ends, so
/// that both are in the second round and hold it up again.
pub(crate) struct Held {
    payment: String,
    sent: Sent,
    first_release: String,
    second_release: String,
}

pub(crate) async fn hold(maker: &mut Maker) -> Held {
    let unanswered = payment(&Card::cb_visa(), UNCONFIRMED);
    let (payment, sent) = maker.begin_payment("demo", None, &unanswered).await;
    let mut till = maker.till("demo");
    let cancelled = till.authorised(100_000).await;
    till.cancel(&cancelled, UNCONFIRMED).await;
    maker.wait_for_row("release that was told once", &told_once(&cancelled)).await;
    let captured = till.authorised(100_000).await;
    let capture = put(&own(100_000 - UNCONFIRMED), "option", "FINAL");
    assert_result(&till.act(Capture, &captured, &capture).await, 201, "ACCEPTED", "00000");
    for (name, id, pending) in [
        ("reversing", &payment, &[PendingWork::Reversal][..]),
        ("final-capture", &captured, &[PendingWork::Release]),
        ("cancelled-in-part", &cancelled, &[PendingWork::Release, PendingWork::ExpiryLater]),
    ] {
        maker.recorder.add(Case::new(Kind::Payment, name, "demo", id).pending(pending));
    }
    Held { payment, sent, first_release: cancelled, second_release: captured }
}

impl Held {
    /// Waits for the second round, which is held up until the gateway is killed.
    pub(crate) async fn hold_again(self, maker: &mut Maker) {
        assert_result(&self.sent.await.unwrap().unwrap(), 202, "ONHOLD_PARTNER", "02000");
        let reversing =
            format!("SELECT id FROM transactions WHERE id = {} AND state LIKE '%REVERSING%'", self.payment);
        maker.wait_for_row("reversal that has begun", &reversing).await;
        maker.wait_for_row("second release in the same round", &told_once(&self.second_release)).await;
        maker.wait_for_row("first release that is still owed", &told_once(&self.first_release)).await;
    }
}

fn told_once(payment: &str) -> String {
    format!(
        "SELECT id FROM actions
         WHERE transaction_id = {payment} AND release_attempt = 1 AND release_due_ms IS NOT NULL"
    )
}
