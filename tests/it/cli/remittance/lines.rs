//! The lines of a remittance.

use std::collections::BTreeMap;

use super::{Record, closed, exported, lines, listed, printed, total};
use crate::harness::{
    Action::{Capture, Refund},
    Card, Gateway, own, payment, put, reference, refused,
};

#[tokio::test]
async fn what_was_taken_and_nothing_else() {
    let gateway = Gateway::start("lines");
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let whole = till.capture(&id, 3_000).await;
    let cancelled = till.capture(&id, 1_000).await;
    till.cancel(&cancelled, 1_000).await;
    let in_part = till.capture(&id, 2_000).await;
    till.cancel(&in_part, 400).await;
    refused(&mut till, Capture, &id, &own(50_000), "02613").await;
    let refund = till.refund(&whole, 500).await;
    let taken_back = till.refund(&whole, 250).await;
    till.cancel(&taken_back, 250).await;
    refused(&mut till, Refund, &id, &own(50_000), "02613").await;
    till.authorised(777_000).await;
    till.pay(&payment(&Card::cb_visa(), 33_305)).await;
    printed(&gateway, &["close"]);
    let remittance = closed(&gateway, 1).await.remove(0);
    assert_eq!(
        lines(&exported(&gateway, &remittance)),
        [
            ("CAPTURE", whole.as_str(), "3000"),
            ("CAPTURE", in_part.as_str(), "1600"),
            ("REFUND", refund.as_str(), "-500"),
        ]
    );
    assert_eq!(remittance.totals, [total("CAPTURE", "EUR", 2, "4600"), total("REFUND", "EUR", 1, "500")]);
}

/// The totals are the sums of the lines, in each currency.
#[tokio::test]
async fn currencies() {
    let gateway = Gateway::start("currencies");
    let mut till = gateway.till();
    for (currency, amount) in [("EUR", 5), ("USD", 2_500), ("JPY", 700), ("KWD", 1_234), ("EUR", 100_000)] {
        let request = put(&payment(&Card::visa(), amount), "order.currency", currency);
        let id = till.accepted(&request).await;
        if amount > 1_000 {
            till.refund(&id, 1_000).await;
        }
    }
    printed(&gateway, &["close"]);
    let remittance = closed(&gateway, 1).await.remove(0);
    let records = exported(&gateway, &remittance);
    let mut sums: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
    for line in &records {
        let sum = sums.entry((line["kind"].clone(), line["currency"].clone())).or_default();
        sum.0 += 1;
        sum.1 += line["minor_units"].parse::<i64>().unwrap().abs();
    }
    let sums: Vec<_> = sums
        .into_iter()
        .map(|((kind, currency), (count, sum))| (kind, currency, count, sum.to_string()))
        .collect();
    assert_eq!(sums, remittance.totals);
    // Written as people write it: with the digits that the currency has.
    let written: Vec<_> =
        records.iter().map(|line| (line["currency"].as_str(), line["amount"].as_str())).collect();
    for expected in [
        ("EUR", "0.05"),
        ("USD", "25.00"),
        ("USD", "-10.00"),
        ("JPY", "700"),
        ("KWD", "1.234"),
        ("KWD", "-1.000"),
        ("EUR", "1000.00"),
    ] {
        assert!(written.contains(&expected), "{expected:?} is not in {written:?}");
    }
}

#[tokio::test]
async fn one_for_each_merchant() {
    let gateway = Gateway::start("merchants-remitted");
    let (merchant, key) = gateway.new_merchant();
    let ours = gateway.till().paid(1_000).await;
    let theirs = gateway.till_of(&merchant, &key).paid(2_000).await;
    printed(&gateway, &["close"]);
    let both = closed(&gateway, 2).await;
    for (id, amount, of) in [(ours, "1000", crate::harness::MERCHANT_ID), (theirs, "2000", &merchant)] {
        let own = listed(&gateway, &["--merchant", of]);
        assert_eq!(own.len(), 1);
        assert!(own[0].merchant == of && both.contains(&own[0]));
        assert_eq!(lines(&exported(&gateway, &own[0])), [("CAPTURE", id.as_str(), amount)]);
    }
}

/// A line tells whose money it is, and survives what a merchant writes into a reference.
#[tokio::test]
async fn a_line() {
    let gateway = Gateway::start("line");
    let mut till = gateway.till();
    let odd = format!("{}, \"é\"; \u{1f381}", reference());
    let request = put(&payment(&Card::cb_visa(), 1_000), "order.reference", odd.as_str());
    let id = till.accepted(&put(&request, "payment.capture", "MANUAL")).await;
    let capture = till.capture(&id, 900).await;
    printed(&gateway, &["close"]);
    let remittance = closed(&gateway, 1).await.remove(0);
    let records: Vec<Record> = exported(&gateway, &remittance);
    let [line] = &records[..] else { panic!("{records:?}") };
    let read = till.transaction(&capture).await;
    for (name, expected) in [
        ("remittance_day", remittance.day.as_str()),
        ("merchant_id", remittance.merchant.as_str()),
        ("point_of_sale", "SHOP1"),
        ("payment_method", "CB"),
        ("kind", "CAPTURE"),
        ("transaction_id", &capture),
        ("payment_transaction_id", &id),
        ("order_reference", &odd),
        ("amount", "9.00"),
        ("currency", "EUR"),
        ("minor_units", "900"),
        ("made_at", read.text(&["transaction", "date"]).unwrap()),
    ] {
        assert_eq!(line[name], expected, "{name}");
    }
}

/// A spreadsheet must not take a reference for a formula.
#[tokio::test]
async fn references_that_look_like_formulas() {
    let gateway = Gateway::start("formulas");
    let mut till = gateway.till();
    for start in ["=", "+", "-", "@"] {
        let odd = format!("{start}1+cmd|'{}'!A1", reference());
        till.accepted(&put(&payment(&Card::cb_visa(), 1_000), "order.reference", odd.as_str())).await;
    }
    printed(&gateway, &["close"]);
    let remittance = closed(&gateway, 1).await.remove(0);
    for line in exported(&gateway, &remittance) {
        let reference = &line["order_reference"];
        assert!(!reference.starts_with(['=', '+', '-', '@']), "{reference} is a formula");
    }
}
