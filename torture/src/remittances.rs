//! Compares the remittances with the payments: each captured or refunded amount is in one of them, once.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::{Duration, Instant},
};

use client::Client;
use document::{Tree, read_json};
use rig::Gateway;

use crate::{
    Failure,
    audit::{Entry, get},
    books::{Books, Key, Kind},
    load::connect,
    merchants::Merchant,
};

/// The captured and the refunded amount in minor units.
type Money = (i64, i64);

pub(crate) struct Remittance {
    point_of_sale: String,
    day: String,
    pub(crate) closed: bool,
    /// The totals in the list of remittances.
    totals: Money,
}

/// Lists the remittances of a merchant.
pub(crate) fn of(gateway: &Gateway, merchant: &Merchant) -> Result<Vec<Remittance>, Failure> {
    let list = gateway.manage(&["remittance", "list", "--json", "--merchant", &merchant.id])?;
    let list = read_json(list.as_bytes()).ok();
    let rows = list.as_ref().and_then(Tree::as_list).ok_or_else(unreadable)?;
    rows.iter().map(|row| read(row).ok_or_else(unreadable)).collect()
}

fn read(row: &Tree) -> Option<Remittance> {
    let text = |tree: &Tree, name: &str| Some(tree.at(&[name])?.as_text()?.to_owned());
    let mut totals = (0, 0);
    for total in row.at(&["totals"])?.as_list()? {
        let minor_units: i64 = text(total, "minor_units")?.parse().ok()?;
        add(&mut totals, &text(total, "kind")?, minor_units);
    }
    let closed = *row.at(&["closed"])? == Tree::Bool(true);
    Some(Remittance { point_of_sale: text(row, "point_of_sale")?, day: text(row, "day")?, closed, totals })
}

fn add(sums: &mut Money, kind: &str, minor_units: i64) {
    if kind == "REFUND" { sums.1 += minor_units } else { sums.0 += minor_units }
}

fn unreadable() -> Failure {
    Failure::Violated("the remittances cannot be read".to_owned())
}

/// Compares every remittance with the payments, after the end of the last day.
pub(crate) async fn audit<'a>(
    gateway: &Gateway,
    shop: &Client,
    books: &Books,
    paid_in_sessions: &[(Merchant, String)],
    merchants: impl Iterator<Item = &'a Merchant>,
) -> Result<usize, Failure> {
    let exported = exported(gateway, merchants)?;
    let accepted: Vec<(Merchant, String)> = {
        let pages = books.open();
        let payments = pages.asks.values().filter(|ask| ask.kind == Kind::Payment);
        let told = payments.filter_map(|ask| Some((ask.merchant.clone(), ask.told.as_ref()?)));
        let accepted = told.filter(|(_, told)| told.title == "ACCEPTED");
        accepted.map(|(merchant, told)| (merchant, told.id.clone())).collect()
    };
    let mut connection = connect(shop, Instant::now() + Duration::from_secs(60)).await?;
    for (merchant, id) in accepted.iter().chain(paid_in_sessions) {
        let answer = get(&mut connection, merchant, id).await?;
        let entries = answer.at(&["associatedTransactions"]).and_then(Tree::as_list).unwrap_or_default();
        let entries: Vec<Entry> = entries.iter().filter_map(Entry::read).collect();
        let expected = expected(&entries);
        let found = exported.get(&(Arc::clone(&merchant.id), id.clone())).copied().unwrap_or_default();
        if found != expected {
            let words = format!("remitted of {id}: {found:?}, expected {expected:?}: {}", answer.body_text());
            return Err(Failure::Violated(words));
        }
    }
    Ok(exported.len())
}

/// Returns every line of every remittance, by payment. No capture or refund may be in two.
fn exported<'a>(
    gateway: &Gateway,
    merchants: impl Iterator<Item = &'a Merchant>,
) -> Result<BTreeMap<Key, Money>, Failure> {
    let (mut money, mut seen) = (BTreeMap::<Key, Money>::new(), BTreeSet::new());
    for merchant in merchants {
        for Remittance { point_of_sale, day, closed, totals } in of(gateway, merchant)? {
            let words = ["remittance", "export", &merchant.id, &point_of_sale, &day];
            let lines = gateway.manage(&words)?;
            let mut sums = (0, 0);
            for line in lines.lines().skip(1).map(Line::read) {
                let line = line.ok_or_else(unreadable)?;
                if !seen.insert((Arc::clone(&merchant.id), line.entry.to_owned())) {
                    return Err(Failure::Violated(format!("{} is remitted twice", line.entry)));
                }
                add(&mut sums, line.kind, line.minor_units);
                let payment = (Arc::clone(&merchant.id), line.payment.to_owned());
                add(money.entry(payment).or_default(), line.kind, line.minor_units);
            }
            if !closed || sums != totals {
                let words =
                    format!("{merchant:?} {day}: closed {closed}, {totals:?} in all, in lines {sums:?}");
                return Err(Failure::Violated(words));
            }
        }
    }
    Ok(money)
}

