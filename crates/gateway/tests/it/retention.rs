//! What is forgotten when its time is over, and what must not be.

mod erasure;
mod fairness;
mod settings;

use domain::{
    action::{ActionKind::*, ActionTerms, CaptureOption, CaptureOption::*},
    echo::Echo,
    merchant::Merchant,
    terms::{Capture as CaptureTerms, Terms},
};
use gateway::{
    Refusal, Worker,
    actions::{self, PerformAction},
    payments::{self, CreatePayment, Instrument, Means},
    ports::{AcquirerAnswer, CommitError, Kept, StoreError},
    retention, work,
};
use jiff::SignedDuration;
use primitives::{Amount, CardEntry, Cvx, Expiry, HolderName, Pan, Reference, TransactionId};

use storage::simulation::CommitFault;

use crate::{
    bench::{Bench, terms},
    sessions::PAGE,
};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const SAID: &str =
    r#"{"order":{"reference":"o","amount":1000,"currency":"EUR"},"buyer":{"email":"Camille@example.com"}}"#;
const LEFT: &str = r#"{"order":{"reference":"o","amount":1000,"currency":"EUR"}}"#;
const FIRST: &str = "4970105151515140";
const SECOND: &str = "4111111111111111";

fn days(days: i32) -> SignedDuration {
    DAY * days
}

impl Bench {
    /// A payment by the card of this number, with what its merchant said of the buyer.
    async fn bought(&self, order: &str, capture: CaptureTerms, number: &str) -> TransactionId {
        self.bought_from(&self.merchant, order, capture, number).await
    }

    async fn bought_from(
        &self,
        merchant: &Merchant,
        order: &str,
        capture: CaptureTerms,
        number: &str,
    ) -> TransactionId {
        let request = CreatePayment {
            authentication: None,
            payment_method: Reference::parse("CB").unwrap(),
            selected_network: None,
            terms: Terms { capture, ..terms(order, 1_000) },
            echo: Echo::new(1, SAID.to_owned()),
            card_likes: Vec::new(),
            buyer_address: None,
            repeatable: None,
        };
        let card = Instrument::Clear(CardEntry {
            pan: Pan::parse(number).ok(),
            expiry: Expiry::parse("1299").ok(),
            cvx: Cvx::parse("123").ok(),
            holder: HolderName::parse("Camille Martin").ok(),
        });
        payments::create(&self.gateway, merchant, request, Means::Card(card)).await.unwrap().transaction.id
    }

    /// Runs the worker until nothing is due.
    async fn forget(&self) {
        for _ in 0..100 {
            if Worker::Retention.round(&self.gateway).await.unwrap() == 0 {
                return;
            }
        }
        panic!("it has no end");
    }

    /// What is kept of a payment: its document, and whether the holder of the card is known.
    async fn kept(&self, id: TransactionId) -> (String, bool) {
        let payment = self.ledger(id).await.payment.clone();
        (payment.echo.json().to_owned(), payment.card.unwrap().holder_name.is_some())
    }

    async fn is_personal(&self, id: TransactionId) -> bool {
        let kept = self.kept(id).await;
        assert!(kept == (SAID.to_owned(), true) || kept == (LEFT.to_owned(), false), "{kept:?}");
        kept.1
    }

    async fn has_card_of(&self, id: TransactionId) -> bool {
        let token = self.ledger(id).await.payment.card.clone().unwrap().token.unwrap();
        self.store.card(self.merchant.id, &token).await.unwrap().is_some()
    }
}

#[tokio::test]
async fn what_is_personal_goes_thirteen_months_after_the_last_action() {
    let bench = Bench::new().await;
    let plain = bench.bought("a", CaptureTerms::Automatic, FIRST).await;
    let refunded = bench.bought("b", CaptureTerms::Automatic, FIRST).await;
    bench.clock.turn(days(300));
    assert_eq!(bench.act(Refund, refunded, 100, Standard).await.1, "00000");
    // 2026-11-22 and thirteen months are 2027-12-22.
    bench.clock.turn(days(94));
    bench.forget().await;
    assert!(bench.is_personal(plain).await && bench.is_personal(refunded).await);
    bench.clock.turn(days(1));
    bench.forget().await;
    assert!(!bench.is_personal(plain).await && bench.is_personal(refunded).await);
    // The refund was at 2027-09-18.
    bench.clock.turn(days(300));
    bench.forget().await;
    assert!(bench.is_personal(refunded).await);
    bench.clock.turn(days(2));
    bench.forget().await;
    assert!(!bench.is_personal(refunded).await);
    // Everything else is as it was.
    let payment = bench.ledger(plain).await.payment.clone();
    assert_eq!(payment.card.unwrap().masked_number.unwrap().as_str(), "497010XXXXXX5140");
    assert_eq!((bench.told(plain).await, bench.told(refunded).await), ("00000", "00000"));
    assert_eq!(bench.act(Refund, plain, 400, Standard).await.1, "00000");
    assert_eq!(bench.act(Cancel, refunded, 900, Standard).await.1, "00000");
}

