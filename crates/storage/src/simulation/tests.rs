use std::{
    future::pending,
    sync::{Arc, Mutex},
};

use domain::merchant::{Merchant, MerchantStatus};
use futures_util::FutureExt as _;
use gateway::ports::{CommitError, MerchantWrite, Store, StoreError, Write};
use jiff::Timestamp;
use primitives::MerchantId;

use super::{Commit, CommitFault, Faults, MemoryStore, Moment};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// The faults of the next commit and of the next read.
#[derive(Default)]
struct Next {
    commit: Mutex<Option<CommitFault>>,
    read: Mutex<Option<StoreError>>,
    waits_for_ever: Mutex<Option<Moment>>,
}

impl Faults for Next {
    async fn pause(&self, moment: Moment) {
        let waits = self.waits_for_ever.lock().unwrap().take_if(|waits| *waits == moment).is_some();
        if waits {
            pending::<()>().await;
        }
    }

    fn read(&self) -> Option<StoreError> {
        self.read.lock().unwrap().take()
    }

    fn commit(&self, _: &Commit<'_>) -> Option<CommitFault> {
        self.commit.lock().unwrap().take()
    }
}

fn add(number: i64) -> Write {
    let id = MerchantId::new(number).unwrap();
    MerchantWrite::Add(Merchant { id, name: "m".to_owned(), status: MerchantStatus::Active }).into()
}

/// In a store with merchant 2, a commit of merchant 1 and of the second one that is given: what is told of it, which is `None`
/// where whoever asked is dropped before, and the merchants that there are then.
fn commit(next: Next, second: i64) -> (Option<Result<(), CommitError>>, Vec<i64>) {
    let view = MemoryStore::open_in_memory(NOW).unwrap();
    view.commit(NOW, vec![add(2)]).now_or_never().unwrap().unwrap();
    let store = view.clone().with_faults(Arc::new(next));
    let told = store.commit(NOW, vec![add(1), add(second)]).now_or_never();
    (told, merchants(&view).unwrap())
}

fn merchants(store: &dyn Store) -> Result<Vec<i64>, StoreError> {
    let merchants = store.merchants().now_or_never().expect("nobody waits for memory");
    Ok(merchants?.into_iter().map(|merchant| merchant.id.number()).collect())
}

const NEW: i64 = 3;
const TAKEN: i64 = 2;

#[test]
fn what_is_written_and_what_is_told_of_it() {
    let taken = || Some(Err(CommitError::IdTaken));
    assert_eq!(commit(Next::default(), NEW), (Some(Ok(())), vec![1, 2, 3]));
    assert_eq!(commit(Next::default(), TAKEN), (taken(), vec![2]));
    let meets = |fault| Next { commit: Mutex::new(Some(fault)), ..Next::default() };
    for error in [CommitError::Unknown, CommitError::Stale, CommitError::Store(StoreError::Unavailable)] {
        let told = Some(Err(error.clone()));
        assert_eq!(commit(meets(CommitFault::Refused(error.clone())), NEW), (told.clone(), vec![2]));
        let lost = || meets(CommitFault::AnswerLost(error.clone()));
        assert_eq!(commit(lost(), NEW), (told, vec![1, 2, 3]));
        assert_eq!(commit(lost(), TAKEN), (taken(), vec![2]));
    }
    assert_eq!(commit(meets(CommitFault::Forgotten), NEW), (Some(Ok(())), vec![2]));
    assert_eq!(commit(meets(CommitFault::InPieces), TAKEN), (taken(), vec![1, 2]));
}

#[test]
fn a_crash_falls_before_a_commit_or_after_it() {
    let crashes = |moment| Next { waits_for_ever: Mutex::new(Some(moment)), ..Next::default() };
    assert_eq!(commit(crashes(Moment::BeforeCommit), NEW), (None, vec![2]));
    assert_eq!(commit(crashes(Moment::AfterCommit), NEW), (None, vec![1, 2, 3]));
}

#[test]
fn a_read_fails_once() {
    let next = Arc::new(Next { read: Mutex::new(Some(StoreError::Unavailable)), ..Next::default() });
    let store = MemoryStore::open_in_memory(NOW).unwrap().with_faults(next);
    assert_eq!(merchants(&store), Err(StoreError::Unavailable));
    assert_eq!(merchants(&store), Ok(Vec::new()));
}
