//! Tests of the plans of authentications: each is found by a key, and those to be forgotten by their time.

use document::Text;
use jiff::Timestamp;
use primitives::{MerchantId, TransactionId};
use rusqlite::{Connection, params_from_iter};

use crate::sqlite::migrate;
use crate::{authentications::rows, query::Query};

fn plan<T>(connection: &Connection, query: &Query<T>) -> Vec<String> {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {}", query.sql)).unwrap();
    let plan = statement.query_map(params_from_iter(&query.values), |row| row.get(3)).unwrap();
    plan.map(Result::unwrap).collect()
}

#[test]
fn of_authentications() {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate::migrate(&mut connection, 0).unwrap();
    let merchant = MerchantId::new(1).unwrap();
    let by_id = "SEARCH a USING INDEX authentications_by_id (merchant_id=? AND id=?)";
    assert_eq!(plan(&connection, &rows::find(merchant, &Text::parse("md").unwrap())), [by_id]);
    let number = TransactionId::new(10_000_000_000_000_000).unwrap();
    let by_number = "SEARCH a USING INDEX sqlite_autoindex_authentications_1 (merchant_id=? AND number=?)";
    assert_eq!(plan(&connection, &rows::find_by_number(merchant, number)), [by_number]);
    let oldest = [
        "CO-ROUTINE due",
        "SEARCH authentications USING COVERING INDEX authentications_forgotten (forgotten_ms>? AND forgotten_ms<?)",
        "SCAN due",
    ];
    assert_eq!(plan(&connection, &rows::oldest(i64::MIN, Timestamp::UNIX_EPOCH, 9)), oldest);
}
