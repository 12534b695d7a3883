//! Ids and tokens that are drawn at random, and drawn again where they are taken.

use crate::{Refusal, ports::CommitError};

/// Draws for one commit. Two callers rarely draw the same id in one millisecond: so many failures have another reason than
/// chance.
pub(crate) const MAX_DRAWS: u8 = 8;

/// How often something was drawn for one commit.
#[derive(Default)]
pub(crate) struct Draws(u8);

impl Draws {
    /// Of this draw, from 0.
    pub(crate) const fn number(&self) -> u8 {
        self.0
    }

    /// Returns where another draw may help: what was drawn is taken. Any other error of the commit is the caller's answer.
    pub(crate) fn again_after(&mut self, error: CommitError) -> Result<(), Refusal> {
        match error {
            CommitError::IdTaken | CommitError::TokenTaken if self.0 < MAX_DRAWS => {
                self.0 += 1;
                Ok(())
            }
            CommitError::IdTaken | CommitError::TokenTaken => Err(Refusal::Unavailable),
            other => Err(other.into()),
        }
    }
}
