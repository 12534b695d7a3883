//! `guichet payout list`: the files of transfers, and which of them nobody has exported.

use document::{Object, Tree, format_moment, write_json};
use domain::remittance::day_of;
use gateway::{Gateway, ports::TransferFile};

use super::Failure;
use crate::terminal::say;

/// The largest number of files that are listed, which is that of days.
const MOST: usize = 400;

pub(super) async fn run(gateway: &Gateway, json: bool) -> Result<(), Failure> {
    let said = |error: gateway::ports::StoreError| Failure::Said(error.to_string());
    let files = gateway.store.transfer_files(MOST).await.map_err(said)?;
    if json {
        say(write_json(&Tree::from(files.iter().map(wire).collect::<Vec<Object>>())));
        return Ok(());
    }
    if files.is_empty() {
        say("There is no file yet: that of a day is made after its end.");
        return Ok(());
    }
    say(row("DAY", "TRANSFERS", "EUR", "EXECUTES", "EXPORTED (UTC)"));
    for file in &files {
        let executes =
            file.closed.map_or_else(|| "gathered".to_owned(), |closed| closed.executes.to_string());
        let exported = file.exported.map(|at| at.strftime("%Y-%m-%d %H:%M").to_string());
        let euros = format!("{}.{:02}", file.cents / 100, file.cents % 100);
        let exported = exported.unwrap_or_else(|| "-".to_owned());
        say(row(&file.day.to_string(), &file.transfers.to_string(), &euros, &executes, &exported));
    }
    let today = day_of(gateway.clock.now(), &gateway.settings.calendar);
    let late = gateway.store.files_not_exported(today, MOST).await.map_err(said)?;
    if !late.is_empty() {
        say(format!("{} of them should be with the bank by now, and nobody has exported them.", late.len()));
    }
    Ok(())
}

fn row(day: &str, transfers: &str, euros: &str, executes: &str, exported: &str) -> String {
    format!("{day:<10}  {transfers:>9}  {euros:>16}  {executes:<10}  {exported}")
}

fn wire(file: &TransferFile) -> Object {
    let object = Object::new()
        .with("day", file.day.to_string())
        .with("transfers", file.transfers)
        .with("cents", file.cents)
        .with("closed", file.closed.is_some());
    let object = match file.closed {
        Some(closed) => object.with("executes", closed.executes.to_string()),
        None => object,
    };
    match file.exported {
        Some(at) => object.with("exported", format_moment(at)),
        None => object,
    }
}
