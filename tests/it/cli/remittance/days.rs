//! The day of a remittance, and the effects of its close.

use super::{closed, exported, is_of_the_demo_merchant, lines, listed, printed, total};
use crate::harness::{
    Action::{Cancel, Capture, Refund},
    Gateway, entries, idle, own, refused, refused_with,
};

#[tokio::test]
async fn the_end_of_the_day_closes_it() {
    let mut gateway = Gateway::start("remitted");
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let capture = till.capture(&id, 4_000).await;
    let paid = till.paid(2_500).await;
    assert_eq!(listed(&gateway, &[]), []);
    gateway.restart_ahead(24, &[]);
    let first = closed(&gateway, 1).await.remove(0);
    assert!(is_of_the_demo_merchant(&first));
    assert_eq!(first.totals, [total("CAPTURE", "EUR", 2, "6500")]);
    assert_eq!(
        lines(&exported(&gateway, &first)),
        [("CAPTURE", capture.as_str(), "4000"), ("CAPTURE", paid.as_str(), "2500")]
    );

    // What went to the bank cannot be cancelled any more.
    let mut till = gateway.till();
    for target in [&capture, &paid] {
        refused(&mut till, Cancel, target, &own(1), "02105").await;
    }
    refused_with(&mut till, Cancel, &id, &own(6_001), &["02105", "02612"]).await;
    // What is only authorised still can, and what is captured can be refunded.
    till.cancel(&id, 6_000).await;
    refused(&mut till, Cancel, &id, &own(1), "02105").await;
    let refund = till.refund(&id, 1_500).await;

    // The refund goes into the next one, and the first stays what it was.
    let before = exported(&gateway, &first);
    gateway.restart_ahead(48, &[]);
    let both = closed(&gateway, 2).await;
    assert!(both[0].day > both[1].day && both[1] == first, "the newest first: {both:?}");
    assert_eq!(both[0].totals, [total("REFUND", "EUR", 1, "1500")]);
    assert_eq!(lines(&exported(&gateway, &both[0])), [("REFUND", refund.as_str(), "-1500")]);
    assert_eq!(exported(&gateway, &first), before);
    refused(&mut gateway.till(), Cancel, &refund, &own(1_500), "02105").await;
}

/// Days on which nothing was taken have no remittance.
#[tokio::test]
async fn empty_days() {
    let mut gateway = Gateway::start("remitted-empty");
    gateway.till().authorised(10_000).await;
    gateway.till().paid(100).await;
    gateway.restart_ahead(10 * 24, &[]);
    closed(&gateway, 1).await;
    idle(&gateway).await;
    assert_eq!(listed(&gateway, &[]).len(), 1);
}

#[tokio::test]
async fn closed_before_the_end_of_the_day() {
    let mut gateway = Gateway::start("remitted-early");
    let mut till = gateway.till();
    let first = till.paid(1_000).await;
    printed(&gateway, &["close"]);
    let today = closed(&gateway, 1).await.remove(0);
    refused(&mut till, Cancel, &first, &own(1_000), "02105").await;
    // Nothing came since, or something did: today's is closed either way.
    printed(&gateway, &["close"]);
    let second = till.paid(2_000).await;
    let refund = till.refund(&first, 300).await;
    printed(&gateway, &["close"]);
    assert_eq!(closed(&gateway, 1).await, std::slice::from_ref(&today));
    till.cancel(&second, 500).await;
    gateway.restart_ahead(48, &[]);
    let both = closed(&gateway, 2).await;
    assert_eq!(both[1], today);
    assert_eq!(
        lines(&exported(&gateway, &both[0])),
        [("CAPTURE", second.as_str(), "1500"), ("REFUND", refund.as_str(), "-300")]
    );
}

/// However many gateways there are, each capture goes to the bank once.
#[tokio::test]
async fn by_one_of_three_gateways() {
    let mut first = Gateway::start("remitted-three");
    let mut ids = Vec::new();
    for number in 1..=20 {
        ids.push(first.till().paid(100 * number).await);
    }
    first.restart_ahead(24, &[]);
    let others = [first.beside("remitted-three"), first.beside("remitted-three")];
    let remittance = closed(&first, 1).await.remove(0);
    for gateway in others.iter().chain([&first]) {
        idle(gateway).await;
    }
    assert_eq!(listed(&others[1], &[]), std::slice::from_ref(&remittance));
    assert_eq!(remittance.totals, [total("CAPTURE", "EUR", 20, "21000")]);
    let records = exported(&first, &remittance);
    let sent: Vec<_> = lines(&records).into_iter().map(|(_, id, _)| id.to_owned()).collect();
    assert_eq!(sent, ids);
}

/// An expired authorisation of which a part was captured: that part is with the bank.
#[tokio::test]
async fn a_cancel_of_an_old_payment() {
    let mut gateway = Gateway::start("remitted-old");
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    till.capture(&id, 4_000).await;
    gateway.restart_ahead(8 * 24, &[]);
    closed(&gateway, 1).await;
    let mut till = gateway.till();
    refused(&mut till, Cancel, &id, &own(1), "02105").await;
    refused(&mut till, Capture, &id, &own(1), "02602").await;
    till.refund(&id, 4_000).await;
    let read = till.transaction(&id).await;
    assert!(entries(&read).iter().any(|entry| entry.ok && entry.is(Refund)));
}
