//! The chain of the audit log: what is gathered, by whom, what of it is forgotten, and what an old store has.

use gateway::{
    Worker,
    audit_chain::{Fault, MAX_LINES, Verified, verify},
    caller::Actor,
    limits::LimitSettings,
    ports::{AuditBlock, AuditFilter, AuditLine, Clock as _, CommitError, Write},
};
use jiff::SignedDuration;
use storage::simulation::CommitFault;

use crate::bench::Bench;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

impl Bench {
    /// Writes lines that say nothing of a merchant.
    async fn writes(&self, count: usize) {
        let line = |number: usize| {
            Write::Audit(AuditLine {
                merchant: None,
                action: "WOKEN",
                subject: number.to_string(),
                actor: Actor::Gateway,
                address: None,
            })
        };
        let lines = (0..count).map(line).collect();
        self.store.commit(self.clock.now(), lines).await.unwrap();
    }

    async fn gathers(&self) -> usize {
        Worker::Audit.round(&self.gateway).await.unwrap()
    }

    async fn blocks(&self) -> Vec<AuditBlock> {
        self.store.audit_blocks(i64::MIN, 1_000).await.unwrap()
    }

    /// Gathers until nothing is left, and returns the number of lines of each block.
    async fn gathers_all(&self) -> Vec<i64> {
        while self.gathers().await > 0 {}
        self.blocks().await.iter().map(|block| block.lines).collect()
    }

    async fn verified(&self) -> Verified {
        verify(&self.gateway, None, |_| ()).await.unwrap()
    }
}

#[tokio::test]
async fn a_block_is_bounded_in_lines_and_in_time() {
    let bench = Bench::new().await;
    // The first line is that of the merchant.
    bench.writes(2 * MAX_LINES).await;
    assert!(bench.gathers().await >= MAX_LINES, "more wait, so that the next round comes soon");
    bench.clock.turn(HOUR);
    bench.writes(1).await;
    bench.clock.turn(HOUR * 24);
    bench.writes(1).await;
    bench.clock.turn(HOUR * 2);
    bench.writes(1).await;
    let most = i64::try_from(MAX_LINES).unwrap();
    assert_eq!(bench.gathers_all().await, [most, most, 2, 2], "the lines of 25 hours are in two blocks");
    assert_eq!(bench.gathers().await, 0);
    let verified = bench.verified().await;
    assert_eq!((verified.fault_count, verified.blocks, verified.waiting), (0, 4, 0), "{:?}", verified.faults);
    assert_eq!(verified.lines, u64::try_from(2 * MAX_LINES + 4).unwrap());
}

/// Whoever has added a block goes on. When it does not, another does.
#[tokio::test]
async fn one_instance_gathers_at_a_time() {
    let bench = Bench::new().await;
    let other = bench.another(LimitSettings::SANDBOX).await;
    let at_other = async || Worker::Audit.round(&other).await.unwrap();
    assert_eq!(bench.gathers().await, 1);
    bench.writes(1).await;
    assert_eq!(at_other().await, 0);
    assert_eq!(bench.gathers().await, 1);
    bench.writes(1).await;
    bench.clock.turn(SignedDuration::from_secs(11));
    assert_eq!(at_other().await, 1);
    bench.writes(1).await;
    assert_eq!(bench.gathers().await, 0);
    // A lease that no instance takes for so long counts as none.
    bench.spoil("UPDATE audit_head SET held_until_ms = 9000000000000000000");
    assert_eq!(bench.gathers().await, 1);
    assert_eq!(bench.verified().await.fault_count, 0);
}

/// A block behind an altered head would make it look right.
#[tokio::test]
async fn nothing_is_gathered_behind_a_head_that_was_altered() {
    let bench = Bench::new().await;
    bench.gathers().await;
    bench.writes(1).await;
    bench.spoil("UPDATE audit_head SET forgotten_to = 99");
    assert_eq!(bench.gathers().await, 0);
    assert_eq!(bench.blocks().await.len(), 1);
    // Nor is anything forgotten.
    bench.clock.turn(HOUR * 24 * 800);
    while Worker::Retention.round(&bench.gateway).await.unwrap() > 0 {}
    let verified = bench.verified().await;
    assert_eq!((verified.faults, verified.lines, verified.waiting), (vec![Fault::HeadAltered], 2, 1));
}

