//! Plans of cards and of other values that are sealed.

use jiff::Timestamp;
use vault::SealedColumn;

use super::{check, migrated, plan};
use crate::{
    cards::rows as cards,
    keys::{data_keys, sealed},
    wallets::cards as wallet_cards,
};

/// All cards are read a page at a time, and none is sorted.
#[test]
fn of_pages_of_cards() {
    let connection = &migrated();
    let page = "SEARCH cards USING INDEX sqlite_autoindex_cards_1 ((merchant_id,fingerprint)>(?,?))";
    check(connection, &cards::after(None, 9), &[page]);
    let page = "SEARCH wallet_cards USING PRIMARY KEY ((merchant_id,wallet_id,rank)>(?,?,?))";
    check(connection, &wallet_cards::after(None, 9), &[page]);
}

/// What is left under an old data key is found by the key, and a retired key is refused in every column that has sealed values.
#[test]
fn of_sealed_values() {
    let connection = &migrated();
    for column in SealedColumn::ALL {
        let (table, id) = match column {
            SealedColumn::CardNumber => ("cards", "token"),
            SealedColumn::PrivateHalf => ("encryption_keys", "id"),
            SealedColumn::SessionSecret => ("sessions", "number"),
            SealedColumn::LinkSecret => ("payment_links", "number"),
            SealedColumn::PayeeIban => ("transfer_payees", "id"),
            SealedColumn::AuthenticationValue => ("authentications", "number"),
        };
        let index = format!("INDEX {table}_by_data_key");
        let found = format!("SEARCH {table} USING {index} (<expr>=? AND (merchant_id,{id})>(?,?))");
        check(connection, &sealed::find(column, 1, None, 9), &[&found]);
        let first = format!("SEARCH {table} USING COVERING {index} (<expr><?)");
        let before = sealed::first_before(column, 2);
        assert_eq!(plan(connection, before.sql, &before.values), [first]);
        let older = [
            "CO-ROUTINE older".to_owned(),
            format!("SEARCH {table} USING COVERING {index} (<expr><?)"),
            "SCAN older".to_owned(),
        ];
        let count = sealed::count_before(column, 2, 9);
        assert_eq!(plan(connection, count.sql, &count.values), older);
        let triggers = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = $1 AND name LIKE '%_seal_%'";
        let triggers: i64 = connection.query_row(triggers, [table], |row| row.get(0)).unwrap();
        assert_eq!((triggers, column.table()), (2, table));
    }
    let retire = data_keys::retire(1, Timestamp::UNIX_EPOCH);
    let plan = plan(connection, retire.sql, &retire.values);
    assert!(!plan.iter().any(|step| step.starts_with("SCAN ") && !step.contains("data_keys")), "{plan:?}");
}
