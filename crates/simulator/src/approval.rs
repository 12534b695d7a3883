//! The approval that the simulated bank or partner returns.

use document::Text;
use domain::transaction::Approval;
use jiff::Timestamp;
use primitives::TransactionId;

/// Returns the approval. Its numbers are computed from the transaction's id, so that a repeated question gets
/// the same ones.
pub(crate) fn approval(id: TransactionId, now: Timestamp) -> Approval {
    let number = id.number();
    let authorization = Text::parse(&format!("A{:05}", number % 100_000));
    let issuer = Text::parse(&format!("{:015}", number % 1_000_000_000_000_000));
    Approval {
        authorization_number: authorization.expect("six characters"),
        authorization_date: now,
        issuer_transaction_id: issuer.expect("fifteen digits"),
    }
}
