//! Notifications, whose URLs held what they are about.

use domain::{
    notification::{NewNotification, Notification, NotificationKey, NotificationState},
    subject::Subject,
};
use gateway::ports::{Attempt, Delivery, DeliveryFailure, NotificationWrite, Reply};
use jiff::SignedDuration;
use primitives::WebUrl;

use super::{Payment, before, migrated, quoted, sessions};
use crate::things::{NOW, later, lease, merchant_id, transaction_id};

/// What a merchant may have set.
const URLS: [&str; 5] = [
    "https://shop.example/",
    "https://shop.example/told#part",
    "https://shop.example/told?a=%20b&a=c",
    "https://shop.example/told?a#part",
    "https://shop.example/told?notificationType=WEBTRS&token=mine",
];
const SAID: &str =
    r#"{"order":{"reference":"a","amount":100,"currency":"EUR"},"returnURL":"https://shop.example/"}"#;

/// To be sent next at 5 s, of what was made at 1 s and is sent until 100 s.
fn row(merchant: i64, kind: &str, subject: i64, url: &str) -> String {
    format!(
        "INSERT INTO notifications (merchant_id, kind, subject, url, made_ms, until_ms, state, attempts, next_ms)
         VALUES ({}, '{kind}', {subject}, {}, 1000, 100000, 'WAITING', 4, 5000);",
        merchant_id(merchant).number(),
        quoted(url),
    )
}

fn expected(id: i64, merchant: i64, subject: Subject, url: &str) -> Notification {
    Notification {
        id,
        merchant: merchant_id(merchant),
        subject,
        url: WebUrl::parse(url).unwrap(),
        made: later(1),
        until: later(100),
        state: NotificationState::Waiting,
        attempts: 4,
        next: Some(later(5)),
    }
}

/// Of sessions and of payments.
#[tokio::test]
async fn urls_are_those_that_merchants_gave() {
    let (mut rows, mut notifications) = (Vec::new(), Vec::new());
    for (number, url) in (1..).zip(URLS) {
        let id = sessions::id(number);
        let parameters = [("notificationType", "WEBTRS"), ("token", &*id.text()), ("paymentEndpoint", "1")];
        let sent = WebUrl::parse(url).unwrap().with_parameters(&parameters);
        rows.push(sessions::row(number, 2, SAID, Some(url)));
        rows.push(row(2, "WEBTRS", id.number().number(), &sent));
        notifications.push((2, Subject::Session(id.number()), url));

        let id = transaction_id(number);
        let parameters = [("notificationType", "TRS"), ("transactionId", &*id.to_string())];
        let sent = WebUrl::parse(url).unwrap().with_parameters(&parameters);
        rows.push(Payment { notification_url: Some(url), ..Payment::bare(number, SAID) }.row());
        rows.push(row(1, "TRS", id.number(), &sent));
        notifications.push((1, Subject::Transaction(id), url));
    }
    let house = before(&rows);
    let store = migrated(&house).await;
    for (id, (merchant, subject, url)) in (1..).zip(notifications) {
        let expected = expected(id, merchant, subject, url);
        assert_eq!(expected.url.as_str(), url);
        let found = store.notification_of(expected.key()).await.unwrap().unwrap();
        assert_eq!(found.url.as_str(), url);
        assert_eq!(found, expected);
        assert_eq!(store.notification_by_id(id).await.unwrap(), Some(expected));
    }
    assert_eq!(store.take_notifications(lease(5, 60), 99, &[]).await.unwrap().len(), 10);
}

#[tokio::test]
async fn attempts_are_kept_and_counted_on() {
    let attempts =
        "INSERT INTO notification_attempts (notification_id, number, at_ms, status, failure, took_ms)
        VALUES (1, 1, 1000, 500, NULL, 7), (1, 2, 2000, NULL, 'CONNECT', 8), (1, 3, 3000, 204, NULL, 9),
               (1, 4, 4000, NULL, NULL, NULL), (2, 1, 1000, 299, NULL, 1), (2, 2, 1000, 301, NULL, 1);";
    let payment = |number| Payment { notification_url: Some(URLS[0]), ..Payment::bare(number, SAID) }.row();
    let of = |number| row(1, "TRS", transaction_id(number).number(), URLS[0]);
    let house = before(&[payment(1), payment(2), payment(3), of(1), of(2), attempts.to_owned()]);
    let store = migrated(&house).await;
    let key = |number| NotificationKey {
        merchant: merchant_id(1),
        subject: Subject::Transaction(transaction_id(number)),
    };
    let answered = |code, is_heard| Some(Delivery::Answered(Reply { code, is_heard }));
    let attempt = |number: u32, at, delivery, took_ms: Option<i64>| Attempt {
        number,
        at: later(at),
        delivery,
        took: took_ms.map(SignedDuration::from_millis),
    };
    let failed = Some(Delivery::Failed(DeliveryFailure::Connect));
    let expected = [
        attempt(1, 1, answered(500, false), Some(7)),
        attempt(2, 2, failed, Some(8)),
        attempt(3, 3, answered(204, true), Some(9)),
        attempt(4, 4, None, None),
    ];
    assert_eq!(store.attempts(key(1)).await.unwrap(), expected);
    let others = [attempt(1, 1, answered(299, true), Some(1)), attempt(2, 1, answered(301, false), Some(1))];
    assert_eq!(store.attempts(key(2)).await.unwrap(), others);

    let taken = store.take_notifications(lease(5, 60), 1, &[]).await.unwrap();
    assert_eq!(
        (taken[0].attempts, store.attempts(taken[0].key()).await.unwrap().last().unwrap().number),
        (5, 5)
    );
    // New ones are numbered after those that are there.
    let url = WebUrl::parse(URLS[0]).unwrap();
    let NotificationKey { merchant, subject } = key(3);
    let new = NewNotification { merchant, subject, url, made: NOW, due: NOW, until: NOW };
    store.commit(NOW, vec![NotificationWrite::Add(new).into()]).await.unwrap();
    assert_eq!(store.notification_of(key(3)).await.unwrap().unwrap().id, 3);
}
