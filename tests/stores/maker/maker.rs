//! The gateway that writes the store, and how the other modules talk to it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use client::{Answer, Method};
use document::Tree;
use stores::{Calendar, Case, Database, Kind};
use tokio::task::{AbortHandle, JoinHandle};

use crate::harness::{
    ACCESS_KEY, Gateway, Listener, MERCHANT_ID, PAYMENTS, Reply, Till, eventually, guichet_on, without,
};
use crate::recorder::Recorder;

/// The time for which the simulated bank is silent. It is longer than making everything that is pending
/// meanwhile takes.
const ANSWER_LIMIT: &str = "acquirer.answer_limit_ms=20000";
/// The retry interval. The default of a minute would keep the maker waiting.
const RETRY_INTERVAL: &str = "notifications.retry_interval_s=3";
/// The limit of failed logins. One failure uses so much of it that it is shared.
const LOGIN_LIMIT: &str = "limits.failed_logins_per_address_and_merchant_per_minute=2";
const ROW_LIMIT: Duration = Duration::from_secs(60);

pub(crate) struct Maker {
    pub(crate) gateway: Gateway,
    pub(crate) recorder: Recorder,
    /// A merchant's server that answers 500.
    pub(crate) failing_shop: Listener,
    /// A merchant's server that never answers.
    pub(crate) silent_shop: Listener,
    pub(crate) calendar: Calendar,
    /// The hours by which the gateway's clock is ahead of the machine's.
    hours_ahead: u32,
    unanswered: Vec<AbortHandle>,
}

/// A request whose answer may come much later.
pub(crate) type Sent = JoinHandle<Result<Answer, client::Error>>;

impl Maker {
    pub(crate) async fn start() -> Self {
        let calendar = Calendar::at(machine_ms());
        let gateway = Gateway::start_with("store", &settings(calendar).each_ref().map(String::as_str));
        let mut recorder = Recorder::default();
        recorder.merchant("demo", MERCHANT_ID, ACCESS_KEY);
        Self {
            gateway,
            recorder,
            failing_shop: Listener::replying(&[], Reply::Status(500)).await,
            silent_shop: Listener::replying(&[], Reply::Silence).await,
            calendar,
            hours_ahead: 0,
            unanswered: Vec::new(),
        }
    }

    /// Restarts the gateway with its clock so many hours ahead, and waits until it has done all that is due then.
    pub(crate) async fn restart_ahead(&mut self, hours: u32) {
        self.hours_ahead = hours;
        let settings = settings(self.calendar);
        self.gateway.restart_ahead(hours, &settings.each_ref().map(String::as_str));
        crate::harness::idle(&self.gateway).await;
    }

    /// Returns the gateway's time in milliseconds since 1970.
    pub(crate) fn now_ms(&self) -> i64 {
        machine_ms() + i64::from(self.hours_ahead) * 3_600_000
    }

    /// Returns the moment so many minutes after the gateway's time, as requests write it.
    pub(crate) fn moment_in(&self, minutes: u32) -> String {
        let after = format!("{} minutes", self.hours_ahead * 60 + minutes);
        let date = std::process::Command::new("date")
            .args(["-u", "+%Y-%m-%dT%H:%M:%SZ", "-d", &after])
            .output()
            .unwrap();
        String::from_utf8(date.stdout).unwrap().trim().to_owned()
    }

    pub(crate) fn till(&self, merchant: &str) -> Till {
        let (id, key) = self.recorder.credentials(merchant);
        self.gateway.till_of(&id, &key)
    }

    pub(crate) fn database(&self) -> Database {
        let environment = self.gateway.environment();
        Database::of(&self.gateway.data(), environment.first().map(|(_, url)| *url))
    }

    /// Waits until the query has a row, and returns the first column of the first.
    pub(crate) async fn wait_for_row(&self, what: &str, sql: &str) -> String {
        let database = self.database();
        eventually(what, ROW_LIMIT, || async { database.rows(sql).into_iter().next()?.into_iter().next() })
            .await
    }

