//! `guichet audit …`: reads the audit log from the store, whether or not a gateway runs on it.

mod verify;

use std::{net::IpAddr, process::ExitCode};

use clap::{Args, Subcommand};
use document::{Object, Tree, format_moment, write_json};
use gateway::{
    Gateway,
    ports::{AuditFilter, StoredAuditLine},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use primitives::MerchantId;

use super::{Failure, merchant::merchant_id};
use crate::{config::Config, terminal::say};

/// The largest number of lines that one command prints: all of them are in memory at once.
const MAX_LINES: u32 = 100_000;

#[derive(Subcommand)]
pub(super) enum Action {
    /// Print the lines of the audit log that match every option, the newest first.
    List(Box<Filter>),
    /// Check every line and every block, and name what was altered, removed or added. Exits with 3 where something was.
    Verify(verify::Verify),
}

#[derive(Args)]
pub(super) struct Filter {
    /// Lines of one merchant.
    #[arg(long, value_parser = merchant_id)]
    merchant: Option<MerchantId>,
    /// What was done, such as PAYMENT_ACCEPTED or LOGIN_FAILED.
    #[arg(long, value_name = "NAME")]
    action: Option<String>,
    /// Who did it: key, operator, worker, buyer, partner, unknown or gateway, or one of a kind, such as worker:capture.
    #[arg(long, value_name = "ACTOR")]
    actor: Option<String>,
    /// The address that the request came from.
    #[arg(long, value_name = "IP")]
    address: Option<IpAddr>,
    /// What the subject begins with, such as the id of a transaction.
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
    /// From this time on: 2026-11-27T08:00:00Z, or 2026-11-27 for the beginning of that day (UTC).
    #[arg(long, value_name = "TIME", value_parser = moment)]
    since: Option<Timestamp>,
    /// Before this time.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    until: Option<Timestamp>,
    /// The number of lines, at most.
    #[arg(long, value_name = "COUNT", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_LINES)))]
    most: u32,
}

fn moment(text: &str) -> Result<Timestamp, String> {
    let day =
        || text.parse::<Date>().and_then(|day| day.to_zoned(TimeZone::UTC)).map(|start| start.timestamp());
    text.parse()
        .or_else(|_| day())
        .map_err(|_| "a time is 2026-11-27T08:00:00Z, or a day 2026-11-27".to_owned())
}

pub(super) async fn run(config: &Config, action: Action, json: bool) -> Result<ExitCode, Failure> {
    let gateway = super::open_existing(config).await?;
    match action {
        Action::List(filter) => list(&gateway, *filter, json).await.map(|()| ExitCode::SUCCESS),
        Action::Verify(asked) => verify::run(&gateway, &asked, json).await,
    }
}

async fn list(gateway: &Gateway, filter: Filter, json: bool) -> Result<(), Failure> {
    let most = usize::try_from(filter.most).unwrap_or(usize::MAX);
    let filter = AuditFilter {
        merchant: filter.merchant,
        action: filter.action,
        actor: filter.actor,
        address: filter.address,
        subject: filter.subject,
        since: filter.since,
        until: filter.until,
    };
    let lines = gateway.store.audit_lines(&filter, most).await;
    let lines = lines.map_err(|error| Failure::Said(error.to_string()))?;
    if json {
        say(write_json(&Tree::from(lines.iter().map(wire).collect::<Vec<Object>>())));
        return Ok(());
    }
    if lines.is_empty() {
        say("No line matches.");
    }
    for line in &lines {
        say(row(line));
    }
    Ok(())
}

fn row(line: &StoredAuditLine) -> String {
    let merchant = line.merchant.map_or_else(|| "-".to_owned(), |merchant| merchant.to_string());
    let word = |word: &Option<String>| word.clone().unwrap_or_else(|| "-".to_owned());
    format!(
        "{}  {merchant:<14}  {:<20}  {:<15}  {:<20}  {}",
        format_moment(line.at),
        word(&line.actor),
        word(&line.address),
        line.action,
        line.subject
    )
}

/// Writes a line. A line of an older version has no actor, and one without a request no address.
fn wire(line: &StoredAuditLine) -> Object {
    let mut wire = Object::new().with("id", line.id).with("at", format_moment(line.at));
    if let Some(merchant) = line.merchant {
        wire.set("merchant_id", merchant.to_string());
    }
    for (name, value) in [("actor", &line.actor), ("address", &line.address)] {
        if let Some(value) = value {
            wire.set(name, value.as_str());
        }
    }
    wire.with("action", line.action.as_str()).with("subject", line.subject.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_or_a_day() {
        let day: Timestamp = "2026-11-27T00:00:00Z".parse().unwrap();
        assert_eq!(moment("2026-11-27"), Ok(day));
        assert_eq!(moment("2026-11-27T01:00:00+01:00"), Ok(day));
        assert!(moment("yesterday").is_err());
    }
}
