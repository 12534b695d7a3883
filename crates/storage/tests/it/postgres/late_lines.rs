//! A transaction that was given the id of a line, and commits after others with higher ids.

use std::time::Duration;

use gateway::ports::{AuditChain as _, Store as _};
use tokio::time::sleep;

use crate::{
    house::postgres,
    schema::{Schema, run},
    things::{NOW, audit},
};

#[tokio::test]
async fn no_line_counts_as_settled_before_one_with_a_smaller_id_is_there() {
    let Some(schema) = Schema::of_this_run() else { return };
    let store = postgres(schema.url(), 2).await;
    let path = format!("SET search_path = {}", schema.name());
    let late = format!(
        "{path}; BEGIN; INSERT INTO audit_log (at_ms, merchant_id, action, subject) VALUES (1, 0, 'LATE', 'line');
         SELECT pg_sleep(2.5); COMMIT"
    );
    let late = tokio::task::spawn_blocking(move || run(&late));
    // Its id is taken, and nobody sees its line.
    let taken = format!("{path}; SELECT is_called FROM audit_log_id_seq");
    while run(&taken) != "t" {
        sleep(Duration::from_millis(10)).await;
    }
    store.commit(NOW, vec![audit("early")]).await.unwrap();
    let ids = async || -> Vec<i64> {
        store.lines_between(0, 9, 9).await.unwrap().iter().map(|line| line.id).collect()
    };
    assert_eq!((ids().await, store.last_line().await), (vec![2], Ok(Some(2))));
    assert_eq!(store.last_settled_line(0).await, Ok(None), "it takes too long");
    let settled = loop {
        if let Some(settled) = store.last_settled_line(0).await.unwrap() {
            break settled;
        }
    };
    assert_eq!((ids().await, settled), (vec![1, 2], 2));
    assert_eq!(store.last_settled_line(2).await, Ok(None));
    late.await.unwrap();
}
