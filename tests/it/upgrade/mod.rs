//! Stores of older versions are opened, migrated, read and used, and their pending work is finished. See the
//! package `stores`.

mod audit;
mod finished;
mod kept;
mod opened;
mod used;

use std::time::{SystemTime, UNIX_EPOCH};

use client::Answer;
use document::Tree;
use stores::{Calendar, Case, Database, Expected, Kind, Loaded, Set};

use crate::harness::{Gateway, Listener, Till, note_secret};

use audit::AuditLog;

/// A gateway of this version on the store of an older version.
struct Upgraded {
    gateway: Gateway,
    expected: Expected,
    /// The server of every merchant whose notifications wait.
    shop: Listener,
    /// The audit log before the start.
    audit_log: AuditLog,
    calendar: Calendar,
    /// The hours by which the gateway's clock is ahead of the machine's at its first start.
    hours_ahead: u32,
}

/// The time that the simulated bank may take to answer.
const ANSWER_LIMIT: &str = "acquirer.answer_limit_ms=1000";
/// The retry interval. The default of a minute would keep the tests waiting.
const RETRY_INTERVAL: &str = "notifications.retry_interval_s=1";

/// Sessions of the set that ended unpaid are to be read weeks after, when the default has forgotten them.
const RETENTION: &str = "retention.sessions_days=3650";

/// Returns the sets of all versions for the engine of this run.
fn sets() -> Vec<Set> {
    let engine = std::env::var("IT_ENGINE").unwrap_or_else(|_| "sqlite".to_owned());
    let sets = Set::all(&engine);
    assert!(sets.iter().any(|set| set.version == "0.1.0"), "the first release has a set");
    sets
}

impl Upgraded {
    async fn start(set: &Set, name: &str) -> Self {
        let shop = Listener::start().await;
        let mut loaded = None;
        let gateway = Gateway::start_after(&format!("upgrade-{}-{name}", set.version), |data, url| {
            let database = Database::of(data, url);
            let store = set.load(data, &database, &shop.url("").replace("http://", ""), machine_ms());
            note_secrets(&store.expected);
            let settings = settings(store.calendar, store.hours_ahead);
            loaded = Some((store, AuditLog::read(&database)));
            settings.into()
        });
        let (Loaded { expected, calendar, hours_ahead }, audit_log) = loaded.unwrap();
        Self { gateway, expected, shop, audit_log, calendar, hours_ahead }
    }

    /// Restarts the gateway so many days after its first start.
    fn restart_after_days(&mut self, days: u32) {
        let settings = settings(self.calendar, self.hours_ahead + days * 24);
        self.gateway.set(&settings.each_ref().map(String::as_str));
        self.gateway.restart();
    }

    fn till(&self, merchant: &str) -> Till {
        let (id, key) = self.expected.merchant(merchant);
        self.gateway.till_of(&id, &key)
    }

    /// Sends the GET of a case.
    async fn read(&self, case: &Case) -> Answer {
        let mut till = self.till(&case.merchant);
        match case.kind {
            Kind::Session => till.session(&case.id).await,
            Kind::Payment | Kind::Action => till.transaction(&case.id).await,
            Kind::Wallet => till.wallet(&case.id).await,
            Kind::WalletSession => till.wallet_session(&case.id).await,
            Kind::Link => till.link(&case.id).await,
        }
    }

    fn database(&self) -> Database {
        let environment = self.gateway.environment();
        Database::of(&self.gateway.data(), environment.first().map(|(_, url)| *url))
    }

    /// Unlocks the locked merchants, which could read nothing.
    fn unlock_merchants(&self) {
        for merchant in self.expected.list("merchants") {
            self.gateway.manage(&["unlock", text(merchant, "id")]);
        }
    }

    fn is_locked(&self, merchant: &str) -> bool {
        let mut merchants = self.expected.list("merchants").iter();
        merchants.any(|other| text(other, "name") == merchant && is_true(other, "is_locked"))
    }
}

fn settings(calendar: Calendar, hours_ahead: u32) -> [String; 5] {
    let clock = format!("sandbox.clock_ahead_hours={hours_ahead}");
    [calendar.setting(), clock, ANSWER_LIMIT.to_owned(), RETRY_INTERVAL.to_owned(), RETENTION.to_owned()]
}

/// Records the access keys of the set as secrets, because the new version must not write them anywhere
/// either.
fn note_secrets(expected: &Expected) {
    for merchant in expected.list("merchants") {
        note_secret("access-key", text(merchant, "access_key"));
        for old in merchant.at(&["old_keys"]).and_then(Tree::as_list).unwrap() {
            note_secret("access-key", text(old, "access_key"));
        }
    }
}

#[track_caller]
fn text<'a>(tree: &'a Tree, name: &str) -> &'a str {
    let value = tree.at(&[name]).and_then(Tree::as_text);
    value.unwrap_or_else(|| panic!("{name} in {}", document::write_json(tree)))
}

fn is_true(tree: &Tree, name: &str) -> bool {
    tree.at(&[name]) == Some(&Tree::Bool(true))
}

fn machine_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis().try_into().unwrap()
}
