//! The remittances against the payments: every euro that was captured or refunded is in one of them, once.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use client::Shop;
use document::{Tree, read_json};
use rig::Gateway;

use crate::{
    Failure,
    audit::{Entry, get},
    books::{Books, Kind},
    load::connect,
};

/// Captured and refunded, in minor units.
type Money = (i64, i64);

/// After the end of the last day: reads every remittance there is.
pub(crate) async fn audit(gateway: &Gateway, shop: &Shop, books: &Books) -> Result<usize, Failure> {
    let exported = exported(gateway)?;
    let accepted: Vec<String> = {
        let pages = books.open();
        let payments = pages.asks.values().filter(|ask| ask.kind == Kind::Payment);
        let told = payments.filter_map(|ask| ask.told.as_ref());
        told.filter(|told| told.title == "ACCEPTED").map(|told| told.id.clone()).collect()
    };
    let mut connection = connect(shop, Instant::now() + Duration::from_secs(60)).await?;
    for id in &accepted {
        let answer = get(&mut connection, id).await?;
        let entries = answer.at(&["associatedTransactions"]).and_then(Tree::as_list).unwrap_or_default();
        let entries: Vec<Entry> = entries.iter().filter_map(Entry::read).collect();
        let expected = expected(&entries);
        let found = exported.get(id).copied().unwrap_or_default();
        if found != expected {
            let words = format!("remitted of {id}: {found:?}, expected {expected:?}: {}", answer.body_text());
            return Err(Failure::Violated(words));
        }
    }
    Ok(exported.len())
}

/// Every line of every remittance, by payment. No capture or refund is in two.
fn exported(gateway: &Gateway) -> Result<BTreeMap<String, Money>, Failure> {
    let unreadable = || Failure::Violated("the list of remittances cannot be read".to_owned());
    let list =
        read_json(gateway.manage(&["remittance", "list", "--json"])?.as_bytes()).map_err(|_| unreadable())?;
    let (mut money, mut seen) = (BTreeMap::<String, Money>::new(), BTreeSet::new());
    for remittance in list.as_list().ok_or_else(unreadable)? {
        let text = |name: &str| remittance.at(&[name]).and_then(Tree::as_text).ok_or_else(unreadable);
        let words = ["remittance", "export", text("merchant_id")?, text("point_of_sale")?, text("day")?];
        for line in gateway.manage(&words)?.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let [.., kind, entry, payment, _, _, _, minor_units, _] = fields[..] else {
                return Err(unreadable());
            };
            if !seen.insert(entry.to_owned()) {
                return Err(Failure::Violated(format!("{entry} is remitted twice")));
            }
            let minor_units: i64 = minor_units.parse().map_err(|_| unreadable())?;
            let sums = money.entry(payment.to_owned()).or_default();
            if kind == "REFUND" { sums.1 -= minor_units } else { sums.0 += minor_units }
        }
    }
    Ok(money)
}

/// What should be there: a cancel takes what is not captured first. Cancels of what was remitted are refused, so the
/// order of remittances does not matter.
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
