//! Listeners: they accept connections and pass them to the router.

mod connection;
pub(crate) mod renewal;
pub(crate) mod tls;
mod write_limit;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use rustls::ServerConfig;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;
use web::Peer;

use crate::tasks::{Tasks, supervise};
use write_limit::WriteLimited;

/// The largest number of connections that are served at once. Others wait to be accepted.
const MAX_CONNECTIONS: usize = 4_096;
const HANDSHAKE_LIMIT: Duration = Duration::from_secs(10);
/// The pause after a failed accept, which most often means that the process has no free file descriptors.
const PAUSE: Duration = Duration::from_millis(50);

pub(crate) struct Listener {
    socket: TcpListener,
    tls: Option<TlsAcceptor>,
}

impl Listener {
    pub(crate) async fn bind(address: SocketAddr, tls: Option<Arc<ServerConfig>>) -> io::Result<Self> {
        Ok(Self { socket: TcpListener::bind(address).await?, tls: tls.map(TlsAcceptor::from) })
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
        tasks: Arc<Tasks>,
        stop: watch::Receiver<bool>,
    ) {
        let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        let (listener, all_places, until) = (Arc::new(self), Arc::clone(&places), stop.clone());
        let accepting = move || {
            let (listener, places) = (Arc::clone(&listener), Arc::clone(&all_places));
            let (router, stop) = (router.clone(), until.clone());
            async move { listener.accept_all(&router, &places, stop).await }
        };
        // When it returns, the socket is closed.
        supervise(tasks, name, stop, accepting).await;
        let all = u32::try_from(MAX_CONNECTIONS).expect("a few thousand");
        let _ = places.acquire_many(all).await;
    }

    async fn accept_all(&self, router: &Router, places: &Arc<Semaphore>, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let accepted = tokio::select! {
                accepted = accept(&self.socket, places) => accepted,
                _ = stop.changed() => break,
            };
            match accepted {
                Ok((stream, peer, place)) => {
                    let (tls, router, stop) = (self.tls.clone(), router.clone(), stop.clone());
                    tokio::spawn(async move {
                        serve(stream, peer, tls, router, stop).await;
                        drop(place);
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    sleep(PAUSE).await;
                }
            }
        }
    }
}

async fn accept(
    socket: &TcpListener,
    places: &Arc<Semaphore>,
) -> io::Result<(TcpStream, Peer, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = socket.accept().await?;
    // Answers are small and whole, so waiting for more to send would only delay them.
    stream.set_nodelay(true)?;
    Ok((stream, Peer(peer.ip().to_canonical()), place))
}

async fn serve(
    stream: TcpStream,
    peer: Peer,
    tls: Option<TlsAcceptor>,
    router: Router,
    stop: watch::Receiver<bool>,
) {
    let stream = WriteLimited::new(stream);
    match tls {
        None => connection::serve(stream, peer, router, stop).await,
        Some(acceptor) => match timeout(HANDSHAKE_LIMIT, acceptor.accept(stream)).await {
            Ok(Ok(stream)) => connection::serve(stream, peer, router, stop).await,
            Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
            Err(_) => tracing::debug!("a TLS handshake took too long"),
        },
    }
}
