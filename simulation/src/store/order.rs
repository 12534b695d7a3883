//! The order in which a commit is written: that of crate `storage`, so that of several guards the same one speaks.

use domain::duplicate::Claim;
use gateway::ports::{MerchantWrite, PaymentWrite, RemittanceWrite, Write};
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
        Write::Payment(PaymentWrite::Begin { transaction, claim, due: _ }) => {
            claim.take().map(|claim| Part::Claim { claim, holder: transaction.id })
        }
        _ => None,
    };
    claim.into_iter().chain([Part::Rest(write)]).collect()
}

const CLAIMS: u8 = 1;

const fn rank(write: &Write) -> u8 {
    match write {
        Write::Request(_) => 0,
        Write::Payment(
            PaymentWrite::KeepClaim { .. }
            | PaymentWrite::RememberClaim { .. }
            | PaymentWrite::ReleaseClaim { .. }
            | PaymentWrite::ForgetClaims { .. },
        ) => CLAIMS,
        Write::Merchant(MerchantWrite::Add(_) | MerchantWrite::SetStatus { .. }) => 2,
        Write::Merchant(MerchantWrite::AddPointOfSale { .. } | MerchantWrite::SetPageSettings { .. }) => 3,
        Write::Merchant(MerchantWrite::AddPaymentMethod { .. }) => 4,
        Write::Session(_) => 5,
        Write::Payment(PaymentWrite::Begin { .. } | PaymentWrite::Update { .. }) => 6,
        Write::Payment(PaymentWrite::AddAction { .. } | PaymentWrite::UpdateAction(_)) => 7,
        Write::Remittance(
            RemittanceWrite::Take { .. }
            | RemittanceWrite::GatherLines { .. }
            | RemittanceWrite::Close { .. },
        ) => 8,
        Write::Remittance(
            RemittanceWrite::AddLine(_)
            | RemittanceWrite::ReduceLine { .. }
            | RemittanceWrite::PostponeLines { .. },
        ) => 9,
        Write::Merchant(MerchantWrite::AddAccessKey { .. } | MerchantWrite::EndAccessKeys { .. })
        | Write::Card(_)
        | Write::Key(_)
        | Write::Notification(_)
        | Write::Audit(_) => 10,
    }
}
