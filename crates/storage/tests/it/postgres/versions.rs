//! Databases of a version before.

use domain::{merchant::PageSettings, subject::Subject, transaction::Origin};
use gateway::ports::{Began, Store};
use primitives::{IdempotencyKey, MerchantId, TransactionId};

use crate::{
    house::postgres,
    schema::{self, Schema},
    things::{NOW, later, reference},
};

/// As a database is that has been migrated to the first version and no farther.
fn first_version() -> Option<Schema> {
    const FIRST: &str = include_str!("../../../migrations/postgres/0001_first.sql");
    const ROWS: &str = include_str!("../../before_sessions.sql");
    let schema = Schema::of_this_run()?;
    schema::run(&format!(
        "SET search_path TO {};
         CREATE TABLE migrations (number BIGINT PRIMARY KEY, text TEXT NOT NULL, applied_ms BIGINT NOT NULL);
         INSERT INTO migrations VALUES (1, $text${FIRST}$text$, 0);
         {FIRST}{ROWS}",
        schema.name()
    ));
    Some(schema)
}

/// What is in it reads as it did, and nothing of it is told to anybody.
#[tokio::test]
async fn from_before_there_were_sessions() {
    let Some(schema) = first_version() else { return };
    let store: &dyn Store = &postgres(schema.url(), 2).await;
    let (merchant, id) = (MerchantId::new(1).unwrap(), TransactionId::new(10_000_000_000_000_001).unwrap());
    let payment = store.transaction(merchant, id).await.unwrap().unwrap().value;
    assert!(payment.card.is_some() && payment.origin == (Origin::Merchant { notification_url: None }));
    let key = IdempotencyKey::parse("0f8fad5b-d9cb-469f-a165-70867728950e").unwrap();
    let request = store.first_request(merchant, &key, NOW).await.unwrap().unwrap();
    let Began::Subject { subject, answered: Some(_) } = request.began else { panic!("it was answered") };
    assert_eq!(subject, Subject::Transaction(id));
    let channel = store.payment_method(merchant, &reference("CB")).await.unwrap().unwrap();
    assert_eq!((channel.method.id.as_str(), channel.notification_url), ("CB", None));
    assert!(store.points_of_sale(merchant).await.unwrap()[0].settings == PageSettings::default());
    assert!(store.overdue_sessions(later(9_999), 9).await.unwrap().is_empty());
    assert_eq!(store.oldest_notification().await.unwrap(), None);
}
