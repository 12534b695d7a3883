//! Debian's `chromedriver`: one process for the run. It starts the browsers, and ends with the last story that needs one.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use client::Method;
use serde_json::json;

use super::wire::Wire;

/// Of Chromium: headless, as root, and never asking anybody anything by itself.
const FLAGS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--ignore-certificate-errors",
];

pub(crate) struct Chromedriver {
    process: Child,
    wire: Wire,
    /// Browsers that a story has left clean: to start one takes a second.
    idle: Mutex<Vec<String>>,
}

impl Chromedriver {
    /// Of all stories that run now. The last to let it go ends it, and every browser with it.
    pub(crate) fn shared() -> Arc<Self> {
        static SHARED: Mutex<Weak<Chromedriver>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let driver = Arc::new(Self::start());
            *shared = Arc::downgrade(&driver);
            driver
        })
    }

    fn start() -> Self {
        let mut command = Command::new("chromedriver");
        command.args(["--port=0", "--log-level=WARNING"]).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("chromedriver is there: `cargo xtask test` installs it");
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines
            .map_while(Result::ok)
            .find_map(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
        let wire = Wire::to(port.expect("chromedriver says on which port it listens"));
        Self { process, wire, idle: Mutex::default() }
    }

    pub(crate) fn wire(&self) -> &Wire {
        &self.wire
    }

    /// The session of a browser that nobody uses.
    pub(crate) async fn take(&self) -> String {
        let idle = self.idle().pop();
        match idle {
            Some(session) => session,
            None => self.open().await,
        }
    }

    /// Of a browser that is as if it were new.
    pub(crate) fn give_back(&self, session: String) {
        self.idle().push(session);
    }

    async fn open(&self) -> String {
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "acceptInsecureCerts": true,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "goog:chromeOptions": {"args": FLAGS},
        }}});
        let opened = self.wire.ask(Method::POST, "/session", Some(&wanted)).await;
        let opened = opened.unwrap_or_else(|fault| panic!("Chromium does not start: {fault}"));
        opened["sessionId"].as_str().expect("a session has an id").to_owned()
    }

    pub(crate) async fn close(&self, session: &str) {
        let closed = self.wire.ask(Method::DELETE, &format!("/session/{session}"), None).await;
        closed.unwrap_or_else(|fault| panic!("a browser does not end: {fault}"));
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Chromedriver {
    /// The browsers first: they would outlive the process that started them.
    fn drop(&mut self) {
        let idle = std::mem::take(&mut *self.idle());
        let wire = &self.wire;
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                for session in idle {
                    drop(runtime.block_on(wire.ask(Method::DELETE, &format!("/session/{session}"), None)));
                }
            });
        });
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
