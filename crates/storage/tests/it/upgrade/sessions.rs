//! Sessions, whose secrets lay in the clear, and their payments.

use std::sync::Arc;

use domain::{
    echo::Echo,
    session::{Session, SessionTerms, Stage},
    terms::{Capture, PaymentType, SalesChannel, Terms},
    transaction::{Origin, State},
    wallet_session::Purpose,
};
use gateway::ports::{SessionWrite, Store};
use jiff::SignedDuration;
use primitives::{Amount, MerchantId, Sealed, SessionId, SessionNumber, WebUrl};

use super::{Payment, before, maybe_quoted, migrated, quoted};
use crate::things::{NOW, later, merchant_id, payments_of, reference, terms, transaction_id};

const PLAIN: &str = r#"{"pointOfSaleReference":"SHOP1","order":{"reference":"b","amount":100,"currency":"EUR"},
    "returnURL":"https://shop.example/"}"#;
/// More than nine methods: they keep their order, which is not that of their names or numbers as texts.
const EVERYTHING: &str = r#"{"pointOfSaleReference":"SHOP1",
    "paymentMethod":{"paymentMethodIDs":["M12","M1","b","M3","M4","M5","M6","M7","M8","M9","A.10","M11"],
        "fallbackPaymentMethodIDs":["Z","A","Q"],"smartDisplayIndicator":true},
    "order":{"reference":"a","amount":100,"currency":"EUR","origin":"TO"},
    "payment":{"paymentType":"PRE_ORDER","capture":"DEFERRED","amount":70,
        "deferredCaptureDate":"2026-11-25T01:30:00.007+02:00"},
    "buyer":{"email":"a@example.com"},"privateData":{"a":"\u0000"},
    "returnURL":"https://shop.example/back?a=%20b#c","notificationURL":"https://shop.example/mine"}"#;
const DEVICE: &str = r#"{"ip":"::1","browserUserAgent":"é"}"#;

/// Of its number the last digits are `number`.
pub(super) fn id(number: i64) -> SessionId {
    let number = SessionNumber::new(1_795_348_800_000_000 + number).unwrap();
    SessionId::of(number, "AbcdefghijklmnO7").unwrap()
}

/// In the fourth version, with two attempts left after one try, until 99 s.
pub(super) fn row(number: i64, merchant: i64, request: &str, notification_url: Option<&str>) -> String {
    let id = id(number);
    format!(
        "INSERT INTO sessions (number, secret, merchant_id, point_of_sale, created_ms, expires_ms, request,
             notification_url, device, stage, attempts_left, tries, version, wake_at_ms)
         VALUES ({}, '{}', {}, 'SHOP1', 1000, 99000, {}, {}, {}, '{{\"is\":\"OPEN\"}}', 2, 1, 4, 99000);",
        id.number().number(),
        id.secret(),
        merchant_id(merchant).number(),
        quoted(request),
        maybe_quoted(notification_url),
        maybe_quoted(notification_url.map(|_| DEVICE)),
    )
}

/// As a gateway does when it starts; this seal can be looked through.
async fn seal(store: &dyn Store) -> Vec<(MerchantId, SessionId)> {
    let clear = store.clear_secrets(9).await.unwrap();
    for (merchant, id) in &clear {
        let secret = Sealed::new(id.secret().as_bytes().to_vec());
        let (merchant, number) = (*merchant, id.number());
        store.commit(NOW, vec![SessionWrite::SealSecret { merchant, number, secret }.into()]).await.unwrap();
    }
    clear
}

fn terms_of_everything() -> SessionTerms {
    let methods = ["M12", "M1", "b", "M3", "M4", "M5", "M6", "M7", "M8", "M9", "A.10", "M11"];
    SessionTerms {
        purpose: Purpose::Payment,
        payment: Terms {
            amount: Amount::new(70).unwrap(),
            channel: SalesChannel::Telephone,
            payment_type: PaymentType::PreOrder,
            capture: Capture::Deferred { on: "2026-11-24T23:30:00.007Z".parse().unwrap() },
            ..terms("a")
        },
        methods: methods.map(reference).into(),
        fallbacks: ["Z", "A", "Q"].map(reference).into(),
        return_url: WebUrl::parse("https://shop.example/back?a=%20b#c").unwrap(),
        wallet: None,
    }
}

