//! `guichet keys …`: the data keys, their rotation, and the shares of the master key. It works on the store directly, whether or not
//! gateways run on it.

use std::{io::read_to_string, path::PathBuf};

use clap::Subcommand;
use document::{Object, Tree, format_moment, write_json};
use gateway::{
    Gateway,
    keys::{self, KeyList, KeyState, ListedKey},
};
use zeroize::Zeroizing;

use super::{Failure, shares};
use crate::{config::Config, master_key, terminal::say};

#[derive(Subcommand)]
pub(super) enum Action {
    /// Print each data key, the master key that seals it, and how many values are sealed under it.
    List,
    /// Make a new data key. The gateways take it over while they serve, and seal anew what older keys have sealed.
    Rotate {
        /// Seal the data keys by the first of the master keys instead, so that the others are needed no more.
        #[arg(long)]
        master: bool,
    },
    /// Destroy an old data key under which nothing is sealed any more.
    Retire {
        /// The number of the key in `guichet keys list`.
        id: u32,
    },
    /// Split the master key into shares, of which some number starts the gateway.
    Split {
        /// The number of shares, 2 to 255.
        #[arg(long, value_name = "N")]
        shares: u8,
        /// The number of shares that give the key back.
        #[arg(long, value_name = "K")]
        threshold: u8,
        /// Write each share to a new file in this directory, `share-SET-NUMBER` of mode 0600, instead of printing them.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Print the master key that shares give, from files or, without any, from standard input.
    Join {
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// Joins shares. It needs no settings: those of production need a master key.
pub(super) fn join(files: &[PathBuf]) -> Result<(), Failure> {
    let key = if files.is_empty() {
        let text = read_to_string(std::io::stdin()).map(Zeroizing::new);
        master_key::join_words(&text.map_err(|error| Failure::Said(format!("standard input: {error}")))?)?
    } else {
        master_key::joined(files)?
    };
    super::give_secret(key.trim_end(), "give the command again")
}

pub(super) async fn run(config: &Config, action: Action, json: bool) -> Result<(), Failure> {
    match action {
        Action::Join { files } => join(&files),
        Action::Split { shares, threshold, out } => {
            shares::split_key(config, shares, threshold, out.as_deref(), json).await
        }
        Action::List => list(&*super::open_existing(config).await?, json).await,
        Action::Rotate { master: false } => {
            let id = said(keys::rotate(&*super::open_existing(config).await?).await)?;
            if json {
                say(write_json(&Object::new().with("data_key", i64::from(id)).into()));
            } else {
                say(format!(
                    "data key {id} seals from now on; `guichet keys list` shows what is left under older ones"
                ));
            }
            Ok(())
        }
        Action::Rotate { master: true } => {
            let count = said(keys::rewrap(&*super::open_existing(config).await?).await)?;
            if json {
                say(write_json(&Object::new().with("data_keys", number(count)).into()));
            } else {
                say(match count {
                    0 => "nothing was changed: the first master key seals all data keys already; put a new one on the first line of \
                          the master keys before this command"
                        .to_owned(),
                    count => {
                        format!("{count} data keys are sealed anew by the first master key, which seals all now")
                    }
                });
            }
            Ok(())
        }
        Action::Retire { id } => {
            said(keys::retire(&*super::open_existing(config).await?, id).await)?;
            if json {
                say(write_json(&Object::new().with("retired", i64::from(id)).into()));
            } else {
                say(format!("data key {id} is destroyed"));
            }
            Ok(())
        }
    }
}

async fn list(gateway: &Gateway, json: bool) -> Result<(), Failure> {
    let list = keys::list(gateway).await;
    let list = list.map_err(|refusal| {
        Failure::Said(format!("the store cannot be used ({refusal:?}): the line above says why"))
    })?;
    let first = gateway.master_keys.read().map_err(Failure::Said)?.first();
    let others = list.keys.iter().filter(|key| key.master.is_some_and(|master| master != first)).count();
    if json {
        let keys: Vec<Object> = list.keys.iter().map(|key| document_of(gateway, key)).collect();
        let told = Object::new()
            .with("keys", keys)
            .with("left", number(list.left()))
            .with("strays", number(list.strays))
            .with("master_key", first.to_string())
            .with("sealed_by_others", number(others));
        say(write_json(&told.into()));
        return Ok(());
    }
    say(format!(
        "{:>3}  {:<7}  {:<7}  {:<20}  {:>6}  {:<10}  VALUES",
        "KEY", "PURPOSE", "STATE", "MADE", "DAYS", "MASTER KEY"
    ));
    for key in &list.keys {
        say(line(gateway, key));
    }
    say(rest(&list));
    if others > 0 {
        say(format!(
            "{others} data keys are sealed by another master key than the first, {first}: `guichet keys rotate --master` seals them by it"
        ));
    }
    Ok(())
}

fn line(gateway: &Gateway, key: &ListedKey) -> String {
    let record = &key.record;
    let made = record.made.map_or_else(|| "unknown".to_owned(), format_moment);
    let days = days(gateway, key).map_or_else(|| "-".to_owned(), |days| days.to_string());
    let master = key.master.map_or_else(|| "-".to_owned(), |master| master.to_string());
    let values =
        key.values.iter().map(|(column, count)| format!("{count} in {}.{}", column.table(), column.column()));
    let values = values.collect::<Vec<_>>().join(", ");
    let values = if values.is_empty() { "none".to_owned() } else { values };
    format!(
        "{:>3}  {:<7}  {:<7}  {made:<20}  {days:>6}  {master:<10}  {values}",
        record.id,
        record.purpose.as_str(),
        state(key.state)
    )
}

fn rest(list: &KeyList) -> String {
    let sealed: usize = list.keys.iter().flat_map(|key| &key.values).map(|(_, count)| count).sum();
    let strays = match list.strays {
        0 => String::new(),
        strays => format!("; {strays} values name a key that never was: run `guichet doctor`"),
    };
    match list.left() {
        0 => format!("All {sealed} values are sealed under keys in use{strays}"),
        left => format!("{left} of {sealed} values are to be sealed anew{strays}"),
    }
}

fn document_of(gateway: &Gateway, key: &ListedKey) -> Object {
    let record = &key.record;
    let mut values = Object::new();
    for (column, count) in &key.values {
        values.set(format!("{}.{}", column.table(), column.column()), number(*count));
    }
    let text = |text: Option<String>| text.map_or(Tree::Null, Tree::from);
    Object::new()
        .with("id", i64::from(record.id))
        .with("purpose", record.purpose.as_str())
        .with("state", state(key.state))
        .with("made", text(record.made.map(format_moment)))
        .with("days", days(gateway, key).map_or(Tree::Null, Tree::from))
        .with("resealed", text(record.resealed.map(format_moment)))
        .with("retired", text(record.retired.map(format_moment)))
        .with("master_key", text(key.master.map(|master| master.to_string())))
        .with("values", values)
}

/// Returns the age of a key in days.
fn days(gateway: &Gateway, key: &ListedKey) -> Option<i64> {
    Some(gateway.clock.now().duration_since(key.record.made?).as_hours() / 24)
}

const fn state(state: KeyState) -> &'static str {
    match state {
        KeyState::InUse => "in use",
        KeyState::Old => "old",
        KeyState::Retired => "retired",
    }
}

fn said<T>(outcome: Result<T, keys::RotationRefusal>) -> Result<T, Failure> {
    outcome.map_err(|refusal| Failure::Said(refusal.to_string()))
}

pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
