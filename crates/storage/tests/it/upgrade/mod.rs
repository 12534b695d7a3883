//! Stores that the version before terms were columns and secrets were sealed has left, opened by this one.

mod notifications;
mod payments;
mod retention;
mod sessions;

use std::sync::Arc;

use gateway::ports::Store;

use crate::{
    house::House,
    things::{merchant_id, transaction_id},
};

/// The migrations of the version before.
const SQLITE: [&str; 3] = [
    include_str!("../../../migrations/sqlite/0001_first.sql"),
    include_str!("../../../migrations/sqlite/0002_actions.sql"),
    include_str!("../../../migrations/sqlite/0003_sessions.sql"),
];
const POSTGRES: [&str; 2] = [
    include_str!("../../../migrations/postgres/0001_first.sql"),
    include_str!("../../../migrations/postgres/0002_sessions.sql"),
];

/// A store of the version before with two merchants and a point of sale, and with these rows.
fn before(rows: &[String]) -> House {
    let house = House::new();
    let migrations: &[&str] = match &house {
        House::Folder(_) => &SQLITE,
        House::Schema(_) => &POSTGRES,
    };
    let mut sql = vec![
        "CREATE TABLE migrations (number BIGINT PRIMARY KEY, text TEXT NOT NULL, applied_ms BIGINT NOT NULL);"
            .to_owned(),
    ];
    for (number, text) in (1..).zip(migrations) {
        sql.extend([
            (*text).to_owned(),
            format!("INSERT INTO migrations VALUES ({number}, {}, 0);", quoted(text)),
        ]);
    }
    let [first, second] = [1, 2].map(|number| merchant_id(number).number());
    sql.push(format!(
        "INSERT INTO merchants (id, name, status, created_ms)
             VALUES ({first}, '1', 'ACTIVE', 0), ({second}, '2', 'ACTIVE', 0);
         INSERT INTO points_of_sale (merchant_id, reference, name) VALUES ({first}, 'SHOP1', 's');"
    ));
    house.run(&[&sql, rows].concat().join("\n"));
    house
}

/// As a text of SQL.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn maybe_quoted(text: Option<&str>) -> String {
    text.map_or("NULL".to_owned(), quoted)
}

/// A payment as it was kept.
struct Payment<'a> {
    number: i64,
    details: &'a str,
    card: &'a str,
    state: &'a str,
    idempotency_key: Option<&'a str>,
    session: Option<i64>,
    notification_url: Option<&'a str>,
}

const CARD: &str = r#"{"panType":"CARD_PAN"}"#;
const ACCEPTED: &str = r#"{"is":"ACCEPTED"}"#;

impl<'a> Payment<'a> {
    /// With what every payment has.
    const fn bare(number: i64, details: &'a str) -> Self {
        let (idempotency_key, session, notification_url) = (None, None, None);
        Self { number, details, card: CARD, state: ACCEPTED, idempotency_key, session, notification_url }
    }

    /// Of merchant 1, made after 1 s, in version 3; to expire after 9 s.
    fn row(&self) -> String {
        format!(
            "INSERT INTO transactions (id, merchant_id, payment_method_id, point_of_sale, instrument_type, created_ms,
                 card, details, idempotency_key, state, version, wake_for, wake_at_ms, leased_until_ms, session_number,
                 notification_url)
             VALUES ({}, {}, 'CB', 'SHOP1', 'CB', 1000, {}, {}, {}, {}, 3, 'EXPIRE', 9000, 0, {}, {});",
            transaction_id(self.number).number(),
            merchant_id(1).number(),
            quoted(self.card),
            quoted(self.details),
            maybe_quoted(self.idempotency_key),
            quoted(self.state),
            self.session.map_or("NULL".to_owned(), |number| number.to_string()),
            maybe_quoted(self.notification_url),
        )
    }
}

/// As this version starts on it.
async fn migrated(house: &House) -> Arc<dyn Store> {
    let store = house.open().await;
    store.check().await.unwrap();
    store
}
