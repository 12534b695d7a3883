//! `guichet remittance`

mod days;
mod lines;
mod races;
mod words;

use std::time::Duration;

use document::Tree;

use crate::harness::{Gateway, MERCHANT_ID, eventually, guichet_on, json, parse_csv};

const POINT_OF_SALE: &str = "SHOP1";

type Record = std::collections::BTreeMap<String, String>;

/// Runs a command on this gateway's data that must succeed, and returns what it prints.
fn printed(gateway: &Gateway, words: &[&str]) -> String {
    let done = guichet_on(gateway, &[&["remittance"], words].concat());
    assert_eq!(done.code, Some(0), "{words:?}: {}{}", done.stdout, done.stderr);
    done.stdout
}

/// A remittance in the list, with its totals as kind, currency, number of lines and sum.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Remittance {
    merchant: String,
    point_of_sale: String,
    day: String,
    totals: Vec<(String, String, i64, String)>,
}

/// Returns the closed remittances, the newest first.
fn listed(gateway: &Gateway, words: &[&str]) -> Vec<Remittance> {
    let all = json(&printed(gateway, &[&["list", "--json"], words].concat()));
    let text = |tree: &Tree, name| tree.at(&[name]).and_then(Tree::as_text).unwrap().to_owned();
    let total = |total: &Tree| {
        let lines = total.at(&["lines"]).and_then(Tree::as_integer).unwrap();
        (text(total, "kind"), text(total, "currency"), lines, text(total, "minor_units"))
    };
    let closed = |tree: &&Tree| tree.at(&["closed"]) == Some(&Tree::Bool(true));
    all.as_list()
        .unwrap()
        .iter()
        .filter(closed)
        .map(|tree| {
            let mut totals: Vec<_> =
                tree.at(&["totals"]).and_then(Tree::as_list).unwrap().iter().map(total).collect();
            totals.sort();
            let (merchant, point_of_sale) = (text(tree, "merchant_id"), text(tree, "point_of_sale"));
            Remittance { merchant, point_of_sale, day: text(tree, "day"), totals }
        })
        .collect()
}

/// Waits until so many remittances are closed.
async fn closed(gateway: &Gateway, count: usize) -> Vec<Remittance> {
    eventually("such a remittance", Duration::from_secs(30), || async {
        let listed = listed(gateway, &[]);
        assert!(listed.len() <= count, "{listed:?}");
        (listed.len() == count).then_some(listed)
    })
    .await
}

fn exported(gateway: &Gateway, remittance: &Remittance) -> Vec<Record> {
    let Remittance { merchant, point_of_sale, day, .. } = remittance;
    parse_csv(&printed(gateway, &["export", merchant, point_of_sale, day]))
}

/// Returns kind, transaction and minor units of each line.
fn lines(records: &[Record]) -> Vec<(&str, &str, &str)> {
    records
        .iter()
        .map(|line| (line["kind"].as_str(), line["transaction_id"].as_str(), line["minor_units"].as_str()))
        .collect()
}

fn total(kind: &str, currency: &str, lines: i64, sum: &str) -> (String, String, i64, String) {
    (kind.to_owned(), currency.to_owned(), lines, sum.to_owned())
}

fn is_of_the_demo_merchant(remittance: &Remittance) -> bool {
    remittance.merchant == MERCHANT_ID && remittance.point_of_sale == POINT_OF_SALE
}
