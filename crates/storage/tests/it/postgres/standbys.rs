//! A server with a synchronous standby: nothing that the standby lacks is told to anybody, whatever the server itself
//! shows after a restart, and nothing that was told is lost when the standby takes over.

use std::{process::Command, sync::Arc};

use gateway::ports::{CommitError, Notifications as _, Payments as _, Store as _, StoreError};
use rig::Cluster;
use storage::{ConnectError, PostgresStore};
use tokio::task::JoinHandle;

use crate::{
    house::{address, limits, postgres},
    line::Line,
    notifications::{self, add},
    postgres::servers::{eventually, make_server, pay},
    schema::is_turn_of_postgres,
    things::{NOW, lease, merchant_id, transaction_id, version, with_merchant},
};

/// The processes of a server that wait for its standby at the end of a COMMIT.
const WAITING: &str = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

struct Pair {
    primary: Cluster,
    standby: Cluster,
    /// The way of clients to the standby.
    line: Line,
}

impl Pair {
    /// `None` where it is SQLite's turn.
    async fn make(name: &str) -> Option<Self> {
        if !is_turn_of_postgres() {
            return None;
        }
        let mut primary = make_server(name);
        let directory = std::env::temp_dir().join(format!("guichet-{name}-standby-{}", std::process::id()));
        let standby = primary.make_standby("it", &directory).unwrap();
        primary.execute("ALTER SYSTEM SET synchronous_standby_names = 'it'").unwrap();
        // A server that reloads a setting does not say when it goes by it.
        primary.kill().unwrap();
        primary.start().unwrap();
        let line = Line::to_socket(standby.socket().display().to_string()).await;
        Some(Self { primary, standby, line })
    }

    fn url(&self) -> String {
        let hosts = format!("@{},{}/", self.primary.host(), self.line.address());
        self.primary.url("it").replace(&format!("@{}/", self.primary.host()), &hosts)
    }

    async fn open(&self) -> Arc<PostgresStore> {
        let store = postgres(&self.url(), 4).await;
        with_merchant(&store).await;
        Arc::new(store)
    }

    /// A payment whose COMMIT waits for the standby, which is down; and the server's process that waits.
    async fn pay_in_vain(
        &mut self,
        store: &Arc<PostgresStore>,
        number: i64,
    ) -> (JoinHandle<Result<(), CommitError>>, String) {
        self.standby.kill().unwrap();
        let commit = pay(store, number);
        self.commits_that_wait(1).await;
        (commit, self.primary.query(&format!("SELECT pid {WAITING}")).unwrap())
    }

    async fn commits_that_wait(&self, count: usize) {
        let waiting = || self.primary.query(&format!("SELECT COUNT(*) {WAITING}")).unwrap();
        eventually("commit that waits", || waiting() == count.to_string()).await;
    }
}

fn payments(cluster: &Cluster) -> i64 {
    cluster.query("SELECT COUNT(*) FROM it.transactions").map_or(-1, |count| count.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restarted_primary_tells_nothing_that_its_standby_lacks() {
    let Some(mut pair) = Pair::make("restarted").await else { return };
    let store = pair.open().await;
    for (number, the_whole_server) in [(1, true), (2, false)] {
        let (commit, process) = pair.pay_in_vain(&store, number).await;
        if the_whole_server {
            pair.primary.kill().unwrap();
            pair.primary.start().unwrap();
        } else {
            // The server ends all its processes when one crashes, and recovers: it has started when it had before.
            assert!(Command::new("kill").args(["-KILL", &process]).status().unwrap().success());
        }
        eventually("restart", || payments(&pair.primary) == number).await;

        let (url, id) = (pair.url(), transaction_id(number));
        let (read, check, start) = tokio::join!(
            store.transaction(merchant_id(1), id),
            store.check(),
            PostgresStore::connect(address(&url), limits(1)),
        );
        assert!(matches!(read, Err(StoreError::Unavailable)), "it is told");
        assert_eq!(check, Err(StoreError::Unavailable));
        assert!(matches!(start.err(), Some(ConnectError::Unacknowledged(_))));
        assert!(!commit.is_finished(), "{:?}", commit.await);

        pair.standby.start().unwrap();
        assert_eq!(commit.await.unwrap(), Ok(()));
        assert_eq!(version(&*store, number).await, Some(1));
        store.check().await.unwrap();
        eventually("payment on the standby", || payments(&pair.standby) == number).await;
    }
}

/// The ids of the lost transactions are given to others, which commit.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_takeover_undoes_only_what_nobody_was_told() {
    let Some(mut pair) = Pair::make("takeover").await else { return };
    let store = pair.open().await;
    store.commit(NOW, vec![add(notifications::payment(1), 0)]).await.unwrap();
    assert_eq!(pay(&store, 1).await.unwrap(), Ok(()));
    pair.line.take_down();
    let (commit, _) = pair.pay_in_vain(&store, 2).await;
    let taker = Arc::clone(&store);
    let take = async move { taker.take_notifications(lease(1, 61), 9, &[]).await };
    let taking = tokio::spawn(take);
    pair.commits_that_wait(2).await;
    let ids = pair.primary.query(&format!("SELECT backend_xid {WAITING} ORDER BY backend_xid::text::bigint"));
    let ids: Vec<String> = ids.unwrap().lines().map(str::to_owned).collect();
    pair.primary.kill().unwrap();

    pair.standby.start().unwrap();
    pair.standby.execute("SELECT pg_promote()").unwrap();
    let next = "SELECT pg_current_xact_id()";
    eventually("id", || pair.standby.query(next).unwrap() == ids[1]).await;
    for id in &ids {
        let status = pair.standby.query(&format!("SELECT pg_xact_status('{id}')")).unwrap();
        assert_eq!(status, "committed", "another's");
    }
    assert!(!commit.is_finished() && !taking.is_finished());

    pair.line.put_up();
    assert_eq!(commit.await.unwrap(), Err(CommitError::Store(StoreError::Unavailable)));
    assert_eq!(taking.await.unwrap(), Err(StoreError::Unavailable));
    assert_eq!((version(&*store, 1).await, version(&*store, 2).await), (Some(1), None));
    assert_eq!(store.take_notifications(lease(1, 61), 9, &[]).await.unwrap().len(), 1);
    assert_eq!(pay(&store, 2).await.unwrap(), Ok(()));
}

/// Everybody sees the rows of a commit whose process was told to end, though no standby has them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_is_not_believed_because_an_administrator_ended_its_wait() {
    let Some(mut pair) = Pair::make("terminated").await else { return };
    let store = pair.open().await;
    // While it is connected, the server is known not to have started again.
    let _other_instance = postgres(&pair.url(), 1).await;
    let (commit, process) = pair.pay_in_vain(&store, 1).await;
    pair.primary.execute(&format!("SELECT pg_terminate_backend({process})")).unwrap();
    eventually("rows", || payments(&pair.primary) == 1).await;
    let others = format!("SELECT COUNT(*) {WAITING} AND pid <> {process}");
    eventually("commit to prove it", || pair.primary.query(&others).unwrap() == "1").await;
    assert!(!commit.is_finished());
    pair.standby.start().unwrap();
    assert_eq!(commit.await.unwrap(), Ok(()));
    eventually("payment on the standby", || payments(&pair.standby) == 1).await;
}
