//! `POST /v1/checkout/transactions/{id}/captures`

use document::Tree;

use crate::harness::{
    Action::Capture, Card, assert_result, done, entries, json, only, own, payment, put, reference, refused,
    refused_with, shared, sum,
};

#[tokio::test]
async fn all_at_once() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let capture = done(&till.act(Capture, &id, &only(10_000)).await, Capture);
    let read = till.transaction(&id).await;
    let listed = entries(&read);
    assert_eq!(listed.len(), 2);
    assert_eq!((listed[0].id.as_str(), listed[0].kind.as_str(), listed[0].ok), (&*id, "AUTHORIZATION", true));
    assert_eq!((listed[1].id.as_str(), listed[1].amount, listed[1].ok), (&*capture, 10_000, true));
    // It stays the authorisation that it was.
    assert_result(&read, 200, "ACCEPTED", "00000");
    assert_eq!(read.text(&["transaction", "type"]), Some("AUTHORIZATION"));
    assert_eq!(read.at(&["transaction", "requestedAmount"]).and_then(Tree::as_integer), Some(10_000));
    refused(&mut till, Capture, &id, &only(1), "02617").await;
}

#[tokio::test]
async fn in_parts() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let mut captures = Vec::new();
    for part in [4_000, 1, 3_000] {
        captures.push(till.capture(&id, part).await);
    }
    refused(&mut till, Capture, &id, &only(3_000), "02613").await;
    captures.push(till.capture(&id, 2_999).await);
    refused(&mut till, Capture, &id, &own(1), "02617").await;
    let read = till.transaction(&id).await;
    assert_eq!(sum(&read, Capture), 10_000);
    let taken: Vec<_> = entries(&read)
        .into_iter()
        .filter(|entry| entry.ok && entry.is(Capture))
        .map(|entry| entry.id)
        .collect();
    assert_eq!(taken, captures, "in their order");
    let mut sorted = captures.clone();
    sorted.sort();
    assert_eq!(sorted, captures, "ids sort by time");
}

#[tokio::test]
async fn more_than_was_authorised() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    for amount in [10_001, 1_000_000_000_000_000_000] {
        refused(&mut till, Capture, &id, &only(amount), "02613").await;
    }
    // A refused attempt is repeated by nothing: the answer stays the same.
    refused(&mut till, Capture, &id, &only(10_001), "02613").await;
    till.capture(&id, 10_000).await;
}

#[tokio::test]
async fn nothing() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    refused(&mut till, Capture, &id, &only(0), "02110").await;
    till.capture(&id, 10_000).await;
}

#[tokio::test]
async fn what_was_captured_with_the_payment() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.paid(10_000).await;
    for amount in [1, 10_000] {
        refused(&mut till, Capture, &id, &only(amount), "02617").await;
    }
}

#[tokio::test]
async fn the_currency_where_it_is_given() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    refused(&mut till, Capture, &id, &put(&only(5_000), "currency", "USD"), "02620").await;
    done(&till.act(Capture, &id, &put(&only(5_000), "currency", "EUR")).await, Capture);
    let yen = put(&payment(&Card::visa(), 700), "order.currency", "JPY");
    let yen = till.accepted(&put(&yen, "payment.capture", "MANUAL")).await;
    refused(&mut till, Capture, &yen, &put(&only(700), "currency", "EUR"), "02620").await;
    done(&till.act(Capture, &yen, &put(&only(700), "currency", "JPY")).await, Capture);
}

#[tokio::test]
async fn a_repeat() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let named = put(&only(1_000), "merchantReference", reference().as_str());
    for body in [only(1_000), named.clone()] {
        done(&till.act(Capture, &id, &body).await, Capture);
        refused(&mut till, Capture, &id, &body, "02001").await;
        // Nor with another comment.
        refused(&mut till, Capture, &id, &put(&body, "comment", "again"), "02001").await;
    }
    // Another amount, another reference, or another payment is no repeat.
    done(&till.act(Capture, &id, &only(1_001)).await, Capture);
    done(&till.act(Capture, &id, &put(&named, "merchantReference", reference().as_str())).await, Capture);
    let other = till.authorised(10_000).await;
    done(&till.act(Capture, &other, &named).await, Capture);
}

#[tokio::test]
async fn all_twice() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    done(&till.act(Capture, &id, &only(10_000)).await, Capture);
    // A repeat, and nothing is left: either is true.
    refused_with(&mut till, Capture, &id, &only(10_000), &["02001", "02617"]).await;
    assert_eq!(sum(&till.transaction(&id).await, Capture), 10_000);
}

#[tokio::test]
async fn on_the_id_of_a_capture_the_payment_is_meant() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let first = till.capture(&id, 4_000).await;
    let second = till.capture(&first, 5_000).await;
    refused(&mut till, Capture, &second, &own(1_001), "02613").await;
    till.capture(&second, 1_000).await;
    refused(&mut till, Capture, &first, &own(1), "02617").await;
    assert_eq!(sum(&till.transaction(&id).await, Capture), 10_000);
}

#[tokio::test]
async fn after_a_part_was_cancelled() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    till.cancel(&id, 4_000).await;
    refused(&mut till, Capture, &id, &own(6_001), "02613").await;
    till.capture(&id, 6_000).await;
    refused(&mut till, Capture, &id, &own(1), "02617").await;
}

/// The largest amounts that there are add up to nothing odd.
#[tokio::test]
async fn the_largest_amount() {
    const MAX_AMOUNT: i64 = 1_000_000_000_000_000_000;
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(MAX_AMOUNT).await;
    till.capture(&id, 1).await;
    for _ in 0..10 {
        refused(&mut till, Capture, &id, &own(MAX_AMOUNT), "02613").await;
    }
    till.capture(&id, MAX_AMOUNT - 1).await;
    let read = till.transaction(&id).await;
    assert_eq!(sum(&read, Capture), MAX_AMOUNT);
    till.refund(&id, MAX_AMOUNT).await;
}

#[tokio::test]
async fn what_a_document_may_hold_besides() {
    let gateway = shared();
    let mut till = gateway.till();
    let id = till.authorised(10_000).await;
    let body = json(
        r#"{
            "amount": 2500,
            "comment": "Parcel 1 of 2, é 🎁",
            "items": [{"reference": "A-1", "price": 2500, "quantity": 1, "comment": "blue", "brand": "b",
                "category": "c", "subCategory1": "", "subCategory2": "s", "miscellaneous": {"k": "v"},
                "taxRate": 2000, "seller": "s", "sellerType": "PROFESSIONAL"}, {}],
            "privateData": {"shop": "7", "clerk": ""},
            "miscData": {"deep": [1, 2.5, {"er": null}], "flag": true},
            "merchantReference": "parcel-1",
            "option": "STANDARD",
            "invented": {"by": "a client"}
        }"#,
    );
    let capture = done(&till.act(Capture, &id, &body).await, Capture);
    let told = till.transaction(&capture).await;
    assert_eq!(told.text(&["privateData", "shop"]), Some("7"));
}
