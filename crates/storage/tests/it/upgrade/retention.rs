//! What a worker that forgets needs to know of the rows of versions that forgot nothing: it writes it in small steps.

use gateway::ports::{CardWrite, Kept, RetentionWrite, Store, StoredCard};
use jiff::Timestamp;
use primitives::AliasToken;
use vault::Fingerprint;

use super::{Payment, before, migrated, sessions};
use crate::things::{NOW, later, merchant_id, transaction_id};

const SAID: &str =
    r#"{"order":{"reference":"a","amount":100,"currency":"EUR"},"returnURL":"https://shop.example/"}"#;
/// The stages of sessions, and whether each ended without a payment.
const STAGES: [(&str, bool, bool); 7] = [
    (r#"{"is":"CREATED"}"#, false, false),
    (r#"{"is":"TRYING","transaction":1,"last":false}"#, false, false),
    (r#"{"is":"PAID","transaction":1}"#, true, false),
    (r#"{"is":"REFUSED","transaction":1}"#, true, true),
    (r#"{"is":"CANCELLED"}"#, true, true),
    (r#"{"is":"EXPIRED","opened":true}"#, true, true),
    // One that cannot be read holds up no other.
    ("no JSON", false, false),
];

/// The time of the end of a session, and that since which it is unpaid, where they are written.
fn ends(house: &crate::house::House, number: i64) -> [String; 2] {
    ["ended_ms", "unpaid_since_ms"].map(|column| {
        house.ask(&format!(
            "SELECT COALESCE(CAST({column} AS TEXT), '-') FROM sessions WHERE number = {}",
            sessions::id(number).number().number()
        ))
    })
}

async fn note(store: &dyn Store, most: usize) -> bool {
    let Some(ends) = store.session_ends_to_note(Timestamp::MAX, most).await.unwrap() else { return false };
    store.commit(NOW, vec![RetentionWrite::NoteEnds(ends).into()]).await.unwrap();
    true
}

#[tokio::test]
async fn sessions_have_ended_when_their_time_ran_out() {
    let mut rows = Vec::new();
    for (number, (stage, ..)) in (1..).zip(STAGES) {
        let stage = format!("UPDATE sessions SET stage = '{stage}' WHERE number = {};", {
            sessions::id(number).number().number()
        });
        rows.extend([sessions::row(number, 1, SAID, None), stage]);
    }
    let house = before(&rows);
    let store = &*migrated(&house).await;
    for number in (1..).take(STAGES.len()) {
        assert_eq!(ends(&house, number), ["-", "-"], "the migration writes no row");
    }
    // Instances of the version before may end young ones.
    let made = Timestamp::from_millisecond(sessions::id(0).number().number() / 1_000).unwrap();
    assert_eq!(store.session_ends_to_note(made, 3).await, Ok(None));
    assert!(note(store, 3).await);
    assert_eq!(
        (ends(&house, 3), ends(&house, 4)),
        (["99000", "-"].map(str::to_owned), ["-", "-"].map(str::to_owned))
    );
    // One that this version ends has its end already.
    house.run(&format!(
        "UPDATE sessions SET ended_ms = 7, unpaid_since_ms = NULL WHERE number = {}",
        sessions::id(5).number().number()
    ));
    while note(store, 3).await {}
    assert_eq!(ends(&house, 5), ["7", "-"]);
    for (number, (stage, ended, unpaid)) in (1..).zip(STAGES).filter(|(number, _)| *number != 5) {
        let expected = [ended, unpaid].map(|is| if is { "99000" } else { "-" });
        assert_eq!(ends(&house, number), expected, "{stage}");
    }
    // A start on a store that has no more of them looks at none.
    assert!(!note(&*house.open().await, 3).await);
    assert_eq!(store.count_due(Kept::Sessions, later(99), 9).await, Ok(2));
}

fn card(number: u8) -> StoredCard {
    StoredCard {
        merchant: merchant_id(1),
        fingerprint: Fingerprint::from_bytes(vec![number; 32]).unwrap(),
        token: AliasToken::parse(&format!("497010YFg44f514{number}")).unwrap(),
        sealed_pan: vec![1],
    }
}

#[tokio::test]
async fn cards_were_used_until_the_last_payment_of_their_merchant() {
    let blob = |house: &crate::house::House, number: u8| match house {
        crate::house::House::Folder(_) => format!("X'{}'", format!("{number:02x}").repeat(32)),
        crate::house::House::Schema(_) => format!("'\\x{}'", format!("{number:02x}").repeat(32)),
    };
    let house = before(&[Payment::bare(1, SAID).row(), Payment::bare(7, SAID).row()]);
    let rows = (1..=5).map(|number| {
        let (merchant, sealed) = (merchant_id(if number < 5 { 1 } else { 2 }).number(), blob(&house, 1));
        let token = card(number).token;
        format!(
            "INSERT INTO cards (merchant_id, fingerprint, token, pan)
                 VALUES ({merchant}, {}, '{}', {sealed});",
            blob(&house, number),
            token.as_str()
        )
    });
    house.run(&rows.collect::<String>());
    let store = &*migrated(&house).await;
    let undated = "SELECT CAST(COUNT(*) AS TEXT) FROM cards WHERE used_ms IS NULL";
    assert_eq!(house.ask(undated), "5", "the migration writes no row");
    // One that pays meanwhile has its use.
    store.commit(later(1), vec![CardWrite::Keep(card(1)).into()]).await.unwrap();
    assert_eq!(store.cards_to_date(2).await, Ok(2));
    assert_eq!(store.count_due(Kept::Cards, Timestamp::MAX, 9).await, Ok(1), "no other is due");
    for left in [2, 0] {
        store.commit(NOW, vec![RetentionWrite::DateCards { most: 2 }.into()]).await.unwrap();
        assert_eq!(store.cards_to_date(9).await, Ok(left));
    }
    let used =
        |which: &str| house.ask(&format!("SELECT CAST(MAX(used_ms) AS TEXT) FROM cards WHERE {which}"));
    let [first, other] = [1, 2].map(|number| merchant_id(number).number());
    let last = (transaction_id(7).number() / 10_000).to_string();
    let mine = |number| format!("merchant_id = {first} AND fingerprint = {}", blob(&house, number));
    assert_eq!((used(&mine(2)), used(&mine(4))), (last.clone(), last));
    assert_eq!(used(&mine(1)), later(1).as_millisecond().to_string());
    assert_eq!(used(&format!("merchant_id = {other}")), "0");
}