#[tokio::test]
async fn the_echo_of_an_action_goes_with_its_payment_and_a_repeat_is_recognised() {
    let bench = Bench::new().await;
    let id = bench.bought("a", CaptureTerms::Automatic, FIRST).await;
    let refund = |key: &'static str| async {
        let terms = ActionTerms::of_gateway(Amount::new(100).unwrap());
        let echo = Echo::new(1, r#"{"comment":"Camille called"}"#.to_owned());
        let key = primitives::IdempotencyKey::parse(key).unwrap();
        let repeatable = Some(gateway::Repeatable::of(&bench.gateway, key, "/refunds", b"100"));
        let asked = PerformAction {
            kind: Refund,
            option: CaptureOption::Standard,
            terms,
            echo,
            card_likes: Vec::new(),
            repeatable,
        };
        let done = actions::perform(&bench.gateway, &bench.merchant, &id.to_string(), asked).await.unwrap();
        (done.action.id, done.action.state.result().code())
    };
    let (first, _) = refund("key-1").await;
    bench.clock.turn(days(400));
    bench.forget().await;
    let echo = bench.store.action_echo(bench.merchant.id, first).await.unwrap().unwrap();
    assert_eq!(echo.json(), "{}");
    let (second, code) = refund("key-2").await;
    assert_eq!((refund("key-2").await, code), ((second, code), "00000"), "an idempotent repeat");
    // The payment was passed long ago, and still what is said of a late action goes.
    bench.clock.turn(days(390));
    bench.forget().await;
    assert_ne!(bench.store.action_echo(bench.merchant.id, second).await.unwrap().unwrap().json(), "{}");
    bench.clock.turn(days(10));
    bench.forget().await;
    assert_eq!(bench.store.action_echo(bench.merchant.id, second).await.unwrap().unwrap().json(), "{}");
    assert!(bench.is_personal(id).await.then_some(()).is_none());
}

#[tokio::test]
async fn a_payment_with_pending_work_is_left_alone() {
    let bench = Bench::new().await;
    bench.bank.answers.lock().unwrap().push(AcquirerAnswer::Silence);
    let silent = bench.bought("a", CaptureTerms::Automatic, FIRST).await;
    let open = bench.bought("b", CaptureTerms::Manual, FIRST).await;
    bench.clock.turn(days(400));
    bench.forget().await;
    assert!(bench.is_personal(silent).await && bench.is_personal(open).await);
    // The work is done at last. The expiry is an action on the payment, the end of a silence is none.
    while work::reconcile(&bench.gateway).await.unwrap() + work::expire(&bench.gateway).await.unwrap() > 0 {}
    bench.clock.turn(days(2));
    bench.forget().await;
    assert!(!bench.is_personal(silent).await && bench.is_personal(open).await);
    bench.clock.turn(days(396));
    bench.forget().await;
    assert!(!bench.is_personal(open).await);
    assert_eq!((bench.told(silent).await, bench.told(open).await), ("02004", "00000"));
}

#[tokio::test]
async fn a_card_goes_thirteen_months_after_its_last_payment() {
    let bench = Bench::new().await;
    let once = bench.bought("a", CaptureTerms::Manual, FIRST).await;
    let twice = bench.bought("b", CaptureTerms::Automatic, SECOND).await;
    bench.clock.turn(days(60));
    bench.bought("c", CaptureTerms::Automatic, SECOND).await;
    while work::expire(&bench.gateway).await.unwrap() > 0 {}
    // Thirteen months, and the month to which a use is known.
    bench.clock.turn(days(364));
    bench.forget().await;
    assert!(bench.has_card_of(once).await && bench.has_card_of(twice).await);
    bench.clock.turn(days(2));
    bench.forget().await;
    assert!(!bench.has_card_of(once).await && bench.has_card_of(twice).await);
    // Without the card no bank can be asked anew.
    assert_eq!(bench.act(Capture, once, 1_000, LateDelivery).await.1, "02540");
    bench.clock.turn(days(61));
    bench.forget().await;
    assert!(!bench.has_card_of(twice).await);
}

