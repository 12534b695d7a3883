//! Why a transfer comes back (ISO 20022, external code set ExternalReturnReason1).

use document::choice;

use crate::ReturnCode;

choice! {
    /// The reason of a return, or of a rejection on the day of settlement.
    pub enum ReturnReason {
        /// The account number is wrong.
        WrongAccount = "AC01",
        /// The account is closed.
        ClosedAccount = "AC04",
        /// The account is blocked.
        BlockedAccount = "AC06",
        /// The payer's account has not enough money.
        NoFunds = "AM04",
        /// The holder of the account is dead.
        HolderDead = "MD07",
        /// The bank gives no reason.
        NotSaid = "MS03",
    }
}

impl ReturnReason {
    /// Returns the code by which answers tell the reason.
    pub const fn code(self) -> ReturnCode {
        match self {
            Self::WrongAccount | Self::ClosedAccount => ReturnCode::BANK_ACCOUNT_UNKNOWN,
            Self::BlockedAccount | Self::HolderDead => ReturnCode::BANK_NOT_AUTHORISED,
            Self::NoFunds => ReturnCode::BANK_DEBIT_LIMIT,
            Self::NotSaid => ReturnCode::BANK_REFUSED,
        }
    }
}
