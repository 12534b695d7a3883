//! Listeners: they accept connections and pass them to the router.

mod connection;
pub(crate) mod descriptors;
mod guarded;
mod head;
mod head_budget;
mod holder;
mod news;
mod place;
mod places;
mod proxies;
mod proxy_protocol;
pub(crate) mod renewal;
mod request_body;
pub(crate) mod tls;
mod unnamed_proxy;
mod unrouted;
mod write_limit;

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::Router;
use rustls::{ServerConfig, ServerConnection};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::{mpsc, watch},
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;

use crate::{
    config::Connections,
    tasks::{Tasks, supervise},
};
use connection::Caller;
use head_budget::HeadBudget;
use holder::Holder;
use places::{Entry, Places, Seat};
pub(crate) use proxies::{Form, Proxies};
use write_limit::WriteLimited;

/// The time for the header of the PROXY protocol and the TLS handshake together.
const HANDSHAKE_LIMIT: Duration = Duration::from_secs(10);
/// The pause after a failed accept, and the longest time until a place is looked for again.
const PAUSE: Duration = Duration::from_millis(50);
/// The number of connections that may wait to be accepted. The system may allow fewer.
const BACKLOG: u32 = 4096;
/// The size of each of a socket's two buffers in the kernel, in bytes; Linux takes twice as much. It bounds what a caller
/// holds there, and lets the gateway notice a caller that does not read.
const SOCKET_BUFFER_BYTES: u32 = 64 * 1024;

/// The bytes of an answer that are encrypted ahead of what the socket takes: two records.
const TLS_BUFFER_BYTES: usize = 32 * 1024;

/// What all listeners of the process share.
#[derive(Clone)]
pub(crate) struct Admission {
    places: Arc<Places>,
    proxies: Arc<Proxies>,
    heads: Arc<HeadBudget>,
    demands_tls: bool,
}

impl Admission {
    /// `descriptors` is the limit of open files, and `slow_head_bytes` the memory for heads that come slowly. With `demands_tls`
    /// answers tell browsers to use TLS only.
    pub(crate) fn new(
        settings: &Connections,
        descriptors: u64,
        slow_head_bytes: usize,
        demands_tls: bool,
    ) -> Self {
        let within = descriptors::connections_within(descriptors);
        let all = settings.all.min(within);
        // A share that is no part of the whole would leave nothing to others.
        let per_address = settings.per_address.min(all.div_ceil(4));
        if all < settings.all {
            tracing::warn!(
                descriptors,
                connections = all,
                "there are too few file descriptors for connections.all: raise the limit of open files"
            );
        }
        let proxies = Arc::clone(&settings.proxies);
        let heads = Arc::new(HeadBudget::new(slow_head_bytes));
        Self { places: Arc::new(Places::new(all, per_address)), proxies, heads, demands_tls }
    }
}

pub(crate) struct Listener {
    socket: TcpListener,
    tls: Option<TlsAcceptor>,
}

impl Listener {
    pub(crate) fn bind(address: SocketAddr, tls: Option<Arc<ServerConfig>>) -> io::Result<Self> {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        socket.set_reuseaddr(true)?;
        socket.set_send_buffer_size(SOCKET_BUFFER_BYTES)?;
        socket.set_recv_buffer_size(SOCKET_BUFFER_BYTES)?;
        // Answers are small and whole, so waiting for more to send would only delay them. Connections inherit all this.
        socket.set_nodelay(true)?;
        socket.bind(address)?;
        Ok(Self { socket: socket.listen(BACKLOG)?, tls: tls.map(TlsAcceptor::from) })
    }

    /// Returns the address with the port that was bound.
    pub(crate) fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Returns the URL, such as `https://127.0.0.1:8443`.
    pub(crate) fn url(&self) -> io::Result<String> {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        Ok(format!("{scheme}://{}", self.address()?))
    }

    /// Accepts connections until `stop` is true, then waits until they have drained. `name` is that of the task in the
    /// log.
    pub(crate) async fn run(
        self,
        name: &'static str,
        router: Router,
        admission: Admission,
        tasks: Arc<Tasks>,
        stop: watch::Receiver<bool>,
    ) {
        let (open, mut drained) = mpsc::channel::<()>(1);
        let (tls, until) = (self.tls.clone(), stop.clone());
        let door = Arc::new(Door { tls, router, admission, open, stop: until });
        let socket = Arc::new(self.socket);
        let accepting = move || {
            let (socket, door) = (Arc::clone(&socket), Arc::clone(&door));
            async move { door.accept_all(&socket).await }
        };
        // When it returns, the socket is closed.
        supervise(tasks, name, stop, accepting).await;
        // Nothing is ever sent: this waits until every connection has dropped its sender.
        while drained.recv().await.is_some() {}
    }
}

