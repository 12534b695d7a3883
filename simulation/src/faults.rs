//! The faults of the store. Before and after each read and commit other tasks may run, so that a crash can
//! fall anywhere. The store is unavailable at times, and sometimes does its work without an answer.

use gateway::ports::{CommitError, StoreError};
use storage::simulation::{Alteration, Commit, CommitFault, Faults, Moment};

use crate::{Planted, world::World};

/// The probability that a read fails, in thousandths. The others are those of commits.
const READ_FAILS: u64 = 2;
const COMMIT_FAILS: u64 = 15;
const COMMIT_IS_STALE: u64 = 5;
/// The probability that a commit is made and its outcome is told as unknown.
const ANSWER_IS_LOST: u64 = 6;
/// The probability that a commit is not made, where that is the planted fault.
const COMMIT_IS_FORGOTTEN: u64 = 10;

impl Faults for World {
    fn pause(&self, _: Moment) -> impl Future<Output = ()> + Send {
        Self::pause()
    }

    fn read(&self) -> Option<StoreError> {
        if !self.mishap(READ_FAILS) {
            return None;
        }
        self.count("read failed");
        Some(StoreError::Unavailable)
    }

    fn commit(&self, commit: &Commit<'_>) -> Option<CommitFault> {
        let fault = self.fault_of(commit);
        self.note(|| match &fault {
            Some(fault) => format!("commit, {fault:?}: {commit}"),
            None => format!("commit: {commit}"),
        });
        fault
    }

    fn read_failed(&self, error: StoreError) {
        self.violate("what is written can be read", || error.to_string());
    }

    fn committed(&self, outcome: &Result<(), CommitError>) {
        let Err(error) = outcome else { return };
        self.count(count_of(error));
        self.note(|| format!("not written: {error}"));
        if matches!(error, CommitError::Store(_)) {
            self.violate("a write stands on what is not there, or is there twice", || error.to_string());
        }
    }

    fn alterations(&self) -> &[Alteration] {
        alterations(self.planted)
    }
}

impl World {
    fn fault_of(&self, commit: &Commit<'_>) -> Option<CommitFault> {
        if self.mishap(COMMIT_FAILS) {
            self.count("commit failed");
            return Some(CommitFault::Refused(CommitError::Store(StoreError::Unavailable)));
        }
        if commit.may_be_stale() && self.mishap(COMMIT_IS_STALE) {
            self.count("commit stale for no reason");
            return Some(CommitFault::Refused(CommitError::Stale));
        }
        if self.mishap(ANSWER_IS_LOST) {
            self.count("answer to a commit lost");
            return Some(CommitFault::AnswerLost(CommitError::Unknown));
        }
        match self.planted {
            Planted::StoreLosesCommits if self.mishap(COMMIT_IS_FORGOTTEN) => Some(CommitFault::Forgotten),
            Planted::StoreWritesHalves => Some(CommitFault::InPieces),
            _ => None,
        }
    }
}

const fn alterations(planted: Planted) -> &'static [Alteration] {
    use Alteration::FewLinesAtOnce;
    match planted {
        Planted::StoreIgnoresVersions => &[FewLinesAtOnce, Alteration::VersionsIgnored],
        Planted::StoreReducesRemittedLines => &[FewLinesAtOnce, Alteration::RemittedLinesReduced],
        Planted::StoreIgnoresClaims => &[FewLinesAtOnce, Alteration::ClaimsIgnored],
        Planted::StoreForgetsRequests => &[FewLinesAtOnce, Alteration::RequestsForgotten],
        Planted::StoreForgetsSessions => &[FewLinesAtOnce, Alteration::SessionsForgotten],
        Planted::StoreCountsRefusalsTwice => &[FewLinesAtOnce, Alteration::RefusalsCountedTwice],
        Planted::StoreForgetsNotifications => &[FewLinesAtOnce, Alteration::NotificationsForgotten],
        Planted::StoreForgetsLeases => &[FewLinesAtOnce, Alteration::LeasesForgotten],
        Planted::StoreBelievesShopsHeard => &[FewLinesAtOnce, Alteration::DeliveryBelieved],
        Planted::StoreGivesUpAtOnce => &[FewLinesAtOnce, Alteration::GivenUpAtOnce],
        Planted::Nothing
        | Planted::StoreLosesCommits
        | Planted::StoreWritesHalves
        | Planted::BankBooksTwice
        | Planted::NobodyReconciles
        | Planted::NobodyEndsSessions
        | Planted::PartnerKeepsLateYes
        | Planted::ClocksFarApart => &[FewLinesAtOnce],
    }
}

const fn count_of(error: &CommitError) -> &'static str {
    match error {
        CommitError::Stale => "stale",
        CommitError::IdTaken => "id taken",
        CommitError::Claimed(_) => "claimed by another",
        CommitError::RequestRepeated => "request repeated",
        CommitError::Unknown
        | CommitError::TokenTaken
        | CommitError::TooManyKeys
        | CommitError::WalletExists
        | CommitError::NoSuchWallet
        | CommitError::CardGone
        | CommitError::KeyInUse
        | CommitError::KeyRetired
        | CommitError::NoSuchMerchant
        | CommitError::NoSuchPointOfSale
        | CommitError::Store(_) => "other guards",
    }
}
