//! The audit log, as the evidence that pending work was finished: the API does not tell all of it.
//!
//! It is read from the database, which no other test does: its columns `action` and `subject` are expected here.

use document::Object;
use stores::{Calendar, Case, Database, PendingWork, Set, When};

use super::{Upgraded, machine_ms, settings};
use crate::harness::{Gateway, fresh_dir, guichet_on};

/// Actions with their subjects.
pub(super) struct AuditLog(Vec<(String, String)>);

/// Selects lines with this action, whose subject begins and ends so.
struct Filter {
    action: &'static str,
    start: String,
    end: String,
}

impl AuditLog {
    pub(super) fn read(database: &Database) -> Self {
        let rows = database.rows("SELECT action, subject FROM audit_log");
        Self(rows.into_iter().map(|mut row| (row.remove(0), row.remove(0))).collect())
    }

    fn count(&self, filter: &Filter) -> usize {
        let matches = |(action, subject): &&(String, String)| {
            action == filter.action && subject.starts_with(&filter.start) && subject.ends_with(&filter.end)
        };
        self.0.iter().filter(matches).count()
    }
}

/// Returns the lines that prove that work on a payment or an action is finished.
fn evidence(pending: PendingWork, id: &str) -> Vec<Filter> {
    let filter =
        |action, start: &str, end: &str| Filter { action, start: start.to_owned(), end: end.to_owned() };
    let (of_it, accepted) = (format!(" of {id}"), format!(" of {id}: ACCEPTED"));
    match pending {
        PendingWork::Reversal | PendingWork::Undoing | PendingWork::PartnerTimeout => {
            vec![filter("PAYMENT_REVERSED", id, "")]
        }
        PendingWork::PartnerApproval => vec![filter("PAYMENT_ACCEPTED", id, "")],
        PendingWork::RenewalReversal => vec![filter("CAPTURE", &format!("{id} of "), ": REVERSED")],
        PendingWork::Capture | PendingWork::CaptureLater => vec![filter("CAPTURE", "", &accepted)],
        PendingWork::Expiry | PendingWork::ExpiryLater => {
            vec![filter("EXPIRY", "", &accepted), filter("RELEASE_CONFIRMED", "", &of_it)]
        }
        PendingWork::Release => vec![filter("RELEASE_CONFIRMED", "", &of_it)],
    }
}

/// When the work must be finished.
pub(super) const fn when(pending: PendingWork) -> When {
    match pending {
        PendingWork::Reversal
        | PendingWork::RenewalReversal
        | PendingWork::Undoing
        | PendingWork::PartnerApproval
        | PendingWork::Capture
        | PendingWork::Expiry
        | PendingWork::Release => When::AtOnce,
        PendingWork::PartnerTimeout | PendingWork::CaptureLater | PendingWork::ExpiryLater => {
            When::WithinAWeek
        }
    }
}

impl Upgraded {
    /// How many lines of each piece of evidence were written since the first start.
    pub(super) fn evidence(&self, case: &Case, pending: PendingWork) -> Vec<usize> {
        let now = AuditLog::read(&self.database());
        let since = |filter: &Filter| now.count(filter) - self.audit_log.count(filter);
        evidence(pending, &case.id).iter().map(since).collect()
    }
}

/// The moments of a set are shifted when it is loaded, and the stamps of its audit log hold all the same.
#[tokio::test]
async fn a_set_of_this_build_has_a_sound_audit_log() {
    let mut made = Gateway::start("set-of-this-build");
    for amount in 1..4 {
        made.till().paid(1_000 + amount).await;
    }
    made.till().authorised(2_000).await;
    made.new_merchant();
    made.kill();
    let folder = fresh_dir("set-of-this-build-written").join("this");
    let of =
        |gateway: &Gateway| Database::of(&gateway.data(), gateway.environment().first().map(|(_, url)| *url));
    let (database, made_ms) = (of(&made), machine_ms());
    let expected = Object::new()
        .with("made_ms", made_ms)
        .with("made_on", Calendar::at(made_ms).day(made_ms).to_string())
        .with("shops", Vec::<String>::new());
    let lines = database.rows("SELECT id, at_ms FROM audit_log ORDER BY id");
    let made_at = "SELECT wake_at_ms FROM transactions WHERE wake_at_ms IS NOT NULL ORDER BY id";
    let before = database.rows(made_at);
    stores::write(&folder.join(database.engine()), &made.data(), &database.dump(), expected, &[]);
    drop(made);

    let loaded = Gateway::start_after("set-of-this-build-loaded", |data, url| {
        let database = Database::of(data, url);
        let set = Set::at(&folder, database.engine()).load(data, &database, "", machine_ms());
        assert_eq!(database.rows("SELECT id, at_ms FROM audit_log ORDER BY id"), lines);
        let now = database.rows(made_at);
        assert!(lines.len() > 5 && now.len() == before.len() && now != before, "all else is shifted");
        settings(set.calendar, set.hours_ahead).into()
    });
    let words = loaded.settings().iter().flat_map(|setting| ["--set", setting.as_str()]);
    let verified = guichet_on(&loaded, &[&["audit", "verify"], &words.collect::<Vec<_>>()[..]].concat());
    assert_eq!(verified.code, Some(0), "{}{}", verified.stdout, verified.stderr);
}
