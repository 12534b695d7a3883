//! `guichet audit verify`: walks the whole log and names what was altered, removed or added.

use std::process::ExitCode;

use clap::Args;
use document::{Object, write_json};
use gateway::{
    Gateway,
    audit_chain::{self, Fault, Head, Verified},
};

use crate::{
    cli::Failure,
    terminal::{complain, is_watched, say},
};

/// The exit code where the log was changed by somebody else than a gateway. A log that cannot be read is 1, as every failure.
const FAULTY: u8 = 3;

/// The number of lines after which the progress is told.
const LINES_PER_NOTE: u64 = 100_000;

#[derive(Args)]
pub(in crate::cli) struct Verify {
    /// The head that you wrote down earlier, or that your log collector has: it must be in the chain.
    #[arg(long, value_name = "HEAD")]
    head: Option<Head>,
}

pub(super) async fn run(gateway: &Gateway, asked: &Verify, json: bool) -> Result<ExitCode, Failure> {
    let mut told = 0;
    let progress = |lines: u64| {
        if is_watched() && lines >= told + LINES_PER_NOTE {
            complain(format!("{lines} lines checked"));
            told = lines;
        }
    };
    let verified = audit_chain::verify(gateway, asked.head.as_ref(), progress).await;
    let verified = verified.map_err(|refusal| {
        Failure::Said(format!("the store cannot be used ({refusal:?}): the line above says why"))
    })?;
    if json {
        say(write_json(&wire(&verified).into()));
    } else {
        tell(&verified, asked.head.is_some());
    }
    Ok(if verified.fault_count == 0 { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
}

fn tell(verified: &Verified, is_compared: bool) {
    let Verified { lines, blocks, head, waiting, unstamped, forgotten, fault_count, .. } = verified;
    say(format!("{lines} lines checked, in {blocks} blocks; {waiting} of them are in no block yet"));
    if *unstamped > 0 {
        say(format!("{unstamped} lines are older than the chain, or of an instance of an older version"));
    }
    if *forgotten > 0 {
        say(format!("{forgotten} lines are of forgotten blocks, and are about to be deleted"));
    }
    say(head.as_ref().map_or_else(|| "head: none yet".to_owned(), |head| format!("head: {head}")));
    for fault in &verified.faults {
        say(format!("FAULT {fault}"));
    }
    let more = fault_count.saturating_sub(count(verified.faults.len()));
    if more > 0 {
        say(format!("FAULT and {more} more"));
    }
    say(match fault_count {
        0 if verified.expected_is_forgotten => {
            "nothing was altered, removed or added; the block of the head that you gave has been forgotten since"
        }
        0 if is_compared => {
            "nothing was altered, removed or added, and the head that you gave is in the chain"
        }
        0 => "nothing was altered, removed or added",
        _ => "somebody has changed the audit log: keep a copy of the store, and see docs/operating.md",
    });
}

fn wire(verified: &Verified) -> Object {
    let faults = verified
        .faults
        .iter()
        .map(|fault: &Fault| Object::new().with("fault", fault.name()).with("words", fault.to_string()));
    let faults: Vec<Object> = faults.collect();
    let mut wire = Object::new().with("intact", verified.fault_count == 0);
    for (name, number) in [
        ("lines", verified.lines),
        ("blocks", verified.blocks),
        ("waiting", verified.waiting),
        ("unstamped", verified.unstamped),
        ("forgotten", verified.forgotten),
        ("fault_count", verified.fault_count),
    ] {
        wire.set(name, i64::try_from(number).unwrap_or(i64::MAX));
    }
    if let Some(head) = &verified.head {
        wire.set("head", head.to_string());
    }
    wire.with("given_head_is_forgotten", verified.expected_is_forgotten).with("faults", faults)
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
