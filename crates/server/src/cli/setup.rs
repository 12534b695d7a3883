//! What the commands on points of sale and payment methods share. They take the bodies of the API, read by the same records, and
//! run the same use cases.

use std::{
    fs,
    io::{self, Read as _},
};

use document::{Object, Problems, Tree, read_json, write_json};
use domain::{
    echo::Echo,
    merchant::{Activity, Merchant},
};
use gateway::{
    Gateway, Refusal, merchants,
    wallets::{Answered, Asking},
};
use primitives::MerchantId;

use super::Failure;
use crate::terminal::say;

/// An operator's request: nobody repeats it.
pub(super) const fn asking() -> Asking {
    Asking { card_likes: Vec::new(), repeatable: None }
}

/// Reads a body as the API takes it, from a file, or from stdin where it is `-`.
pub(super) fn body<T>(
    file: &str,
    parse: impl FnOnce(&Tree, &mut Problems) -> Option<T>,
) -> Result<T, Failure> {
    let mut text = Vec::new();
    let read = match file {
        "-" => io::stdin().read_to_end(&mut text).map(|_| ()),
        file => fs::read(file).map(|read| text = read),
    };
    read.map_err(|error| Failure::Said(format!("{file}: {error}")))?;
    let tree = read_json(&text).map_err(|_| Failure::Said(format!("{file} is no JSON")))?;
    let mut problems = Problems::new();
    let parsed = parse(&tree, &mut problems);
    match (parsed, problems.into_vec()) {
        (Some(parsed), problems) if problems.is_empty() => Ok(parsed),
        (_, problems) => {
            let told = problems.iter().map(|problem| format!("{} {}", problem.name, problem.fault));
            Err(Failure::Said(told.collect::<Vec<_>>().join("; ")))
        }
    }
}

pub(super) async fn merchant(gateway: &Gateway, id: MerchantId) -> Result<Merchant, Failure> {
    let all = merchants::list(gateway).await.map_err(|error| Failure::Said(error.to_string()))?;
    let found = all.into_iter().find(|known| known.id == id);
    found.ok_or_else(|| Failure::Said("there is no such merchant: see `guichet merchant list`".to_owned()))
}

/// Prints what was done to the thing of this name.
pub(super) fn told(
    done: Result<Answered, Refusal>,
    name: &str,
    status: Option<Activity>,
    json: bool,
) -> Result<(), Failure> {
    done.map_err(|refusal| Failure::Said(words(refusal, name)))?;
    if json {
        let mut wire = Object::new().with("name", name);
        if let Some(status) = status {
            wire.set("status", status.as_str());
        }
        say(write_json(&wire.into()));
    } else {
        say(match status {
            Some(status) => format!("{name} is {}", status.as_str()),
            None => format!("{name} is set up"),
        });
    }
    Ok(())
}

/// Writes no answer: the command prints its own.
pub(super) fn no_answer<T>(_: &T) -> Echo {
    Echo::empty()
}

pub(super) fn words(refusal: Refusal, name: &str) -> String {
    match refusal {
        Refusal::Setup(faults) => faults.iter().map(|fault| fault.words()).collect::<Vec<_>>().join("; "),
        Refusal::Unknown(_) => format!("there is no {name}: see `guichet point-of-sale list`"),
        Refusal::Unavailable | Refusal::CommitUnknown => "the store does not answer: try again".to_owned(),
        other => format!("it was not done: {other:?}"),
    }
}
