//! The gateway of this version gives the answers that the old one gave.

use document::Tree;
use stores::{Case, Kind, When};

use super::{Upgraded, audit::when, is_true, sets, text};
use crate::harness::{idle, parse_csv, put, under, without};

#[tokio::test]
async fn payments_actions_and_sessions() {
    for set in sets() {
        let upgraded = Upgraded::start(&set, "kept").await;
        // Reading the others now could end their notifications.
        for case in upgraded.expected.cases().iter().filter(|case| case.notified != Some(When::AtOnce)) {
            if upgraded.is_locked(&case.merchant) {
                assert_eq!(upgraded.read(case).await.status, 401, "{}", case.name);
            } else {
                upgraded.assert_kept(case).await;
            }
        }
    }
}

impl Upgraded {
    /// Asserts that the answers of the old version are unchanged, except for what pending work changes.
    pub(super) async fn assert_kept(&self, case: &Case) {
        let read = self.read(case).await;
        assert_eq!(read.status, 200, "{}: {}", case.name, read.body_text());
        let (then, now) = (constant(case, &told_now(case)), constant(case, read.document().unwrap()));
        under(&then, Some(&now), &case.name);
    }
}

/// Returns what the old version told, with the title that this one gives to a refused action: ERROR, whatever the code.
pub(super) fn told_now(case: &Case) -> Tree {
    let is_refused = case.answer.at(&["result", "title"]).and_then(Tree::as_text) == Some("REFUSED");
    if case.kind == Kind::Action && is_refused {
        put(&case.answer, "result.title", "ERROR")
    } else {
        case.answer.clone()
    }
}

/// Returns an answer without the members that pending work may have changed.
fn constant(case: &Case, answer: &Tree) -> Tree {
    let may_change = case.pending.iter().any(|pending| when(*pending) == When::AtOnce);
    if !may_change && case.code_at_once.is_none() {
        return answer.clone();
    }
    // The transactions of a session include their results.
    let changing =
        ["result", "transactions", "transaction.partnerReturnedData", "transaction.authorizedAmount"];
    let answer = changing.iter().fold(answer.clone(), |answer, path| without(&answer, path));
    // New actions come after the old ones.
    let list =
        |answer: &Tree| answer.at(&["associatedTransactions"]).and_then(Tree::as_list).map(<[Tree]>::to_vec);
    let Some(mut listed) = list(&answer) else { return answer };
    listed.truncate(list(&case.answer).map_or(0, |then| then.len()));
    put(&answer, "associatedTransactions", Tree::List(listed))
}

#[tokio::test]
async fn lists_of_operators() {
    for set in sets() {
        let upgraded = Upgraded::start(&set, "listed").await;
        idle(&upgraded.gateway).await;
        let (expected, gateway) = (&upgraded.expected, &upgraded.gateway);
        let merchants = Tree::List(expected.list("listed_merchants").to_vec());
        under(&merchants, Some(&gateway.manage(&["list"])), "merchants");
        for then in expected.list("points_of_sale") {
            let words = ["point-of-sale", "show", text(then, "merchant_id"), text(then, "reference")];
            under(then, Some(&gateway.operate_json(&words)), "a point of sale");
        }
        upgraded.assert_ended_notifications_listed();
        for remittance in expected.list("remittances").iter().filter(|one| is_true(one, "closed")) {
            upgraded.assert_remittance_kept(remittance);
        }
    }
}

impl Upgraded {
    fn assert_ended_notifications_listed(&self) {
        let listed = self.gateway.operate_json(&["notifications", "list", "--most", "1000"]);
        let listed = listed.as_list().unwrap();
        let ended = |then: &&Tree| text(then, "state") != "WAITING";
        for then in self.expected.list("notifications").iter().filter(ended) {
            let now = listed.iter().find(|now| text(now, "id") == text(then, "id"));
            under(then, now, &format!("notification {}", text(then, "id")));
        }
    }

    fn assert_remittance_kept(&self, remittance: &Tree) {
        let [merchant, shop, day] =
            ["merchant_id", "point_of_sale", "day"].map(|name| text(remittance, name));
        let words = ["remittance", "list", "--merchant", merchant, "--day", day];
        let listed = self.gateway.operate_json(&words);
        under(&Tree::List(vec![remittance.clone()]), Some(&listed), "a remittance");
        let is_in = |line: &&Tree| text(line, "merchant_id") == merchant && text(line, "remitted_on") == day;
        let lines = self.expected.list("lines").iter().filter(is_in);
        let then: Vec<(String, String)> = lines.map(line).collect();
        assert_eq!(self.exported_lines(merchant, shop, day), then);
    }

    /// Returns the entries of a remittance and their amounts, by the entries' ids.
    pub(super) fn exported_lines(&self, merchant: &str, shop: &str, day: &str) -> Vec<(String, String)> {
        let csv = self.gateway.operate(&["remittance", "export", merchant, shop, day]);
        // Refunds are negative in an export.
        let amount = |text: &str| text.trim_start_matches('-').to_owned();
        let mut lines: Vec<_> = parse_csv(&csv)
            .iter()
            .map(|line| (line["transaction_id"].clone(), amount(&line["minor_units"])))
            .collect();
        lines.sort_unstable();
        lines
    }
}

/// Returns the entry and the amount of a line of the set.
pub(super) fn line(line: &Tree) -> (String, String) {
    (text(line, "entry").to_owned(), text(line, "amount").to_owned())
}
