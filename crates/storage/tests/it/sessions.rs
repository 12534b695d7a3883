//! Sessions, and the payments in them.

use std::sync::Arc;

use document::Text;
use domain::{
    echo::Echo,
    session::{OneClick, Session, SessionTerms, SessionWallet, Stage},
    transaction::{Hold, Origin, State, Transaction},
    wallet_session::{ManagedWallet, Purpose},
};
use gateway::ports::{CommitError, RetentionWrite, SessionWrite, Store, Versioned, Write};
use jiff::SignedDuration;
use primitives::{CellId, Reference, Sealed, SessionId, SessionNumber, WebUrl};
use tokio::task::JoinSet;

use crate::{
    house::House,
    things::{
        NOW, audit, begin, begin_unclaimed, later, merchant_id, payments_of, reference, terms, transaction,
        transaction_id, with_merchant,
    },
};

const ECHO: &str = r#"{"buyer":{"email":"buyer@example.com"},"threeDS":{"challengeInd":"NO_PREFERENCE"},
    "privateData":{"a":"é\"☕"},"miscData":{"x":[1,null]},"languageCode":"fr-FR"}"#;

pub(crate) fn id(number: u8) -> SessionId {
    SessionId::draw(CellId::default(), [number; 18], 1_795_348_800_000 + i64::from(number))
}

/// That ends by itself in as many seconds as its number.
pub(crate) fn session(number: u8) -> Session {
    let payment = terms("a");
    Session {
        number: id(number).number(),
        secret: Sealed::new(vec![number, 0, 255]),
        merchant: merchant_id(1),
        point_of_sale: reference("SHOP1"),
        created: NOW,
        expires: later(number.into()),
        terms: Arc::new(SessionTerms {
            purpose: Purpose::Payment,
            payment,
            methods: ["CB", "PARTNER", "A"].map(reference).into(),
            fallbacks: ["Z", "B"].map(reference).into(),
            return_url: WebUrl::parse("https://shop.example/back?a=b").unwrap(),
            wallet: Some(SessionWallet { id: reference("W.1"), one_click: OneClick::WithCvx }),
        }),
        echo: Echo::new(3, ECHO.to_owned()),
        notification_url: Some(WebUrl::parse("https://shop.example/told").unwrap()),
        notification_delay: SignedDuration::from_secs(90),
        device: None,
        stage: Stage::Created,
        ended: None,
        attempts_left: 3,
        tries: 0,
        operations: 0,
        link: None,
    }
}

pub(crate) fn add(session: Session) -> Write {
    SessionWrite::Add(Box::new(session)).into()
}

pub(crate) fn update(value: Session, version: i64) -> Write {
    SessionWrite::Update(Box::new(Versioned { value, version })).into()
}

async fn find(store: &dyn Store, number: u8) -> Versioned<Session> {
    store.session(merchant_id(1), id(number).number()).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_session_comes_back_as_it_was() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    let return_url = session(2).terms.return_url.clone();
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
    let of_wallet = |number, may_edit_holder| {
        let purpose = Purpose::Wallet(ManagedWallet { id: Reference::stored("W1"), may_edit_holder });
        Session { terms: Arc::new(SessionTerms { purpose, ..plain.clone() }), ..session(number) }
    };
    let (of_wallet, of_holder) = (of_wallet(3, false), Session { operations: 7, ..of_wallet(4, true) });
    let plain = Session { notification_url: None, terms: Arc::new(plain), ..session(2) };
    for session in [session(1), plain, of_wallet, of_holder] {
        store.commit(NOW, vec![add(session.clone())]).await.unwrap();
        for found in [
            store.session(merchant_id(1), session.number).await.unwrap().unwrap(),
            store.session_by_number(session.number).await.unwrap().unwrap(),
        ] {
            assert!(found.value == session && found.version == 1);
        }
    }
    let missing = SessionNumber::new(7).unwrap();
    assert!(store.session(merchant_id(1), missing).await.unwrap().is_none());
    assert!(store.session_by_number(missing).await.unwrap().is_none());
    let taken = store.commit(NOW, vec![audit("a"), add(session(1))]).await;
    assert_eq!(taken, Err(CommitError::IdTaken));
}

