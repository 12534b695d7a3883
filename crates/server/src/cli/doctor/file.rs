//! Checks of a store in a file.

use storage::SqliteStore;

use super::{Finding, NO_STORE, audit_log, keys, rows, sealed, transfers};
use crate::{config::Config, data_dir::DataDir};

/// Opens the store, where there is one that can be read.
pub(super) fn open(dir: &DataDir) -> Option<SqliteStore> {
    let path = dir.store();
    path.exists().then(|| SqliteStore::inspect(&path).ok()).flatten()
}

pub(super) async fn findings(config: &Config, dir: &DataDir) -> Vec<(&'static str, Finding)> {
    let path = dir.store();
    if !path.exists() {
        return vec![("store", Ok(NO_STORE.to_owned()))];
    }
    let store = match SqliteStore::inspect(&path) {
        Ok(store) => store,
        Err(error) => return vec![("store", Err(error.to_string()))],
    };
    let shown = path.display();
    let to_come = match store.migrations_to_come() {
        Ok(to_come) => to_come,
        Err(words) => return vec![("store", Err(words))],
    };
    let sound = match store.quick_check() {
        Ok(()) if to_come == 0 => Ok(format!("{shown} is sound")),
        Ok(()) => Ok(format!("{shown} is sound; the next `guichet serve` brings its tables up to date")),
        Err(words) => Err(format!("{shown}: {words}; restore a backup")),
    };
    let mut findings = vec![("store", sound), ("keys", keys(config, dir, &store).await)];
    // Rows are read by the column names of this version, which the tables of an earlier one lack.
    if to_come == 0 {
        findings.push(("sealed", sealed(config, dir, &store).await));
        findings.push(("rows", rows(&store).await));
        findings.push(("audit log", audit_log(config, dir, &store).await));
        findings.push(("transfers", transfers::finding(config, &store).await));
    }
    findings
}
