//! A backlog of one merchant, or rows that cannot go, hold up no other.

use domain::{
    action::{ActionKind::Refund, CaptureOption::Standard},
    terms::Capture as CaptureTerms,
};
use gateway::{
    ports::{CardWrite, Kept, RetentionWrite, StoredCard},
    retention,
};
use jiff::Timestamp;
use primitives::{AliasToken, MerchantId, TransactionId};
use vault::Fingerprint;

use super::{DAY, FIRST, days};
use crate::bench::Bench;

impl Bench {
    async fn is_personal_at(&self, merchant: MerchantId, id: TransactionId) -> bool {
        let ledger = self.store.ledger(merchant, id).await.unwrap().unwrap().value;
        ledger.payment.card.as_ref().unwrap().holder_name.is_some()
    }

    /// One step of the worker over payments.
    async fn step(&self) -> retention::Done {
        let before = self.gateway.clock.now().saturating_sub(DAY).unwrap_or(Timestamp::MIN);
        retention::step(&self.gateway, Kept::Payments, before).await.unwrap()
    }
}

/// The first merchant has payments for many steps, and is not looked at alone before the other's one is forgotten.
#[tokio::test]
async fn each_step_looks_at_payments_of_every_merchant() {
    let bench = Bench::new().await;
    for number in 0..60 {
        bench.bought(&number.to_string(), CaptureTerms::Automatic, FIRST).await;
    }
    let others: Vec<_> = [bench.new_merchant().await, bench.new_merchant().await].into();
    let mut ids = Vec::new();
    for other in &others {
        ids.push(bench.bought_from(other, "o", CaptureTerms::Automatic, FIRST).await);
    }
    bench.clock.turn(days(400));
    let step = bench.step().await;
    assert!(step.more && step.rows <= 10, "{step:?}");
    for (other, id) in others.iter().zip(ids) {
        assert!(!bench.is_personal_at(other.id, id).await);
    }
    bench.forget().await;
    assert_eq!(retention::count_due(&bench.gateway, Kept::Payments, 99).await.unwrap(), 0);
}

/// More merchants than a step can look at have more payments than that: those that were looked at go behind the others.
#[tokio::test]
async fn those_that_were_looked_at_go_behind_the_others() {
    let bench = Bench::new().await;
    let mut merchants = Vec::new();
    for _ in 0..25 {
        let merchant = bench.new_merchant().await;
        let mut ids = Vec::new();
        for order in ["a", "b", "c"] {
            ids.push(bench.bought_from(&merchant, order, CaptureTerms::Automatic, FIRST).await);
        }
        merchants.push((merchant.id, ids));
    }
    bench.clock.turn(days(400));
    for _ in 0..3 {
        bench.step().await;
    }
    for (merchant, ids) in &merchants {
        assert!(!bench.is_personal_at(*merchant, ids[0]).await, "three steps reach all of 25 merchants");
    }
    bench.forget().await;
    for (merchant, ids) in &merchants {
        assert!(!bench.is_personal_at(*merchant, ids[2]).await);
    }
}

/// Payments that are due for another look hold up no first look at another merchant's.
#[tokio::test]
async fn second_looks_keep_no_other_from_a_first() {
    let bench = Bench::new().await;
    for number in 0..30 {
        let id = bench.bought(&number.to_string(), CaptureTerms::Automatic, FIRST).await;
        bench.clock.turn(DAY);
        assert_eq!(bench.act(Refund, id, 100, Standard).await.1, "00000");
        // As if it had been passed before.
        let again = RetentionWrite::LookAgain {
            merchant: bench.merchant.id,
            payment: id,
            quiet_since: bench.gateway.clock.now(),
        };
        bench.store.commit(bench.gateway.clock.now(), vec![again.into()]).await.unwrap();
    }
    let other = bench.new_merchant().await;
    let id = bench.bought_from(&other, "o", CaptureTerms::Automatic, FIRST).await;
    bench.clock.turn(days(400));
    assert!(bench.step().await.more);
    assert!(!bench.is_personal_at(other.id, id).await);
}

/// Notifications that wait longer than notifications are kept are passed over, however many there are.
#[tokio::test]
async fn notifications_that_wait_keep_no_other() {
    let bench = Bench::new().await;
    let mut tokens = Vec::new();
    for _ in 0..45 {
        let token = bench.session().await;
        bench.pay_in(&token, crate::sessions::PAGE).await.unwrap();
        tokens.push(token);
    }
    // The last is heard. All others wait for ever.
    let newest = gateway::notifications::list(&bench.gateway, None, 99).await.unwrap().remove(0);
    bench.spoil(&format!("UPDATE notifications SET next_ms = 99999999999999 WHERE id <> {}", newest.id));
    assert_eq!(bench.send_what_is_due().await, 1);
    bench.clock.turn(days(100));
    bench.forget().await;
    assert!(gateway::notifications::show(&bench.gateway, newest.id).await.unwrap().is_none());
    assert_eq!(gateway::notifications::list(&bench.gateway, None, 99).await.unwrap().len(), 44);
    // They go once they wait no more, and an hour has passed.
    bench.spoil("UPDATE notifications SET state = 'GIVEN_UP', next_ms = NULL");
    bench.clock.turn(DAY);
    bench.forget().await;
    assert_eq!(gateway::notifications::list(&bench.gateway, None, 99).await.unwrap().len(), 0);
}

/// Rows of an older version become due behind the place up to which steps have come, when the worker writes their times.
#[tokio::test]
async fn what_becomes_due_behind_the_last_step_is_not_left() {
    const ROWS: u8 = 130;
    let bench = Bench::new().await;
    let (merchant, other) = (bench.merchant.id, bench.new_merchant().await.id);
    // The cards of the one have no payments, and those of the other paid later.
    bench.bought("a", CaptureTerms::Automatic, FIRST).await;
    for number in 0..ROWS {
        bench.session().await;
        let card = StoredCard {
            merchant: if number < 100 { merchant } else { other },
            fingerprint: Fingerprint::from_bytes(vec![number; 32]).unwrap(),
            token: AliasToken::parse(&format!("497010YFg{number:03}5140")).unwrap(),
            sealed_pan: vec![number],
        };
        bench.store.commit(bench.gateway.clock.now(), vec![CardWrite::Keep(card).into()]).await.unwrap();
    }
    bench.spoil(
        "UPDATE cards SET used_ms = NULL;
         UPDATE sessions SET stage = '{\"is\":\"CANCELLED\"}', wake_at_ms = NULL, ended_ms = NULL, unpaid_since_ms = NULL;
         UPDATE sessions SET expires_ms = expires_ms - 100000
             WHERE number IN (SELECT number FROM sessions ORDER BY number DESC LIMIT 30);
         DELETE FROM session_ends_to_note;
         INSERT INTO session_ends_to_note SELECT 0, MAX(number) FROM sessions;",
    );
    bench.clock.turn(days(600));
    for kind in [Kept::Cards, Kept::Sessions] {
        while retention::step(&bench.gateway, kind, bench.gateway.clock.now()).await.unwrap().more {}
        assert_eq!(retention::count_due(&bench.gateway, kind, 999).await.unwrap(), 0, "{kind:?}");
    }
}
