//! What became of a commit whose COMMIT was sent and not answered.

use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::error::ConnectError;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Everything was written, and stays as a commit that was answered stays.
    Committed,
    /// Nothing was written, and nothing will be.
    Undone,
    Unknown,
}

/// A way to learn the outcome of one commit.
pub(super) trait CommitOutcome {
    /// Asks once. `None` while the transaction still runs, which it may for a moment after its connection is lost.
    fn ask(&mut self) -> impl Future<Output = Result<Option<Outcome>, ConnectError>> + Send;
}

const PAUSE_BETWEEN_QUESTIONS: Duration = Duration::from_millis(100);

/// Asks again and again for at most `limit`; then the outcome is unknown.
pub(super) async fn ask_until_known(mut commit: impl CommitOutcome, limit: Duration) -> Outcome {
    let known = async {
        loop {
            match commit.ask().await {
                Ok(Some(outcome)) => return outcome,
                Ok(None) => {}
                Err(error) => tracing::debug!(%error, "what became of a commit is still unknown"),
            }
            sleep(PAUSE_BETWEEN_QUESTIONS).await;
        }
    };
    timeout(limit, known).await.unwrap_or(Outcome::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers so often with an error, then so often with `None`, then with an outcome.
    struct Scripted {
        errors: u32,
        running: u32,
    }

    impl CommitOutcome for Scripted {
        async fn ask(&mut self) -> Result<Option<Outcome>, ConnectError> {
            if self.errors > 0 {
                self.errors -= 1;
                return Err(ConnectError::Unexpected("a script says so"));
            }
            let runs = self.running > 0;
            self.running = self.running.saturating_sub(1);
            Ok((!runs).then_some(Outcome::Committed))
        }
    }

    #[tokio::test]
    async fn it_is_asked_until_it_is_known_and_no_longer_than_the_limit() {
        let within = |errors, running, limit| ask_until_known(Scripted { errors, running }, limit);
        assert_eq!(within(2, 2, Duration::from_secs(60)).await, Outcome::Committed);
        assert_eq!(within(u32::MAX, 0, Duration::from_millis(10)).await, Outcome::Unknown);
        assert_eq!(within(0, u32::MAX, Duration::from_millis(10)).await, Outcome::Unknown);
    }
}
