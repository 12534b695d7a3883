//! A merchant's server on this machine that takes notifications and records the first arrival for each
//! session.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

use crate::run::Error;

const YES: &[u8] = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nOK";
const NOT_NOW: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

pub(crate) struct Listener {
    address: SocketAddr,
    book: Arc<Book>,
    task: JoinHandle<()>,
}

struct Book {
    /// The pause before each answer.
    thinks_for: Duration,
    is_open: AtomicBool,
    /// The time of the first arrival, by the token of the session.
    arrivals: Mutex<HashMap<String, Instant>>,
    count: watch::Sender<usize>,
}

impl Listener {
    /// Starts a server that answers 200, after a pause if one is given.
    pub(crate) async fn start(thinks_for: Duration) -> Result<Self, Error> {
        let failed = |error| Error::file("127.0.0.1", error);
        let socket = TcpListener::bind("127.0.0.1:0").await.map_err(failed)?;
        let address = socket.local_addr().map_err(failed)?;
        let (is_open, arrivals) = (AtomicBool::new(true), Mutex::default());
        let book = Arc::new(Book { thinks_for, is_open, arrivals, count: watch::Sender::new(0) });
        let task = tokio::spawn(serve(socket, Arc::clone(&book)));
        Ok(Self { address, book, task })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/told", self.address)
    }

    /// Makes the server answer 503 and record no arrival.
    pub(crate) fn closes(&self) {
        self.book.is_open.store(false, Ordering::Relaxed);
    }

    pub(crate) fn opens(&self) {
        self.book.is_open.store(true, Ordering::Relaxed);
    }

    /// Waits until notifications of so many sessions have arrived. Returns the time of each.
    pub(crate) async fn heard_of(
        &self,
        sessions: usize,
        limit: Duration,
    ) -> Result<HashMap<String, Instant>, Error> {
        let mut count = self.book.count.subscribe();
        let all = timeout(limit, count.wait_for(|count| *count >= sessions)).await;
        if !matches!(all, Ok(Ok(_))) {
            return Err(Error::NotTold { sessions, heard: *self.book.count.borrow() });
        }
        Ok(self.book.arrivals().clone())
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Book {
    fn arrivals(&self) -> std::sync::MutexGuard<'_, HashMap<String, Instant>> {
        self.arrivals.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, token: &str) {
        let mut arrivals = self.arrivals();
        arrivals.entry(token.to_owned()).or_insert_with(Instant::now);
        let count = arrivals.len();
        drop(arrivals);
        self.count.send_replace(count);
    }
}

async fn serve(socket: TcpListener, book: Arc<Book>) {
    // The tasks end with the listener.
    let mut open = JoinSet::new();
    loop {
        tokio::select! {
            accepted = socket.accept() => {
                // A connection that fails is not recorded, so the wait for it shows the failure.
                let Ok((stream, _)) = accepted else { continue };
                let book = Arc::clone(&book);
                open.spawn(async move { drop(answer(stream, &book).await) });
            }
            Some(_) = open.join_next() => {}
        }
    }
}

async fn answer(mut stream: TcpStream, book: &Book) -> io::Result<()> {
    let (mut head, mut buffer) = (Vec::new(), [0; 2048]);
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer).await? {
            0 => return Ok(()),
            count => head.extend_from_slice(&buffer[..count]),
        }
    }
    if !book.is_open.load(Ordering::Relaxed) {
        return stream.write_all(NOT_NOW).await;
    }
    if let Some(token) = std::str::from_utf8(&head).ok().and_then(token_of) {
        book.enter(token);
    }
    sleep(book.thinks_for).await;
    stream.write_all(YES).await
}

/// Returns the token in the query of the request line.
fn token_of(head: &str) -> Option<&str> {
    let (_, query) = head.lines().next()?.split(' ').nth(1)?.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix("token="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_of_a_request() {
        let head =
            "GET /told?notificationType=WEBTRS&token=1a2&paymentEndpoint=1 HTTP/1.1\r\nhost: h\r\n\r\n";
        assert_eq!(token_of(head), Some("1a2"));
        for other in ["", "GET /told HTTP/1.1\r\n\r\n", "GET /told?mytoken=1 HTTP/1.1\r\n\r\n"] {
            assert_eq!(token_of(other), None, "{other}");
        }
    }

    #[tokio::test]
    async fn who_is_heard_and_when() {
        let listener = Listener::start(Duration::ZERO).await.unwrap();
        let ask = async |token: &str| {
            let mut stream = TcpStream::connect(listener.address).await.unwrap();
            let head = format!("GET /told?token={token} HTTP/1.1\r\n\r\n");
            stream.write_all(head.as_bytes()).await.unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await.unwrap();
            answer
        };
        listener.closes();
        assert!(ask("a").await.starts_with("HTTP/1.1 503"));
        listener.opens();
        assert!(ask("b").await.starts_with("HTTP/1.1 200"));
        assert!(ask("b").await.starts_with("HTTP/1.1 200"));
        let heard = listener.heard_of(1, Duration::from_secs(10)).await.unwrap();
        assert_eq!(heard.keys().collect::<Vec<_>>(), ["b"]);
        let more = listener.heard_of(2, Duration::from_millis(20)).await;
        assert!(matches!(more, Err(Error::NotTold { sessions: 2, heard: 1 })));
    }
}
