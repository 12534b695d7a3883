//! A shop's server that takes notifications. It records each arrival before it answers, and can be down.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crate::Error;

/// The time limit for the head of a request. A gateway that was killed never sends the rest.
const WAIT_LIMIT: Duration = Duration::from_secs(5);
const MAX_HEAD_BYTES: usize = 16 * 1024;

#[derive(Debug, Clone)]
pub struct Arrival {
    /// The path and query of the request.
    pub target: String,
    pub at: Instant,
}

pub struct Listener {
    address: SocketAddr,
    shared: Arc<Shared>,
    /// The thread that accepts. `None` while the server is down.
    accepting: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    arrivals: Mutex<Vec<Arrival>>,
    fails: AtomicBool,
    stops: AtomicBool,
}

impl Listener {
    /// Starts a server at a free port of this machine.
    pub fn start() -> Result<Self, Error> {
        let socket = TcpListener::bind("127.0.0.1:0").map_err(of_network)?;
        let address = socket.local_addr().map_err(of_network)?;
        let mut listener = Self { address, shared: Arc::default(), accepting: None };
        listener.accept(socket);
        Ok(listener)
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Stops accepting until [`Listener::come_up`].
    pub fn go_down(&mut self) {
        let Some(accepting) = self.accepting.take() else { return };
        self.shared.stops.store(true, Ordering::SeqCst);
        // The connection wakes the thread. If it fails, the thread does not accept any more, which is no
        // error here.
        drop(TcpStream::connect(self.address));
        drop(accepting.join());
    }

    /// Accepts again, at the same address.
    pub fn come_up(&mut self) -> Result<(), Error> {
        if self.accepting.is_none() {
            let socket = TcpListener::bind(self.address).map_err(of_network)?;
            self.accept(socket);
        }
        Ok(())
    }

    /// Sets whether requests are answered with 500 or with 200.
    pub fn fail(&self, fails: bool) {
        self.shared.fails.store(fails, Ordering::SeqCst);
    }

    /// Returns the arrivals since the start, in their order.
    pub fn arrivals(&self) -> Vec<Arrival> {
        self.shared.arrivals().clone()
    }

    fn accept(&mut self, socket: TcpListener) {
        self.shared.stops.store(false, Ordering::SeqCst);
        let shared = Arc::clone(&self.shared);
        self.accepting = Some(thread::spawn(move || {
            for stream in socket.incoming().map_while(Result::ok) {
                if shared.stops.load(Ordering::SeqCst) {
                    return;
                }
                let shared = Arc::clone(&shared);
                thread::spawn(move || shared.answer(stream));
            }
        }));
    }
}

impl Shared {
    fn arrivals(&self) -> MutexGuard<'_, Vec<Arrival>> {
        self.arrivals.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, mut stream: TcpStream) {
        let Some(target) = read_target(&mut stream) else { return };
        self.arrivals().push(Arrival { target, at: Instant::now() });
        let status = if self.fails.load(Ordering::SeqCst) { "500 Down" } else { "200 OK" };
        let answer = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
        // The gateway may have been killed.
        drop(stream.write_all(answer.as_bytes()));
    }
}

/// Reads the target of a request without a body, once its head is complete.
fn read_target(stream: &mut TcpStream) -> Option<String> {
    stream.set_read_timeout(Some(WAIT_LIMIT)).ok()?;
    let (mut head, mut buffer) = (Vec::new(), [0; 2048]);
    while !head.ends_with(b"\r\n\r\n") && head.len() < MAX_HEAD_BYTES {
        let count = stream.read(&mut buffer).ok().filter(|count| *count > 0)?;
        head.extend_from_slice(&buffer[..count]);
    }
    let head = String::from_utf8(head).ok()?;
    head.split(' ').nth(1).map(str::to_owned)
}

fn of_network(error: std::io::Error) -> Error {
    Error::file("127.0.0.1", error)
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.go_down();
    }
}
