//! The audit log is whole, and whatever somebody changes in it behind the gateway's back is found and named.

mod blocks;
mod commands;
mod head;
mod lines;
mod load;
mod recorded;
mod retention;

use std::time::Duration;

use document::Tree;
use stores::Database;

use crate::harness::{Card, Gateway, eventually, guichet_on, json, payment, transaction_id};

/// What `guichet audit verify --json` prints, and its exit code.
struct Verified {
    code: Option<i32>,
    told: Tree,
}

/// Verifies the audit log of a gateway, which may run meanwhile.
fn verify(gateway: &Gateway, words: &[&str]) -> Verified {
    let done = guichet_on(gateway, &[&["audit", "verify", "--json"], words].concat());
    Verified { code: done.code, told: json(&done.stdout) }
}

impl Verified {
    fn number(&self, name: &str) -> i64 {
        self.told.at(&[name]).and_then(Tree::as_integer).unwrap()
    }

    fn head(&self) -> String {
        self.told.at(&["head"]).and_then(Tree::as_text).unwrap().to_owned()
    }

    /// Returns the name and the words of each fault.
    fn faults(&self) -> Vec<(String, String)> {
        let text = |fault: &Tree, name| fault.at(&[name]).and_then(Tree::as_text).unwrap().to_owned();
        let faults = self.told.at(&["faults"]).and_then(Tree::as_list).unwrap();
        faults.iter().map(|fault| (text(fault, "fault"), text(fault, "words"))).collect()
    }

    #[track_caller]
    fn assert_intact(&self) {
        assert_eq!((self.faults(), self.code), (Vec::new(), Some(0)));
        assert!(self.told.at(&["intact"]) == Some(&Tree::Bool(true)));
    }

    /// Asserts that exactly these faults are named.
    #[track_caller]
    fn assert_faults(&self, what: &str, expected: &[(&str, &str)]) {
        let faults = self.faults();
        let told: Vec<_> = faults.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
        assert!(
            told.len() == expected.len()
                && told
                    .iter()
                    .zip(expected)
                    .all(|(told, expected)| told.0 == expected.0 && told.1.contains(expected.1)),
            "{what}: {told:#?} instead of {expected:#?}"
        );
        assert_eq!(self.code, Some(3), "{what}");
    }
}

/// Waits until every line is in a block.
async fn gathered(gateway: &Gateway) -> Verified {
    eventually("block of every line", Duration::from_secs(60), || async {
        let verified = verify(gateway, &[]);
        verified.assert_intact();
        (verified.number("waiting") == 0).then_some(verified)
    })
    .await
}

/// A gateway that was stopped after some payments, with its log in several blocks.
struct Log {
    gateway: Gateway,
    database: Database,
}

/// The tables of the log and its chain.
const TABLES: [&str; 3] = ["audit_log", "audit_blocks", "audit_head"];

impl Log {
    async fn of_payments(name: &str) -> Self {
        let gateway = Gateway::start(name);
        let log = Self { database: database(&gateway), gateway };
        for _ in 0..4 {
            log.pay().await;
        }
        log.stopped()
    }

    /// Pays some times, and waits for a block. A round of the worker may cut the lines in two.
    async fn pay(&self) {
        let mut till = self.gateway.till();
        for _ in 0..4 {
            transaction_id(&till.pay(&payment(&Card::cb_visa(), 2_499)).await);
        }
        gathered(&self.gateway).await;
    }

    fn stopped(mut self) -> Self {
        self.gateway.stop();
        verify(&self.gateway, &[]).assert_intact();
        self.save("whole");
        self
    }

    /// Keeps a copy of the log.
    fn save(&self, name: &str) {
        for table in TABLES {
            self.database.run(&format!("CREATE TABLE {name}_{table} AS SELECT * FROM {table};"));
        }
    }

    /// Puts a copy of some tables back.
    fn restore(&self, name: &str, tables: &[&str]) {
        let overriding = match self.database.engine() {
            "sqlite" => "",
            _ => "OVERRIDING SYSTEM VALUE",
        };
        for table in tables {
            self.database.run(&format!(
                "DELETE FROM {table}; INSERT INTO {table} {overriding} SELECT * FROM {name}_{table};"
            ));
        }
    }

    /// Changes the log, verifies that these faults are named and no other, and puts it back as it was.
    #[track_caller]
    fn changed(&self, sql: &str, expected: &[(&str, &str)]) {
        self.database.run(&format!("{sql};"));
        verify(&self.gateway, &[]).assert_faults(sql, expected);
        self.restore("whole", &TABLES);
        verify(&self.gateway, &[]).assert_intact();
    }

    /// Returns the number, the id before the first line and the last id of each block.
    fn blocks(&self) -> Vec<[i64; 3]> {
        let rows = self.database.rows("SELECT number, after_id, last_id FROM audit_blocks ORDER BY number");
        rows.iter().map(|row| [0, 1, 2].map(|column: usize| row[column].parse().unwrap())).collect()
    }

    /// Returns a block of three lines or more that is neither the first nor the newest.
    fn block_between(&self) -> [i64; 3] {
        let blocks = self.blocks();
        let between = &blocks[1..blocks.len() - 1];
        let found = between.iter().find(|block| self.lines(**block).len() >= 3);
        *found.unwrap_or_else(|| panic!("no such block in {blocks:?}"))
    }

    /// Returns the ids of the lines of a block.
    fn lines(&self, block: [i64; 3]) -> Vec<i64> {
        let [_, after, last] = block;
        let rows = self
            .database
            .rows(&format!("SELECT id FROM audit_log WHERE id > {after} AND id <= {last} ORDER BY id"));
        rows.iter().map(|row| row[0].parse().unwrap()).collect()
    }

    /// Returns a statement that adds a copy of a line under another id.
    fn copy(&self, from: i64, to: i64) -> String {
        let overriding = match self.database.engine() {
            "sqlite" => "",
            _ => "OVERRIDING SYSTEM VALUE",
        };
        format!(
            "INSERT INTO audit_log (id, at_ms, merchant_id, action, subject, actor, address, stamp) {overriding}
             SELECT {to}, at_ms, merchant_id, action, subject, actor, address, stamp FROM audit_log WHERE id = {from}"
        )
    }
}

fn database(gateway: &Gateway) -> Database {
    let environment = gateway.environment();
    Database::of(&gateway.data(), environment.first().map(|(_, url)| *url))
}
