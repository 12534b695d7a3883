//! Requests of shipped shop clients, step by step.

use client::{Answer, Method};
use document::Tree;

use crate::harness::{
    Action::{self, Cancel, Capture, Refund},
    Card, Entry, TRANSACTIONS, Till, done, entries, only, payment, put, refused, refused_with, shared, sum,
    transaction_id,
};

/// Reads a transaction as the older plugin for Sylius does: with a body of `[]`, and its sums are compared
/// with the request.
async fn syl1_reads(till: &Till, id: &str) -> Answer {
    let authorization = till.authorization();
    let headers: [(&str, &[u8]); 3] = [
        ("authorization", authorization.as_bytes()),
        ("content-type", b"application/json"),
        ("accept", b"application/json"),
    ];
    let read = till.raw(Method::GET, &format!("{TRANSACTIONS}/{id}"), &headers, "[]").await;
    assert_eq!((read.status, read.text(&["result", "title"])), (200, Some("ACCEPTED")));
    for member in ["paymentType", "capture"] {
        assert!(read.text(&["transaction", member]).is_some(), "{member}");
    }
    read
}

fn requested(read: &Answer) -> i64 {
    read.at(&["transaction", "requestedAmount"]).and_then(Tree::as_integer).unwrap()
}

#[tokio::test]
async fn syl1_captures_and_refunds_the_order_on_its_one_id() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(12_345).await;
    let read = syl1_reads(&till, &id).await;
    assert_eq!(read.text(&["transaction", "capture"]), Some("MANUAL"));
    assert_eq!([Capture, Refund, Cancel].map(|action| sum(&read, action)), [0, 0, 0]);
    for (action, sums) in [(Capture, [12_345, 0, 0]), (Refund, [12_345, 12_345, 0])] {
        done(&till.act(action, &id, &only(requested(&read))).await, action);
        let read = syl1_reads(&till, &id).await;
        assert_eq!([Capture, Refund, Cancel].map(|action| sum(&read, action)), sums);
        assert_eq!(sum(&read, action), requested(&read), "done, says the plugin");
    }
}

#[tokio::test]
async fn syl1_cancels_and_then_must_not_capture() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(12_346).await;
    done(&till.act(Cancel, &id, &only(12_346)).await, Cancel);
    let read = syl1_reads(&till, &id).await;
    assert_eq!(sum(&read, Cancel), requested(&read));
    refused(&mut till, Capture, &id, &only(12_346), "02313").await;
}

/// The newer one captures and cancels on the transaction that it saw last.
#[tokio::test]
async fn syl2_goes_on_with_the_id_of_the_capture() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(12_347).await;
    let captured = till.act(Capture, &id, &only(12_347)).await;
    let last = done(&captured, Capture);
    assert_eq!(captured.text(&["transaction", "type"]), Some("CAPTURE"));
    // A second click, on what is now the last transaction.
    refused_with(&mut till, Capture, &last, &only(12_347), &["02001", "02617"]).await;
    let cancelled = till.act(Cancel, &last, &only(12_347)).await;
    assert_eq!(cancelled.text(&["transaction", "type"]), Some("CANCEL"));
    let cancel = done(&cancelled, Cancel);
    // And a third, on the cancel.
    refused(&mut till, Cancel, &cancel, &only(12_347), "02600").await;
    let read = till.transaction(&id).await;
    assert_eq!((sum(&read, Capture), sum(&read, Cancel)), (12_347, 12_347));
    refused_with(&mut till, Capture, &id, &only(12_347), &["02001", "02313"]).await;
}

#[tokio::test]
async fn syl2_refunds_on_the_id_of_the_authorisation() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(12_348).await;
    done(&till.act(Capture, &id, &only(12_348)).await, Capture);
    done(&till.act(Refund, &id, &only(12_348)).await, Refund);
    let at_once = till.paid(12_348).await;
    done(&till.act(Refund, &at_once, &only(12_348)).await, Refund);
}

/// It may even cancel a payment that was refused.
#[tokio::test]
async fn syl2_cancels_what_was_refused() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = transaction_id(&till.pay(&payment(&Card::cb_visa(), 33_305)).await);
    refused(&mut till, Cancel, &id, &only(33_305), "02603").await;
}

/// Whether the connector for commercetools offers a capture or a cancel: no other action may stand in its
/// way.
fn ct_may_capture_or_cancel(listed: &[Entry]) -> bool {
    let in_the_way = ["CANCEL_AUTHORIZATION", "RESET", "CANCEL", "CAPTURE", "AUTHORIZATION_AND_CAPTURE"];
    let authorised = listed.iter().any(|entry| entry.kind == "AUTHORIZATION");
    authorised && !listed.iter().any(|entry| entry.ok && in_the_way.contains(&entry.kind.as_str()))
}

/// Returns the origin of the first entry that took money and the amount that is left, as the connector for
/// commercetools computes them.
fn ct_refunds(read: &Answer) -> Option<(String, i64)> {
    let takes = ["CAPTURE", "AUTHORIZATION_AND_CAPTURE"];
    let list = read.at(&["associatedTransactions"]).and_then(Tree::as_list).unwrap();
    let text = |entry: &Tree, name| entry.at(&[name]).and_then(Tree::as_text).unwrap().to_owned();
    let first = list.iter().find(|entry| takes.contains(&text(entry, "type").as_str()))?;
    let left = first.at(&["amount"]).and_then(Tree::as_integer).unwrap() - sum(read, Refund);
    (left > 0).then(|| (text(first, "originTransactionId"), left))
}

#[tokio::test]
async fn ct_captures_once_and_refunds_in_parts() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(12_349).await;
    let read = till.transaction(&id).await;
    assert!(ct_may_capture_or_cancel(&entries(&read)) && ct_refunds(&read).is_none());
    done(&till.act(Capture, &id, &only(requested(&read))).await, Capture);
    refunded_in_parts(&mut till, &id, 12_349).await;
}

#[tokio::test]
async fn ct_refunds_in_parts_what_was_captured_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(12_350).await;
    refunded_in_parts(&mut till, &id, 12_350).await;
}

async fn refunded_in_parts(till: &mut Till, id: &str, total: i64) {
    for (part, left) in [(2_000, total), (349, total - 2_000), (total - 2_349, total - 2_349)] {
        let read = till.transaction(id).await;
        assert!(!ct_may_capture_or_cancel(&entries(&read)));
        let (origin, open) = ct_refunds(&read).unwrap();
        assert_eq!((origin.as_str(), open), (id, left));
        let answer = till.act(Refund, &origin, &only(part)).await;
        done(&answer, Refund);
    }
    assert!(ct_refunds(&till.transaction(id).await).is_none());
    refused(till, Refund, id, &only(1), "02613").await;
}

/// It gives no reference, so that two equal parts on one day are taken for a repeat.
#[tokio::test]
async fn ct_refunds_two_equal_parts() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(12_400).await;
    done(&till.act(Refund, &id, &only(6_200)).await, Refund);
    refused(&mut till, Refund, &id, &only(6_200), "02001").await;
    let named = put(&only(6_200), "merchantReference", "the other half");
    done(&till.act(Refund, &id, &named).await, Refund);
}

#[tokio::test]
async fn ct_cancels_the_whole_amount() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(12_351).await;
    done(&till.act(Cancel, &id, &only(12_351)).await, Cancel);
    // It knows other words for a cancel, so its own guard may let these through.
    for action in Action::ALL {
        let code = match action {
            Capture => "02313",
            Refund => "02314",
            Cancel => "02601",
        };
        refused(&mut till, action, &id, &only(12_351), code).await;
    }
}
