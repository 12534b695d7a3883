//! Payments, what was done to them, and their money.

use document::Text;
use domain::{
    ReturnCode,
    action::{Action, ActionKind, CaptureOption, Place, ReferenceMark, Release, ReleaseState},
    echo::Echo,
    remittance::{Line, LineKind, RemittanceKey},
    terms::{Capture, PaymentType, SalesChannel, Terms},
    transaction::{Approval, Origin, State, Transaction},
    used_card::{PanType, UsedCard},
    work::Work,
};
use jiff::civil::date;
use primitives::{
    AliasToken, Amount, Country, Currency, EncryptionKeyId, Expiry, HolderName, IdempotencyKey, MaskedPan,
    Network, OrderReference, WebUrl,
};

use super::{Payment, before, migrated, quoted};
use crate::{
    house::House,
    things::{later, lease, merchant_id, reference, terms, transaction, transaction_id},
};

const BARE: &str = r#"{"order":{"reference":"a","amount":100,"currency":"EUR"}}"#;
const EVERYTHING: &str = r#"{"order":{"reference":"é \"1\" ☕","amount":999999999999999999,"taxes":1,
    "currency":"GBP","origin":"MO","items":[{"reference":"i","price":3}]},
    "payment":{"paymentType":"RECURRING","capture":"MANUAL","amount":200,"softDescriptor":"s"},
    "originalTransactionId":"issuer's","buyer":{"email":"a@example.com"},"privateData":{"amount":"7"}}"#;

fn deferred(date: &str) -> String {
    format!(
        r#"{{"order":{{"reference":"a","amount":100,"currency":"EUR"}},
            "payment":{{"paymentType":"ONE_OFF","capture":"DEFERRED","deferredCaptureDate":"{date}"}}}}"#
    )
}

fn amount(minor_units: i64) -> Amount {
    Amount::new(minor_units).unwrap()
}

/// The payment of [`Payment::bare`].
fn expected(number: i64, details: &str) -> Transaction {
    let (created, state) = (later(1), State::Accepted(None));
    Transaction { created, state, echo: Echo::new(1, details.to_owned()), ..transaction(number, "a") }
}

#[tokio::test]
async fn with_nothing_and_with_everything_said() {
    let full = Payment {
        card: r#"{"holderName":"Ada","expirationDate":"1230","mxToken":"497010gPNzHt5140",
            "maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"CARTES_BANCAIRES",
            "network":"CB-VISA"}"#,
        state: r#"{"is":"ACCEPTED","approval":{"authorizationNumber":"A55A",
            "authorizationDate":"1970-01-01T00:00:02.345+00:00","issuerTransactionId":"i"}}"#,
        idempotency_key: Some("it's a key"),
        notification_url: Some("https://shop.example/told?a=b"),
        ..Payment::bare(2, EVERYTHING)
    };
    let house = before(&[Payment::bare(1, BARE).row(), full.row()]);
    let store = migrated(&house).await;
    let found = store.transaction(merchant_id(1), transaction_id(1)).await.unwrap().unwrap();
    assert_eq!(found.version, 3);
    assert!(found.value == expected(1, BARE));

    let found = store.transaction(merchant_id(1), transaction_id(2)).await.unwrap().unwrap().value;
    let told = WebUrl::parse("https://shop.example/told?a=b").unwrap();
    let everything = Transaction {
        card: Some(UsedCard {
            holder_name: Some(HolderName::parse("Ada").unwrap()),
            expiry: Some(Expiry::parse("1230").unwrap()),
            token: Some(AliasToken::parse("497010gPNzHt5140").unwrap()),
            masked_number: Some(MaskedPan::stored("497010XXXXXX5140")),
            pan_type: PanType::CardPan,
            external_wallet: None,
            country: Some(Country::parse("FR").unwrap()),
            selected_network: Some(Network::CartesBancaires),
            brands: Some(Text::parse("CB-VISA").unwrap()),
        }),
        terms: Terms {
            order_reference: OrderReference::parse("é \"1\" ☕").unwrap(),
            order_amount: amount(999_999_999_999_999_999),
            amount: amount(200),
            currency: Currency::parse("GBP").unwrap(),
            channel: SalesChannel::Mail,
            payment_type: PaymentType::Recurring,
            capture: Capture::Manual,
            original_transaction: Some(Text::parse("issuer's").unwrap()),
        },
        idempotency_key: IdempotencyKey::parse("it's a key"),
        origin: Origin::Merchant { notification_url: Some(told) },
        state: State::Accepted(Some(Approval {
            authorization_number: Text::parse("A55A").unwrap(),
            authorization_date: "1970-01-01T00:00:02.345Z".parse().unwrap(),
            issuer_transaction_id: Text::parse("i").unwrap(),
        })),
        ..expected(2, EVERYTHING)
    };
    assert_eq!(found.terms, everything.terms);
    assert!(found == everything);
    let due = store.take_work(Work::Expire, lease(9, 60), 9).await.unwrap();
    assert_eq!(due.len(), 2, "what was to be done is not forgotten");
}

