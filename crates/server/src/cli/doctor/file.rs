//! Checks of a store in a file.

use storage::SqliteStore;

use super::{Finding, NO_STORE, keys, rows};
use crate::{config::Config, data_dir::DataDir};

pub(super) async fn findings(config: &Config, dir: &DataDir) -> Vec<(&'static str, Finding)> {
    let path = dir.store();
    if !path.exists() {
        return vec![("store", Ok(NO_STORE.to_owned()))];
    }
    let store = match SqliteStore::inspect(&path) {
        Ok(store) => store,
        Err(error) => return vec![("store", Err(error.to_string()))],
    };
    let sound = match store.quick_check() {
        Ok(()) => Ok(format!("{} is sound", path.display())),
        Err(words) => Err(format!("{}: {words}; restore a backup", path.display())),
    };
    vec![("store", sound), ("keys", keys(config, dir, &store).await), ("rows", rows(&store).await)]
}