    /// Runs a command of an operator at the gateway's time; returns its status and stdout.
    pub(crate) fn command(&self, words: &[&str]) -> (Option<i32>, String) {
        let clock = format!("sandbox.clock_ahead_hours={}", self.hours_ahead);
        let settings = ["--set", &clock, "--set", &self.calendar.setting()];
        let finished = guichet_on(&self.gateway, &[words, &settings].concat());
        (finished.code, finished.stdout)
    }

    /// Returns the stdout of a command that must succeed.
    #[track_caller]
    pub(crate) fn output_of(&self, words: &[&str]) -> String {
        let (status, stdout) = self.command(words);
        assert_eq!(status, Some(0), "{words:?}");
        stdout
    }

    /// Sends a POST without waiting for its answer.
    pub(crate) fn send(&self, merchant: &str, path: &str, key: Option<&str>, body: &Tree) -> Sent {
        let (mut till, path, body) = (self.till(merchant), path.to_owned(), body.clone());
        let key = key.map(str::to_owned);
        tokio::spawn(async move {
            let headers: Vec<(&str, &str)> =
                key.iter().map(|key| ("idempotency-key", key.as_str())).collect();
            till.try_send(Method::POST, &path, &headers, Some(&body)).await
        })
    }

    /// Sends a payment whose bank stays silent, and waits until the store has it; returns its id.
    pub(crate) async fn begin_payment(
        &self,
        merchant: &str,
        key: Option<&str>,
        request: &Tree,
    ) -> (String, Sent) {
        let sent = self.send(merchant, PAYMENTS, key, request);
        let reference = request.at(&["order", "reference"]).and_then(Tree::as_text).unwrap();
        let sql = format!(
            "SELECT id FROM transactions WHERE order_reference = '{reference}' AND state LIKE '%AUTHORIZING%'"
        );
        (self.wait_for_row("payment that is authorising", &sql).await, sent)
    }

    /// Keeps a request that the gateway will not answer before it is killed.
    pub(crate) fn keep_unanswered(&mut self, request: AbortHandle) {
        self.unanswered.push(request);
    }

    /// Records the answer to a GET of every case that may be read while the gateway runs.
    pub(crate) async fn record_answers(&mut self) {
        for mut case in self.recorder.take_readable() {
            case.answer = self.answer(&case).await;
            self.recorder.recorded(case);
        }
    }

    /// Records the answers of the others.
    pub(crate) async fn record_unread(&mut self) {
        for mut case in self.recorder.take_unread() {
            case.answer = self.answer(&case).await;
            self.recorder.recorded(case);
        }
    }

    async fn answer(&self, case: &Case) -> Tree {
        let mut till = self.till(&case.merchant);
        let answer = match case.kind {
            Kind::Session => till.session(&case.id).await,
            Kind::Payment | Kind::Action => till.transaction(&case.id).await,
            Kind::Wallet => till.wallet(&case.id).await,
            Kind::WalletSession => till.wallet_session(&case.id).await,
            Kind::Link => till.link(&case.id).await,
        };
        assert_eq!(answer.status, 200, "{}: {}", case.name, answer.body_text());
        // The wording may be improved later.
        let body = without(answer.document().unwrap(), "result.detail");
        // Each start has another port.
        let body = if case.kind == Kind::Link { without(&body, "paymentLink.link") } else { body };
        // The list is recorded with the payment, where it has more than the payment itself.
        let listed = body.at(&["associatedTransactions"]).and_then(Tree::as_list).map_or(0, <[Tree]>::len);
        let is_kept = case.kind == Kind::Payment && listed > 1;
        if is_kept { body } else { without(&body, "associatedTransactions") }
    }

    /// Kills the gateway with SIGKILL. Requests go on when their clients have hung up, so that none of them fails here.
    pub(crate) fn kill(&mut self) {
        self.unanswered.iter().for_each(AbortHandle::abort);
        self.gateway.kill();
        self.recorder.made(self.now_ms());
    }
}

fn settings(calendar: Calendar) -> [String; 4] {
    [calendar.setting(), ANSWER_LIMIT.to_owned(), RETRY_INTERVAL.to_owned(), LOGIN_LIMIT.to_owned()]
}

fn machine_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis().try_into().unwrap()
}
