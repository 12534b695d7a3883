//! The answer to a capture, a refund or a cancel (Retail API, section 3.3: TransactionActionResponse).

use document::{Echoed, record};
use gateway::actions::Performed;

use crate::{
    api::v1::checkout::transactions::transaction::TransactionBase,
    echo::{self, part},
    records::action::MiscData,
};

record! {
    pub(super) struct ActionAnswer as "TransactionActionResponse" {
        transaction: TransactionBase = "transaction",
        misc_data: Option<Echoed<MiscData>> = "miscData",
    }
}

impl ActionAnswer {
    /// Returns `None` for an expiry, which is not a transaction of the API.
    pub(super) fn of(performed: &Performed) -> Option<Self> {
        let misc_data = part(&mut echo::members(&performed.echo), "miscData");
        Some(Self { transaction: TransactionBase::of_action(&performed.action)?, misc_data })
    }
}
