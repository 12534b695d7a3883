//! A bank's approval in answers (Retail API, section 3.3).

use document::{Moment, Text, record};
use domain::transaction::Approval;

record! {
    /// What a bank hands out with a yes (Retail API, section 3.3: PartnerReturnedData).
    pub(crate) struct PartnerReturnedData as "PartnerReturnedData" {
        authorization_number: Text<0, 6> = "authorizationNumber",
        authorization_date: Moment = "authorizationDate",
        /// To be given as `originalTransactionId` of later merchant-initiated payments.
        issuer_transaction_id: Text<0, 200> = "issuerTransactionId",
    }
}

impl From<&Approval> for PartnerReturnedData {
    fn from(approval: &Approval) -> Self {
        Self {
            authorization_number: approval.authorization_number.clone(),
            authorization_date: Moment(approval.authorization_date),
            issuer_transaction_id: approval.issuer_transaction_id.clone(),
        }
    }
}
