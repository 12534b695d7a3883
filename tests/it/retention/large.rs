//! What operators are told of a store with many rows.

use document::Tree;

use super::number_of;
use crate::{
    harness::{Gateway, json},
    sql::run_sql,
};

const LINES: i64 = 120_000;

/// Replaces the lines of the audit log: one of a minute from 2020 on, the first of them with an action of its own.
/// Their numbers have seven digits: a shorter one may be the security code of the suite's cards, which the search for leaks finds.
fn fill(gateway: &Gateway) {
    run_sql(
        gateway,
        &format!(
            "DELETE FROM audit_log;
             WITH RECURSIVE lines (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM lines WHERE number < {LINES})
             INSERT INTO audit_log (at_ms, merchant_id, action, subject)
             SELECT 1577836800000 + number * CAST(60000 AS BIGINT), 0, CASE number WHEN 1 THEN 'FIRST' ELSE 'OTHER' END, 'line ' || (1000000 + number)
             FROM lines"
        ),
    );
}

#[tokio::test]
async fn many_rows_are_told_as_about_so_many_and_lines_are_found_behind_many() {
    let mut gateway = Gateway::start("large");
    // Its worker would forget the lines.
    gateway.stop();
    fill(&gateway);
    let status = gateway.operate_json(&["status"]);
    let kinds = status.at(&["kinds"]).unwrap();
    let about = number_of(kinds, "audit lines", "rows");
    assert!((100_000..200_000).contains(&about), "{about}");
    for row in kinds.as_list().unwrap() {
        let is_estimate = row.at(&["kind"]) == Some(&"audit lines".into());
        assert!(row.at(&["is_estimate"]) == Some(&Tree::Bool(is_estimate)));
    }
    assert!(gateway.operate(&["status"]).contains(&format!("about {about}")));
    let exact = gateway.operate_json(&["status", "--exact"]);
    let exact = number_of(exact.at(&["kinds"]).unwrap(), "audit lines", "rows");
    assert!((LINES..LINES + 100).contains(&exact), "{exact}");

    let shown = gateway.operate_json(&["retention", "show"]);
    let audit = shown.at(&["kinds"]).and_then(Tree::as_list).unwrap();
    let audit = audit.iter().find(|row| row.at(&["kind"]) == Some(&"audit lines".into())).unwrap();
    assert!(audit.at(&["more_due"]) == Some(&Tree::Bool(true)));
    assert_eq!(audit.at(&["due"]).and_then(Tree::as_integer), Some(100_000));
    assert!(gateway.operate(&["retention", "show"]).contains(">100000"));

    let first = json(&gateway.operate(&["audit", "list", "--json", "--action", "FIRST"]));
    assert_eq!(first.as_list().unwrap().len(), 1);
    let old =
        ["audit", "list", "--json", "--action", "OTHER", "--until", "2020-01-01T00:05:00Z", "--most", "3"];
    let old = json(&gateway.operate(&old));
    let subjects =
        old.as_list().unwrap().iter().map(|line| line.at(&["subject"]).and_then(Tree::as_text).unwrap());
    assert_eq!(subjects.collect::<Vec<_>>(), ["line 1000004", "line 1000003", "line 1000002"]);
}
