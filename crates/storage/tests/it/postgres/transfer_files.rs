//! A file of transfers that is closed while another instance still puts a transfer into it.

use std::time::Duration;

use gateway::ports::{Store as _, TransferWrite, Transfers as _};
use jiff::civil::date;
use tokio::time::sleep;

use crate::{
    house::postgres,
    schema::{Schema, run},
    things::{NOW, lease, merchant_id, with_merchant},
};

/// The close waits for the other, and counts what it has written.
#[tokio::test]
async fn what_comes_while_the_file_is_being_closed_is_counted() {
    let Some(schema) = Schema::of_this_run() else { return };
    let store = postgres(schema.url(), 2).await;
    with_merchant(&store).await;
    let (day, executes) = (date(2026, 11, 27), date(2026, 11, 30));
    assert!(store.take_transfer_file(day, lease(0, 30)).await.unwrap());
    let (name, merchant) = (schema.name(), merchant_id(1).number());
    let other = format!(
        "SET search_path = {name}; BEGIN;
         UPDATE transfer_files SET leased_until_ms = leased_until_ms + 1 WHERE day = '2026-11-27' AND closed = 0;
         INSERT INTO transfers (merchant_id, id, point_of_sale, payment_method_id, created_ms, amount, payer_iban, payer_bic,
             payer_holder, payee_bic, payee_iban, stage, file_day, settles, version)
         VALUES ({merchant}, 7, 'S', 'M', 0, 250, 'FR1', 'B', 'H', 'B', 'DE1', 'FILED', '2026-11-27', '2026-11-30', 1);
         SELECT '{name}', pg_sleep(2); COMMIT"
    );
    let other = tokio::task::spawn_blocking(move || run(&other));
    let sleeping = format!(
        "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE '%{name}%'"
    );
    while run(&sleeping) == "0" {
        assert!(!other.is_finished());
        sleep(Duration::from_millis(10)).await;
    }
    store.commit(NOW, vec![TransferWrite::CloseFile { day, executes }.into()]).await.unwrap();
    other.await.unwrap();
    let file = store.transfer_file(day).await.unwrap().unwrap();
    assert!(file.closed.is_some());
    assert_eq!((file.transfers, file.cents), (1, 250));
}
