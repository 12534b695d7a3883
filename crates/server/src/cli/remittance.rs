//! `guichet remittance …`: lists what was sent to the bank, and exports it for accountants.

use clap::Subcommand;
use document::{Object, Tree, write_json};
use domain::remittance::{Remittance, RemittanceKey};
use gateway::{Gateway, remittance};
use jiff::civil::Date;
use primitives::{MerchantId, Reference};

use super::{Failure, csv, merchant::merchant_id};
use crate::{config::Config, terminal::say};

/// The largest number of remittances that are listed, the newest first.
const MAX_LISTED: usize = 1_000;
/// The number of lines that are read at a time.
const PAGE: usize = 1_000;

#[derive(Subcommand)]
pub(super) enum Action {
    /// Print the remittances, the newest first, with their totals.
    List {
        /// Of one merchant only.
        #[arg(long, value_parser = merchant_id)]
        merchant: Option<MerchantId>,
        /// Of one day only, such as 2026-11-22; without it the newest thousand.
        #[arg(long)]
        day: Option<Date>,
    },
    /// Write the lines of one remittance as CSV to stdout: one line a capture or refund, for a spreadsheet.
    Export {
        #[arg(value_parser = merchant_id)]
        merchant: MerchantId,
        /// The reference of the point of sale, such as SHOP1.
        point_of_sale: String,
        /// The day, such as 2026-11-22.
        day: Date,
        /// With a byte-order mark, and ids that a spreadsheet does not take for numbers and round.
        #[arg(long)]
        spreadsheet: bool,
    },
    /// Gather what was captured and refunded so far today, without waiting for the day's end. What comes later goes into
    /// tomorrow's remittance.
    Close,
}

pub(super) async fn run(config: &Config, action: Action, json: bool) -> Result<(), Failure> {
    let gateway = super::open_existing(config).await?;
    match action {
        Action::List { merchant, day } => list(&gateway, merchant, day, json).await,
        Action::Export { merchant, point_of_sale, day, spreadsheet } => {
            let point_of_sale = Reference::parse(&point_of_sale)
                .map_err(|fault| Failure::Said(format!("the point of sale {fault}")))?;
            export(&gateway, RemittanceKey { merchant, point_of_sale, day }, spreadsheet).await
        }
        Action::Close => close(&gateway, json).await,
    }
}

async fn list(
    gateway: &Gateway,
    merchant: Option<MerchantId>,
    day: Option<Date>,
    json: bool,
) -> Result<(), Failure> {
    let most = if day.is_some() { usize::MAX } else { MAX_LISTED };
    let remittances = gateway.store.remittances(merchant, day, most).await;
    let remittances = remittances.map_err(|error| Failure::Said(error.to_string()))?;
    if json {
        let rows: Vec<Object> = remittances.iter().map(wire).collect();
        say(write_json(&Tree::from(rows)));
        return Ok(());
    }
    if remittances.is_empty() {
        say("No remittance yet: the first is made after the end of a day with captures or refunds.");
    }
    for remittance in &remittances {
        let key = &remittance.key;
        let state = if remittance.closed { "closed" } else { "being gathered" };
        say(format!("{}  {}  {:<20}  {state}", key.day, key.merchant, key.point_of_sale.as_str()));
        for total in &remittance.totals {
            let amount = total.currency.decimal(total.minor_units);
            let (kind, lines, currency) = (total.kind.as_str(), total.lines, total.currency.as_str());
            let noun = if lines == 1 { "line " } else { "lines" };
            say(format!("            {kind:<8} {lines:>9} {noun} {amount:>24} {currency}"));
        }
    }
    Ok(())
}

fn wire(remittance: &Remittance) -> Object {
    let key = &remittance.key;
    let totals: Vec<Object> = remittance
        .totals
        .iter()
        .map(|total| {
            Object::new()
                .with("currency", total.currency.as_str())
                .with("kind", total.kind.as_str())
                .with("lines", total.lines)
                // The sum is a text, because it may be larger than what JSON readers hold exactly.
                .with("minor_units", total.minor_units.to_string())
        })
        .collect();
    Object::new()
        .with("merchant_id", key.merchant.to_string())
        .with("point_of_sale", key.point_of_sale.as_str())
        .with("day", key.day.to_string())
        .with("closed", remittance.closed)
        .with("totals", totals)
}

async fn export(gateway: &Gateway, key: RemittanceKey, spreadsheet: bool) -> Result<(), Failure> {
    let told = |error: gateway::ports::StoreError| Failure::Said(error.to_string());
    let words = match gateway.store.remittance_state(&key).await.map_err(told)? {
        Some(true) => "",
        Some(false) => "this remittance is still being gathered: try again in a minute",
        None => "there is no such remittance: see `guichet remittance list`",
    };
    if !words.is_empty() {
        return Err(Failure::Said(words.to_owned()));
    }
    let sheet = csv::Sheet { spreadsheet };
    say(sheet.header());
    let mut after = None;
    let mut lines = gateway.store.remittance_lines(&key, after, PAGE).await.map_err(told)?;
    while let Some(last) = lines.last() {
        after = Some(last.entry);
        for line in &lines {
            say(sheet.row(&key, line));
        }
        lines = gateway.store.remittance_lines(&key, after, PAGE).await.map_err(told)?;
    }
    Ok(())
}

async fn close(gateway: &Gateway, json: bool) -> Result<(), Failure> {
    let refused = |refusal| Failure::Said(format!("the remittances could not be closed: {refusal:?}"));
    let closed = remittance::remit_today(gateway).await.map_err(refused)?;
    if json {
        let closed = i64::try_from(closed).unwrap_or(i64::MAX);
        say(write_json(&Object::new().with("closed", closed).into()));
    } else {
        say(match closed {
            0 => "nothing to remit".to_owned(),
            1 => "1 remittance closed".to_owned(),
            closed => format!("{closed} remittances closed"),
        });
    }
    Ok(())
}