/// The lines of an older version have no stamps. Its instances may run for a day beside those of this one.
#[tokio::test]
async fn lines_of_an_older_version() {
    const OLD: &str = "INSERT INTO audit_log (at_ms, merchant_id, action, subject) VALUES (1790000000000, 0, 'OLD', 'thing')";
    let bench = Bench::new().await;
    bench.spoil(OLD);
    bench.spoil("UPDATE audit_head SET unstamped_to = 2");
    bench.spoil(OLD);
    bench.gathers_all().await;
    bench.clock.turn(HOUR * 23);
    bench.spoil(OLD);
    let verified = bench.verified().await;
    assert_eq!(
        (verified.fault_count, verified.unstamped, verified.waiting),
        (0, 3, 1),
        "{:?}",
        verified.faults
    );
    bench.gathers_all().await;
    bench.clock.turn(HOUR * 2);
    assert_eq!(bench.verified().await.fault_count, 0);
    bench.spoil(OLD);
    assert_eq!(bench.verified().await.faults, [Fault::LineAdded { id: 5 }]);
    bench.gathers_all().await;
    assert_eq!(bench.verified().await.faults, [Fault::LineAdded { id: 5 }]);
    // What they say counts in their block.
    bench.spoil("UPDATE audit_log SET subject = 'other' WHERE id = 2");
    let faults = bench.verified().await.faults;
    assert!(
        matches!(faults[..], [Fault::LinesExchanged { block: 2, .. }, Fault::LineAdded { id: 5 }]),
        "{faults:?}"
    );
}

#[tokio::test]
async fn whole_blocks_are_forgotten_and_not_at_every_round() {
    let bench = Bench::new().await;
    let forgotten = async || {
        while Worker::Retention.round(&bench.gateway).await.unwrap() > 0 {}
        let verified = bench.verified().await;
        assert_eq!(verified.fault_count, 0, "{:?}", verified.faults);
        let action = Some("AUDIT_LINES_FORGOTTEN".to_owned());
        let lines =
            bench.store.audit_lines(&AuditFilter { action, ..AuditFilter::default() }, 9).await.unwrap();
        lines.into_iter().rev().map(|line| line.subject).collect::<Vec<_>>()
    };
    // Four lines, and an hour later three, in blocks of their own.
    for _ in 0..2 {
        bench.writes(3).await;
        bench.gathers_all().await;
        bench.clock.turn(HOUR);
    }
    // After two years and half an hour the first are due.
    bench.clock.turn(HOUR * (731 * 24 - 2) + HOUR / 2);
    let first = "blocks 1 to 1: 4 lines up to line 4";
    assert_eq!(forgotten().await, [first]);
    assert_eq!(bench.verified().await.lines, 4, "three, and that lines were forgotten");
    bench.clock.turn(HOUR);
    assert_eq!(forgotten().await, [first], "it was looked an hour ago");
    bench.clock.turn(HOUR * 6);
    assert_eq!(forgotten().await, [first, "blocks 2 to 2: 3 lines up to line 7"]);
    bench.gathers_all().await;
    assert_eq!(bench.verified().await.lines, 2);
}

#[tokio::test]
async fn a_commit_that_failed_loses_no_line() {
    let bench = Bench::new().await;
    bench.writes(1).await;
    let stale = CommitFault::Refused(CommitError::Stale);
    *bench.faults.table.lock().unwrap() = Some(("audit_blocks", stale));
    assert_eq!(bench.gathers().await, 0, "another instance was faster");
    *bench.faults.table.lock().unwrap() = None;
    assert_eq!(bench.gathers_all().await, [2]);
    assert_eq!(bench.verified().await.fault_count, 0);
}
