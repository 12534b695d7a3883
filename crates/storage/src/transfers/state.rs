//! The state of a transfer in columns.

use domain::{
    ReturnCode,
    transfer::{Next, ReturnReason, Stage, State},
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    bind::{day, maybe_integer, maybe_moment, maybe_text, text},
    cells::Cells,
    columns::Column,
    error::Impossible,
    value::Value,
};

/// The columns of a state in the order of [`values`].
pub(super) struct StateColumns {
    pub(super) stage: Column,
    pub(super) attempt: Column,
    pub(super) due: Column,
    pub(super) code: Column,
    pub(super) open_day: Column,
    pub(super) file_day: Column,
    pub(super) settles: Column,
    pub(super) look: Column,
}

/// Returns stage, attempt, due, code, open day, file day, settlement, look and the time of the next question.
pub(super) fn values(state: State) -> [Value; 9] {
    let (mut attempt, mut due, mut code, mut open) = (None, None, None, Value::Null);
    let (mut file, mut settlement, mut looked) = (Value::Null, Value::Null, Value::Null);
    match state {
        State::Asking { attempt: number, due: at } => (attempt, due) = (Some(i64::from(number)), Some(at)),
        State::Refused(refusal) => code = Some(refusal.code()),
        State::Accepted { day: of } => open = day(of),
        State::Filed { day: of, settles } => (file, settlement) = (day(of), day(settles)),
        State::Settled { day: of, settles, look } => {
            (file, settlement) = (day(of), day(settles));
            looked = look.map_or(Value::Null, day);
        }
        State::Returned { day: of, settles, reason } => {
            (file, settlement) = (day(of), day(settles));
            code = Some(reason.as_str());
        }
    }
    let wake = state.next().and_then(|next| match next {
        Next::Ask(at) => Some(at),
        Next::Look(on) => noon(on),
    });
    [
        text(state.stage().as_str()),
        maybe_integer(attempt),
        maybe_moment(due),
        maybe_text(code),
        open,
        file,
        settlement,
        looked,
        maybe_moment(wake),
    ]
}

/// Returns the time at which the bank is asked on a day. Banks settle in the course of a day, and at noon of UTC it is that day in nearly
/// every calendar.
pub(super) fn noon(day: Date) -> Option<Timestamp> {
    day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).ok().map(|noon| noon.timestamp())
}

pub(super) fn read(row: &dyn Cells, columns: &StateColumns) -> Result<State, Impossible> {
    let of_file = || Ok((row.day(columns.file_day)?, row.day(columns.settles)?));
    Ok(match row.parsed(columns.stage, Stage::parse)? {
        Stage::Asking => {
            State::Asking { attempt: row.number(columns.attempt)?, due: row.moment(columns.due)? }
        }
        Stage::Refused => State::Refused(row.parsed(columns.code, ReturnCode::parse)?),
        Stage::Accepted => State::Accepted { day: row.day(columns.open_day)? },
        Stage::Filed => {
            let (day, settles) = of_file()?;
            State::Filed { day, settles }
        }
        Stage::Settled => {
            let (day, settles) = of_file()?;
            State::Settled { day, settles, look: row.maybe_day(columns.look)? }
        }
        Stage::Returned => {
            let (day, settles) = of_file()?;
            State::Returned { day, settles, reason: row.parsed(columns.code, ReturnReason::parse)? }
        }
    })
}