#[tokio::test]
async fn read_as_they_did_once_their_secrets_are_sealed() {
    let told = "https://shop.example/mine";
    let house = before(&[row(1, 1, EVERYTHING, Some(told)), row(2, 2, PLAIN, None)]);
    let store = &*migrated(&house).await;
    assert_eq!(store.clear_secrets(1).await.unwrap().len(), 1);
    let mut clear = seal(store).await;
    clear.sort_by_key(|(_, id)| id.number());
    assert_eq!(clear, [(merchant_id(1), id(1)), (merchant_id(2), id(2))]);
    assert_eq!(store.clear_secrets(9).await.unwrap(), []);
    let left = house.ask("SELECT CAST(COUNT(secret) AS TEXT) FROM sessions");
    assert_eq!(left, "0", "nothing is in the clear");

    let everything = Session {
        number: id(1).number(),
        secret: Sealed::new(id(1).secret().as_bytes().to_vec()),
        merchant: merchant_id(1),
        point_of_sale: reference("SHOP1"),
        created: later(1),
        expires: later(99),
        terms: Arc::new(terms_of_everything()),
        echo: Echo::new(1, EVERYTHING.to_owned()),
        notification_url: Some(WebUrl::parse(told).unwrap()),
        notification_delay: SignedDuration::ZERO,
        device: Some(Echo::new(1, DEVICE.to_owned())),
        stage: Stage::Open,
        ended: None,
        attempts_left: 2,
        tries: 1,
        operations: 0,
        link: None,
    };
    let return_url = WebUrl::parse("https://shop.example/").unwrap();
    let payment = terms("b");
    let purpose = Purpose::Payment;
    let plain = SessionTerms {
        purpose,
        payment,
        methods: Vec::new(),
        fallbacks: Vec::new(),
        return_url,
        wallet: None,
    };
    let plain = Session {
        number: id(2).number(),
        merchant: merchant_id(2),
        terms: Arc::new(plain),
        echo: Echo::new(1, PLAIN.to_owned()),
        notification_url: None,
        device: None,
        ..everything.clone()
    };
    for expected in [everything, plain] {
        let found = store.session(expected.merchant, expected.number).await.unwrap().unwrap();
        assert_eq!((&found.value.terms, found.version), (&expected.terms, 4));
        assert!(found.value == expected);
    }
    assert!(store.session(merchant_id(2), id(1).number()).await.unwrap().is_none(), "another merchant's");
    assert_eq!(store.overdue_sessions(later(99), 9).await.unwrap().len(), 2);
}

#[tokio::test]
async fn keep_their_payments() {
    let said = r#"{"order":{"reference":"a","amount":100,"currency":"EUR"}}"#;
    let at_partner = Payment {
        session: Some(id(1).number().number()),
        card: "",
        state: r#"{"is":"AT_PARTNER","deadline":8000}"#,
        ..Payment::bare(1, said)
    };
    let house = before(&[row(1, 1, PLAIN, None), at_partner.row()]);
    let store = migrated(&house).await;
    seal(&*store).await;
    let found = payments_of(&*store, merchant_id(1), id(1).number(), 9).await;
    let [payment] = &found[..] else { panic!("{} payments", found.len()) };
    assert_eq!(
        (payment.id, &payment.origin),
        (transaction_id(1), &Origin::Session { number: id(1).number(), wallet: None })
    );
    assert!(payment.card.is_none() && payment.state == State::AtPartner { deadline: later(8) });
    assert!(payments_of(&*store, merchant_id(2), id(1).number(), 9).await.is_empty());
}
