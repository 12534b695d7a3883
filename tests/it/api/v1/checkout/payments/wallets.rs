//! Payments by the cards of wallets: `selectedPaymentInstrument` is `MXWallet`

use client::Answer;
use document::{Object, Tree};

use crate::harness::{
    Action::{Capture, Refund},
    Card, Gateway, Till, assert_action, assert_error, assert_refused_fields, assert_result, by_wallet, json,
    own, payment, put, raw_text, reference, shared, told, transaction_id,
};

/// What an answer tells of the instrument.
fn instrument(answer: &Answer) -> &Tree {
    answer.at(&["transaction", "paymentInstrumentData"]).unwrap()
}

fn used(answer: &Answer) -> String {
    raw_text(instrument(answer).at(&["mxWallet"]).unwrap())
}

/// Returns a till and the path of a wallet with two cards.
async fn with_two_cards(gateway: &Gateway) -> (Till, String) {
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    assert_eq!(till.add_card(&wallet, &Card::cb_mastercard()).await.status, 201);
    (till, wallet)
}

#[tokio::test]
async fn the_default_card_pays_or_that_of_a_rank() {
    let gateway = shared();
    let (mut till, wallet) = with_two_cards(&gateway).await;
    let id = wallet.rsplit_once('/').unwrap().1;
    let cards = till.get(&wallet).await;
    let cards = cards.at(&["mxWallet", "paymentInstruments"]).and_then(Tree::as_list).unwrap();
    for (rank, paying) in [(None, 1), (Some(1), 1), (Some(2), 2)] {
        let paid = till.pay(&by_wallet(&wallet, rank, 1_010)).await;
        assert_result(&paid, 201, "ACCEPTED", "00000");
        assert_eq!(used(&paid), format!(r#"{{"id":"{id}","paymentInstrumentRank":{paying}}}"#));
        let card = &cards[usize::try_from(paying - 1).unwrap()];
        for member in ["mxToken", "maskedNumber", "expirationDate", "holderName", "selectedNetwork"] {
            assert!(instrument(&paid).at(&[member]) == card.at(&[member]), "{member}");
        }
        let read = till.transaction(&transaction_id(&paid)).await;
        assert!(instrument(&read) == instrument(&paid));
    }
    assert_eq!(till.put(&format!("{wallet}/paymentinstruments/2/default"), Object::new()).await.status, 200);
    let paid = till.pay(&by_wallet(&wallet, None, 1_011)).await;
    assert_eq!(used(&paid), format!(r#"{{"id":"{id}","paymentInstrumentRank":2}}"#));
}

/// Such a payment is a payment as any other.
#[tokio::test]
async fn it_is_captured_refunded_and_repeated() {
    let gateway = shared();
    let (mut till, wallet) = with_two_cards(&gateway).await;
    let request = put(&by_wallet(&wallet, None, 1_020), "payment.capture", "MANUAL");
    let key = reference();
    let paid = till.pay_once(&key, &request).await;
    assert_result(&paid, 201, "ACCEPTED", "00000");
    let again = till.pay_once(&key, &request).await;
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(again.body_text(), paid.body_text());
    // Another card under the same key is another request.
    let other = put(&request, "paymentInstrument.paymentInstrumentRank", 2);
    assert_eq!(till.pay_once(&key, &other).await.status, 422);
    assert_error(&till.pay(&request).await, 409, "02001");
    let id = transaction_id(&paid);
    assert_action(&till.act(Capture, &id, &own(1_020)).await, Capture);
    assert_action(&till.act(Refund, &id, &own(1_020)).await, Refund);
}

/// The payment is recorded with what was asked for, and no bank is asked.
#[tokio::test]
async fn what_cannot_pay_is_refused_with_its_code() {
    let gateway = shared();
    let (mut till, wallet) = with_two_cards(&gateway).await;
    let unknown = reference();
    let refused = till.pay(&by_wallet(&unknown, None, 1_030)).await;
    assert_result(&refused, 201, "ERROR", "02503");
    assert_eq!(used(&refused), format!(r#"{{"id":"{unknown}"}}"#));
    assert!(instrument(&refused).at(&["maskedNumber"]).is_none());
    let read = till.transaction(&transaction_id(&refused)).await;
    assert_result(&read, 200, "ERROR", "02503");
    assert_eq!(used(&read), used(&refused));

    let refused = till.pay(&by_wallet(&wallet, Some(3), 1_031)).await;
    assert_result(&refused, 201, "ERROR", "02518");
    assert!(used(&refused).contains(r#""paymentInstrumentRank":3"#));

    let inactive = json(r#"{"status":"INACTIVE"}"#);
    assert_eq!(
        till.put(&format!("{wallet}/paymentinstruments/1/status"), inactive.clone()).await.status,
        200
    );
    let refused = till.pay(&by_wallet(&wallet, None, 1_032)).await;
    assert_result(&refused, 201, "REFUSED", "02505");
    assert_eq!(instrument(&refused).at(&["maskedNumber"]).and_then(Tree::as_text), Some("497010XXXXXX5140"));
    assert_result(&till.pay(&by_wallet(&wallet, Some(2), 1_033)).await, 201, "ACCEPTED", "00000");
    assert_eq!(till.put(&format!("{wallet}/status"), inactive).await.status, 200);
    assert_result(&till.pay(&by_wallet(&wallet, Some(2), 1_034)).await, 201, "REFUSED", "02505");
    assert_eq!(till.put(&format!("{wallet}/status"), json(r#"{"status":"ACTIVE"}"#)).await.status, 200);
    assert_result(&till.pay(&by_wallet(&wallet, None, 1_035)).await, 201, "ACCEPTED", "00000");
    // A method that does not take the card.
    let amex = put(&by_wallet(&wallet, None, 1_036), "paymentMethodId", "AMEX");
    assert_result(&till.pay(&amex).await, 201, "REFUSED", "02541");
}

#[tokio::test]
async fn a_wallet_pays_its_merchant_only() {
    let gateway = shared();
    let (mut till, wallet) = with_two_cards(&gateway).await;
    let (merchant, key) = gateway.new_merchant();
    let request = by_wallet(&wallet, None, 1_040);
    assert_result(&gateway.till_of(&merchant, &key).pay(&request).await, 201, "ERROR", "02503");
    assert_result(&till.pay(&request).await, 201, "ACCEPTED", "00000");
}

#[tokio::test]
async fn fields_of_a_wallet_that_pays() {
    let gateway = shared();
    let mut till = gateway.till();
    let wallet = till.new_wallet(&Card::cb_visa()).await;
    let request = by_wallet(&wallet, None, 1_050);
    for (field, value) in [
        ("paymentInstrument.id", Tree::Null),
        ("paymentInstrument.id", "-".into()),
        ("paymentInstrument.id", "w".repeat(51).into()),
        ("paymentInstrument.id", 7.into()),
        ("paymentInstrument.paymentInstrumentRank", 0.into()),
        ("paymentInstrument.paymentInstrumentRank", 100.into()),
        ("paymentInstrument.paymentInstrumentRank", "1".into()),
    ] {
        assert_refused_fields(&till.pay(&put(&request, field, value)).await, &[field]);
    }
    let both = put(
        &put(&request, "paymentInstrument.id", Tree::Null),
        "paymentInstrument.paymentInstrumentRank",
        -1,
    );
    let fields = ["paymentInstrument.id", "paymentInstrument.paymentInstrumentRank"];
    assert_refused_fields(&till.pay(&both).await, &fields);
    // A member of a card is none of a wallet, and members that nobody knows are not read.
    let more = put(&put(&request, "paymentInstrument.cvx", "12345"), "paymentInstrument.number", "x");
    assert_result(&till.pay(&more).await, 201, "ACCEPTED", "00000");
}

/// The merchant charges the buyer again, and names the first payment to the issuer.
#[tokio::test]
async fn a_series_that_the_merchant_initiates() {
    let gateway = shared();
    let mut till = gateway.till();
    let first = till.pay(&put(&payment(&Card::cb_visa(), 1_060), "payment.paymentType", "RECURRING")).await;
    let original = told(first.document().unwrap(), "transaction.partnerReturnedData.issuerTransactionId");
    let wallet = reference();
    assert_eq!(till.create_wallet(&wallet, &transaction_id(&first)).await.status, 201);
    for amount in [1_061, 1_062] {
        let request = put(&by_wallet(&wallet, None, amount), "payment.paymentType", "RECURRING");
        let next = till.pay(&put(&request, "originalTransactionId", original)).await;
        assert_result(&next, 201, "ACCEPTED", "00000");
        let issued = told(next.document().unwrap(), "transaction.partnerReturnedData.issuerTransactionId");
        assert_ne!(issued, original);
    }
}

/// A card is good until the end of its last month.
#[tokio::test]
async fn a_card_that_expires_in_its_wallet() {
    let mut gateway = Gateway::start("wallet-expiry");
    let month = crate::harness::in_days(31);
    let soon = Card { expiration: format!("{}{}", &month[5..7], &month[2..4]), ..Card::cb_visa() };
    let wallet = gateway.till().new_wallet(&soon).await;
    assert_result(&gateway.till().pay(&by_wallet(&wallet, None, 1_070)).await, 201, "ACCEPTED", "00000");
    gateway.restart_ahead(75 * 24, &[]);
    let refused = gateway.till().pay(&by_wallet(&wallet, None, 1_071)).await;
    assert_result(&refused, 201, "REFUSED", "02624");
    assert!(used(&refused).contains(r#""paymentInstrumentRank":1"#));
    // The same card with a new expiry takes its place.
    let paid = gateway.till().paid_with(&Card::cb_visa()).await;
    let place = format!("{wallet}/paymentinstruments/1");
    let replaced = gateway.till().put(&place, crate::harness::of_payment(&paid)).await;
    assert_eq!(replaced.text(&["paymentInstrument", "state"]), Some("UPDATED"));
    assert_result(&gateway.till().pay(&by_wallet(&wallet, None, 1_072)).await, 201, "ACCEPTED", "00000");
}
