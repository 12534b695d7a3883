//! What the simulator hands out with a yes, whether a bank or a partner says it.

use document::Text;
use domain::transaction::Approval;
use jiff::Timestamp;
use primitives::TransactionId;

/// The numbers are the same for the same transaction, and nowhere repeated soon.
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
