//! Values that were accepted once, and that the limits of today would refuse: they come back as they were, and the work on
//! them is done.

use std::sync::Arc;

use document::Text;
use domain::{
    action::{Action, ActionKind, CaptureOption, Place, ReferenceMark},
    echo::Echo,
    encryption_key::EncryptionKey,
    merchant::PaymentMethod,
    notification::{NewNotification, NotificationKey},
    remittance::{Line, LineKind, RemittanceKey},
    session::{OneClick, Session, SessionTerms, SessionWallet},
    subject::Subject,
    terms::{Capture, Terms},
    transaction::{Approval, Origin, State, Transaction},
    used_card::UsedCard,
    wallet_session::Purpose,
    work::{Due, Work},
};
use gateway::ports::{
    Began, KeyWrite, MerchantWrite, NotificationWrite, PaymentWrite, RemittanceWrite, RequestWrite,
};
use jiff::civil::date;
use primitives::{
    AliasToken, Amount, Currency, EncryptionKeyId, HolderName, IdempotencyKey, KeyName, MaskedPan, Network,
    OrderReference, Reference, WebUrl,
};

use crate::{
    house::House,
    sessions,
    things::{NOW, later, lease, merchant_id, terms, transaction, transaction_id, with_merchant},
};

fn long_reference() -> Reference {
    Reference::stored(&"é-".repeat(40))
}

fn with_slash() -> OrderReference {
    OrderReference::stored(&format!("2026/11/{}", "9".repeat(80)))
}

fn long_url() -> WebUrl {
    WebUrl::stored(&format!("ftp://user:secret@shop;x/{}?a=b#c", "a".repeat(3_000))).unwrap()
}

fn long_key() -> IdempotencyKey {
    IdempotencyKey::stored(&"clé ".repeat(200))
}

/// `holder` is on the card.
fn payment(number: i64, holder: &str, echo: &str) -> Transaction {
    let plain = transaction(number, "a");
    Transaction {
        payment_method: long_reference(),
        point_of_sale: long_reference(),
        instrument_type: long_reference(),
        card: plain.card.clone().map(|card| UsedCard {
            holder_name: Some(HolderName::stored(holder)),
            token: Some(AliasToken::stored("4970105151515140")),
            masked_number: Some(MaskedPan::stored("?")),
            brands: Some(Text::stored(&"CB-".repeat(50))),
            ..card
        }),
        terms: Terms {
            order_reference: with_slash(),
            original_transaction: Some(Text::stored(&"i".repeat(500))),
            capture: Capture::Manual,
            ..terms("a")
        },
        echo: Echo::new(7, echo.to_owned()),
        idempotency_key: Some(long_key()),
        origin: Origin::Merchant { notification_url: Some(long_url()) },
        state: State::Accepted(Some(Approval {
            authorization_number: Text::stored("1234567890"),
            authorization_date: NOW,
            issuer_transaction_id: Text::stored(&"i".repeat(500)),
        })),
        ..plain
    }
}

#[tokio::test]
async fn of_payments() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let (long, deep) = ("x".repeat(200), "[".repeat(5_000));
    let said = ["", "no JSON", r#"{"order":{"amount":"x"},"buyer":7,"order":null}"#, r#""\u0000"#, &deep];
    for (number, echo) in (1..).zip(said) {
        let payment = payment(number, if number == 1 { "x" } else { &long }, echo);
        let due = Some(Due { work: Work::Expire, at: later(number) });
        let begin = PaymentWrite::Begin {
            claim: (number == 1).then(|| payment.claim()),
            transaction: Box::new(payment.clone()),
            due,
        };
        store.commit(NOW, vec![begin.into()]).await.unwrap();
        let found = store.transaction(merchant_id(1), payment.id).await.unwrap().unwrap();
        assert!(found.value == payment, "{number}");
        assert_eq!(found.value.echo.json(), echo);
    }
    let claim = payment(1, "x", "").claim();
    let (holder, until) = (transaction_id(1), later(9));
    store
        .commit(NOW, vec![PaymentWrite::KeepClaim { claim: claim.clone(), holder, until }.into()])
        .await
        .unwrap();
    assert_eq!(store.accepted_claim(&claim, NOW).await.unwrap(), Some(holder));
    let taken = store.take_work(Work::Expire, lease(9, 60), 9).await.unwrap();
    assert_eq!(taken.len(), said.len(), "none is passed over");
}

