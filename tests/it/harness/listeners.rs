//! A shop's own server, which takes notifications and can fail in several ways.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::eventually;

/// The reply to a request.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    Status(u16),
    /// A redirect to another URL.
    Elsewhere(String),
    /// This status, after a pause.
    Late(Duration, u16),
    /// A body without an end.
    Endless,
    /// Half of an answer, and then the end of the connection.
    HalfWay,
    /// No answer, on a connection that stays open.
    Silence,
}

/// A request as it came in.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) at: Instant,
    pub(crate) method: String,
    /// The path and query as sent.
    pub(crate) target: String,
    pub(crate) headers: String,
}

#[derive(Default)]
struct Books {
    seen: Vec<Seen>,
    /// The replies to the next requests. After them, `usual` is the reply.
    next: VecDeque<Reply>,
    usual: Option<Reply>,
}

pub(crate) struct Listener {
    address: SocketAddr,
    books: Arc<Mutex<Books>>,
    task: Option<JoinHandle<()>>,
}

impl Listener {
    /// Starts a server that always answers 200.
    pub(crate) async fn start() -> Self {
        Self::replying(&[], Reply::Status(200)).await
    }

    /// Starts a server that gives these replies first, one to each request, and then always the last.
    pub(crate) async fn replying(first: &[Reply], then: Reply) -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let next = first.iter().cloned().collect();
        let books = Arc::new(Mutex::new(Books { seen: Vec::new(), next, usual: Some(then) }));
        let task = Some(tokio::spawn(serve(socket, Arc::clone(&books))));
        Self { address, books, task }
    }

    /// Reserves an address at which no server listens yet.
    pub(crate) async fn down() -> Self {
        let mut listener = Self::start().await;
        listener.goes_down().await;
        listener
    }

    pub(crate) async fn goes_down(&mut self) {
        let task = self.task.take().expect("it is up");
        task.abort();
        // The socket is closed when the task is gone.
        drop(task.await);
    }

    /// Listens again, at the same address.
    pub(crate) async fn comes_up(&mut self) {
        let socket = TcpListener::bind(self.address).await.unwrap();
        self.task = Some(tokio::spawn(serve(socket, Arc::clone(&self.books))));
    }

    /// Sets the reply to all later requests.
    pub(crate) fn turns(&self, usual: Reply) {
        let mut books = lock(&self.books);
        books.next.clear();
        books.usual = Some(usual);
    }

    pub(crate) fn url(&self, target: &str) -> String {
        format!("http://{}{target}", self.address)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        lock(&self.books).seen.clone()
    }

    /// Returns the requests about this session.
    pub(crate) fn seen_of(&self, session: &str) -> Vec<Seen> {
        self.seen().into_iter().filter(|seen| seen.parameter("token").as_deref() == Some(session)).collect()
    }

    /// Waits until so many requests came, and returns them.
    pub(crate) async fn came(&self, count: usize) -> Vec<Seen> {
        eventually(&format!("{count} notifications"), Duration::from_secs(60), || async {
            let seen = self.seen();
            (seen.len() >= count).then_some(seen)
        })
        .await
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

impl Seen {
    /// Returns the query parameters in the order in which they came.
    pub(crate) fn query(&self) -> Vec<(String, String)> {
        let (_, query) = self.target.split_once('?').unwrap_or_default();
        parameters(query)
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        self.query().into_iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }
}

/// Returns the names and values of a query.
pub(crate) fn parameters(query: &str) -> Vec<(String, String)> {
    let pair = |text: &str| {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        (name.to_owned(), value.to_owned())
    };
    query.split('&').filter(|text| !text.is_empty()).map(pair).collect()
}

fn lock(books: &Mutex<Books>) -> std::sync::MutexGuard<'_, Books> {
    books.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(socket: TcpListener, books: Arc<Mutex<Books>>) {
    let mut open = tokio::task::JoinSet::new();
    loop {
        // Connections that hang end with the listener, like those of a server that is stopped.
        let (stream, _) = socket.accept().await.unwrap();
        open.spawn(answer(stream, Arc::clone(&books)));
    }
}

async fn answer(mut stream: TcpStream, books: Arc<Mutex<Books>>) {
    let Some(seen) = read(&mut stream).await else { return };
    let reply = {
        let mut books = lock(&books);
        books.seen.push(seen);
        books.next.pop_front().or_else(|| books.usual.clone()).expect("there is always a usual one")
    };
    // The gateway may have closed the connection.
    drop(write(&mut stream, reply).await);
}

/// Reads the head of a request. A notification has no body.
async fn read(stream: &mut TcpStream) -> Option<Seen> {
    let (mut head, mut buffer) = (Vec::new(), [0_u8; 2048]);
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(count) if count > 0 => head.extend_from_slice(&buffer[..count]),
            _ => return None,
        }
    }
    let head = String::from_utf8(head).unwrap();
    let (line, headers) = head.split_once("\r\n").unwrap();
    let mut words = line.split(' ');
    let (method, target) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
    Some(Seen { at: Instant::now(), method, target, headers: headers.to_owned() })
}

