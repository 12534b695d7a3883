//! A store that holds a million transactions already: what a payment costs there, beside an empty one, in turns.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rig::{Cluster, Gateway, Options};
use rusqlite::Connection;

use crate::actions;
use crate::figures::{Crowd, Rate};
use crate::load::{cost, drive, payments};
use crate::orders::{Instruments, Kind};
use crate::run::{Error, program, progress};

const CONNECTIONS: usize = 32;
const CROWD: usize = 1_000_000;
const TURNS: usize = 3;
/// Payments of which the others are copies.
const MODELS: Duration = Duration::from_millis(500);

/// One engine: a million rows made of some hundred real ones, then turns of an empty store and the full one.
pub(crate) async fn measure(directory: &Path, span: Duration, postgres: bool) -> Result<Crowd, Error> {
    let engine = if postgres { "PostgreSQL" } else { "SQLite" };
    let place = std::env::temp_dir().join(format!("guichet-crowd-{}", std::process::id()));
    let cluster = if postgres { Some(Cluster::make(&place)?) } else { None };
    let house = |name| House::new(directory, name, cluster.as_ref());
    let (empty, full) = (house("empty")?, house("crowded")?);
    progress(&format!("{engine}, filling a store with a million transactions"));
    let instruments = Arc::new(Instruments::clear());
    full.fill(&instruments).await?;

    let mut turns = [Vec::new(), Vec::new()];
    let gateways = [empty.open()?, full.open()?];
    for turn in 1..=TURNS {
        for (gateway, turns) in gateways.iter().zip(&mut turns) {
            progress(&format!("{engine}, a million transactions, turn {turn} of {TURNS}"));
            turns.push(one_turn(gateway, &instruments, span).await?);
        }
    }
    for gateway in gateways {
        gateway.stop()?;
    }
    let [empty, full] = turns;
    Ok(Crowd { engine, empty, full })
}

/// Payments, and captures.
async fn one_turn(
    gateway: &Gateway,
    instruments: &Arc<Instruments>,
    span: Duration,
) -> Result<[Rate; 2], Error> {
    let (shops, processes) = ([gateway.shop()?], [gateway.id()]);
    let jobs = payments(instruments, Kind::Clear);
    // The first of a turn find caches that are cold; they do not count.
    drive(&shops, CONNECTIONS, span / 4, &jobs).await?;
    let paid = cost(&shops, &processes, CONNECTIONS, span, &jobs).await?;
    let [captured, _] = actions::measure(&shops, &processes, instruments, CONNECTIONS, span / 2).await?;
    Ok([Rate::of("payments".to_owned(), paid), Rate::of("captures".to_owned(), captured)])
}

struct House<'a> {
    name: &'static str,
    options: Options,
    cluster: Option<&'a Cluster>,
}

impl<'a> House<'a> {
    fn new(directory: &Path, name: &'static str, cluster: Option<&'a Cluster>) -> Result<Self, Error> {
        let mut settings = Vec::new();
        if let Some(cluster) = cluster {
            cluster.execute(&format!("CREATE SCHEMA {name}"))?;
            settings.push(format!("database={}", cluster.url(name)));
        }
        let engine = if cluster.is_some() { "postgres" } else { "sqlite" };
        let data = directory.join(format!("{name}-{engine}"));
        Ok(Self { name, options: Options { program: program(), data, settings }, cluster })
    }

    fn open(&self) -> Result<Gateway, Error> {
        Ok(Gateway::start(self.options.clone())?)
    }

