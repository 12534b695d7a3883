//! Remittances: closed ones, one that was begun and not closed, and lines that came after the close of their day.

use document::Object;
use stores::{Case, Database, Kind};

use crate::harness::json;
use crate::maker::Maker;

/// Closes the remittances of today. The database refuses the totals of one merchant's: its lines are gathered and it stays
/// open, as if `guichet remittance close` had been killed.
pub(crate) async fn make(maker: &mut Maker) {
    let (merchant, _) = maker.recorder.credentials("remitting");
    let database = maker.database();
    let (refuse, allow) = match database {
        Database::Sqlite(_) => (
            format!(
                "CREATE TRIGGER refused BEFORE INSERT ON remittance_totals WHEN NEW.merchant_id = {merchant}
                 BEGIN SELECT RAISE(ABORT, 'refused'); END;"
            ),
            "DROP TRIGGER refused;",
        ),
        Database::Postgres(_) => (
            format!(
                "ALTER TABLE remittance_totals ADD CONSTRAINT refused CHECK (merchant_id <> {merchant}) NOT VALID;"
            ),
            "ALTER TABLE remittance_totals DROP CONSTRAINT refused;",
        ),
    };
    database.run(&refuse);
    let (status, _) = maker.command(&["remittance", "close"]);
    database.run(allow);
    assert!(status.is_some_and(|status| status != 0), "the remittance of {merchant} was closed");
    for (name, merchant) in [("paid-after-the-close", "demo"), ("paid-to-rotated", "rotated")] {
        let id = maker.till(merchant).paid(6_000).await;
        maker.recorder.add(Case::new(Kind::Payment, name, merchant, &id));
    }
}

/// Returns all remittances, and all lines with the day of the remittance that they are in.
pub(crate) fn lists(maker: &Maker) -> Object {
    let all = json(&maker.output_of(&["remittance", "list", "--json"]));
    let lines = "SELECT merchant_id, entry_id, amount, remitted_on FROM remittance_lines ORDER BY entry_id";
    let names = ["merchant_id", "entry", "amount", "remitted_on"];
    let line = |row: &Vec<String>| {
        names.iter().zip(row).fold(Object::new(), |line, (name, value)| line.with(name, value.as_str()))
    };
    let lines: Vec<Object> = maker.database().rows(lines).iter().map(line).collect();
    Object::new().with("remittances", all).with("lines", lines)
}
