//! `GET` of the id of an action.

use document::Tree;

use crate::harness::{
    Action::{Cancel, Capture, Refund},
    assert_result, entries, own, refused, shared, without,
};

#[tokio::test]
async fn it_tells_of_the_action_and_of_the_whole_payment() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let capture = till.capture(&id, 4_000).await;
    let refund = till.refund(&id, 1_500).await;
    let cancel = till.cancel(&id, 6_000).await;
    let failed = refused(&mut till, Capture, &id, &own(9_000), "02617").await;
    let whole = till.transaction(&id).await;
    for (action, told, amount, code) in [
        (Capture, &capture, 4_000, "00000"),
        (Refund, &refund, 1_500, "00000"),
        (Cancel, &cancel, 6_000, "00000"),
        (Capture, &failed, 9_000, "02617"),
    ] {
        let read = till.transaction(told).await;
        assert_result(&read, 200, crate::harness::title_of(code), code);
        let text = |name| read.text(&["transaction", name]);
        assert_eq!((text("id"), text("type")), (Some(told.as_str()), Some(action.kind())));
        assert_eq!(read.at(&["transaction", "requestedAmount"]).and_then(Tree::as_integer), Some(amount));
        assert_eq!((text("currency"), text("paymentMethodId")), (Some("EUR"), Some("CB")));
        assert!(read.at(&["order"]) == whole.at(&["order"]));
        assert_eq!(entries(&read), entries(&whole));
        let listed = read.at(&["associatedTransactions"]).and_then(Tree::as_list).unwrap();
        let own =
            listed.iter().find(|entry| entry.at(&["id"]).and_then(Tree::as_text) == Some(told)).unwrap();
        assert_eq!(own.at(&["date"]).and_then(Tree::as_text), text("date"));
    }
}

#[tokio::test]
async fn every_attempt_is_listed_in_its_order() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let attempts = [
        refused(&mut till, Refund, &id, &own(1), "02618").await,
        till.capture(&id, 3_000).await,
        refused(&mut till, Capture, &id, &own(7_001), "02613").await,
        till.refund(&id, 1_000).await,
        till.cancel(&id, 7_000).await,
        refused(&mut till, Capture, &id, &own(1), "02617").await,
        till.cancel(&id, 2_000).await,
    ];
    let read = till.transaction(&id).await;
    let listed = entries(&read);
    let ids: Vec<_> = listed.iter().map(|entry| entry.id.as_str()).collect();
    let expected: Vec<_> = [&id].into_iter().chain(&attempts).map(String::as_str).collect();
    assert_eq!(ids, expected);
    let told: Vec<_> = listed.iter().map(|entry| (entry.kind.as_str(), entry.amount, entry.ok)).collect();
    assert_eq!(
        told,
        [
            ("AUTHORIZATION", 10_000, true),
            ("REFUND", 1, false),
            ("CAPTURE", 3_000, true),
            ("CAPTURE", 7_001, false),
            ("REFUND", 1_000, true),
            ("CANCEL", 7_000, true),
            ("CAPTURE", 1, false),
            ("CANCEL", 2_000, true),
        ]
    );
}

/// What is known survives a restart and a kill, to the letter.
#[tokio::test]
async fn it_is_the_same_after_a_restart() {
    let mut gateway = crate::harness::Gateway::start("told");
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let capture = till.capture(&id, 4_000).await;
    refused(&mut till, Refund, &id, &own(4_001), "02613").await;
    let (before, of_capture) = (till.transaction(&id).await, till.transaction(&capture).await);
    gateway.restart();
    assert_eq!(gateway.till().transaction(&id).await.body_text(), before.body_text());
    let last = gateway.till().refund(&capture, 4_000).await;
    gateway.kill();
    gateway.restart();
    let mut till = gateway.till();
    assert_eq!(entries(&till.transaction(&id).await).last().unwrap().id, last);
    let but_entries = |read: &client::Answer| without(read.document().unwrap(), "associatedTransactions");
    assert!(but_entries(&till.transaction(&capture).await) == but_entries(&of_capture));
    refused(&mut till, Refund, &id, &own(1), "02613").await;
}