#[tokio::test]
async fn of_what_is_done_to_them() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let (merchant, amount) = (merchant_id(1), Amount::new(60).unwrap());
    let action = Action {
        id: transaction_id(2),
        payment: transaction_id(1),
        target: transaction_id(1),
        kind: ActionKind::Capture,
        option: CaptureOption::Standard,
        amount,
        reference: Some(ReferenceMark::stored(&"m/".repeat(500))),
        created: NOW,
        place: Place(1),
        by_gateway: false,
        idempotency_key: Some(long_key()),
        state: State::Accepted(None),
        taken: Vec::new(),
        release: None,
    };
    let day = date(2026, 11, 22);
    let line = Line {
        entry: action.id,
        payment: action.payment,
        merchant,
        point_of_sale: long_reference(),
        payment_method: long_reference(),
        order_reference: with_slash(),
        kind: LineKind::Capture,
        amount,
        currency: Currency::parse("EUR").unwrap(),
        made: NOW,
        day,
    };
    let echo = Echo::new(-1, "no JSON".to_owned());
    let begin = crate::things::begin_unclaimed(payment(1, "x", "{}"));
    let add = PaymentWrite::AddAction { merchant, action: Box::new(action.clone()), echo: echo.clone() };
    let key = RemittanceKey { merchant, point_of_sale: long_reference(), day };
    let gather = RemittanceWrite::GatherLines { key: key.clone(), most: 9, leased_until: later(60) };
    let add_line = RemittanceWrite::AddLine(Box::new(line.clone()));
    store.commit(NOW, vec![begin, add.into(), add_line.into()]).await.unwrap();
    assert!(store.take_remittance(&key, lease(0, 60)).await.unwrap());
    store.commit(NOW, vec![gather.into()]).await.unwrap();
    let ledger = store.ledger(merchant, action.id).await.unwrap().unwrap().value;
    assert!(ledger.actions == [action.clone()]);
    assert_eq!(store.action_echo(merchant, action.id).await.unwrap(), Some(echo));
    assert!(store.remittance_lines(&key, None, 9).await.unwrap() == [line]);
}

#[tokio::test]
async fn of_sessions_and_what_is_told_of_them() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let others = Reference::stored(&"x".repeat(80));
    let session = Session {
        point_of_sale: long_reference(),
        terms: Arc::new(SessionTerms {
            purpose: Purpose::Payment,
            payment: Terms { order_reference: with_slash(), ..terms("a") },
            methods: vec![long_reference(), others.clone(), Reference::stored("-")],
            fallbacks: vec![others],
            return_url: long_url(),
            wallet: Some(SessionWallet { id: long_reference(), one_click: OneClick::WithoutCvx }),
        }),
        echo: Echo::new(i64::MAX, "no JSON".to_owned()),
        notification_url: Some(long_url()),
        device: Some(Echo::new(0, String::new())),
        attempts_left: u32::MAX,
        ..sessions::session(1)
    };
    let merchant = merchant_id(1);
    let subject = Subject::Session(session.number);
    let new = NewNotification { merchant, subject, url: long_url(), made: NOW, due: NOW, until: later(9) };
    let digest = vec![7];
    let first = RequestWrite::Begin { merchant, key: long_key(), digest, subject, until: later(9) };
    let writes = vec![sessions::add(session.clone()), NotificationWrite::Add(new).into(), first.into()];
    store.commit(NOW, writes).await.unwrap();
    let found = store.session(merchant, session.number).await.unwrap().unwrap();
    assert!(found.value == session);
    assert_eq!(store.overdue_sessions(later(9), 9).await.unwrap().len(), 1);
    let told = store.notification_of(NotificationKey { merchant, subject }).await.unwrap().unwrap();
    assert_eq!(told.url, long_url());
    assert_eq!(store.take_notifications(lease(0, 60), 9, &[]).await.unwrap().len(), 1);
    let request = store.first_request(merchant, &long_key(), NOW).await.unwrap().unwrap();
    assert!(matches!(request.began, Began::Subject { subject: read, .. } if read == subject));
}

#[tokio::test]
async fn of_payment_methods_and_keys() {
    let house = House::new();
    let store = house.open().await;
    with_merchant(&*store).await;
    let merchant = merchant_id(1);
    let method = PaymentMethod {
        id: long_reference(),
        point_of_sale: Reference::stored("SHOP1"),
        instrument_type: long_reference(),
        networks: vec![Network::Visa],
        checks_duplicates: true,
        captures: Vec::new(),
        inactive_since: None,
    };
    let key = EncryptionKey {
        id: EncryptionKeyId::new(1).unwrap(),
        merchant,
        name: KeyName::stored(&"a key ".repeat(20)),
        generation: 1,
        created: later(1),
        modulus: String::new(),
        exponent: String::new(),
    };
    let add_key = KeyWrite::AddEncryptionKey {
        key: key.clone(),
        sealed_private_half: vec![1],
        active_after: NOW,
        max_names: 1,
    };
    let add_method = MerchantWrite::AddPaymentMethod { merchant, method: method.clone() };
    store.commit(NOW, vec![add_key.into(), add_method.into()]).await.unwrap();
    let channel = store.payment_method(merchant, &method.id).await.unwrap().unwrap();
    assert_eq!(channel.method, method);
    let (found, _) = store.encryption_key(merchant, key.id).await.unwrap().unwrap();
    assert_eq!(found.name.as_str(), key.name.as_str());
    assert_eq!(store.newest_key(merchant, &key.name).await.unwrap().unwrap().id, key.id);
}
