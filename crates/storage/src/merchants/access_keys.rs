//! The hashes of the access keys of merchants.

use domain::merchant::Merchant;
use gateway::ports::{CommitError, Credentials};
use jiff::Timestamp;
use primitives::MerchantId;

use super::rows::{self, merchant_columns};
use crate::{bind::moment, columns::Column, query::Query, step::Step, table::Table, value::Value};

const HASH: Column = Column::only("access_keys.hash");

pub(super) fn insert(merchant: MerchantId, hash: Vec<u8>) -> Step {
    Step::new(
        Table::AccessKeys,
        "INSERT INTO access_keys (merchant_id, hash, good_until_ms) SELECT id, $1, NULL FROM merchants WHERE id = $2",
        vec![Value::Blob(hash), Value::Integer(merchant.number())],
    )
    .or_fail(CommitError::NoSuchMerchant)
}

pub(super) fn end(merchant: MerchantId, at: Timestamp) -> Step {
    Step::new(
        Table::AccessKeys,
        "UPDATE access_keys SET good_until_ms = $1
         WHERE merchant_id = $2 AND (good_until_ms IS NULL OR good_until_ms > $1)",
        vec![moment(at), Value::Integer(merchant.number())],
    )
}

/// Returns a row for each key of the merchant, or one row without a key if there is none.
pub(super) fn credentials(merchant: MerchantId, now: Timestamp) -> Query<(Merchant, Option<Vec<u8>>)> {
    Query {
        sql: concat!(
            "SELECT ", merchant_columns!("m"), ", k.hash FROM merchants m
             LEFT JOIN access_keys k ON k.merchant_id = m.id AND (k.good_until_ms IS NULL OR k.good_until_ms > $1)
             WHERE m.id = $2"
        ),
        values: vec![moment(now), Value::Integer(merchant.number())],
        read: |row| {
            let hash = row.maybe_blob(HASH.after(&rows::COLUMN))?;
            Ok((rows::read(row)?, hash.map(<[u8]>::to_vec)))
        },
    }
}

pub(super) fn with_keys(rows: Vec<(Merchant, Option<Vec<u8>>)>) -> Option<Credentials> {
    let mut known = None;
    for (merchant, hash) in rows {
        let credentials = known.get_or_insert(Credentials { merchant, access_key_hashes: Vec::new() });
        credentials.access_key_hashes.extend(hash);
    }
    known
}
