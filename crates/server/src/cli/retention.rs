//! `guichet retention …`: what is forgotten when its time is over. It works on the store directly, whether or not a gateway runs on
//! it.

use std::time::Duration;

use clap::Subcommand;
use document::{Object, Tree, write_json};
use domain::retention::{Age, Retention};
use gateway::{Gateway, Refusal, ports::Kept, retention};
use jiff::Timestamp;
use tokio::time::sleep;

use super::Failure;
use crate::{
    config::Config,
    terminal::{complain, say},
};

#[derive(Subcommand)]
pub(super) enum Action {
    /// Print each kind of data, for how long it is kept, and how many rows are due.
    Show,
    /// Forget now what is due, as the gateway does by itself in small steps.
    Run,
}

/// The kinds in the order in which they are printed.
const KINDS: [Kept; 9] = [
    Kept::Sessions,
    Kept::Links,
    Kept::Payments,
    Kept::Cards,
    Kept::Payees,
    Kept::Authentications,
    Kept::Notifications,
    Kept::Audit,
    Kept::Requests,
];
/// The pause between two steps, in which payments use the store.
const PAUSE: Duration = Duration::from_millis(20);
/// The number of due rows of a kind up to which they are counted.
const MAX_COUNTED: usize = 100_000;
/// The number of rows after which the progress is told.
const ROWS_PER_LINE: usize = 1_000;

pub(super) async fn run(config: &Config, action: Action, json: bool) -> Result<(), Failure> {
    let gateway = super::open_existing(config).await?;
    match action {
        Action::Show => show(&gateway, json).await,
        Action::Run => forget(&gateway, json).await,
    }
}

async fn show(gateway: &Gateway, json: bool) -> Result<(), Failure> {
    let kept = gateway.settings.retention;
    let mut rows = Vec::with_capacity(KINDS.len());
    for kind in KINDS {
        let due = retention::count_due(gateway, kind, MAX_COUNTED + 1).await;
        rows.push((kind, due.map_err(|refusal| Failure::Said(words(&refusal)))?));
    }
    let shown_minutes = kept.buyer_shown.as_mins();
    if json {
        let kinds = rows.iter().map(|(kind, due)| {
            Object::new()
                .with("kind", name(*kind))
                .with("kept", time(*kind, &kept))
                .with("setting", setting(*kind))
                .with("due", count((*due).min(MAX_COUNTED)))
                .with("more_due", *due > MAX_COUNTED)
        });
        let kinds: Vec<Object> = kinds.collect();
        say(write_json(
            &Object::new().with("kinds", kinds).with("buyer_shown_minutes", shown_minutes).into(),
        ));
        return Ok(());
    }
    say(format!("{:<20}  {:<10}  {:>9}  {}", "WHAT", "KEPT", "DUE", "FROM, SETTING"));
    for (kind, due) in rows {
        let due = if due > MAX_COUNTED { format!(">{MAX_COUNTED}") } else { due.to_string() };
        say(format!(
            "{:<20}  {:<10}  {due:>9}  {}, {}",
            name(kind),
            time(kind, &kept),
            since(kind),
            setting(kind)
        ));
    }
    say(format!(
        "A session's services tell the buyer's details for {shown_minutes} minutes after its end \
         (retention.buyer_shown_minutes)."
    ));
    Ok(())
}

async fn forget(gateway: &Gateway, json: bool) -> Result<(), Failure> {
    let now = gateway.clock.now();
    let mut forgotten: Vec<(Kept, Forgotten)> = Vec::with_capacity(retention::KINDS.len());
    for kind in retention::KINDS {
        let done = forget_kind(gateway, kind, now, json).await;
        if let Some(refusal) = &done.failure {
            complain(format!("guichet: {}: {}", name(kind), words(refusal)));
        }
        forgotten.push((kind, done));
    }
    if json {
        let kinds = forgotten.iter().map(|(kind, Forgotten { rows, failure })| {
            Object::new()
                .with("kind", name(*kind))
                .with("done", count(*rows))
                .with("failed", failure.is_some())
        });
        say(write_json(&Tree::from(kinds.collect::<Vec<_>>())));
    } else {
        for (kind, Forgotten { rows, failure }) in &forgotten {
            let failed = if failure.is_some() { ", then it failed" } else { "" };
            say(format!("{:<20}  {rows:>9} done{failed}", name(*kind)));
        }
    }
    let failed = forgotten.iter().filter(|(_, done)| done.failure.is_some()).map(|(kind, _)| name(*kind));
    match failed.collect::<Vec<_>>() {
        failed if failed.is_empty() => Ok(()),
        failed => Err(Failure::Said(format!("not all was forgotten of: {}", failed.join(", ")))),
    }
}

/// What was forgotten of a kind, and what kept the rest of it.
struct Forgotten {
    rows: usize,
    failure: Option<Refusal>,
}

async fn forget_kind(gateway: &Gateway, kind: Kept, now: Timestamp, json: bool) -> Forgotten {
    let (mut rows, mut told_rows) = (0, 0);
    loop {
        let done = match retention::step(gateway, kind, now).await {
            Ok(done) => done,
            Err(refusal) => return Forgotten { rows, failure: Some(refusal) },
        };
        rows += done.rows;
        if !json && rows >= told_rows + ROWS_PER_LINE {
            say(format!("{}: {rows}", name(kind)));
            told_rows = rows;
        }
        if !done.more {
            return Forgotten { rows, failure: None };
        }
        sleep(PAUSE).await;
    }
}

const fn name(kind: Kept) -> &'static str {
    match kind {
        Kept::Sessions => "unpaid sessions",
        Kept::Links => "unpaid links",
        Kept::Payments => "personal data",
        Kept::Cards => "card numbers",
        Kept::Payees => "payees",
        Kept::Authentications => "authentications",
        Kept::Notifications => "notifications",
        Kept::Audit => "audit lines",
        Kept::Requests => "idempotency records",
    }
}

const fn since(kind: Kept) -> &'static str {
    match kind {
        Kept::Sessions | Kept::Links => "from the end",
        Kept::Payments => "from the last action on the payment",
        Kept::Cards => "from the last payment with the card",
        Kept::Payees | Kept::Authentications | Kept::Notifications | Kept::Audit | Kept::Requests => {
            "from the beginning"
        }
    }
}

const fn setting(kind: Kept) -> &'static str {
    match kind {
        Kept::Sessions | Kept::Links => "retention.sessions_days",
        Kept::Payments | Kept::Payees => "retention.payments_months",
        Kept::Cards => "retention.cards_months",
        Kept::Notifications => "retention.notifications_days",
        Kept::Audit => "retention.audit_months",
        Kept::Authentications | Kept::Requests => "fixed",
    }
}

fn time(kind: Kept, kept: &Retention) -> String {
    let age = match kind {
        Kept::Sessions | Kept::Links => kept.sessions,
        Kept::Payments | Kept::Payees => kept.payments,
        Kept::Cards => kept.cards,
        Kept::Notifications => kept.notifications,
        Kept::Audit => kept.audit,
        Kept::Authentications => Age::Days(90),
        Kept::Requests => Age::Days(1),
    };
    match age {
        Age::Days(days) => format!("{days} days"),
        Age::Months(months) => format!("{months} months"),
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn words(refusal: &Refusal) -> String {
    format!("the store cannot be used ({refusal:?}): the line above says why")
}
