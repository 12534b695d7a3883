//! The audit log, as the evidence that pending work was finished: the API does not tell all of it.
//!
//! It is read from the database, which no other test does: its columns `action` and `subject` are expected here.

use stores::{Case, Database, PendingWork, When};

use super::Upgraded;

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
