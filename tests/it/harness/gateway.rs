//! The real binary, started in the way of an operator.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak, mpsc};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use client::{Client, Trust};
use document::Tree;

use super::{Line, Till, eventually, run, schema::Schema};

pub(crate) const MERCHANT_ID: &str = "12345678901234";
pub(crate) const ACCESS_KEY: &str = "it-Demo-Access-Key-5hG2vQ9x";

/// The time limit of a start, for a debug build on a busy machine of two cores.
const START: Duration = Duration::from_secs(60);
const STOP: Duration = Duration::from_secs(30);

pub(crate) struct Gateway {
    /// The directory of this gateway: `log`, `stdout` and, unless it shares another's, `data`.
    dir: PathBuf,
    data: PathBuf,
    settings: Vec<String>,
    process: Option<Child>,
    base_url: String,
    /// The schema, if the engine is PostgreSQL. It is dropped when the gateway has stopped and its content
    /// was dumped.
    schema: Option<Arc<Schema>>,
}

/// Returns the directory of this run of the suite.
pub(crate) fn run_dir() -> &'static Path {
    static RUN: OnceLock<PathBuf> = OnceLock::new();
    RUN.get_or_init(|| {
        let run = run::begin(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis());
        run::append(&run.join(run::SECRETS), &format!("access-key {ACCESS_KEY}"));
        run
    })
}

pub(crate) fn note_secret(kind: &str, secret: &str) {
    run::append(&run_dir().join(run::SECRETS), &format!("{kind} {secret}"));
}

/// Returns the path of the binary: `IT_GUICHET`, or else the file beside this program.
pub(crate) fn binary() -> PathBuf {
    let given = std::env::var_os("IT_GUICHET").map(PathBuf::from);
    let binary = given.unwrap_or_else(|| run::programs().join("guichet"));
    assert!(binary.exists(), "{} is not there: `cargo build --package server` makes it", binary.display());
    binary
}

/// Returns a command of the binary without the environment of this process.
pub(crate) fn command(words: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.args(words).env_clear().stdin(Stdio::null());
    command
}

/// Makes a new directory under that of this run.
pub(crate) fn fresh_dir(name: &str) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    // Five digits, so that none is a security code, for which the logs are searched.
    let dir = run_dir().join(format!("{name}-{:05}", COUNT.fetch_add(1, Ordering::Relaxed)));
    fs::create_dir(&dir).unwrap();
    dir
}

/// Returns the gateway of all tests that are not disturbed by others. When the last of them drops it, it is
/// stopped and must exit with 0.
pub(crate) fn shared() -> Arc<Gateway> {
    static SHARED: Mutex<Weak<Gateway>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let gateway = Arc::new(Gateway::start("shared"));
        *shared = Arc::downgrade(&gateway);
        gateway
    })
}

impl Gateway {
    pub(crate) fn start(name: &str) -> Self {
        Self::start_with(name, &[])
    }

    /// Starts a gateway with settings, `name=value`.
    pub(crate) fn start_with(name: &str, settings: &[&str]) -> Self {
        let settings = settings.iter().map(|setting| (*setting).to_owned()).collect();
        Self::start_on(name, settings, Schema::of_this_run().map(Arc::new))
    }

    /// Starts it with a stderr of the test's choice. The log file stays empty.
    pub(crate) fn start_logging_to(name: &str, settings: &[&str], stderr: Stdio) -> Self {
        let settings = settings.iter().map(|setting| (*setting).to_owned()).collect();
        let (dir, schema) = (fresh_dir(name), Schema::of_this_run().map(Arc::new));
        let data = dir.join("data");
        let mut gateway = Self { dir, data, settings, process: None, base_url: String::new(), schema };
        drop(appending(&gateway.log_file()));
        gateway.launch_with(stderr);
        gateway
    }

    /// Takes the reading end of a stderr that is a pipe.
    pub(crate) fn take_stderr(&mut self) -> ChildStderr {
        self.process
            .as_mut()
            .and_then(|process| process.stderr.take())
            .expect("stderr is a pipe, and was not taken")
    }

    /// Starts it on a store that `prepare` makes. `prepare` is given the path of the data directory, which does not exist,
    /// and the URL of an empty schema where the engine is PostgreSQL; it returns the settings.
    pub(crate) fn start_after(name: &str, prepare: impl FnOnce(&Path, Option<&str>) -> Vec<String>) -> Self {
        let (dir, schema) = (fresh_dir(name), Schema::of_this_run().map(Arc::new));
        let data = dir.join("data");
        let settings = prepare(&data, schema.as_ref().map(|schema| schema.url()));
        Self::start_in(dir, data, settings, schema)
    }

