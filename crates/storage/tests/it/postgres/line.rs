//! A line to the server that is cut.

use gateway::ports::{CommitError, Merchants as _, Store as _, StoreError};

use crate::{
    house::postgres,
    line::{CUT_AFTER, CUT_BEFORE, Line},
    schema::{Schema, server},
    things::{NOW, audit, begin, version, with_merchant},
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
