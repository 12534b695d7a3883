//! The answer to a capture, a refund or a cancel (Retail API, section 3.3: TransactionActionResponse).

use document::{Echo, record};
use domain::action::MiscData;
use gateway::actions::Performed;

use crate::api::v1::checkout::transactions::transaction::TransactionBase;

record! {
    pub(super) struct ActionAnswer as "TransactionActionResponse" {
        transaction: TransactionBase = "transaction",
        misc_data: Option<Echo<MiscData>> = "miscData",
    }
}

impl ActionAnswer {
    /// `None` where the action is not in its ledger, or is nobody's transaction.
    pub(super) fn of(performed: &Performed) -> Option<Self> {
        let action = performed.ledger.action(performed.action)?;
        let misc_data = performed.details.misc_data.as_ref().map(Echo::of);
        Some(Self { transaction: TransactionBase::of_action(action)?, misc_data })
    }
}
