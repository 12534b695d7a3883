//! A connection to the PostgreSQL server that can be cut. The suites of the store and of the binary share it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU8, Ordering},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream, UnixStream, tcp, unix},
    sync::watch,
};

const WHOLE: u8 = 0;
/// COMMIT arrives, and its answer does not.
pub(crate) const CUT_AFTER: u8 = 1;
/// COMMIT does not arrive.
pub(crate) const CUT_BEFORE: u8 = 2;
/// COMMIT does not arrive, and the client hears of it when the server ends the connection.
pub(crate) const HOLD_BEFORE: u8 = 3;

/// A proxy between a client and the server.
pub(crate) struct Line {
    address: String,
    at_commit: Arc<AtomicU8>,
    down: Arc<AtomicBool>,
    all: watch::Sender<()>,
}

impl Line {
    /// Starts a proxy to a server whose URL names a socket: `postgres://user@%2Ffolder/name`.
    pub(crate) async fn to(server: &str) -> Self {
        Self::to_socket(socket(server)).await
    }

    pub(crate) async fn to_socket(socket: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (at_commit, down) = (Arc::new(AtomicU8::new(WHOLE)), Arc::new(AtomicBool::new(false)));
        let (all, cut_all) = watch::channel(());
        let (cutting, is_down) = (Arc::clone(&at_commit), Arc::clone(&down));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if is_down.load(Ordering::SeqCst) {
                    continue;
                }
                let (cut, mut cut_all, socket) = (Arc::clone(&cutting), cut_all.clone(), socket.clone());
                cut_all.mark_unchanged();
                tokio::spawn(async move {
                    tokio::select! {
                        () = carry(client, &socket, &cut) => {}
                        _ = cut_all.changed() => {}
                    }
                });
            }
        });
        Self { address, at_commit, down, all }
    }

    /// Returns the URL of the same database through this proxy.
    pub(crate) fn through(&self, url: &str) -> String {
        through(&self.address, url)
    }

    /// Returns the address of the proxy.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Cuts the connection once, at the next COMMIT.
    pub(crate) fn cut_at_commit(&self, how: u8) {
        self.at_commit.store(how, Ordering::SeqCst);
    }

    /// Whether the COMMIT at which the connection was to be cut has come.
    pub(crate) fn was_cut_at_commit(&self) -> bool {
        self.at_commit.load(Ordering::SeqCst) == WHOLE
    }

    /// Cuts every connection that is open now. New ones are carried.
    pub(crate) fn cut(&self) {
        self.all.send(()).unwrap();
    }

    /// Cuts every connection, and carries no new one.
    pub(crate) fn take_down(&self) {
        self.down.store(true, Ordering::SeqCst);
        self.cut();
    }

    pub(crate) fn put_up(&self) {
        self.down.store(false, Ordering::SeqCst);
    }
}

async fn carry(mut client: TcpStream, socket: &str, cut: &AtomicU8) {
    // Where the server is down, its client sees a closed connection.
    let Ok(mut server) = UnixStream::connect(socket).await else { return };
    let (mut from_client, mut to_client) = client.split();
    let (mut from_server, mut to_server) = server.split();
    tokio::select! {
        () = forth(&mut from_client, &mut to_server, cut) => {}
        _ = tokio::io::copy(&mut from_server, &mut to_client) => {}
    }
}

async fn forth(client: &mut tcp::ReadHalf<'_>, server: &mut unix::WriteHalf<'_>, cut: &AtomicU8) {
    let mut bytes = [0; 8192];
    while let Ok(count @ 1..) = client.read(&mut bytes).await {
        let commits = bytes[..count].windows(7).any(|window| window == b"COMMIT\0");
        match if commits { cut.swap(WHOLE, Ordering::SeqCst) } else { WHOLE } {
            CUT_AFTER => return server.write_all(&bytes[..count]).await.unwrap(),
            CUT_BEFORE => return,
            HOLD_BEFORE => return std::future::pending().await,
            _ if server.write_all(&bytes[..count]).await.is_err() => return,
            _ => {}
        }
    }
}

pub(crate) fn socket(server: &str) -> String {
    let host = server.split('@').nth(1).unwrap().split('/').next().unwrap();
    format!("{}/.s.PGSQL.5432", host.replace("%2F", "/"))
}

pub(crate) fn through(address: &str, url: &str) -> String {
    let (user, rest) = url.split_once('@').unwrap();
    format!("{user}@{address}/{}", rest.split_once('/').unwrap().1)
}
