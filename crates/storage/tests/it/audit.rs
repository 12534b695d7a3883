//! Lines of the audit log, as operators look for them.

use std::net::IpAddr;

use gateway::{
    caller::Actor,
    ports::{AuditFilter, AuditLine, Kept, Oldest, RetentionWrite, Store, Write},
};
use primitives::MerchantId;

use crate::{
    house::House,
    things::{later, merchant_id},
};

const ADDRESS: [&str; 2] = ["192.0.2.1", "2001:db8::1"];

fn line(merchant: Option<MerchantId>, action: &'static str, actor: Actor, address: Option<&str>) -> Write {
    let address = address.map(|text| text.parse::<IpAddr>().unwrap());
    Write::Audit(AuditLine { merchant, action, subject: format!("{action} of it"), actor, address })
}

async fn found(store: &dyn Store, filter: AuditFilter) -> Vec<String> {
    let lines = store.audit_lines(&filter, 10).await.unwrap();
    lines.into_iter().map(|line| line.action).collect()
}

#[tokio::test]
async fn every_filter_and_the_newest_first() {
    let house = House::new();
    let store = house.open().await;
    let (one, other) = (Some(merchant_id(1)), Some(merchant_id(2)));
    let lines = [
        line(one, "PAID", Actor::Merchant { key_id: "0f0f0f0f".to_owned() }, Some(ADDRESS[0])),
        line(other, "PAID", Actor::Worker("capture"), None),
        line(None, "WOKEN", Actor::Worker("cap"), None),
        line(one, "OPENED", Actor::Buyer, Some(ADDRESS[1])),
    ];
    for (second, line) in (0..).zip(lines) {
        store.commit(later(second), vec![line]).await.unwrap();
    }
    // A line of an older version.
    house.run("INSERT INTO audit_log (at_ms, merchant_id, action, subject) VALUES (4000, 10000000000001, 'OLD', 'thing')");

    let all = AuditFilter::default;
    let text = |text: &str| Some(text.to_owned());
    for (filter, expected) in [
        (all(), &["OLD", "OPENED", "WOKEN", "PAID", "PAID"][..]),
        (AuditFilter { merchant: one, ..all() }, &["OLD", "OPENED", "PAID"]),
        (AuditFilter { action: text("PAID"), ..all() }, &["PAID", "PAID"]),
        (AuditFilter { action: text("PAI"), ..all() }, &[]),
        (AuditFilter { actor: text("worker"), ..all() }, &["WOKEN", "PAID"]),
        (AuditFilter { actor: text("worker:cap"), ..all() }, &["WOKEN"]),
        (AuditFilter { actor: text("key"), merchant: one, ..all() }, &["PAID"]),
        (AuditFilter { address: ADDRESS[1].parse().ok(), ..all() }, &["OPENED"]),
        (AuditFilter { subject: text("WOKEN"), ..all() }, &["WOKEN"]),
        (AuditFilter { subject: text("of it"), ..all() }, &[]),
        (AuditFilter { since: Some(later(1)), until: Some(later(3)), ..all() }, &["WOKEN", "PAID"]),
    ] {
        assert_eq!(found(&*store, filter.clone()).await, expected, "{filter:?}");
    }
    assert_eq!(store.audit_lines(&all(), 2).await.unwrap().len(), 2);
    let lines = store.audit_lines(&all(), 10).await.unwrap();
    assert_eq!((&lines[0].actor, &lines[0].address), (&None, &None), "an older version recorded neither");
    assert_eq!(lines[0].at, later(4));
    assert_eq!(lines[2].merchant, None);
    assert_eq!(lines[4].actor.as_deref(), Some("key:0f0f0f0f"));
    assert_eq!(lines[4].address.as_deref(), Some(ADDRESS[0]));
}

/// A step that begins where the last one ended does not meet what is before that place.
#[tokio::test]
async fn the_oldest_are_taken_from_a_place_on() {
    let house = House::new();
    let store = house.open().await;
    for second in 0..6 {
        store.commit(later(second), vec![line(None, "WOKEN", Actor::Buyer, None)]).await.unwrap();
    }
    let lines = store.audit_lines(&AuditFilter::default(), 10).await.unwrap();
    let ids: Vec<i64> = lines.iter().rev().map(|line| line.id).collect();
    // The block of all but the last was forgotten. No other line may be.
    house.run(&format!("UPDATE audit_head SET forgotten_to = {}", ids[4]));
    let oldest = async |from, most| store.oldest(Kept::Audit, from, later(4), most).await.unwrap();
    let of = |count, last| Oldest { seen: count, due: count, last };
    assert_eq!(oldest(i64::MIN, 3).await, of(3, Some(ids[2])));
    assert_eq!(oldest(ids[2], 9).await, of(3, Some(ids[4])), "the last is in a block");
    assert_eq!(oldest(ids[5], 9).await, of(0, None));
    let young = store.oldest(Kept::Audit, ids[2], later(3), 9).await.unwrap();
    assert_eq!(young, of(2, Some(ids[3])), "the fifth is too young");
    let delete = RetentionWrite::DeleteOldest { kind: Kept::Audit, from: ids[1], limit: later(4), most: 2 };
    store.commit(later(9), vec![delete.into()]).await.unwrap();
    let left = store.audit_lines(&AuditFilter::default(), 10).await.unwrap();
    assert_eq!(left.iter().rev().map(|line| line.id).collect::<Vec<_>>(), [ids[0], ids[3], ids[4], ids[5]]);
}
