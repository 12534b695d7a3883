//! The keyed hashes of the settings of the last start.

use crate::{bind::text, columns::table, query::Query, step::Step, table::Table, value::Value};

table! {
    setting_digests: name, digest
}

pub(crate) fn all() -> Query<(String, Vec<u8>)> {
    Query {
        sql: concat!("SELECT ", columns!(), " FROM setting_digests"),
        values: Vec::new(),
        read: |row| Ok((row.text(COLUMN.name)?.to_owned(), row.blob(COLUMN.digest)?.to_vec())),
    }
}

pub(crate) fn set(name: &'static str, digest: Vec<u8>) -> Step {
    Step::new(
        Table::SettingDigests,
        "INSERT INTO setting_digests (name, digest) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET digest = EXCLUDED.digest",
        vec![text(name), Value::Blob(digest)],
    )
}
