//! A payment whose amounts do not add up stops; everything else goes on.

use std::sync::{Arc, Mutex, atomic::Ordering};

use domain::{
    action::{Action, ActionKind, ActionTerms, CaptureOption, Place},
    echo::Echo,
    terms::Capture,
    transaction::State,
    work::Work,
};
use gateway::{
    Refusal, Worker,
    actions::{PerformAction, perform},
    measure_lags,
    ports::{AcquirerAnswer, PaymentWrite},
    transactions,
    work::{capture_deferred, expire, reconcile},
};
use jiff::SignedDuration;
use primitives::{Amount, TransactionId};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

use crate::bench::Bench;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);
/// For which it is not looked at again.
const ASIDE: SignedDuration = SignedDuration::from_mins(10);

/// Lines of errors, while the test runs.
#[derive(Clone, Default)]
struct Errors(Arc<Mutex<Vec<String>>>);

impl Errors {
    /// Since the last time.
    fn lines(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0 = format!("{} {}={value:?}", self.0, field.name());
    }
}

impl Subscriber for Errors {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() == Level::ERROR
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

/// Captured beyond what was authorised, as no use case would: behind the gateway's back.
async fn spoil(bench: &Bench, id: TransactionId) {
    let now = gateway::ports::Clock::now(&*bench.clock);
    let capture = Action {
        id: TransactionId::new(id.number() + 100).unwrap(),
        payment: id,
        target: id,
        kind: ActionKind::Capture,
        option: CaptureOption::Standard,
        amount: Amount::new(5_000).unwrap(),
        reference: None,
        created: now,
        place: Place::granted(9),
        by_gateway: false,
        idempotency_key: None,
        state: State::Accepted(None),
        taken: Vec::new(),
        release: None,
    };
    let merchant = bench.merchant.id;
    let add = PaymentWrite::AddAction { merchant, action: Box::new(capture), echo: Echo::empty() };
    bench.store.commit(now, vec![add.into()]).await.unwrap();
}

async fn version(bench: &Bench, id: TransactionId) -> i64 {
    bench.store.transaction(bench.merchant.id, id).await.unwrap().unwrap().version
}

fn assert_names(lines: &[String], id: TransactionId) {
    assert_eq!(lines.len(), 1, "{lines:?}");
    for part in [&format!("transaction={id} "), "captures", "guichet doctor"] {
        assert!(lines[0].contains(part), "{part} in {lines:?}");
    }
}

#[tokio::test]
async fn no_action_is_granted_and_nothing_is_told_of_it() {
    let bench = Bench::new().await;
    let errors = Errors::default();
    let _guard = tracing::subscriber::set_default(errors.clone());
    let (spoilt, other) =
        (bench.authorise(1_000, Capture::Manual).await, bench.authorise(900, Capture::Manual).await);
    spoil(&bench, spoilt).await;
    let before = version(&bench, spoilt).await;
    for kind in [ActionKind::Capture, ActionKind::Refund, ActionKind::Cancel] {
        let terms = ActionTerms::of_gateway(Amount::new(100).unwrap());
        let (option, echo) = (CaptureOption::Standard, Echo::empty());
        let action = PerformAction { kind, option, terms, echo, card_likes: Vec::new(), repeatable: None };
        let refused = perform(&bench.gateway, &bench.merchant, &spoilt.to_string(), action).await.err();
        assert_eq!(refused, Some(Refusal::Internal));
        assert_names(&errors.lines(), spoilt);
    }
    let read = transactions::get(&bench.gateway, &bench.merchant, &spoilt.to_string()).await;
    assert_eq!(read.err(), Some(Refusal::Internal));
    assert_names(&errors.lines(), spoilt);
    assert_eq!(version(&bench, spoilt).await, before);

    assert_eq!(bench.act(ActionKind::Capture, other, 900, CaptureOption::Standard).await.1, "00000");
    assert_eq!(bench.told(other).await, "00000");
    assert_eq!(errors.lines(), [""; 0]);
}

#[tokio::test]
async fn workers_pass_it_over_and_do_the_rest() {
    let bench = Bench::new().await;
    let errors = Errors::default();
    let _guard = tracing::subscriber::set_default(errors.clone());
    let day = gateway::ports::Clock::now(&*bench.clock) + DAY;
    let spoilt = bench.authorise(1_000, Capture::Deferred { on: day }).await;
    let other = bench.authorise(900, Capture::Deferred { on: day }).await;
    let expiring = bench.authorise(800, Capture::Manual).await;
    spoil(&bench, spoilt).await;
    let before = version(&bench, spoilt).await;

    bench.clock.turn(DAY);
    assert_eq!(capture_deferred(&bench.gateway).await, Ok(1));
    assert_eq!(bench.ledger(other).await.captured().minor_units(), 900);
    assert_names(&errors.lines(), spoilt);
    bench.clock.turn(ASIDE - SignedDuration::from_secs(1));
    assert_eq!(capture_deferred(&bench.gateway).await, Ok(0));
    assert_eq!(errors.lines(), [""; 0], "it is not looked at all the time");
    bench.clock.turn(SignedDuration::from_secs(1));
    assert_eq!(capture_deferred(&bench.gateway).await, Ok(0));
    assert_names(&errors.lines(), spoilt);
    measure_lags(&bench.gateway).await.unwrap();
    let lag = bench.gateway.lags.last().into_iter().find(|(worker, _)| *worker == Worker::Capture).unwrap().1;
    assert_eq!(lag, ASIDE, "it hides no lag");

    bench.clock.turn(WEEK);
    assert_eq!(expire(&bench.gateway).await, Ok(1));
    assert_eq!(reconcile(&bench.gateway).await, Ok(1));
    assert_eq!(*bench.bank.released.lock().unwrap(), [(expiring, 800)]);
    assert_eq!(version(&bench, spoilt).await, before);
}

/// The bank is not told of money by a ledger that does not add up.
#[tokio::test]
async fn a_bank_is_told_of_the_others_only() {
    let bench = Bench::new().await;
    let errors = Errors::default();
    let _guard = tracing::subscriber::set_default(errors.clone());
    let (spoilt, other) =
        (bench.authorise(1_000, Capture::Manual).await, bench.authorise(900, Capture::Manual).await);
    bench.act(ActionKind::Cancel, spoilt, 400, CaptureOption::Standard).await;
    bench.act(ActionKind::Cancel, other, 300, CaptureOption::Standard).await;
    *bench.bank.answers.lock().unwrap() = vec![AcquirerAnswer::Silence];
    bench.pay("silent", 700).await.unwrap();
    spoil(&bench, spoilt).await;

    assert_eq!(reconcile(&bench.gateway).await, Ok(2));
    assert_eq!(*bench.bank.released.lock().unwrap(), [(other, 300)]);
    assert_eq!(bench.bank.undone.load(Ordering::SeqCst), 1);
    assert_names(&errors.lines(), spoilt);
    assert!(bench.store.oldest_work(Work::Reconcile).await.unwrap().is_some());
}