#[tokio::test]
async fn every_stage_comes_back_as_it_was() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    store.commit(NOW, vec![add(session(9))]).await.unwrap();
    let (transaction, device) = (transaction_id(1), Some(Echo::new(4, r#"{"ip":"::1"}"#.to_owned())));
    let stages = [
        Stage::Open,
        Stage::Trying { transaction, last: false },
        Stage::Trying { transaction, last: true },
        Stage::Paid { transaction },
        Stage::Refused { transaction },
        Stage::Cancelled,
        Stage::Done,
        Stage::Expired { opened: true },
        Stage::Expired { opened: false },
        Stage::Created,
    ];
    for (version, stage) in (1_u8..).zip(stages) {
        let (attempts_left, tries) = (u32::MAX - u32::from(version), version.into());
        let ended = Some(later(version.into()));
        let (operations, device) = (u32::from(version) + 7, device.clone());
        let session = Session { stage, ended, device, attempts_left, tries, operations, ..session(9) };
        store.commit(NOW, vec![update(session.clone(), version.into())]).await.unwrap();
        let found = find(store, 9).await;
        assert!(found.value == session && found.version == i64::from(version) + 1, "{stage:?}");
        let stale = store.commit(NOW, vec![update(session, version.into())]).await;
        assert_eq!(stale, Err(CommitError::Stale));
        let waits = matches!(stage, Stage::Created | Stage::Open);
        assert_eq!(store.oldest_overdue_session().await.unwrap(), waits.then_some(later(9)), "{stage:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_changes_to_a_version_one_is_made() {
    let house = House::new();
    let stores = [house.open().await, house.open().await];
    with_merchant(&*stores[0]).await;
    stores[0].commit(NOW, vec![add(session(1))]).await.unwrap();
    let mut tasks = JoinSet::new();
    for number in 0..100_i64 {
        let store = Arc::clone(&stores[usize::from(number % 2 == 0)]);
        let trying = Stage::Trying { transaction: transaction_id(number), last: false };
        let session = Session { stage: trying, ..session(1) };
        // With a payment, as the use case writes it, and in any order.
        let mut writes = vec![update(session, 1), begin(number, &number.to_string())];
        if number % 3 == 0 {
            writes.reverse();
        }
        tasks.spawn(async move { store.commit(NOW, writes).await.is_ok().then_some(number) });
    }
    let made: Vec<i64> = tasks.join_all().await.into_iter().flatten().collect();
    let [made] = made[..] else { panic!("{made:?} were made") };
    let found = find(&*stores[1], 1).await.value;
    assert_eq!(found.trying(), Some(transaction_id(made)));
    for number in 0..100 {
        let there = store_has(&*stores[0], number).await;
        assert_eq!(there, number == made, "a payment stands with its session or not at all");
    }
}

async fn store_has(store: &dyn Store, number: i64) -> bool {
    store.transaction(merchant_id(1), transaction_id(number)).await.unwrap().is_some()
}

#[tokio::test]
async fn the_payments_of_a_session() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    store.commit(NOW, vec![add(session(1)), add(session(2))]).await.unwrap();
    let hold = Hold { reference: Text::parse("h").unwrap(), since: NOW, look_at: later(3), attempt: 4 };
    let of_session = |number, session: u8, state| Transaction {
        origin: Origin::Session { number: id(session).number(), wallet: None },
        card: None,
        state,
        ..transaction(number, "a")
    };
    let payments = [
        of_session(3, 1, State::Reversed),
        of_session(5, 1, State::AtPartner { deadline: later(8) }),
        Transaction { card: transaction(0, "a").card, ..of_session(4, 1, State::OnHold(hold)) },
        of_session(6, 2, State::Unanswered),
        Transaction {
            origin: Origin::Merchant { notification_url: session(1).notification_url },
            ..transaction(7, "a")
        },
    ];
    for payment in &payments {
        store.commit(NOW, vec![begin_unclaimed(payment.clone())]).await.unwrap();
        let found = store.transaction(merchant_id(1), payment.id).await.unwrap().unwrap();
        assert!(found.value == *payment, "{}", payment.id);
    }
    // A session comes before its payment, however the writes are put.
    let begin = begin_unclaimed(of_session(8, 3, State::Unanswered));
    store.commit(NOW, vec![begin, add(session(3))]).await.unwrap();
    let found = payments_of(store, merchant_id(1), id(1).number(), 20).await;
    assert!(found == [payments[1].clone(), payments[2].clone(), payments[0].clone()], "the newest first");
    assert!(payments_of(store, merchant_id(1), id(4).number(), 20).await.is_empty());
}

/// As a newer version would write it, in the middle of a rolling upgrade, one cannot be read: it keeps no other waiting.
#[tokio::test]
async fn those_that_are_overdue() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    assert_eq!(store.oldest_overdue_session().await.unwrap(), None);
    for number in [30, 10, 40, 20] {
        store.commit(NOW, vec![add(session(number))]).await.unwrap();
    }
    let overdue = async |at, most| {
        let found = store.overdue_sessions(later(at), most).await.unwrap();
        found.into_iter().map(|session| session.value.expires).collect::<Vec<_>>()
    };
    assert_eq!(store.oldest_overdue_session().await.unwrap(), Some(later(10)));
    assert_eq!(overdue(9, 9).await, []);
    assert_eq!(overdue(30, 2).await, [later(10), later(20)]);
    assert_eq!(overdue(99, 9).await, [10, 20, 30, 40].map(later));
    let opened = Session { stage: Stage::Expired { opened: false }, ..session(10) };
    store.commit(NOW, vec![update(opened, 1)]).await.unwrap();
    assert_eq!(overdue(99, 9).await, [20, 30, 40].map(later));
    house.run("UPDATE sessions SET stage = '{\"is\":\"NEWER\"}' WHERE wake_at_ms = 20000");
    assert_eq!(overdue(99, 9).await, [30, 40].map(later));
}

/// The id of a wallet may be that of a buyer.
#[tokio::test]
async fn what_is_personal_goes_with_the_wallet() {
    let house = House::new();
    let store = house.open().await;
    let store = &*store;
    with_merchant(store).await;
    let device = Some(Echo::new(4, r#"{"ip":"::1"}"#.to_owned()));
    store.commit(NOW, vec![add(Session { device, ..session(1) })]).await.unwrap();
    let stripped = Session { echo: Echo::empty(), ..session(1) };
    let strip = RetentionWrite::StripSession(Box::new(Versioned { value: stripped.clone(), version: 1 }));
    store.commit(NOW, vec![strip.into()]).await.unwrap();
    let found = find(store, 1).await;
    let terms = SessionTerms { wallet: None, ..(*stripped.terms).clone() };
    assert!(found.value == Session { terms: Arc::new(terms), ..stripped } && found.version == 2);
}
