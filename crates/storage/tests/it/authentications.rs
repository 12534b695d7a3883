//! Authentications: each stage is read as it was written, a version guards them, and they are forgotten when their time is over.

use document::Text;
use domain::{
    ReturnCode,
    authentication::{
        Authentication, Bound, Challenge, ChallengePreference, Decision, DeviceChannel, Effective, Ending,
        Stage, TransStatus,
    },
};
use gateway::ports::{AuthenticationWrite, CommitError, Kept, RetentionWrite, Store, Versioned};
use jiff::Timestamp;
use primitives::{Amount, Currency, Network, Sealed, Uuid};

use crate::{
    house::House,
    things::{NOW, later, merchant, merchant_id, reference, transaction_id, with_merchant},
};

fn uuid(byte: u8) -> Uuid {
    Uuid::of_random([byte; 16])
}

fn text<const MAX: usize>(text: &str) -> Text<0, MAX> {
    Text::parse(text).unwrap()
}

fn authentication(owner: i64, number: i64, id: &str, stage: Stage) -> Authentication {
    Authentication {
        merchant: merchant_id(owner),
        number: transaction_id(number),
        id: Text::parse(id).unwrap(),
        server_transaction: uuid(1),
        created: NOW,
        bound: Bound {
            payment_method: reference("CB"),
            network: Network::CartesBancaires,
            card: vec![1, 2, 3],
            amount: Amount::new(2_499).unwrap(),
            currency: Currency::parse("EUR").unwrap(),
            begins_series: true,
        },
        channel: DeviceChannel::Browser,
        preference: ChallengePreference::CbScoring,
        stage,
        verified: false,
        payment: None,
    }
}

fn decision(value: Option<Sealed>) -> Decision {
    Decision {
        status: TransStatus::Yes,
        reason: value.is_none().then(|| text("01")),
        eci: value.is_some().then(|| text("05")),
        value,
        effective: Effective::Challenge,
        is_given_up: false,
        directory_transaction: uuid(2),
        acs_transaction: uuid(3),
        version: text("2.2.0"),
    }
}

fn stages() -> Vec<Stage> {
    let challenge = Challenge {
        directory_transaction: uuid(2),
        acs_transaction: uuid(3),
        version: text("2.2.0"),
        shown: r#"{"url":"https://issuer.example"}"#.to_owned(),
    };
    let ended = |ending| Stage::Ended { ending, at: later(3) };
    vec![
        Stage::Collecting,
        Stage::Asking { deadline: later(1) },
        Stage::Challenging { challenge, until: later(2) },
        ended(Ending::Failed(ReturnCode::NOT_ENROLLED)),
        ended(Ending::Decided(decision(Some(Sealed::new(vec![1, 0, 0, 0, 1, 9]))))),
        ended(Ending::Decided(decision(None))),
    ]
}

fn add(authentication: &Authentication, forgotten: Timestamp) -> gateway::ports::Write {
    AuthenticationWrite::Add { authentication: Box::new(authentication.clone()), forgotten }.into()
}

fn update(value: Authentication, version: i64) -> gateway::ports::Write {
    AuthenticationWrite::Update(Box::new(Versioned { value, version })).into()
}

async fn commit(store: &dyn Store, write: gateway::ports::Write) -> Result<(), CommitError> {
    store.commit(NOW, vec![write]).await
}

#[tokio::test]
async fn each_stage_is_read_as_it_was_written() {
    let house = House::new();
    let store = &*house.open().await;
    with_merchant(store).await;
    for (number, stage) in (1..).zip(stages()) {
        let id = format!("md-{number}");
        let added = authentication(1, number, &id, Stage::Collecting);
        commit(store, add(&added, later(9))).await.unwrap();
        let next = Authentication { stage, verified: true, payment: Some(transaction_id(77)), ..added };
        commit(store, update(next.clone(), 1)).await.unwrap();
        let by_id = store.authentication(merchant_id(1), &next.id).await.unwrap().unwrap();
        assert!((&by_id.value, by_id.version) == (&next, 2), "{id}");
        let found = store.authentication_by_number(merchant_id(1), next.number).await.unwrap().unwrap();
        assert!(found.value == next, "{id}");
    }
}

#[tokio::test]
async fn a_version_is_changed_once_and_an_id_is_given_once_to_each_merchant() {
    let house = House::new();
    let store = &*house.open().await;
    with_merchant(store).await;
    store.commit(NOW, vec![merchant(2)]).await.unwrap();
    let first = authentication(1, 1, "md", Stage::Asking { deadline: later(1) });
    commit(store, add(&first, later(9))).await.unwrap();
    for taken in
        [authentication(1, 2, "md", Stage::Collecting), authentication(1, 1, "other", Stage::Collecting)]
    {
        assert_eq!(commit(store, add(&taken, later(9))).await, Err(CommitError::IdTaken));
    }
    let of_another = authentication(2, 1, "md", Stage::Collecting);
    commit(store, add(&of_another, later(9))).await.unwrap();
    let used = Authentication { payment: Some(transaction_id(5)), ..first.clone() };
    commit(store, update(used.clone(), 1)).await.unwrap();
    assert_eq!(commit(store, update(first.clone(), 1)).await, Err(CommitError::Stale));
    let found = store.authentication(merchant_id(1), &first.id).await.unwrap().unwrap();
    assert!(found.value == used);
    let found = store.authentication(merchant_id(2), &first.id).await.unwrap().unwrap();
    assert!(found.value == of_another);
}

#[tokio::test]
async fn they_are_forgotten_when_their_time_is_over() {
    let house = House::new();
    let store = &*house.open().await;
    with_merchant(store).await;
    for number in 1..=5 {
        let added = authentication(1, number, &number.to_string(), Stage::Collecting);
        commit(store, add(&added, later(number))).await.unwrap();
    }
    let (kind, from, limit, most) = (Kept::Authentications, i64::MIN, later(4), 3);
    assert_eq!(store.count_due(kind, limit, 9).await, Ok(4));
    let oldest = store.oldest(kind, from, limit, most).await.unwrap();
    assert_eq!((oldest.seen, oldest.due), (3, 3));
    store.commit(NOW, vec![RetentionWrite::DeleteOldest { kind, from, limit, most }.into()]).await.unwrap();
    for number in 1..=5 {
        let found = store.authentication_by_number(merchant_id(1), transaction_id(number)).await.unwrap();
        assert_eq!(found.is_some(), number > 3, "{number}");
    }
}
