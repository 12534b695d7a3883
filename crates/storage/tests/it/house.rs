//! Where a test's store is: a file or a schema of its own, gone with the test.

use std::{
    path::{Path, PathBuf},
    process,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use gateway::ports::Store;
use primitives::Secret;
use storage::{Address, PostgresLimits, PostgresStore, SqliteStore};

use crate::{
    schema::{self, Schema},
    things::NOW,
};

pub(crate) enum House {
    Folder(PathBuf),
    Schema(Schema),
}

impl House {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        if let Some(schema) = Schema::of_this_run() {
            return Self::Schema(schema);
        }
        let name = format!("guichet-storage-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self::Folder(path)
    }

    /// As a process would that starts on it.
    pub(crate) async fn open(&self) -> Arc<dyn Store> {
        match self {
            Self::Folder(path) => Arc::new(SqliteStore::open(&path.join("guichet.db"), NOW).unwrap()),
            Self::Schema(schema) => Arc::new(postgres(schema.url(), 8).await),
        }
    }

    /// Changes rows behind the store's back.
    pub(crate) fn run(&self, sql: &str) {
        match self {
            Self::Folder(path) => connection(path).execute_batch(sql).unwrap(),
            Self::Schema(schema) => drop(schema::run(&format!("SET search_path = {}; {sql}", schema.name()))),
        }
    }

    /// What the one row of an answer holds: a text.
    pub(crate) fn ask(&self, sql: &str) -> String {
        match self {
            Self::Folder(path) => connection(path).query_row(sql, [], |row| row.get(0)).unwrap(),
            Self::Schema(schema) => schema::run(&format!("SET search_path = {}; {sql}", schema.name())),
        }
    }
}

fn connection(folder: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(folder.join("guichet.db")).unwrap()
}

pub(crate) async fn postgres(url: &str, connections: usize) -> PostgresStore {
    PostgresStore::connect(address(url), limits(connections)).await.unwrap()
}

pub(crate) fn limits(connections: usize) -> PostgresLimits {
    PostgresLimits { connections, outcome: Duration::from_secs(60), statement: PostgresLimits::STATEMENT }
}

pub(crate) fn address(url: &str) -> Address {
    Address::parse(&Secret::new(url.to_owned()), Path::new("/dev/null")).unwrap()
}

impl Drop for House {
    fn drop(&mut self) {
        if let Self::Folder(path) = self {
            let _ = std::fs::remove_dir_all(path);
        }
    }
}
