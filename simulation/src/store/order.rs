//! The order in which a commit is written: that of crate `storage`, so that of several guards the same one speaks.

use domain::duplicate::Claim;
use gateway::ports::Write;
use primitives::TransactionId;

/// What is written at once: a write, but for the claim that a payment lays, which has its own place.
pub(super) enum Part {
    Claim { claim: Claim, holder: TransactionId },
    Rest(Write),
}

/// Whatever the order of the writes.
pub(super) fn in_order(writes: Vec<Write>) -> Vec<Part> {
    let mut parts: Vec<Part> = writes.into_iter().flat_map(parts_of).collect();
    parts.sort_by_key(|part| match part {
        Part::Claim { .. } => CLAIMS,
        Part::Rest(write) => rank(write),
    });
    parts
}

fn parts_of(mut write: Write) -> Vec<Part> {
    let claim = match &mut write {
        Write::BeginTransaction { transaction, claim, due: _ } => {
            claim.take().map(|claim| Part::Claim { claim, holder: transaction.id })
        }
        _ => None,
    };
    claim.into_iter().chain([Part::Rest(write)]).collect()
}

const CLAIMS: u8 = 1;

const fn rank(write: &Write) -> u8 {
    match write {
        Write::BeginRequest { .. } | Write::AnswerRequest { .. } => 0,
        Write::KeepClaim { .. }
        | Write::RememberClaim { .. }
        | Write::ReleaseClaim { .. }
        | Write::Forget { .. } => CLAIMS,
        Write::AddMerchant(_) | Write::SetMerchantStatus { .. } => 2,
        Write::AddPointOfSale { .. } | Write::SetPageSettings { .. } => 3,
        Write::AddPaymentMethod { .. } => 4,
        Write::AddSession(_) | Write::UpdateSession(_) => 5,
        Write::BeginTransaction { .. } | Write::UpdateTransaction { .. } => 6,
        Write::AddAction { .. } | Write::UpdateAction(_) => 7,
        Write::TakeRemittance { .. } | Write::GatherLines { .. } | Write::CloseRemittance { .. } => 8,
        Write::AddLine(_) | Write::ReduceLine { .. } | Write::PostponeLines { .. } => 9,
        Write::KeepCard(_)
        | Write::AddAccessKey { .. }
        | Write::EndAccessKeys { .. }
        | Write::AddDataKey(_)
        | Write::AddEncryptionKey { .. }
        | Write::AddNotification(_)
        | Write::RecordAttempt { .. }
        | Write::StopNotification(_)
        | Write::ResendNotification { .. }
        | Write::Audit(_) => 10,
    }
}
