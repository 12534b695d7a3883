//! The gateway as a child process: the real binary, measured from outside.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use client::{Shop, Trust};

use crate::run::Error;

const MERCHANT: &str = "20250101000001";
const ACCESS_KEY: &str = "bench-key-that-opens-nothing-but-a-sandbox";
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Server {
    child: Child,
    data: PathBuf,
    pub(crate) address: String,
    /// From the start of the process to its word that it can serve.
    pub(crate) ready_after: Duration,
}

impl Server {
    /// Its log goes to `server.log` beside the data.
    pub(crate) fn start(data: &Path) -> Result<Self, Error> {
        let program = std::env::var_os("IT_GUICHET")
            .map_or_else(|| PathBuf::from("target/dist/guichet"), PathBuf::from);
        let log_path = data.with_file_name("server.log");
        let log = File::options().create(true).append(true).open(&log_path);
        let start = Instant::now();
        let mut child = Command::new(&program)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env("GUICHET_DEMO_MERCHANT_ID", MERCHANT)
            .env("GUICHET_DEMO_ACCESS_KEY", ACCESS_KEY)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log.map_err(|error| Error::file(&log_path, error))?)
            .spawn()
            .map_err(|error| Error::file(&program, error))?;
        let lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        let (tell, told) = mpsc::channel();
        // Reads on to the end, so that the server never waits for a reader.
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some(address) = line.strip_prefix("ready ").filter(|url| url.starts_with("https://")) {
                    drop(tell.send((Instant::now(), address.trim().to_owned())));
                }
            }
        });
        // Held before the wait: dropped on failure, it ends the process.
        let mut server =
            Self { child, data: data.to_owned(), address: String::new(), ready_after: Duration::ZERO };
        let (ready, address) = told.recv_timeout(PATIENCE).map_err(|_| Error::NotReady(log_path))?;
        server.address = address;
        server.ready_after = ready - start;
        Ok(server)
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn shop(&self) -> Result<Shop, Error> {
        let path = self.data.join("tls/cert.pem");
        let certificate = fs::read_to_string(&path).map_err(|error| Error::file(&path, error))?;
        Ok(Shop::new(&self.address, MERCHANT, ACCESS_KEY, Trust::Certificate(certificate))?)
    }

    /// Asks it to end, as a service manager does, and waits until it has.
    pub(crate) fn stop(mut self) -> Result<(), Error> {
        // The standard library can only send SIGKILL; every shell has a `kill` of its own.
        let asked = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.id())]).status();
        asked.map_err(|error| Error::file("sh", error))?;
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().map_err(|error| Error::file("the server", error))? {
                return if status.success() { Ok(()) } else { Err(Error::BadEnd(status)) };
            }
            thread::sleep(Duration::from_millis(5));
        }
        Err(Error::StillThere)
    }
}

/// Nothing is left running, however the bench ends.
impl Drop for Server {
    fn drop(&mut self) {
        // Fails only when it has ended already, which is what is wanted.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