#[tokio::test]
async fn many_payments_of_many_merchants_are_forgotten_step_by_step() {
    let bench = Bench::new().await;
    for number in 0..70 {
        bench.bought(&number.to_string(), CaptureTerms::Automatic, FIRST).await;
    }
    bench.clock.turn(days(200));
    let young = bench.bought("young", CaptureTerms::Automatic, FIRST).await;
    bench.clock.turn(days(200));
    assert_eq!(retention::count_due(&bench.gateway, Kept::Payments, usize::MAX).await.unwrap(), 70);
    // A step is bounded, and says that there is more.
    let before = bench.gateway.clock.now();
    let step = retention::step(&bench.gateway, Kept::Payments, before).await.unwrap();
    assert_eq!((step.rows, step.more), (10, true));
    assert_eq!(retention::count_due(&bench.gateway, Kept::Payments, usize::MAX).await.unwrap(), 60);
    bench.forget().await;
    assert_eq!(retention::count_due(&bench.gateway, Kept::Payments, usize::MAX).await.unwrap(), 0);
    assert!(bench.is_personal(young).await);
}

#[tokio::test]
async fn audit_lines_go_after_two_years() {
    let bench = Bench::new().await;
    bench.bought("a", CaptureTerms::Automatic, FIRST).await;
    bench.clock.turn(days(729));
    assert_eq!(retention::count_due(&bench.gateway, Kept::Audit, usize::MAX).await.unwrap(), 0);
    bench.bought("b", CaptureTerms::Automatic, FIRST).await;
    bench.clock.turn(days(3));
    let due = retention::count_due(&bench.gateway, Kept::Audit, usize::MAX).await.unwrap();
    assert!(due >= 2, "{due}");
    bench.forget().await;
    assert_eq!(retention::count_due(&bench.gateway, Kept::Audit, usize::MAX).await.unwrap(), 0);
    let usage = bench.store.usage(false).await.unwrap();
    let audit = usage.tables.iter().find(|table| table.name == "audit lines").unwrap();
    assert_eq!(audit.rows, 3, "those of the second payment, and that lines were forgotten");
}

#[tokio::test]
async fn a_row_that_cannot_be_read_keeps_nothing_else() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    bench.pay_in(&token, PAGE).await.unwrap();
    let others = bench.bought("a", CaptureTerms::Automatic, FIRST).await;
    bench.spoil(r#"UPDATE sessions SET stage = '{"is":"LOST"}'"#);
    bench.clock.turn(days(800));
    bench.forget().await;
    assert!(!bench.is_personal(others).await && !bench.has_card_of(others).await);
    for kind in retention::KINDS {
        assert_eq!(retention::count_due(&bench.gateway, kind, usize::MAX).await.unwrap(), 0, "{kind:?}");
    }
    // It is looked at again each day, and forgotten once it can be read.
    bench.clock.turn(DAY);
    assert_eq!(retention::count_due(&bench.gateway, Kept::Payments, usize::MAX).await.unwrap(), 1);
}

#[tokio::test]
async fn a_kind_that_fails_keeps_no_other() {
    let bench = Bench::new().await;
    let id = bench.bought("a", CaptureTerms::Automatic, FIRST).await;
    bench.clock.turn(days(800));
    let away = CommitFault::Refused(CommitError::Store(StoreError::Unavailable));
    *bench.faults.table.lock().unwrap() = Some(("transactions", away));
    for _ in 0..3 {
        assert_eq!(Worker::Retention.round(&bench.gateway).await, Err(Refusal::Unavailable));
    }
    assert!(bench.is_personal(id).await && !bench.has_card_of(id).await);
    for kind in [Kept::Cards, Kept::Audit] {
        assert_eq!(retention::count_due(&bench.gateway, kind, usize::MAX).await.unwrap(), 0, "{kind:?}");
    }
}

/// As another instance that does the same work makes it.
#[tokio::test]
async fn what_another_has_forgotten_first_is_not_looked_at_again() {
    let bench = Bench::new().await;
    let token = bench.session().await;
    bench.pay_in(&token, PAGE).await.unwrap();
    let ids = [
        bench.bought("a", CaptureTerms::Automatic, FIRST).await,
        bench.bought("b", CaptureTerms::Automatic, SECOND).await,
    ];
    bench.clock.turn(days(400));
    let first = CommitFault::AnswerLost(CommitError::Stale);
    *bench.faults.table.lock().unwrap() = Some(("actions", first));
    bench.forget().await;
    assert!(!bench.is_personal(ids[0]).await && !bench.is_personal(ids[1]).await);
    bench.clock.turn(days(2));
    assert_eq!(retention::count_due(&bench.gateway, Kept::Payments, usize::MAX).await.unwrap(), 0);
}
