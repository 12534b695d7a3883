//! Payments with a final answer: with all members and with few, accepted and refused.

use client::Answer;
use document::{Object, Tree};
use stores::{Case, Kind, PendingWork, When};

use crate::authentications;
use crate::bodies::{at_the_limits, full_payment};
use crate::harness::{
    Card, KEYS, PAYMENTS, Sealer, assert_result, json, payment, put, reference, sealed_payment, told,
    transaction_id, without,
};
use crate::maker::Maker;

pub(crate) async fn make(maker: &mut Maker) {
    accepted(maker).await;
    by_other_instruments(maker).await;
    to_be_captured(maker).await;
    refused(maker).await;
    of_other_merchants(maker).await;
}

async fn pay(maker: &mut Maker, name: &str, request: &Tree) -> Answer {
    let answer = maker.till("demo").pay(request).await;
    assert_eq!(answer.status, 201, "{name}: {}", answer.body_text());
    maker.recorder.add(Case::new(Kind::Payment, name, "demo", &transaction_id(&answer)));
    answer
}

#[track_caller]
fn assert_accepted(answer: &Answer) {
    assert_result(answer, 201, "ACCEPTED", "00000");
}

async fn accepted(maker: &mut Maker) {
    let card = Card::cb_visa();
    let bare = without(&without(&payment(&card, 1_100), "payment"), "paymentInstrument.holderName");
    // Orders by mail need no check value.
    let by_mail = put(&payment(&card, 1_500), "order.origin", "MO");
    let by_mail = without(&by_mail, "paymentInstrument.cvx");
    let verification = put(&payment(&card, 0), "payment.paymentType", "ACCOUNT_VERIFICATION");
    let part = put(&payment(&card, 5_000), "payment.amount", 1_200);
    let proof = authentications::proof(maker, &card, 12_345).await;
    for (name, request) in [
        ("paid", payment(&card, 10_000)),
        ("bare", bare),
        ("full", full_payment(&card, 12_345, proof)),
        ("least", at_the_limits(&payment(&card, 1_300), false)),
        ("greatest", at_the_limits(&payment(&card, 1_300), true)),
        ("verification", verification),
        ("part-of-an-order", part),
        ("yen", put(&payment(&card, 1_400), "order.currency", "JPY")),
        ("by-mail", by_mail),
        ("by-visa", put(&payment(&card, 1_600), "paymentInstrument.selectedNetwork", "VISA")),
        ("amex", payment(&Card::amex(), 1_700)),
    ] {
        assert_accepted(&pay(maker, name, &request).await);
    }
    let key = reference();
    repeatable(maker, "paid-under-a-key", &key, &payment(&card, 1_900)).await;
}

/// Makes a payment under an idempotency key.
async fn repeatable(maker: &mut Maker, name: &str, key: &str, request: &Tree) {
    let answer = maker.till("demo").pay_once(key, request).await;
    maker.recorder.add(Case::new(Kind::Payment, name, "demo", &transaction_id(&answer)));
    let first = answer.document().unwrap().clone();
    maker.recorder.repeat(repeat("demo", PAYMENTS, key, request, answer.status, first));
}

/// Returns a request under an idempotency key with its first answer; `Null` where nobody had one.
pub(crate) fn repeat(
    merchant: &str,
    path: &str,
    key: &str,
    body: &Tree,
    status: u16,
    answer: Tree,
) -> Object {
    Object::new()
        .with("merchant", merchant)
        .with("path", path)
        .with("key", key)
        .with("body", body.clone())
        .with("status", i64::from(status))
        // The wording may be improved later.
        .with("answer", if answer == Tree::Null { answer } else { without(&answer, "result.detail") })
}

async fn by_other_instruments(maker: &mut Maker) {
    let mut till = maker.till("demo");
    let key = till.get(&format!("{KEYS}/young-key")).await;
    maker.recorder.encryption_key("demo", key.document().unwrap(), true);
    let sealed = Sealer::new(&key).seal(&Card::visa().plaintext());
    let paid = pay(maker, "sealed", &sealed_payment(&sealed, 2_100)).await;
    assert_accepted(&paid);
    let token = told(paid.document().unwrap(), "transaction.paymentInstrumentData.mxToken");
    let instrument = json(&format!(
        r#"{{"selectedPaymentInstrument": "CardManualEntry", "mxToken": "{token}", "expirationDate": "1234"}}"#
    ));
    let request = put(&payment(&Card::visa(), 2_200), "paymentInstrument", instrument);
    assert_accepted(&pay(maker, "by-token", &request).await);
}

/// Authorisations that expire, or are captured on their date.
async fn to_be_captured(maker: &mut Maker) {
    let capture = |amount, capture| put(&payment(&Card::cb_visa(), amount), "payment.capture", capture);
    let manual = maker.till("demo").accepted(&capture(10_000, "MANUAL")).await;
    let authorised = Case::new(Kind::Payment, "authorised", "demo", &manual);
    maker.recorder.add(authorised.pending(&[PendingWork::ExpiryLater]));
    for (name, minutes, pending) in [
        // Before the set is loaded: for that, its gateway has been dead for an hour.
        ("deferred-due", 5, PendingWork::Capture),
        ("deferred", 3 * 24 * 60, PendingWork::CaptureLater),
    ] {
        let date = maker.moment_in(minutes);
        let request = put(&capture(10_000, "DEFERRED"), "payment.deferredCaptureDate", date.as_str());
        let id = maker.till("demo").accepted(&request).await;
        maker.recorder.add(Case::new(Kind::Payment, name, "demo", &id).pending(&[pending]));
    }
}

async fn refused(maker: &mut Maker) {
    let card = Card::cb_visa();
    let proof = authentications::proof(maker, &card, 33_351).await;
    let expired = put(&payment(&card, 3_100), "paymentInstrument.expirationDate", "0120");
    for (name, request) in [
        ("refused-by-card", payment(&Card::refused_with("01206"), 3_000)),
        ("refused-by-amount", payment(&card, 33_305)),
        ("refused-with-an-error", payment(&card, 33_331)),
        ("refused-and-full", full_payment(&card, 33_351, proof)),
        ("no-card", payment(&Card::new("4970105151515141"), 3_000)),
        ("expired-card", expired),
        ("unreachable", payment(&card, 77_704)),
        ("no-amount", payment(&card, 0)),
    ] {
        let answer = pay(maker, name, &request).await;
        assert_ne!(answer.text(&["result", "title"]), Some("ACCEPTED"), "{name}");
    }
    let key = reference();
    repeatable(maker, "refused-under-a-key", &key, &payment(&card, 33_360)).await;
}

/// Payments of a merchant who is notified of them, of one who is locked later, and of one whose remittance stays open.
async fn of_other_merchants(maker: &mut Maker) {
    for (name, amount) in [("notified-of-yes", 4_000), ("notified-of-no", 33_305)] {
        let answer = maker.till("other").pay(&payment(&Card::cb_visa(), amount)).await;
        let case = Case::new(Kind::Payment, name, "other", &transaction_id(&answer));
        maker.recorder.add_unread(case.notified(When::AtOnce));
    }
    for (name, of) in [("paid-to-locked", "locked"), ("paid-to-remitting", "remitting")] {
        let id = maker.till(of).paid(5_000).await;
        maker.recorder.add(Case::new(Kind::Payment, name, of, &id));
    }
}