async fn write(stream: &mut TcpStream, reply: Reply) -> std::io::Result<()> {
    const REST: &str = "connection: close\r\ncontent-length: 2\r\n\r\nOK";
    match reply {
        Reply::Status(204) => stream.write_all(head(204, "connection: close\r\n\r\n").as_bytes()).await,
        Reply::Status(status) => stream.write_all(head(status, REST).as_bytes()).await,
        Reply::Elsewhere(url) => {
            stream.write_all(head(301, &format!("location: {url}\r\n{REST}")).as_bytes()).await
        }
        Reply::Late(wait, status) => {
            tokio::time::sleep(wait).await;
            stream.write_all(head(status, REST).as_bytes()).await
        }
        Reply::Endless => {
            stream.write_all(head(200, "content-type: text/plain\r\n\r\n").as_bytes()).await?;
            loop {
                stream.write_all(&[b'x'; 4096]).await?;
            }
        }
        Reply::HalfWay => stream.write_all(b"HTTP/1.1 20").await,
        Reply::Silence => std::future::pending().await,
    }
}

fn head(status: u16, rest: &str) -> String {
    format!("HTTP/1.1 {status} x\r\n{rest}")
}

#[cfg(test)]
mod tests {
    use client::{Answer, Client, Error, Trust};
    use tokio::time::timeout;

    use super::*;

    async fn ask(listener: &Listener) -> Result<Answer, Error> {
        let shop = Client::new(&listener.url(""), "nobody", "nothing", Trust::Nobody).unwrap();
        shop.connect().await?.send_raw(client::Method::GET, "/x?token=t", &[], "").await
    }

    #[tokio::test]
    async fn what_each_reply_looks_like() {
        let first = [Reply::Status(500), Reply::Elsewhere("http://127.0.0.1:1/".to_owned()), Reply::HalfWay];
        let mut listener = Listener::replying(&first, Reply::Status(204)).await;
        assert_eq!(ask(&listener).await.unwrap().status, 500);
        assert_eq!(ask(&listener).await.unwrap().header("location"), Some("http://127.0.0.1:1/"));
        assert!(matches!(ask(&listener).await, Err(Error::Exchange(_))));
        assert_eq!(ask(&listener).await.unwrap().status, 204);
        listener.turns(Reply::Silence);
        assert!(timeout(Duration::from_millis(100), ask(&listener)).await.is_err());
        listener.goes_down().await;
        assert!(matches!(ask(&listener).await, Err(Error::Connect { .. })));
        listener.comes_up().await;
        listener.turns(Reply::Late(Duration::from_millis(50), 200));
        assert_eq!(ask(&listener).await.unwrap().status, 200);
        assert_eq!(listener.seen_of("t").len(), 6);
        assert_eq!(listener.seen()[0].target, "/x?token=t");
    }
}