/// What the connections of one listener share.
struct Door {
    tls: Option<TlsAcceptor>,
    router: Router,
    admission: Admission,
    /// Each connection holds a clone.
    open: mpsc::Sender<()>,
    stop: watch::Receiver<bool>,
}

impl Door {
    async fn accept_all(&self, socket: &TcpListener) {
        let mut stop = self.stop.clone();
        while !*stop.borrow() {
            tokio::select! {
                () = self.accept(socket) => {}
                _ = stop.changed() => break,
            }
        }
    }

    async fn accept(&self, socket: &TcpListener) {
        let places = &self.admission.places;
        match socket.accept().await {
            Ok((stream, peer)) => {
                let address = peer.ip().to_canonical();
                if let Some(seat) = self.seat(address).await {
                    self.spawn(stream, address, seat);
                }
            }
            Err(error) if descriptors::have_run_out(&error) => {
                places.no_descriptor();
                let _ = timeout(PAUSE, places.freed()).await;
            }
            // A caller that hung up before it was accepted.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                sleep(PAUSE).await;
            }
        }
    }

    /// Returns a place for a new connection. `None` where it is refused.
    async fn seat(&self, address: IpAddr) -> Option<Seat> {
        let places = &self.admission.places;
        let is_proxy = self.admission.proxies.include(address);
        let holder = if is_proxy { Holder::Proxy } else { Holder::address(address) };
        loop {
            match places.take(holder) {
                Entry::Taken(seat) => return Some(seat),
                Entry::Refused => return None,
                Entry::Full => {
                    let _ = timeout(PAUSE, places.freed()).await;
                }
            }
        }
    }

    fn spawn(&self, stream: TcpStream, address: IpAddr, seat: Seat) {
        let (tls, router) = (self.tls.clone(), self.router.clone());
        let (open, stop) = (self.open.clone(), self.stop.clone());
        let Admission { proxies, heads, demands_tls, .. } = self.admission.clone();
        let place = Arc::clone(&seat.place);
        tokio::spawn(async move {
            let caller = Caller { address, is_told: false, proxies, heads, place, demands_tls };
            tokio::select! {
                () = serve(stream, tls, caller, &seat, router, stop) => {}
                () = seat.place.given_up() => {}
            }
            drop(open);
        });
    }
}

async fn serve(
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    mut caller: Caller,
    seat: &Seat,
    router: Router,
    stop: watch::Receiver<bool>,
) {
    let mut stream = WriteLimited::new(stream, Arc::clone(&caller.place));
    let opened = timeout(HANDSHAKE_LIMIT, async {
        if !learn_address(&mut stream, &mut caller, seat).await? {
            return Ok(None);
        }
        Ok::<_, io::Error>(Some(match tls {
            Some(acceptor) => {
                let limit = |session: &mut ServerConnection| session.set_buffer_limit(Some(TLS_BUFFER_BYTES));
                Opened::Tls(Box::new(acceptor.accept_with(stream, limit).await?))
            }
            None => Opened::Plain(stream),
        }))
    });
    match opened.await {
        Ok(Ok(Some(Opened::Tls(stream)))) => connection::serve(*stream, caller, router, stop).await,
        Ok(Ok(Some(Opened::Plain(stream)))) => connection::serve(stream, caller, router, stop).await,
        Ok(Ok(None)) => {}
        Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
        Err(_) => tracing::debug!("a TLS handshake took too long"),
    }
}

enum Opened {
    Tls(Box<tokio_rustls::server::TlsStream<WriteLimited<TcpStream>>>),
    Plain(WriteLimited<TcpStream>),
}

/// Learns the client's address from a proxy that speaks the PROXY protocol. Returns false if that client has too many
/// connections.
async fn learn_address(
    stream: &mut WriteLimited<TcpStream>,
    caller: &mut Caller,
    seat: &Seat,
) -> io::Result<bool> {
    if caller.proxies.form != Form::ProxyProtocol || !caller.proxies.include(caller.address) {
        return Ok(true);
    }
    match proxy_protocol::read(stream).await? {
        None => Ok(true),
        Some(address) => {
            (caller.address, caller.is_told) = (address, true);
            Ok(seat.belongs_to(Holder::address(address)))
        }
    }
}
