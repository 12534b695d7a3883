//! The stage of an authentication in columns.

use document::Text;
use domain::{
    ReturnCode,
    authentication::{Challenge, Decision, Effective, Ending, Stage, TransStatus},
};
use primitives::{Sealed, Uuid};

use crate::{
    bind::{maybe_integer, maybe_moment, maybe_text, text},
    cells::Cells,
    columns::Column,
    error::Impossible,
    value::Value,
};

/// The columns of a stage in the order of [`values`].
pub(super) struct StageColumns {
    pub(super) stage: Column,
    pub(super) deadline: Column,
    pub(super) directory: Column,
    pub(super) acs: Column,
    pub(super) version: Column,
    pub(super) shown: Column,
    pub(super) code: Column,
    pub(super) status: Column,
    pub(super) reason: Column,
    pub(super) eci: Column,
    pub(super) value: Column,
    pub(super) effective: Column,
    pub(super) given_up: Column,
}

/// The number of these columns.
pub(super) const STAGE_COLUMNS: usize = 13;

pub(super) fn values(stage: &Stage) -> [Value; STAGE_COLUMNS] {
    let (word, deadline, challenge, code, decision) = match stage {
        Stage::Collecting => ("COLLECTING", None, None, None, None),
        Stage::Asking { deadline } => ("ASKING", Some(*deadline), None, None, None),
        Stage::Challenging { challenge, until } => ("CHALLENGING", Some(*until), Some(challenge), None, None),
        Stage::Ended { ending: Ending::Failed(code), at } => ("FAILED", Some(*at), None, Some(*code), None),
        Stage::Ended { ending: Ending::Decided(decision), at } => {
            ("DECIDED", Some(*at), None, None, Some(decision))
        }
    };
    let directory = challenge.map(|challenge| challenge.directory_transaction);
    let directory = directory.or(decision.map(|decision| decision.directory_transaction));
    let acs = challenge.map(|challenge| challenge.acs_transaction);
    let acs = acs.or(decision.map(|decision| decision.acs_transaction));
    let version =
        challenge.map(|challenge| &challenge.version).or(decision.map(|decision| &decision.version));
    let sealed = decision.and_then(|decision| decision.value.as_ref());
    [
        text(word),
        maybe_moment(deadline),
        maybe_text(directory.map(|id| id.to_string()).as_deref()),
        maybe_text(acs.map(|id| id.to_string()).as_deref()),
        maybe_text(version.map(Text::as_str)),
        maybe_text(challenge.map(|challenge| challenge.shown.as_str())),
        maybe_text(code.map(ReturnCode::code)),
        maybe_text(decision.map(|decision| decision.status.as_str())),
        maybe_text(decision.and_then(|decision| decision.reason.as_ref()).map(Text::as_str)),
        maybe_text(decision.and_then(|decision| decision.eci.as_ref()).map(Text::as_str)),
        sealed.map_or(Value::Null, |value| Value::Blob(value.as_bytes().to_vec())),
        maybe_text(decision.map(|decision| decision.effective.as_str())),
        maybe_integer(decision.map(|decision| i64::from(decision.is_given_up))),
    ]
}

pub(super) fn read(row: &dyn Cells, columns: &StageColumns) -> Result<Stage, Impossible> {
    let uuid = |column| row.parsed(column, Uuid::parse);
    let version = || row.parsed(columns.version, |text| Text::parse(text).ok());
    let short = |column| row.maybe_parsed(column, |text| Text::parse(text).ok());
    Ok(match row.text(columns.stage)? {
        "COLLECTING" => Stage::Collecting,
        "ASKING" => Stage::Asking { deadline: row.moment(columns.deadline)? },
        "CHALLENGING" => Stage::Challenging {
            challenge: Challenge {
                directory_transaction: uuid(columns.directory)?,
                acs_transaction: uuid(columns.acs)?,
                version: version()?,
                shown: row.text(columns.shown)?.to_owned(),
            },
            until: row.moment(columns.deadline)?,
        },
        "FAILED" => Stage::Ended {
            ending: Ending::Failed(row.parsed(columns.code, ReturnCode::parse)?),
            at: row.moment(columns.deadline)?,
        },
        "DECIDED" => Stage::Ended {
            ending: Ending::Decided(Decision {
                status: row.parsed(columns.status, TransStatus::parse)?,
                reason: short(columns.reason)?,
                eci: short(columns.eci)?,
                value: row.maybe_blob(columns.value)?.map(|bytes| Sealed::new(bytes.to_vec())),
                effective: row.parsed(columns.effective, Effective::parse)?,
                is_given_up: row.truth(columns.given_up)?,
                directory_transaction: uuid(columns.directory)?,
                acs_transaction: uuid(columns.acs)?,
                version: version()?,
            }),
            at: row.moment(columns.deadline)?,
        },
        _ => return Err(columns.stage.impossible()),
    })
}
