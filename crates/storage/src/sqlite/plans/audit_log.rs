//! Plans of the audit log.

use gateway::ports::AuditFilter;

use super::{check, migrated};
use crate::{audit_chain, audit_log};

/// A look through the log reads a bounded number of lines, whatever is looked for.
#[test]
fn of_the_audit_log() {
    let filter = AuditFilter { action: Some("LOGIN_FAILED".to_owned()), ..AuditFilter::default() };
    let lines = "SEARCH audit_log USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)";
    check(&migrated(), &audit_log::matching(&filter, (1, 9), 9), &[lines]);
    check(&migrated(), &audit_chain::lines::between(1, 9, 9), &[lines]);
    check(&migrated(), &audit_chain::lines::last(), &["SEARCH audit_log"]);
    let blocks = "SEARCH audit_blocks USING INTEGER PRIMARY KEY (rowid>?)";
    check(&migrated(), &audit_chain::blocks::from(1, 9), &[blocks]);
}
