//! Migrations of a file. Several processes may start at once: the first locks the file until it is done.

use rusqlite::{Connection, TransactionBehavior, params};

use super::OpenError;
use crate::migrations::{SQLITE, to_come};

pub(super) fn migrate(connection: &mut Connection, now_ms: i64) -> Result<(), OpenError> {
    let whole = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    whole.execute_batch(
        "CREATE TABLE IF NOT EXISTS migrations (
            number      INTEGER PRIMARY KEY,
            text        TEXT    NOT NULL,
            applied_ms  INTEGER NOT NULL
        )",
    )?;
    for migration in to_come(&SQLITE, &applied(&whole)?)? {
        whole.execute_batch(migration.text)?;
        let note = "INSERT INTO migrations (number, text, applied_ms) VALUES ($1, $2, $3)";
        whole.execute(note, params![migration.number, migration.text, now_ms])?;
        tracing::info!(number = migration.number, name = migration.name, "migrated");
    }
    whole.commit()?;
    Ok(())
}

/// Returns the number of migrations that the next start applies, or an error if the file has migrations that this version does
/// not know.
pub(super) fn count_to_come(connection: &Connection) -> Result<usize, OpenError> {
    Ok(to_come(&SQLITE, &applied(connection)?)?.len())
}

fn applied(connection: &Connection) -> rusqlite::Result<Vec<(i64, String)>> {
    let mut statement = connection.prepare("SELECT number, text FROM migrations ORDER BY number")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        MigrationError,
        merchants::{payment_methods, points_of_sale},
        notifications,
        payments::transactions,
        query::Query,
        requests, sessions,
        sqlite::driver,
    };
    use domain::{merchant::PageSettings, subject::Subject, transaction::Origin};
    use gateway::ports::Began;
    use jiff::Timestamp;
    use primitives::{IdempotencyKey, MerchantId, Reference, TransactionId};

    #[test]
    fn each_once_and_never_backwards() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, 1).unwrap();
        migrate(&mut connection, 2).unwrap();
        let applied: i64 =
            connection.query_row("SELECT applied_ms FROM migrations", [], |row| row.get(0)).unwrap();
        assert_eq!(applied, 1);

        connection.execute("UPDATE migrations SET text = text || ' '", []).unwrap();
        let edited = migrate(&mut connection, 3);
        assert!(matches!(edited, Err(OpenError::Migration(MigrationError::Edited(1)))));
        connection.execute("INSERT INTO migrations VALUES (99, '', 0)", []).unwrap();
        let newer = migrate(&mut connection, 3);
        assert!(matches!(newer, Err(OpenError::Migration(MigrationError::FromTheFuture(99)))));
    }

    /// Makes a store that has the first `count` migrations.
    fn of_version(count: usize) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        let migrations = "CREATE TABLE migrations
            (number INTEGER PRIMARY KEY, text TEXT NOT NULL, applied_ms INTEGER NOT NULL)";
        connection.execute_batch(migrations).unwrap();
        for migration in &SQLITE[..count] {
            connection.execute_batch(migration.text).unwrap();
            let note = "INSERT INTO migrations VALUES ($1, $2, 0)";
            connection.execute(note, params![migration.number, migration.text]).unwrap();
        }
        connection
    }

    /// A store of the first version, with a payment of each kind: nothing that was to be done is forgotten.
    #[test]
    fn a_store_that_is_in_use() {
        let mut connection = of_version(1);
        connection
            .execute_batch(
                "INSERT INTO merchants VALUES (1, 'm', 'ACTIVE', 0);
                 INSERT INTO points_of_sale VALUES (1, 'SHOP1', 's');
                 INSERT INTO payment_methods VALUES (1, 'CB', 'SHOP1', 'CB', 'VISA', 1);",
            )
            .unwrap();
        let accepted = r#"{"is":"ACCEPTED","approval":{}}"#;
        let deferred = r#""DEFERRED","deferredCaptureDate":"1970-01-03T00:00:00.500+00:00""#;
        for (id, kind, capture, amount, state, wake) in [
            (1, "ONE_OFF", r#""MANUAL""#, 100, accepted, None),
            (2, "ONE_OFF", deferred, 100, accepted, None),
            (3, "ONE_OFF", r#""AUTOMATIC""#, 100, accepted, None),
            (4, "ACCOUNT_VERIFICATION", r#""MANUAL""#, 0, accepted, None),
            (5, "ONE_OFF", r#""MANUAL""#, 100, r#"{"is":"REFUSED","code":"01100"}"#, None),
            (6, "ONE_OFF", r#""AUTOMATIC""#, 100, r#"{"is":"UNANSWERED"}"#, Some(7)),
        ] {
            let details = format!(
                r#"{{"order":{{"reference":"o","amount":{amount},"currency":"EUR"}},
                    "payment":{{"paymentType":"{kind}","capture":{capture}}}}}"#
            );
            let row = "INSERT INTO transactions VALUES ($1, 1, 'CB', 'CB', 1000, '{}', $2, NULL, $3, 1, $4)";
            connection.execute(row, params![id, details, state, wake]).unwrap();
        }
        migrate(&mut connection, 1).unwrap();
        let mut asked =
            connection.prepare("SELECT id, wake_for, wake_at_ms FROM transactions ORDER BY id").unwrap();
        let work: Vec<(i64, Option<String>, Option<i64>)> = asked
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let due = |work: &str, at| (Some(work.to_owned()), Some(at));
        let expected = [
            due("EXPIRE", 604_801_000),
            due("CAPTURE", 172_800_500),
            (None, None),
            (None, None),
            (None, None),
            due("RECONCILE", 7),
        ];
        assert_eq!(work.iter().map(|(_, work, at)| (work.clone(), *at)).collect::<Vec<_>>(), expected);
        let lines = "SELECT COUNT(*), MAX(entry_id), MAX(day), MAX(point_of_sale) FROM remittance_lines";
        let line: (i64, i64, String, String) = connection
            .query_row(lines, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .unwrap();
        assert_eq!(line, (1, 3, "1970-01-01".to_owned(), "SHOP1".to_owned()));
    }

    /// A store from before there were sessions: what is in it reads as it did, and nothing of it is told to anybody.
    #[test]
    fn a_store_without_sessions() {
        let mut connection = of_version(2);
        connection.execute_batch(include_str!("../../tests/before_sessions.sql")).unwrap();
        // What PostgreSQL takes for bytes SQLite takes for a text.
        connection.execute("UPDATE requests SET digest = CAST(digest AS BLOB)", []).unwrap();
        migrate(&mut connection, 1).unwrap();
        let (merchant, id) =
            (MerchantId::new(1).unwrap(), TransactionId::new(10_000_000_000_000_001).unwrap());
        let [payment] = rows(&connection, &transactions::find(merchant, id));
        assert!(payment.value.card.is_some());
        assert_eq!(payment.value.origin, Origin::Merchant { notification_url: None });
        let key = IdempotencyKey::parse("0f8fad5b-d9cb-469f-a165-70867728950e").unwrap();
        let [request] = rows(&connection, &requests::rows::find(merchant, &key, Timestamp::UNIX_EPOCH));
        let Began::Subject { subject, answered } = request.began else {
            panic!("it has no answer of its own")
        };
        assert_eq!(subject, Subject::Transaction(id));
        assert!(answered.is_some());
        let [channel] = rows(&connection, &payment_methods::find(merchant, &Reference::parse("CB").unwrap()));
        assert_eq!((channel.method.id.as_str(), channel.notification_url), ("CB", None));
        let [point_of_sale] = rows(&connection, &points_of_sale::of(merchant));
        assert!(point_of_sale.settings == PageSettings::default());
        let [] = rows(&connection, &sessions::rows::overdue(Timestamp::MAX, 9));
        let [] = rows(&connection, &notifications::rows::due(Timestamp::MAX, 9, &[]));
    }

    /// A store from before anything was forgotten. The migration writes no row of it.
    #[test]
    fn a_store_that_forgot_nothing() {
        let mut connection = of_version(6);
        connection.execute("INSERT INTO merchants VALUES (1, 'm', 'ACTIVE', 0)", []).unwrap();
        let session = r#"INSERT INTO sessions VALUES (1, 7, NULL, NULL, 'SHOP1', 0, 90, 'o', 1, 1, 'EUR', 'E_COM', 'ONE_OFF',
            'AUTOMATIC', NULL, NULL, '', '', 'u', '{}', 1, NULL, NULL, 1, '{"is":"CANCELLED"}', 3, 0, 1, NULL)"#;
        connection.execute(session, []).unwrap();
        connection.execute("INSERT INTO cards VALUES (1, X'01', 't', X'')", []).unwrap();
        let changes = connection.total_changes();
        migrate(&mut connection, 1).unwrap();
        // The notes of migrations, what is to be noted of sessions, the head of the audit log, and the state of the session.
        let notes = SQLITE.iter().filter(|migration| migration.number > 6).count();
        assert_eq!(connection.total_changes() - changes, u64::try_from(notes + 3).unwrap());
        let asked = "SELECT ended_ms, unpaid_since_ms, (SELECT used_ms FROM cards) FROM sessions";
        let times: (Option<i64>, Option<i64>, Option<i64>) =
            connection.query_row(asked, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        assert_eq!(times, (None, None, None));
    }

    fn rows<T, const N: usize>(connection: &Connection, query: &Query<T>) -> [T; N] {
        let answer = driver::ask(connection, query).unwrap();
        answer
            .into_iter()
            .map(Result::unwrap)
            .collect::<Vec<_>>()
            .try_into()
            .ok()
            .expect("as many rows as are expected")
    }
}