    /// Models: payments that wait to be captured, were captured, and were refunded; then copies of them, each under ids
    /// of its own and older than any that is to come.
    async fn fill(&self, instruments: &Arc<Instruments>) -> Result<(), Error> {
        let gateway = self.open()?;
        let shops = [gateway.shop()?];
        let models = drive(&shops, CONNECTIONS, MODELS, &payments(instruments, Kind::Clear)).await?;
        let waiting = drive(&shops, CONNECTIONS, MODELS, &actions::waiting(instruments)).await?;
        let processes = [gateway.id()];
        actions::measure(&shops, &processes, instruments, CONNECTIONS, MODELS).await?;
        gateway.stop()?;
        let copies = CROWD / (models.accepted.len() + waiting.accepted.len()).max(1);
        let Some(cluster) = self.cluster else {
            let store = Connection::open(self.options.data.join("guichet.db"));
            let series = format!(
                "WITH RECURSIVE g (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < {copies}) SELECT n FROM g"
            );
            let done =
                store.and_then(|store| store.execute_batch(&format!("BEGIN; {} COMMIT;", sql(&series))));
            return done.map_err(|error| Error::Store(error.to_string()));
        };
        let series = format!("SELECT n FROM generate_series(1, {copies}) AS g (n)");
        Ok(cluster.execute(&format!("SET search_path = {}; {} ANALYZE;", self.name, sql(&series)))?)
    }
}

/// Ids step back by hundreds of milliseconds, so that no copy meets a model; claims and requests get an order and a key
/// of their own, because they must differ.
fn sql(series: &str) -> String {
    let id = |column: &str| format!("{column} - n * 20000000000");
    let copy = |table: &str, columns: &[(&str, &str)]| {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let values: Vec<&str> = columns.iter().map(|(_, value)| *value).collect();
        format!(
            "INSERT INTO {table} ({}) SELECT {} FROM {table}, ({series}) AS copies; ",
            names.join(", "),
            values.join(", ")
        )
    };
    let (own, payment, target, entry) = (id("id"), id("transaction_id"), id("target_id"), id("entry_id"));
    [
        copy(
            "transactions",
            &[
                ("id", &own),
                ("merchant_id", "merchant_id"),
                ("payment_method_id", "payment_method_id"),
                ("point_of_sale", "point_of_sale"),
                ("instrument_type", "instrument_type"),
                ("created_ms", "created_ms"),
                ("card", "card"),
                ("details", "details"),
                ("idempotency_key", "idempotency_key"),
                ("state", "state"),
                ("version", "version"),
                ("wake_for", "wake_for"),
                ("wake_at_ms", "wake_at_ms"),
                ("leased_until_ms", "leased_until_ms"),
            ],
        ),
        copy(
            "actions",
            &[
                ("id", &own),
                ("merchant_id", "merchant_id"),
                ("transaction_id", &payment),
                ("target_id", &target),
                ("kind", "kind"),
                ("capture_option", "capture_option"),
                ("by_gateway", "by_gateway"),
                ("created_ms", "created_ms"),
                ("amount", "amount"),
                ("reference_mark", "reference_mark"),
                ("details", "details"),
                ("place", "place"),
                ("idempotency_key", "idempotency_key"),
                ("state", "state"),
                ("taken", "taken"),
                ("released", "released"),
                ("release_due_ms", "release_due_ms"),
                ("release_attempt", "release_attempt"),
            ],
        ),
        copy(
            "remittance_lines",
            &[
                ("entry_id", &entry),
                ("transaction_id", &payment),
                ("merchant_id", "merchant_id"),
                ("point_of_sale", "point_of_sale"),
                ("payment_method_id", "payment_method_id"),
                ("order_reference", "order_reference"),
                ("kind", "kind"),
                ("amount", "amount"),
                ("currency", "currency"),
                ("made_ms", "made_ms"),
                ("day", "day"),
            ],
        ),
        copy(
            "claims",
            &[
                ("merchant_id", "merchant_id"),
                ("payment_method_id", "payment_method_id"),
                ("order_reference", "order_reference || '-' || n"),
                ("amount", "amount"),
                ("transaction_id", &payment),
                ("accepted", "accepted"),
                ("until_ms", "until_ms"),
            ],
        ),
        copy(
            "audit_log",
            &[
                ("at_ms", "at_ms"),
                ("merchant_id", "merchant_id"),
                ("action", "action"),
                ("subject", "subject"),
            ],
        ),
    ]
    .concat()
}
