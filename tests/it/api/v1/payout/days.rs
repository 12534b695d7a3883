//! What becomes of transfers over days

use std::time::Duration;

use client::Answer;
use document::Tree;

use super::{accepted, read, send};
use crate::harness::{
    Gateway, assert_result, eventually, guichet_on, in_days, json, transaction_id, transfer,
};
use crate::sql::query_sql;

/// Waits until the transfer has this code.
async fn told(gateway: &Gateway, id: &str, code: &str) -> Answer {
    eventually(&format!("transfer with {code}"), Duration::from_secs(60), || async {
        let answer = read(&mut gateway.till(), id).await;
        (answer.text(&["result", "code"]) == Some(code)).then_some(answer)
    })
    .await
}

/// Returns the names of the audit lines of a transfer, the oldest first.
fn history(gateway: &Gateway, id: &str) -> Vec<String> {
    let done = guichet_on(gateway, &["audit", "list", "--json", "--subject", id]);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    let lines = json(&done.stdout);
    let name = |line: &Tree| line.at(&["action"]).and_then(Tree::as_text).unwrap().to_owned();
    lines.as_list().unwrap().iter().rev().map(name).collect()
}

#[tokio::test]
async fn settled_and_returned() {
    let mut gateway = Gateway::start("payout-days");
    let mut till = gateway.till();
    let settled = accepted(&mut till, &transfer(1_000)).await;
    let mut returned = Vec::new();
    for (cents, code, reason) in [
        (55_501, "01114", "AC01"),
        (55_503, "01100", "MS03"),
        (55_504, "01114", "AC04"),
        (55_506, "01119", "AC06"),
        (55_507, "01119", "MD07"),
    ] {
        returned.push((accepted(&mut till, &transfer(cents)).await, code, reason));
    }
    let unpaid = accepted(&mut till, &transfer(55_544)).await;
    let refused = transaction_id(&send(&mut till, &transfer(33_305)).await);

    // The file of the day is closed. The payees' banks have sent nothing back so soon.
    gateway.restart_ahead(24, &[]);
    eventually("file", Duration::from_secs(60), || async {
        history(&gateway, &settled).contains(&"TRANSFER_FILED".to_owned()).then_some(())
    })
    .await;
    for (id, ..) in &returned {
        assert_result(&read(&mut gateway.till(), id).await, 200, "ACCEPTED", "00000");
    }

    // Over weekends and the longest row of holidays.
    gateway.restart_ahead(24 * 14, &[]);
    for (id, code, reason) in &returned {
        assert_result(&told(&gateway, id, code).await, 200, "REFUSED", code);
        assert_eq!(history(&gateway, id).last().map(String::as_str), Some("TRANSFER_RETURNED"), "{reason}");
    }
    assert_result(&told(&gateway, &unpaid, "01121").await, 200, "REFUSED", "01121");
    eventually("settlement", Duration::from_secs(60), || async {
        history(&gateway, &settled).contains(&"TRANSFER_SETTLED".to_owned()).then_some(())
    })
    .await;
    assert_result(&read(&mut gateway.till(), &settled).await, 200, "ACCEPTED", "00000");
    let whole = ["TRANSFER_ASKED", "TRANSFER_ACCEPTED", "TRANSFER_FILED", "TRANSFER_SETTLED"];
    assert_eq!(history(&gateway, &settled)[..4], whole);
    assert_eq!(history(&gateway, &refused), ["TRANSFER_ASKED", "TRANSFER_REFUSED"]);
}

/// Returns a column with a day of a transfer, and the number of days until noon of it has passed.
fn day_of(gateway: &Gateway, id: &str, column: &str) -> u32 {
    let day = query_sql(gateway, &format!("SELECT {column} FROM transfers WHERE id = {id}")).concat();
    let days = (0..40).find(|days| in_days(*days).starts_with(&day) && !day.is_empty());
    u32::try_from(days.unwrap_or_else(|| panic!("{column} is {day:?}"))).unwrap()
}

/// A bank that says nothing is asked again, and meanwhile nothing is taken for settled or for kept.
#[tokio::test]
async fn a_bank_that_is_silent_about_a_return() {
    let utc = &["calendar=UTC"];
    let mut gateway = Gateway::start_with("payout-silent-look", utc);
    let id = accepted(&mut gateway.till(), &transfer(55_590)).await;
    // The bank is asked at noon.
    let to_evening = 22_u32.saturating_sub(in_days(0)[11..13].parse().unwrap());
    let silent = "the bank does not say what has become of a transfer";
    gateway.restart_ahead(24, utc);
    eventually("file", Duration::from_secs(60), || async {
        history(&gateway, &id).contains(&"TRANSFER_FILED".to_owned()).then_some(())
    })
    .await;
    for (column, before, after) in
        [("settles", "TRANSFER_FILED", "TRANSFER_SETTLED"), ("look", "TRANSFER_SETTLED", "TRANSFER_RETURNED")]
    {
        let day = day_of(&gateway, &id, column);
        gateway.restart_ahead(24 * day + to_evening, utc);
        gateway.logged(&[("message", silent), ("transfer", &id)]).await;
        assert_eq!(history(&gateway, &id).last().map(String::as_str), Some(before));
        assert_result(&read(&mut gateway.till(), &id).await, 200, "ACCEPTED", "00000");
        gateway.restart_ahead(24 * (day + 1) + to_evening, utc);
        eventually(after, Duration::from_secs(60), || async {
            (history(&gateway, &id).last().map(String::as_str) == Some(after)).then_some(())
        })
        .await;
    }
    assert_result(&read(&mut gateway.till(), &id).await, 200, "REFUSED", "01114");
}
