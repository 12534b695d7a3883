//! What is erased of a buyer who asks for it.

use domain::{
    action::{ActionKind::Capture, CaptureOption::Standard},
    terms::Capture as CaptureTerms,
};
use gateway::{
    Refusal,
    buyers::{self, Erased},
    ports::{AcquirerAnswer, AuditFilter, CommitError, StoreError},
    sessions, work,
};
use storage::simulation::CommitFault;

use super::{FIRST, SAID, SECOND, days};
use crate::{
    bench::Bench,
    sessions::{PAGE, visitor},
};

const THIRD: &str = "5555555555554444";

impl Bench {
    async fn erase(&self) -> Result<Erased, Refusal> {
        let erased = buyers::forget(&self.gateway, "camille@example.com", None, |_| {}).await?;
        Ok(erased.get(&self.merchant.id).copied().unwrap_or_default())
    }

    /// The subjects of the audit lines of an action, sorted.
    async fn audited(&self, action: &str) -> Vec<String> {
        let filter = AuditFilter { action: Some(action.to_owned()), ..AuditFilter::default() };
        let lines = self.store.audit_lines(&filter, 100).await.unwrap();
        let mut subjects: Vec<_> = lines.into_iter().map(|line| line.subject).collect();
        subjects.sort();
        subjects
    }
}

#[tokio::test]
async fn a_buyer_is_erased_on_request() {
    let bench = Bench::new().await;
    let done = bench.bought("a", CaptureTerms::Automatic, FIRST).await;
    let open = bench.bought("b", CaptureTerms::Manual, SECOND).await;
    bench.bank.answers.lock().unwrap().push(AcquirerAnswer::Silence);
    let silent = bench.bought("c", CaptureTerms::Automatic, FIRST).await;
    let others = bench.pay("d", 1_000).await.unwrap().transaction.id;
    let erase = |email: &'static str| async {
        let erased = buyers::forget(&bench.gateway, email, None, |_| {}).await.unwrap();
        erased.get(&bench.merchant.id).copied().unwrap_or_default()
    };
    assert_eq!(erase("martin@example.com").await, Erased::default());
    // The first card is that of a payment whose outcome is unknown, and stays as long as that.
    let first = Erased { payments: 2, cards_needed: 2, in_progress: 1, ..Erased::default() };
    assert_eq!(erase("camille@EXAMPLE.com").await, first);
    assert!(
        !bench.is_personal(done).await && !bench.is_personal(open).await && bench.is_personal(silent).await
    );
    assert_eq!(bench.act(Capture, open, 1_000, Standard).await.1, "00000", "it is still open");
    work::reconcile(&bench.gateway).await.unwrap();
    let second = Erased { payments: 1, cards: 1, ..Erased::default() };
    assert_eq!(erase("camille@example.com").await, second);
    assert!(!bench.is_personal(silent).await && !bench.has_card_of(silent).await);
    assert_eq!(erase("camille@example.com").await, Erased::default());
    // The card of the open payment goes when no authorisation can need it any more.
    assert!(bench.has_card_of(open).await);
    bench.clock.turn(days(9));
    bench.forget().await;
    assert!(!bench.has_card_of(open).await);
    assert_eq!((bench.told(done).await, bench.told(others).await), ("00000", "00000"));
}

#[tokio::test]
async fn an_erasure_that_breaks_off_has_recorded_what_it_did_and_is_repeated() {
    let bench = Bench::new().await;
    let first = bench.bought("a", CaptureTerms::Automatic, FIRST).await;
    let open = bench.bought("b", CaptureTerms::Manual, SECOND).await;
    let last = bench.bought("c", CaptureTerms::Automatic, THIRD).await;
    // The store goes away at the third payment.
    let away = CommitFault::Refused(CommitError::Store(StoreError::Unavailable));
    *bench.faults.after.lock().unwrap() = Some((2, away));
    assert_eq!(bench.erase().await, Err(Refusal::Unavailable));
    *bench.faults.after.lock().unwrap() = None;
    assert!(!bench.is_personal(first).await && !bench.is_personal(open).await);
    assert!(bench.is_personal(last).await && bench.has_card_of(last).await);
    assert!(!bench.has_card_of(first).await && bench.has_card_of(open).await);
    let mut done =
        vec![format!("payment {first}, and its card"), format!("payment {open}; its card is needed")];
    assert_eq!(bench.audited("BUYER_ERASED").await, done);
    assert_eq!(bench.erase().await, Ok(Erased { payments: 1, cards: 1, ..Erased::default() }));
    assert!(!bench.is_personal(last).await && !bench.has_card_of(last).await);
    done.push(format!("payment {last}, and its card"));
    assert_eq!(bench.audited("BUYER_ERASED").await, done);
    bench.clock.turn(days(9));
    bench.forget().await;
    assert!(!bench.has_card_of(open).await);
}

#[tokio::test]
async fn what_cannot_be_read_is_counted_and_the_rest_is_erased() {
    let bench = Bench::new().await;
    let spoilt = bench.bought("a", CaptureTerms::Automatic, FIRST).await;
    let token = bench.session().await;
    sessions::cancel(&bench.gateway, &token, &visitor(PAGE)).await.unwrap();
    let good = bench.bought("b", CaptureTerms::Automatic, SECOND).await;
    bench.spoil(&format!(
        r#"UPDATE sessions SET stage = '{{"is":"LOST"}}', echo = '{SAID}';
           UPDATE transactions SET state = '{{"is":"LOST"}}' WHERE id = {}"#,
        spoilt.number()
    ));
    let erased = Erased { payments: 1, cards: 1, in_progress: 2, ..Erased::default() };
    assert_eq!(bench.erase().await, Ok(erased));
    assert!(!bench.is_personal(good).await && !bench.has_card_of(good).await);
    let sum =
        "1 payments, 0 sessions, 0 links, 0 wallets, 1 cards; 0 cards needed, 2 in progress or unreadable";
    assert_eq!(bench.audited("BUYER_FORGOTTEN").await, [sum]);
}
