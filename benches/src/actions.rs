//! Captures and refunds: many payments are made first, then all of them are captured, then all are refunded.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use client::Client;

use crate::load::{Cost, Job, Jobs, cost, drive};
use crate::orders::{Instruments, Kind};
use crate::run::Error;

/// A time limit that is longer than any number of them takes.
const NO_END: Duration = Duration::from_secs(600);
/// The body of every request: all payments of this part have the same amount.
const BODY: &str = r#"{"amount":1000}"#;

/// Measures the cost of captures and of refunds.
pub(crate) async fn measure(
    shops: &[Client],
    processes: &[u32],
    instruments: &Arc<Instruments>,
    connections: usize,
    span: Duration,
) -> Result<[Cost; 2], Error> {
    let paid = drive(shops, connections, span, &waiting(instruments)).await?.accepted;
    let captures = cost(shops, processes, connections, NO_END, &each(&paid, "captures")).await?;
    let refunds = cost(shops, processes, connections, NO_END, &each(&paid, "refunds")).await?;
    Ok([captures, refunds])
}

/// Measures the cost of captures of payments that were made before.
pub(crate) async fn captures(
    shops: &[Client],
    processes: &[u32],
    instruments: &Arc<Instruments>,
    connections: usize,
    span: Duration,
) -> Result<Cost, Error> {
    let paid = drive(shops, connections, span, &waiting(instruments)).await?.accepted;
    cost(shops, processes, connections, NO_END, &each(&paid, "captures")).await
}

/// Returns requests for payments with manual capture, without end.
pub(crate) fn waiting(instruments: &Arc<Instruments>) -> Jobs {
    let instruments = Arc::clone(instruments);
    let path = || "/v1/checkout/payments".to_owned();
    Arc::new(move || Some(Job { path: path(), body: instruments.next_of(Kind::Clear, "MANUAL", 1000) }))
}

/// Returns one request for each payment.
fn each(payments: &[String], action: &'static str) -> Jobs {
    let left = Mutex::new(payments.to_vec());
    Arc::new(move || {
        let payment = left.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
        Some(Job { path: format!("/v1/checkout/transactions/{payment}/{action}"), body: BODY.to_owned() })
    })
}
