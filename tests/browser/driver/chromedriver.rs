//! The process of Debian's `chromedriver`, which starts the browsers. It ends with the last story that uses it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use client::Method;
use serde_json::json;

use super::webdriver::WebDriver;

/// The flags of Chromium. It runs without a display and as root, and sends no requests of its own.
const CHROMIUM_FLAGS: [&str; 12] = [
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
    webdriver: WebDriver,
    /// The sessions of browsers that no story uses. They are kept, because starting one takes a second.
    idle: Mutex<Vec<String>>,
}

impl Chromedriver {
    /// Returns the process that all stories share. When the last of them drops it, it ends with all its browsers.
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
        let webdriver = WebDriver::on_port(port.expect("chromedriver prints the port on which it listens"));
        Self { process, webdriver, idle: Mutex::default() }
    }

    pub(crate) fn webdriver(&self) -> &WebDriver {
        &self.webdriver
    }

    /// Returns the session of a browser that no other story uses.
    pub(crate) async fn take(&self) -> String {
        let idle = self.idle().pop();
        match idle {
            Some(session) => session,
            None => self.open().await,
        }
    }

    /// Takes back the session of a browser whose story has passed.
    pub(crate) fn give_back(&self, session: String) {
        self.idle().push(session);
    }

    async fn open(&self) -> String {
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "acceptInsecureCerts": true,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "goog:chromeOptions": {"args": CHROMIUM_FLAGS},
        }}});
        let opened = self.webdriver.send(Method::POST, "/session", Some(&wanted)).await;
        let opened = opened.unwrap_or_else(|fault| panic!("Chromium does not start: {fault}"));
        opened["sessionId"].as_str().expect("a session has an id").to_owned()
    }

    pub(crate) async fn close(&self, session: &str) {
        let closed = self.webdriver.send(Method::DELETE, &format!("/session/{session}"), None).await;
        closed.unwrap_or_else(|fault| panic!("a browser cannot be ended: {fault}"));
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Chromedriver {
    /// Ends the browsers first: they do not end with the process that started them.
    fn drop(&mut self) {
        let idle = std::mem::take(&mut *self.idle());
        let webdriver = &self.webdriver;
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                for session in idle {
                    drop(runtime.block_on(webdriver.send(
                        Method::DELETE,
                        &format!("/session/{session}"),
                        None,
                    )));
                }
            });
        });
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
