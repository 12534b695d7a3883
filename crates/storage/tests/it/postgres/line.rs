//! A line to the server that is cut.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

use gateway::ports::{CommitError, Store as _, StoreError};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, UnixStream, tcp},
    sync::watch,
};

use crate::{
    house::postgres,
    schema::{Schema, server},
    things::{NOW, audit, begin, version, with_merchant},
};

const WHOLE: u8 = 0;
/// COMMIT arrives, and its answer does not.
const CUT_AFTER: u8 = 1;
/// COMMIT does not arrive.
const CUT_BEFORE: u8 = 2;

/// Between the store and the server. Cuts at the next COMMIT as it is told, once.
struct Line {
    address: String,
    cut: Arc<AtomicU8>,
    all: watch::Sender<()>,
}

impl Line {
    async fn to_the_server() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let cut = Arc::new(AtomicU8::new(WHOLE));
        let (all, cut_all) = watch::channel(());
        let cutting = Arc::clone(&cut);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (cut, mut cut_all) = (Arc::clone(&cutting), cut_all.clone());
                cut_all.mark_unchanged();
                tokio::spawn(async move {
                    tokio::select! {
                        () = carry(client, &cut) => {}
                        _ = cut_all.changed() => {}
                    }
                });
            }
        });
        Self { address, cut, all }
    }
}

async fn carry(mut client: tokio::net::TcpStream, cut: &AtomicU8) {
    let mut server = UnixStream::connect(socket()).await.unwrap();
    let (mut from_client, mut to_client) = client.split();
    let (mut from_server, mut to_server) = server.split();
    tokio::select! {
        () = forth(&mut from_client, &mut to_server, cut) => {}
        _ = tokio::io::copy(&mut from_server, &mut to_client) => {}
    }
}

async fn forth(client: &mut tcp::ReadHalf<'_>, server: &mut tokio::net::unix::WriteHalf<'_>, cut: &AtomicU8) {
    let mut bytes = [0; 8192];
    while let Ok(count @ 1..) = client.read(&mut bytes).await {
        let commits = bytes[..count].windows(7).any(|window| window == b"COMMIT\0");
        match if commits { cut.swap(WHOLE, Ordering::SeqCst) } else { WHOLE } {
            CUT_AFTER => return server.write_all(&bytes[..count]).await.unwrap(),
            CUT_BEFORE => return,
            _ => server.write_all(&bytes[..count]).await.unwrap(),
        }
    }
}

/// The server's own, from its URL: `postgres://user@%2Ffolder/name`.
pub(super) fn socket() -> String {
    let server = server();
    let host = server.split('@').nth(1).unwrap().split('/').next().unwrap();
    format!("{}/.s.PGSQL.5432", host.replace("%2F", "/"))
}

/// The same database by way of another address.
pub(super) fn through(address: &str, url: &str) -> String {
    let (user, rest) = url.split_once('@').unwrap();
    format!("{user}@{address}/{}", rest.split_once('/').unwrap().1)
}

#[tokio::test]
async fn the_outcome_is_found_out() {
    let Some(schema) = Schema::of_this_run() else { return };
    let line = Line::to_the_server().await;
    let store = postgres(&through(&line.address, schema.url()), 2).await;
    with_merchant(&store).await;
    for number in 0..20 {
        line.cut.store(CUT_AFTER, Ordering::SeqCst);
        let order = format!("after-{number}");
        let done = store.commit(NOW, vec![begin(number, &order), audit(&order)]).await;
        assert_eq!((done, version(&store, number).await), (Ok(()), Some(1)));
    }
    for number in 20..40 {
        line.cut.store(CUT_BEFORE, Ordering::SeqCst);
        let order = format!("before-{number}");
        let lost = store.commit(NOW, vec![begin(number, &order), audit(&order)]).await;
        assert_eq!(lost, Err(CommitError::Store(StoreError::Unavailable)));
        assert_eq!(version(&store, number).await, None);
    }
    store.check().await.unwrap();
}

/// A connection that broke while it was at rest is nobody's trouble.
#[tokio::test]
async fn the_pool_recovers() {
    let Some(schema) = Schema::of_this_run() else { return };
    let line = Line::to_the_server().await;
    let store = postgres(&through(&line.address, schema.url()), 4).await;
    with_merchant(&store).await;
    for number in 0..20 {
        line.all.send(()).unwrap();
        assert_eq!(store.merchants().await.unwrap().len(), 1);
        line.all.send(()).unwrap();
        store.commit(NOW, vec![begin(number, &number.to_string())]).await.unwrap();
    }
}