struct Line<'a> {
    kind: &'a str,
    entry: &'a str,
    payment: &'a str,
    minor_units: i64,
}

impl<'a> Line<'a> {
    /// Reads a line of CSV. Fields are counted from the end, because those that may hold a comma come first.
    /// Refunds are negative.
    fn read(text: &'a str) -> Option<Self> {
        let fields: Vec<&str> = text.split(',').collect();
        let [.., kind, entry, payment, _, _, _, minor_units, _] = fields[..] else { return None };
        let minor_units: i64 = minor_units.parse().ok()?;
        let sign = if kind == "REFUND" { -1 } else { 1 };
        Some(Self { kind, entry, payment, minor_units: minor_units * sign })
    }
}

/// Returns the amounts that should be remitted. A cancel takes first what is not captured. Cancels of
/// remitted captures are refused, so the order of remittances does not matter.
fn expected(entries: &[Entry]) -> Money {
    let Some(payment) = entries.first().filter(|payment| payment.accepted) else { return (0, 0) };
    let by_itself = payment.kind == "AUTHORIZATION_AND_CAPTURE";
    let mut free = if by_itself { 0 } else { payment.amount };
    let (mut captured, mut refunded) = (payment.amount - free, 0);
    for entry in entries[1..].iter().filter(|entry| entry.accepted) {
        match entry.kind.as_str() {
            "CAPTURE" => {
                free -= entry.amount;
                captured += entry.amount;
            }
            "REFUND" => refunded += entry.amount,
            _ => {
                let from_free = free.min(entry.amount);
                free -= from_free;
                captured -= entry.amount - from_free;
            }
        }
    }
    (captured, refunded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_should_be_remitted_is_what_was_captured_and_refunded() {
        for (what, payment, actions, money) in [
            ("nothing captured", "AUTHORIZATION", vec![("CANCEL", 300, true)], (0, 0)),
            ("by itself", "AUTHORIZATION_AND_CAPTURE", vec![("REFUND", 300, true)], (1000, 300)),
            ("refused", "AUTHORIZATION", vec![("CAPTURE", 300, true), ("CAPTURE", 800, false)], (300, 0)),
            (
                "a cancel of what is free",
                "AUTHORIZATION",
                vec![("CAPTURE", 600, true), ("CANCEL", 400, true)],
                (600, 0),
            ),
            (
                "a cancel of more",
                "AUTHORIZATION",
                vec![("CAPTURE", 600, true), ("CANCEL", 500, true)],
                (500, 0),
            ),
        ] {
            let mut entries = vec![entry(payment, 1000, true)];
            entries.extend(actions.into_iter().map(|(kind, amount, accepted)| entry(kind, amount, accepted)));
            assert_eq!(expected(&entries), money, "{what}");
        }
        assert_eq!(expected(&[entry("AUTHORIZATION_AND_CAPTURE", 1000, false)]), (0, 0));
    }

    #[test]
    fn a_line_is_read_from_its_end() {
        let line = Line::read("2026-11-22,1,A,B,\"C,D\",REFUND,7,6,order,-1.00,EUR,-100,now").unwrap();
        assert_eq!((line.kind, line.entry, line.payment, line.minor_units), ("REFUND", "7", "6", 100));
        // Money in the wrong direction stays wrong.
        let line = Line::read("2026-11-22,1,A,B,REFUND,7,6,order,1.00,EUR,100,now").unwrap();
        assert_eq!(line.minor_units, -100);
        assert!(Line::read("a,b").is_none());
    }

    fn entry(kind: &str, amount: i64, accepted: bool) -> Entry {
        Entry { id: "1".to_owned(), kind: kind.to_owned(), amount, accepted }
    }
}
