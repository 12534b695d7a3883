//! Two hundred thousand sessions: paid ones, cancelled ones whose merchant was notified, and some that wait
//! for their buyer.

use std::sync::Arc;
use std::time::Duration;

use rig::Gateway;

use super::million::{TERMS, audit_log, claims, transactions};
use super::{CONNECTIONS, Copies, MODELS, Population, copies::id};
use crate::buyer::{Cancels, NewSessions, Purchases};
use crate::figures::Rate;
use crate::listener::Listener;
use crate::load::{cost, drive};
use crate::run::Error;

/// The time limit for each model, and for its notification.
const WAIT_LIMIT: Duration = Duration::from_secs(60);
/// The id of a copied notification. The step is larger than the number of models, so that no two ids are the
/// same.
const OTHER_NOTIFICATION: &str = "id + n * 1000000";

#[derive(Default)]
pub(crate) struct ManySessions;

impl Population for ManySessions {
    const MANY: &'static str = "200,000 sessions";
    const COUNT: usize = 200_000;
    const DONE: [&'static str; 2] = ["new session", "purchase"];

    async fn models(&self, gateway: &Gateway) -> Result<usize, Error> {
        let shops = [gateway.shop()?];
        let listener = Listener::start(Duration::ZERO).await?;
        let told = NewSessions { notification_url: Some(listener.url()) };
        let paid = drive(&shops, CONNECTIONS, MODELS, &Arc::new(Purchases)).await?.accepted.len();
        let waiting = drive(&shops, CONNECTIONS, MODELS / 4, &Arc::new(NewSessions::default())).await?;
        let given_up = drive(&shops, CONNECTIONS, MODELS / 4, &Arc::new(told)).await?.accepted;
        let told = given_up.len();
        drive(&shops, CONNECTIONS, WAIT_LIMIT, &Arc::new(Cancels::of(given_up))).await?;
        listener.heard_of(told, WAIT_LIMIT).await?;
        Ok(paid + waiting.accepted.len() + told)
    }

    fn copies() -> Vec<Copies> {
        let transaction = "json_extract(stage, '$.transaction')";
        let paid = format!("json_set(stage, '$.transaction', {})", id(transaction));
        vec![
            Copies::of("sessions")
                .ids(&["number"])
                .same(&["sealed_secret", "merchant_id", "point_of_sale", "created_ms", "expires_ms"])
                .same(&["echo", "echo_format", "device_format", "methods", "fallbacks", "return_url"])
                .same(&TERMS)
                .same(&["notification_url", "device", "attempts_left", "tries", "version", "wake_at_ms"])
                .other("stage", format!("CASE WHEN {transaction} IS NULL THEN stage ELSE {paid} END")),
            transactions(),
            claims(),
            Copies::of("notifications").other("id", OTHER_NOTIFICATION).ids(&["subject"]).same(&[
                "merchant_id",
                "kind",
                "url",
                "made_ms",
                "until_ms",
                "state",
                "attempts",
                "next_ms",
            ]),
            Copies::of("notification_attempts").ids(&["subject"]).same(&[
                "merchant_id",
                "kind",
                "number",
                "at_ms",
                "status",
                "heard",
                "failure",
                "took_ms",
            ]),
            audit_log(),
        ]
    }

    async fn turn(&self, gateway: &Gateway, span: Duration) -> Result<[Rate; 2], Error> {
        let (shops, processes) = ([gateway.shop()?], [gateway.id()]);
        // The first requests of a turn find cold caches, so they are not counted.
        drive(&shops, CONNECTIONS, span / 4, &Arc::new(Purchases)).await?;
        let made = cost(&shops, &processes, CONNECTIONS, span, &Arc::new(NewSessions::default())).await?;
        let bought = cost(&shops, &processes, CONNECTIONS, span, &Arc::new(Purchases)).await?;
        Ok([Rate::of("sessions".to_owned(), made), Rate::of("purchases".to_owned(), bought)])
    }
}