    /// Starts another process on the same data and store, with a log of its own.
    pub(crate) fn beside(&self, name: &str) -> Self {
        Self::start_in(fresh_dir(name), self.data(), self.settings.clone(), self.schema.clone())
    }

    fn start_on(name: &str, settings: Vec<String>, schema: Option<Arc<Schema>>) -> Self {
        let dir = fresh_dir(name);
        let data = dir.join("data");
        Self::start_in(dir, data, settings, schema)
    }

    fn start_in(dir: PathBuf, data: PathBuf, settings: Vec<String>, schema: Option<Arc<Schema>>) -> Self {
        let mut gateway = Self { dir, data, settings, process: None, base_url: String::new(), schema };
        gateway.launch();
        gateway
    }

    /// Starts instances with data directories of their own on one new database at the same time. `None` where
    /// the engine is SQLite.
    pub(crate) fn start_many<const N: usize>(name: &str, settings: &[&str]) -> Option<[Self; N]> {
        let schema = Arc::new(Schema::of_this_run()?);
        let settings: Vec<String> = settings.iter().map(|setting| (*setting).to_owned()).collect();
        let starts = [(); N].map(|()| {
            let (name, settings, schema) = (name.to_owned(), settings.clone(), Arc::clone(&schema));
            std::thread::spawn(move || Self::start_on(&name, settings, Some(schema)))
        });
        Some(starts.map(|start| start.join().unwrap()))
    }

    /// Starts a gateway on a new database that is reached through a connection that can be cut. `None` where
    /// the engine is SQLite.
    pub(crate) async fn start_behind_a_line(name: &str, settings: &[&str]) -> Option<(Self, Line)> {
        let schema = Schema::of_this_run()?;
        let line = Line::to(&super::schema::server()).await;
        let database = format!("database={}", line.through(schema.url()));
        let settings = settings.iter().map(|setting| (*setting).to_owned()).chain([database]).collect();
        let name = name.to_owned();
        let start = move || Self::start_on(&name, settings, Some(Arc::new(schema)));
        Some((tokio::task::spawn_blocking(start).await.unwrap(), line))
    }

    fn launch(&mut self) {
        let log = appending(&self.log_file());
        self.launch_with(log.into());
    }

