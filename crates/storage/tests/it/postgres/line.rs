//! A line to the server that is cut.

use gateway::ports::{CommitError, Merchants as _, Notifications as _, Store as _, StoreError};

use crate::{
    house::postgres,
    line::{CUT_AFTER, CUT_BEFORE, Line},
    notifications::{add, payment},
    schema::{Schema, server},
    things::{NOW, audit, begin, lease, version, with_merchant},
};

#[tokio::test]
async fn the_outcome_is_found_out() {
    let Some(schema) = Schema::of_this_run() else { return };
    let line = Line::to(&server()).await;
    let store = postgres(&line.through(schema.url()), 2).await;
    with_merchant(&store).await;
    for number in 0..20 {
        line.cut_at_commit(CUT_AFTER);
        let order = format!("after-{number}");
        let done = store.commit(NOW, vec![begin(number, &order), audit(&order)]).await;
        assert_eq!((done, version(&store, number).await), (Ok(()), Some(1)));
    }
    for number in 20..40 {
        line.cut_at_commit(CUT_BEFORE);
        let order = format!("before-{number}");
        let lost = store.commit(NOW, vec![begin(number, &order), audit(&order)]).await;
        assert_eq!(lost, Err(CommitError::Store(StoreError::Unavailable)));
        assert_eq!(version(&store, number).await, None);
    }
    store.check().await.unwrap();
}

/// What was taken is sent once: by whoever took it, though nobody answered.
#[tokio::test]
async fn a_notification_is_taken_once() {
    let Some(schema) = Schema::of_this_run() else { return };
    let line = Line::to(&server()).await;
    let store = postgres(&line.through(schema.url()), 2).await;
    with_merchant(&store).await;
    store.commit(NOW, vec![add(payment(1), 0)]).await.unwrap();
    for (at, how, taken) in [(1, CUT_AFTER, Ok(1)), (61, CUT_BEFORE, Err(StoreError::Unavailable))] {
        line.cut_at_commit(how);
        let found = store.take_notifications(lease(at, at + 60), 9, &[]).await;
        assert_eq!(found.map(|found| found.len()), taken);
    }
    // What nobody took at the 61st second is still due.
    assert_eq!(store.take_notifications(lease(62, 122), 9, &[]).await.unwrap().len(), 1);
}

/// A connection that broke while it was at rest is nobody's trouble.
#[tokio::test]
async fn the_pool_recovers() {
    let Some(schema) = Schema::of_this_run() else { return };
    let line = Line::to(&server()).await;
    let store = postgres(&line.through(schema.url()), 4).await;
    with_merchant(&store).await;
    for number in 0..20 {
        line.cut();
        assert_eq!(store.merchants().await.unwrap().len(), 1);
        line.cut();
        store.commit(NOW, vec![begin(number, &number.to_string())]).await.unwrap();
    }
}
