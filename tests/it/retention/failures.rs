//! `guichet retention run` where one kind of data cannot be forgotten.

use document::Tree;

use super::{SEVENTY_DAYS, SHORT, number_of, personal_payment};
use crate::{
    harness::{Card, Gateway, guichet_on, json},
    sql::run_sql,
};

/// Keeps every row of a table from being deleted.
fn forbid_deletion(gateway: &Gateway, table: &str) {
    let sql = if gateway.environment().is_empty() {
        format!("CREATE TRIGGER kept BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'kept'); END")
    } else {
        format!(
            "CREATE FUNCTION keep() RETURNS trigger AS $$ BEGIN RAISE 'kept'; END $$ LANGUAGE plpgsql;
             CREATE TRIGGER kept BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION keep()"
        )
    };
    run_sql(gateway, &sql);
}

#[tokio::test]
async fn the_other_kinds_are_forgotten_and_the_command_fails() {
    let gateway = Gateway::start("retention-failure");
    let paid = gateway.till().pay(&personal_payment(&Card::cb_visa(), "camille.martin@example.com")).await;
    assert_eq!(paid.status, 201);
    forbid_deletion(&gateway, "cards");
    let clock = format!("sandbox.clock_ahead_hours={SEVENTY_DAYS}");
    let settings = SHORT.into_iter().chain([clock.as_str()]).flat_map(|setting| ["--set", setting]);
    let words: Vec<&str> = ["retention", "run"].into_iter().chain(settings).collect();
    let run = guichet_on(&gateway, &[&words[..], &["--json"]].concat());
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    let told = json(&run.stdout);
    assert_eq!((number_of(&told, "card numbers", "done"), number_of(&told, "personal data", "done")), (0, 1));
    assert!(number_of(&told, "audit lines", "done") > 0, "it comes after the cards");
    for kind in told.as_list().unwrap() {
        let failed = kind.at(&["kind"]) == Some(&"card numbers".into());
        assert!(kind.at(&["failed"]) == Some(&Tree::Bool(failed)), "{}", run.stdout);
    }
    assert!(run.stderr.contains("not all was forgotten of: card numbers"), "{}", run.stderr);
    let again = guichet_on(&gateway, &words);
    assert!(again.code == Some(1) && again.stdout.contains("then it failed"), "{}", again.stdout);
}
