//! Counts the draws of random ids and tokens, which are drawn again where they are taken.

use crate::{Gateway, Refusal, keys, ports::CommitError};

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

    /// Takes over the data keys of the store after a commit that sealed under a retired one, as an instance does that was stopped for
    /// long: what it seals now is taken.
    pub(crate) async fn again_with_new_keys(&mut self, gateway: &Gateway) -> Result<(), Refusal> {
        if self.0 >= MAX_DRAWS {
            return Err(Refusal::Unavailable);
        }
        self.0 += 1;
        keys::renew(gateway).await
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