/// To the millisecond, whatever the offset.
#[tokio::test]
async fn deferred_captures() {
    let dates = [
        "2026-11-24T23:59:59.999+02:00",
        "2026-11-24T00:00:00.001+00:00",
        "2026-11-24T12:34:56.789-11:30",
        "2026-02-28T23:00:00.500-02:00",
        "1970-01-01T00:00:00.000+00:00",
        "2026-11-24T10:00:00Z",
    ];
    let said = dates.map(deferred);
    let rows: Vec<String> =
        (1..).zip(&said).map(|(number, said)| Payment::bare(number, said).row()).collect();
    let house = before(&rows);
    let store = migrated(&house).await;
    for (number, date) in (1..).zip(dates) {
        let found = store.transaction(merchant_id(1), transaction_id(number)).await.unwrap().unwrap();
        let capture = Capture::Deferred { on: date.parse().unwrap() };
        assert_eq!(found.value.terms, Terms { capture, ..terms("a") }, "{date}");
    }
}

#[tokio::test]
async fn a_card_check() {
    let said = r#"{"order":{"reference":"a","amount":0,"currency":"EUR"},
        "payment":{"paymentType":"ACCOUNT_VERIFICATION","capture":"AUTOMATIC","amount":0}}"#;
    let house = before(&[Payment::bare(1, said).row()]);
    let store = migrated(&house).await;
    let found = store.transaction(merchant_id(1), transaction_id(1)).await.unwrap().unwrap();
    let payment_type = PaymentType::AccountVerification;
    let expected = Terms { order_amount: Amount::ZERO, amount: Amount::ZERO, payment_type, ..terms("a") };
    assert_eq!(found.value.terms, expected);
}

/// Private data may hold what no text of PostgreSQL can, and what only looks like it.
#[tokio::test]
async fn with_nul_in_private_data() {
    let said = r#"{"order":{"reference":"\\u0000 \\\\","amount":100,"currency":"EUR"},
        "privateData":{"\u0000":"a\u0000\u0000b\\\u0000 \\u0000"}}"#;
    let house = before(&[Payment::bare(1, said).row()]);
    let store = migrated(&house).await;
    let found = store.transaction(merchant_id(1), transaction_id(1)).await.unwrap().unwrap().value;
    assert_eq!(found.terms, terms(r"\u0000 \\"));
    assert_eq!(found.echo, Echo::new(1, said.to_owned()));
}

const SAID: &str = r#"{"comment":"é","privateData":{"a":"\u0000"}}"#;

/// Of payment 1 and merchant 1: the row of an action whose number, kind, amount and state are these.
fn action(number: i64, target: i64, kind: &str, amount: i64, state: &str, release: &str) -> String {
    format!(
        "INSERT INTO actions (id, merchant_id, transaction_id, target_id, place, kind, capture_option, by_gateway,
             created_ms, amount, reference_mark, details, idempotency_key, state, taken, released, release_due_ms,
             release_attempt)
         VALUES ({}, {}, {}, {}, {number}, '{kind}', 'STANDARD', 0, 2000, {amount}, 'm', {}, 'k', {}, '[]', {release});",
        transaction_id(number).number(),
        merchant_id(1).number(),
        transaction_id(1).number(),
        transaction_id(target).number(),
        quoted(SAID),
        quoted(state),
    )
}

fn expected_action(number: i64, target: i64, kind: ActionKind, minor_units: i64, state: State) -> Action {
    Action {
        id: transaction_id(number),
        payment: transaction_id(1),
        target: transaction_id(target),
        kind,
        option: CaptureOption::Standard,
        amount: amount(minor_units),
        reference: Some(ReferenceMark::of("m")),
        created: later(2),
        place: Place(number),
        by_gateway: false,
        idempotency_key: IdempotencyKey::parse("k"),
        state,
        taken: Vec::new(),
        release: None,
    }
}

