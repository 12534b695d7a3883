//! The gateway as a child process.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use client::{Client, Trust};

use crate::{Error, Task, process};

const MERCHANT: &str = "20250101000001";
const ACCESS_KEY: &str = "rig-key-that-opens-nothing-but-a-sandbox";
const WAIT_LIMIT: Duration = Duration::from_secs(60);

/// The options of a start.
#[derive(Clone)]
pub struct Options {
    pub program: PathBuf,
    /// The directory of the gateway's store and keys. The log is beside it.
    pub data: PathBuf,
    /// Settings in the form `name=value`.
    pub settings: Vec<String>,
}

/// What a gateway has around it, besides its options.
#[derive(Default)]
pub struct Surroundings {
    /// Where its log goes. `None`: into the file beside the data directory.
    pub log: Option<PathBuf>,
    /// The log goes through a pipe to a reader, which can leave ([`Gateway::let_reader_leave`]).
    pub has_log_reader: bool,
    /// How many files and connections the process may have open.
    pub max_files: Option<u32>,
}

pub struct Gateway {
    child: Child,
    /// The process that reads the log from a pipe and writes it to the file.
    reader: Option<Child>,
    options: Options,
    log: PathBuf,
    pub address: String,
    /// The time from the start of the process to its `ready`.
    pub ready_after: Duration,
}

impl Gateway {
    pub fn start(options: Options) -> Result<Self, Error> {
        Self::start_in(options, Surroundings::default())
    }

    pub fn start_in(options: Options, surroundings: Surroundings) -> Result<Self, Error> {
        let log_path = surroundings.log.unwrap_or_else(|| log_of(&options.data));
        let log = File::options().create(true).append(true).open(&log_path);
        let log = log.map_err(|error| Error::file(&log_path, error))?;
        let (reader, log) =
            if surroundings.has_log_reader { read_into(log)? } else { (None, Stdio::from(log)) };
        let mut command = match surroundings.max_files {
            None => Command::new(&options.program),
            Some(most) => {
                let mut command = Command::new("prlimit");
                command.arg(format!("--nofile={most}:{most}")).arg(&options.program);
                command
            }
        };
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&options.data);
        for setting in &options.settings {
            command.args(["--set", setting]);
        }
        let start = Instant::now();
        let mut child = command
            .env("GUICHET_DEMO_MERCHANT_ID", MERCHANT)
            .env("GUICHET_DEMO_ACCESS_KEY", ACCESS_KEY)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(|error| Error::file(&options.program, error))?;
        let lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        let (tell, told) = mpsc::channel();
        // The thread reads to the end, so that the gateway never waits for a reader.
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some(address) = line.strip_prefix("ready ").filter(|url| url.starts_with("https://")) {
                    drop(tell.send((Instant::now(), address.trim().to_owned())));
                }
            }
        });
        // The value is made before the wait, so that the process ends if the wait fails.
        let mut gateway = Self {
            child,
            reader,
            options,
            log: log_path,
            address: String::new(),
            ready_after: Duration::ZERO,
        };
        let (ready, address) =
            told.recv_timeout(WAIT_LIMIT).map_err(|_| Error::NotReady(gateway.log.clone()))?;
        gateway.address = address;
        gateway.ready_after = ready - start;
        Ok(gateway)
    }

    /// Lets the reader of the log go away. From then on nothing takes the log.
    pub fn let_reader_leave(&mut self) {
        if let Some(mut reader) = self.reader.take() {
            drop(reader.kill());
            drop(reader.wait());
        }
    }

    /// Returns the path of the log.
    pub fn log(&self) -> &Path {
        &self.log
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Returns a client with the credentials of the first merchant.
    pub fn shop(&self) -> Result<Client, Error> {
        self.shop_of(MERCHANT, ACCESS_KEY)
    }

    pub fn shop_of(&self, merchant: &str, access_key: &str) -> Result<Client, Error> {
        let path = self.options.data.join("tls/cert.pem");
        let certificate = fs::read_to_string(&path).map_err(|error| Error::file(&path, error))?;
        Ok(Client::new(&self.address, merchant, access_key, Trust::Certificate(certificate))?)
    }

    /// Runs a command of the same program on the same store, and returns what it prints.
    pub fn manage(&self, words: &[&str]) -> Result<String, Error> {
        self.begin(words)?.wait()
    }

    /// Starts a command of the same program on the same store.
    pub fn begin(&self, words: &[&str]) -> Result<Task, Error> {
        let mut command = Command::new(&self.options.program);
        command.args(words).arg("--data").arg(&self.options.data);
        for setting in &self.options.settings {
            command.args(["--set", setting]);
        }
        Task::start(&mut command, words)
    }

    /// Stops the process with SIGSTOP, like a machine that hangs: connections stay open, and nothing is
    /// answered.
    pub fn freeze(&self) -> Result<(), Error> {
        process::signal("STOP", &[self.id()])
    }

    /// Continues the process after [`Gateway::freeze`].
    pub fn thaw(&self) -> Result<(), Error> {
        process::signal("CONT", &[self.id()])
    }

    /// Kills the process with SIGKILL.
    pub fn kill(mut self) -> Options {
        // This fails only if the process has ended already, which is no error here.
        drop(self.child.kill());
        drop(self.child.wait());
        self.options.clone()
    }

    /// Sends SIGTERM, as a service manager does, and waits until the process has ended.
    pub fn stop(mut self) -> Result<(), Error> {
        process::signal("TERM", &[self.id()])?;
        let start = Instant::now();
        while start.elapsed() < WAIT_LIMIT {
            if let Some(status) = self.child.try_wait().map_err(|error| Error::file("the gateway", error))? {
                let bad = || Error::BadEnd("the gateway".to_owned(), status);
                return if status.success() { Ok(()) } else { Err(bad()) };
            }
            thread::sleep(Duration::from_millis(5));
        }
        Err(Error::StillThere)
    }
}

/// Starts a process that copies what it reads to the file. Returns it, and the end of its pipe.
fn read_into(file: File) -> Result<(Option<Child>, Stdio), Error> {
    let mut reader = Command::new("cat")
        .stdin(Stdio::piped())
        .stdout(file)
        .spawn()
        .map_err(|error| Error::file("cat", error))?;
    let pipe = reader.stdin.take().expect("stdin is piped");
    Ok((Some(reader), pipe.into()))
}

fn log_of(data: &Path) -> PathBuf {
    data.with_extension("log")
}

/// Kills the process, however the work ends.
impl Drop for Gateway {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        self.let_reader_leave();
    }
}
