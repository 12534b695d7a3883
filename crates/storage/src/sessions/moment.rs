//! The columns of a session that change, as one statement reads them.

use domain::{
    echo::Echo,
    session::{Session, Stage},
};
use gateway::ports::Versioned;
use jiff::Timestamp;

use super::stage;
use crate::{cells::Cells, columns::Column, error::Impossible};

pub(crate) struct Moment {
    device: Option<Echo>,
    stage: Stage,
    ended: Option<Timestamp>,
    attempts_left: u32,
    tries: u32,
    operations: u32,
    version: i64,
}

const DEVICE: Column = Column::nth(0, "sessions.device");
const DEVICE_FORMAT: Column = Column::nth(1, "sessions.device_format");
const STAGE: Column = Column::nth(2, "sessions.stage");
const ENDED_MS: Column = Column::nth(3, "sessions.ended_ms");
const ATTEMPTS_LEFT: Column = Column::nth(4, "sessions.attempts_left");
const TRIES: Column = Column::nth(5, "sessions.tries");
const OPERATIONS: Column = Column::nth(6, "sessions.operations");
const VERSION: Column = Column::nth(7, "sessions.version");

impl Moment {
    pub(crate) fn read(row: &dyn Cells) -> Result<Self, Impossible> {
        Ok(Self {
            device: row.maybe_echo(DEVICE, DEVICE_FORMAT)?,
            stage: row.parsed(STAGE, stage::read)?,
            ended: row.maybe_moment(ENDED_MS)?,
            attempts_left: row.number(ATTEMPTS_LEFT)?,
            tries: row.number(TRIES)?,
            operations: row.number(OPERATIONS)?,
            version: row.integer(VERSION)?,
        })
    }

    /// Returns the session as of this moment: nothing else of it ever changes.
    pub(super) fn of(self, session: Session) -> Versioned<Session> {
        let Self { device, stage, ended, attempts_left, tries, operations, version } = self;
        let value = Session { device, stage, ended, attempts_left, tries, operations, ..session };
        Versioned { value, version }
    }
}