    fn launch_with(&mut self, stderr: Stdio) {
        let data = self.data();
        let mut command = command(&["serve", "--listen", "127.0.0.1:0"]);
        command.arg("--data").arg(&data).args(["--set", "log.format=json"]);
        for setting in &self.settings {
            command.args(["--set", setting]);
        }
        command.envs(self.environment());
        command.env("GUICHET_DEMO_MERCHANT_ID", MERCHANT_ID).env("GUICHET_DEMO_ACCESS_KEY", ACCESS_KEY);
        command.stdout(Stdio::piped()).stderr(stderr);
        let mut child = command.spawn().unwrap();
        let (sender, receiver) = mpsc::channel();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let mut kept = appending(&self.dir.join("stdout"));
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                writeln!(kept, "{line}").unwrap();
                drop(sender.send(line));
            }
        });
        self.process = Some(child);
        let Ok(line) = receiver.recv_timeout(START) else {
            panic!("the gateway does not start:\n{}", self.log());
        };
        let url = line.strip_prefix("ready ").unwrap_or_else(|| panic!("the first line is {line:?}"));
        assert!(url.starts_with("https://127.0.0.1:"), "{url}");
        url.clone_into(&mut self.base_url);
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.data.clone()
    }

    /// Returns the variables that a command needs besides `--data` to use this gateway's store.
    pub(crate) fn environment(&self) -> Vec<(&str, &str)> {
        self.schema.iter().map(|schema| ("GUICHET_DATABASE", schema.url())).collect()
    }

    /// Returns the settings, `name=value`.
    pub(crate) fn settings(&self) -> &[String] {
        &self.settings
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    fn log_file(&self) -> PathBuf {
        self.dir.join("log")
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.log_file()).unwrap()
    }

    pub(crate) fn process_id(&self) -> u32 {
        self.process.as_ref().expect("it runs").id()
    }

    /// Returns the number of its file descriptors.
    pub(crate) fn open_files(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.process_id())).unwrap().count()
    }

    /// Whether its end of a connection is open, or still has bytes to send. `port` is that of the other end.
    pub(crate) fn holds_connection(&self, port: u16) -> bool {
        let ends = [self.port(), port].map(|port| format!(":{port:04X}"));
        fs::read_to_string("/proc/net/tcp").unwrap().lines().skip(1).any(|line| {
            let mut words = line.split_whitespace().skip(1);
            ends.iter().all(|end| words.next().unwrap().ends_with(end))
        })
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    pub(crate) fn port(&self) -> u16 {
        self.base_url.rsplit(':').next().unwrap().parse().unwrap()
    }

    pub(crate) fn certificate(&self) -> String {
        fs::read_to_string(self.data().join("tls/cert.pem")).unwrap()
    }

    /// Returns a till of the demo merchant.
    pub(crate) fn till(&self) -> Till {
        self.till_of(MERCHANT_ID, ACCESS_KEY)
    }

    pub(crate) fn till_of(&self, merchant: &str, key: &str) -> Till {
        let trust = Trust::Certificate(self.certificate());
        Till::new(Client::new(&self.base_url, merchant, key, trust).unwrap())
    }

    /// Runs a command of the binary on this gateway's data while it runs, and returns its output as JSON.
    pub(crate) fn manage(&self, words: &[&str]) -> Tree {
        let output = command(&[&["merchant"], words].concat())
            .arg("--json")
            .arg("--data")
            .arg(self.data())
            .args(self.settings.iter().flat_map(|setting| ["--set", setting]))
            .envs(self.environment())
            .output()
            .unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        if output.stdout.trim_ascii().is_empty() {
            return Tree::Null;
        }
        super::json(&String::from_utf8(output.stdout).unwrap())
    }

    /// Makes a merchant, so that a test disturbs no other. Returns its id and access key.
    pub(crate) fn new_merchant(&self) -> (String, String) {
        let made = self.manage(&["create", "--name", "Another shop"]);
        named(&made)
    }

    /// Waits until the log has a line with these members, each of them a text.
    pub(crate) async fn logged(&self, wanted: &[(&str, &str)]) -> Tree {
        eventually("such a log line", Duration::from_secs(20), || async {
            self.log().lines().filter_map(|line| document::read_json(line.as_bytes()).ok()).find(|line| {
                wanted.iter().all(|(name, value)| line.at(&[name]).and_then(Tree::as_text) == Some(value))
            })
        })
        .await
    }

    /// Sends SIGTERM. The gateway must drain and exit with 0.
    pub(crate) fn stop(&mut self) {
        self.stop_by("TERM");
    }

    pub(crate) fn stop_by(&mut self, name: &str) {
        let status = self.terminate(name);
        assert!(status.success(), "SIG{name} ends it with {status}:\n{}", tail(&self.log()));
    }

    fn terminate(&mut self, name: &str) -> ExitStatus {
        let mut child = self.process.take().unwrap();
        signal(child.id(), name);
        let end = Instant::now() + STOP;
        loop {
            if let Some(status) = child.try_wait().unwrap() {
                return status;
            }
            if Instant::now() > end {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("SIG{name} did not end it within {STOP:?}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Sends a signal that does not end it.
    pub(crate) fn signal(&self, name: &str) {
        signal(self.process_id(), name);
    }

    /// Sends SIGKILL.
    pub(crate) fn kill(&mut self) {
        let mut child = self.process.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Starts the gateway again on the same data, at another port.
    pub(crate) fn restart(&mut self) {
        if self.process.is_some() {
            self.stop();
        }
        self.launch();
    }

    /// Starts the gateway again with the sandbox's clock so many hours ahead, and with these settings.
    pub(crate) fn restart_ahead(&mut self, hours: u32, settings: &[&str]) {
        let clock = format!("sandbox.clock_ahead_hours={hours}");
        self.set(&[settings, &[&clock]].concat());
        self.restart();
    }

    /// Replaces the settings from the next start on.
    pub(crate) fn set(&mut self, settings: &[&str]) {
        self.settings = settings.iter().map(|setting| (*setting).to_owned()).collect();
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        if std::thread::panicking() {
            if self.process.is_some() {
                self.kill();
            }
            return;
        }
        if self.process.is_some() {
            self.stop();
        }
        if let Some(schema) = &self.schema {
            // The dump is searched by `leaks` afterwards, like the file of SQLite.
            schema.dump(&self.dir.join(run::DUMP));
        }
    }
}

/// Returns the id and the access key that a command of `merchant` printed.
pub(crate) fn named(made: &Tree) -> (String, String) {
    let texts: BTreeMap<&str, &str> =
        made.as_object().unwrap().iter().filter_map(|(name, value)| Some((name, value.as_text()?))).collect();
    let id = texts.get("merchant_id").or_else(|| texts.get("id")).expect("an id is printed");
    let key = texts.get("access_key").or_else(|| texts.get("accessKey")).expect("an access key is printed");
    note_secret("access-key", key);
    ((*id).to_owned(), (*key).to_owned())
}

/// Sends a signal by the shell, because the standard library can only send SIGKILL.
fn signal(process: u32, name: &str) {
    let status = Command::new("sh").args(["-c", &format!("kill -{name} {process}")]).status().unwrap();
    assert!(status.success());
}

fn appending(file: &Path) -> File {
    OpenOptions::new().create(true).append(true).open(file).unwrap()
}

fn tail(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}
