//! A million transactions: payments that wait to be captured, were captured, and were refunded.

use std::sync::Arc;
use std::time::Duration;

use rig::Gateway;

use super::{CONNECTIONS, Copies, MODELS, Population, copies::id};
use crate::actions;
use crate::figures::Rate;
use crate::load::{cost, drive, payments};
use crate::orders::{Instruments, Kind};
use crate::run::Error;

pub(crate) struct Million {
    instruments: Arc<Instruments>,
}

impl Default for Million {
    fn default() -> Self {
        Self { instruments: Arc::new(Instruments::clear()) }
    }
}

impl Population for Million {
    const MANY: &'static str = "a million transactions";
    const COUNT: usize = 1_000_000;
    const DONE: [&'static str; 2] = ["payment", "capture"];

    async fn models(&self, gateway: &Gateway) -> Result<usize, Error> {
        let (shops, processes) = ([gateway.shop()?], [gateway.id()]);
        let paid = payments(&self.instruments, Kind::Clear);
        let models = drive(&shops, CONNECTIONS, MODELS, &paid).await?;
        let waiting = drive(&shops, CONNECTIONS, MODELS, &actions::waiting(&self.instruments)).await?;
        actions::measure(&shops, &processes, &self.instruments, CONNECTIONS, MODELS).await?;
        Ok(models.accepted.len() + waiting.accepted.len())
    }

    fn copies() -> Vec<Copies> {
        vec![
            transactions(),
            Copies::of("actions")
                .ids(&["id", "transaction_id", "target_id"])
                .same(&["merchant_id", "kind", "capture_option", "by_gateway", "created_ms", "amount"])
                .same(&[
                    "reference_mark",
                    "echo",
                    "echo_format",
                    "place",
                    "idempotency_key",
                    "state",
                    "taken",
                ])
                .same(&["released", "release_due_ms", "release_attempt"]),
            Copies::of("remittance_lines")
                .ids(&["entry_id", "transaction_id"])
                .same(&["merchant_id", "point_of_sale", "payment_method_id", "order_reference", "kind"])
                .same(&["amount", "currency", "made_ms", "day"]),
            claims(),
            audit_log(),
        ]
    }

    async fn turn(&self, gateway: &Gateway, span: Duration) -> Result<[Rate; 2], Error> {
        let (shops, processes) = ([gateway.shop()?], [gateway.id()]);
        let jobs = payments(&self.instruments, Kind::Clear);
        // The first requests of a turn find cold caches, so they are not counted.
        drive(&shops, CONNECTIONS, span / 4, &jobs).await?;
        let paid = cost(&shops, &processes, CONNECTIONS, span, &jobs).await?;
        let [captured, _] =
            actions::measure(&shops, &processes, &self.instruments, CONNECTIONS, span / 2).await?;
        Ok([Rate::of("payments".to_owned(), paid), Rate::of("captures".to_owned(), captured)])
    }
}

/// The columns of the terms of a payment or a session.
pub(crate) const TERMS: [&str; 9] = [
    "order_reference",
    "order_amount",
    "amount",
    "currency",
    "channel",
    "payment_type",
    "capture",
    "capture_at_ms",
    "original_transaction",
];

pub(super) fn transactions() -> Copies {
    Copies::of("transactions")
        .ids(&["id"])
        .same(&["merchant_id", "payment_method_id", "point_of_sale", "instrument_type", "created_ms"])
        .same(&[
            "card",
            "echo",
            "echo_format",
            "idempotency_key",
            "state",
            "version",
            "wake_for",
            "wake_at_ms",
        ])
        .same(&["leased_until_ms", "notification_url"])
        .same(&TERMS)
        .other("session_number", id("session_number"))
}

/// Returns the copies of claims. Their orders differ, because claims must.
pub(super) fn claims() -> Copies {
    Copies::of("claims")
        .ids(&["transaction_id"])
        .same(&["merchant_id", "payment_method_id", "amount", "accepted", "until_ms"])
        .other("order_reference", "order_reference || '-' || n")
}

pub(super) fn audit_log() -> Copies {
    Copies::of("audit_log").same(&["at_ms", "merchant_id", "action", "subject"])
}
