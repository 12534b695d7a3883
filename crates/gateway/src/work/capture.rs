//! Makes deferred captures on their day.

use domain::{
    action::{ActionKind, CaptureOption},
    echo::Echo,
    ledger::Ledger,
    work::Work,
};

use super::round;
use crate::{
    Gateway, Refusal,
    actions::{Applied, Command, apply, ask},
    ports::Versioned,
};

/// Runs one round and returns the number of payments worked on.
pub async fn capture_deferred(gateway: &Gateway) -> Result<usize, Refusal> {
    round(gateway, Work::Capture, |stored| capture(gateway, stored)).await
}

/// Captures all that is left. Where the authorisation ran out while no gateway was running, it is renewed first.
async fn capture(gateway: &Gateway, stored: Versioned<Ledger>) -> Result<(), Refusal> {
    let payment = &stored.value.payment;
    let command = Command {
        merchant: payment.merchant,
        target: payment.id,
        kind: ActionKind::Capture,
        option: CaptureOption::LateDelivery,
        terms: None,
        echo: Echo::empty(),
        repeat: None,
        by_gateway: true,
    };
    if let Applied::Asking { stored, action, card } = apply(gateway, &command).await? {
        ask(gateway, stored, action, card).await;
    }
    Ok(())
}
