//! Commits: all or nothing each, many at a time, on disk when they return.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::{path::PathBuf, process, sync::Arc};

use domain::merchant::{Merchant, MerchantStatus};
use gateway::ports::{CommitError, Store, Write};
use jiff::Timestamp;
use primitives::MerchantId;
use storage::SqliteStore;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("guichet-storage-{name}-{}", process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn open(&self) -> SqliteStore {
        SqliteStore::open(&self.0.join("guichet.db"), NOW).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn merchant(number: i64) -> Write {
    let id = MerchantId::new(10_000_000_000_000 + number).unwrap();
    Write::AddMerchant(Merchant { id, name: number.to_string(), status: MerchantStatus::Active })
}

#[tokio::test]
async fn what_fails_leaves_nothing_of_its_commit() {
    let folder = Folder::new("nothing");
    let store = folder.open();
    store.commit(NOW, vec![merchant(1)]).await.unwrap();
    let half = store.commit(NOW, vec![merchant(2), merchant(1)]).await;
    assert_eq!(half, Err(CommitError::IdTaken));
    assert_eq!(store.merchants().await.unwrap().len(), 1);
}

/// Pairs of callers want the same id: in every flush one of a pair fails, and its neighbours do not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_that_fails_takes_nobody_with_it() {
    let folder = Folder::new("neighbours");
    let store = Arc::new(folder.open());
    let callers: Vec<_> = (0..1_000)
        .map(|number| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { store.commit(NOW, vec![merchant(number / 2)]).await })
        })
        .collect();
    let mut written = 0;
    for caller in callers {
        match caller.await.unwrap() {
            Ok(()) => written += 1,
            Err(error) => assert_eq!(error, CommitError::IdTaken),
        }
    }
    assert_eq!(written, 500);
    assert_eq!(store.merchants().await.unwrap().len(), 500);
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_the_store_is_opened_again() {
    let folder = Folder::new("again");
    folder.open().commit(NOW, vec![merchant(1)]).await.unwrap();
    assert_eq!(folder.open().merchants().await.unwrap().len(), 1);
}

#[tokio::test]
async fn two_stores_on_one_file_see_each_other() {
    let folder = Folder::new("two");
    let (left, right) = (folder.open(), folder.open());
    left.commit(NOW, vec![merchant(1)]).await.unwrap();
    right.commit(NOW, vec![merchant(2)]).await.unwrap();
    assert_eq!(left.commit(NOW, vec![merchant(2)]).await, Err(CommitError::IdTaken));
    assert_eq!(left.merchants().await.unwrap(), right.merchants().await.unwrap());
}
