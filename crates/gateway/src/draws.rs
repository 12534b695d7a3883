//! Counts the draws of random ids and tokens, which are drawn again where they are taken.

use crate::{Refusal, ports::CommitError};

/// Draws for one commit. Two callers rarely draw the same id in one millisecond: so many failures have another reason than
/// chance.
pub(crate) const MAX_DRAWS: u8 = 8;

/// Counts how often an id or token was drawn again for one commit.
#[derive(Default)]
pub(crate) struct Draws(u8);

impl Draws {
    /// Returns the number of this draw, from 0.
    pub(crate) const fn number(&self) -> u8 {
        self.0
    }

    /// Returns `Ok` where another draw may help, because the id or token is taken. Fails with any other error of the commit,
    /// and after too many draws: later draws may find an id, whereas the tokens of a card are always the same.
    pub(crate) fn again_after(&mut self, error: CommitError) -> Result<(), Refusal> {
        match error {
            CommitError::IdTaken | CommitError::TokenTaken if self.0 < MAX_DRAWS => {
                self.0 += 1;
                Ok(())
            }
            CommitError::IdTaken => Err(Refusal::Unavailable),
            CommitError::TokenTaken => Err(Refusal::Internal),
            other => Err(other.into()),
        }
    }
}