fn line(entry: i64, kind: &str, amount: i64, remitted_on: &str) -> String {
    format!(
        "INSERT INTO remittance_lines (entry_id, transaction_id, merchant_id, point_of_sale, payment_method_id,
             order_reference, kind, amount, currency, made_ms, day, remitted_on)
         VALUES ({}, {}, {}, 'SHOP1', 'CB', 'a', '{kind}', {amount}, 'EUR', 3000, '2026-11-22', {remitted_on});",
        transaction_id(entry).number(),
        transaction_id(1).number(),
        merchant_id(1).number(),
    )
}

#[tokio::test]
async fn with_what_was_done_to_them() {
    let manual = r#"{"order":{"reference":"a","amount":100,"currency":"EUR"},
        "payment":{"paymentType":"ONE_OFF","capture":"MANUAL"}}"#;
    let refused = r#"{"is":"REFUSED","code":"01121"}"#;
    let accepted = super::ACCEPTED;
    let house = before(&[
        Payment::bare(1, manual).row(),
        action(2, 1, "CAPTURE", 60, accepted, "40, 5000, 2"),
        action(3, 2, "REFUND", 20, accepted, "NULL, NULL, 0"),
        action(4, 1, "CAPTURE", 90, refused, "NULL, NULL, 0"),
        line(2, "CAPTURE", 60, "'2026-11-22'"),
        line(3, "REFUND", 20, "NULL"),
    ]);
    let store = migrated(&house).await;
    let found = store.ledger(merchant_id(1), transaction_id(1)).await.unwrap().unwrap().value;
    let code = ReturnCode::parse("01121").unwrap();
    let owed = ReleaseState::Owed { due: later(5), attempt: 2 };
    let capture = Action {
        release: Some(Release { amount: amount(40), state: owed }),
        ..expected_action(2, 1, ActionKind::Capture, 60, State::Accepted(None))
    };
    let actions = [
        capture,
        expected_action(3, 2, ActionKind::Refund, 20, State::Accepted(None)),
        expected_action(4, 1, ActionKind::Capture, 90, State::Refused(code)),
    ];
    assert!(found.actions == actions);
    assert_eq!(found.remitted, [transaction_id(2)].into());
    for action in actions {
        let echo = store.action_echo(merchant_id(1), action.id).await.unwrap();
        assert_eq!(echo, Some(Echo::new(1, SAID.to_owned())));
    }

    let day = date(2026, 11, 22);
    let key = RemittanceKey { merchant: merchant_id(1), point_of_sale: reference("SHOP1"), day };
    let remitted = Line {
        entry: transaction_id(2),
        payment: transaction_id(1),
        merchant: merchant_id(1),
        point_of_sale: reference("SHOP1"),
        payment_method: reference("CB"),
        order_reference: OrderReference::parse("a").unwrap(),
        kind: LineKind::Capture,
        amount: amount(60),
        currency: Currency::parse("EUR").unwrap(),
        made: later(3),
        day,
    };
    assert!(store.remittance_lines(&key, None, 9).await.unwrap() == [remitted]);
    assert!(store.has_open_lines(&key).await.unwrap());
}

/// What else has another key now: encryption keys, and the log.
#[tokio::test]
async fn beside_keys_and_the_log() {
    let merchant = merchant_id(1).number();
    let bytes = |house: &House| match house {
        House::Folder(_) => "X'0100ff'",
        House::Schema(_) => r"'\x0100ff'",
    };
    let key = format!(
        "INSERT INTO encryption_keys (id, merchant_id, name, folded_name, generation, created_ms, modulus, exponent,
             private_half)
         VALUES (5, {merchant}, 'Shop', 'shop', 2, 3000, 'bQ', 'AQAB', {});",
        bytes(&House::new())
    );
    let log = format!(
        "INSERT INTO audit_log (at_ms, merchant_id, action, subject)
         VALUES (1, NULL, 'A', 'gateway'), (2, {merchant}, 'B', 'merchant');"
    );
    let house = before(&[key, log]);
    let store = migrated(&house).await;
    let id = EncryptionKeyId::new(5).unwrap();
    let (key, private_half) = store.encryption_key(merchant_id(1), id).await.unwrap().unwrap();
    assert_eq!((key.name.as_str(), key.generation, key.created), ("Shop", 2, later(3)));
    assert_eq!((key.modulus.as_str(), key.exponent.as_str(), private_half), ("bQ", "AQAB", vec![1, 0, 255]));
    let line = |id: i64| {
        house.ask(&format!(
            "SELECT CAST(at_ms AS TEXT) || ' ' || CAST(merchant_id AS TEXT) || ' ' || action || ' ' || subject
             FROM audit_log WHERE id = {id}"
        ))
    };
    assert_eq!([line(1), line(2)], ["1 0 A gateway".to_owned(), format!("2 {merchant} B merchant")]);
}
