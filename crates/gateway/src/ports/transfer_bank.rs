//! The transfer bank port: the bank at which merchants have the accounts that they pay out from.

use async_trait::async_trait;
use domain::{ReturnCode, transfer::ReturnReason};
use jiff::{SignedDuration, civil::Date};
use primitives::{Amount, Bic, Iban, MerchantId, TransactionId};

/// The bank that makes transfers. A question owns the account numbers in it, and they are dropped with it.
#[async_trait]
pub trait TransferBank: Send + Sync {
    /// Asks the bank whether it takes a transfer into the file of the day. The question may be repeated: the bank knows a repeat by
    /// the merchant and the id, and takes the transfer once. Returns within `question.limit`.
    async fn order(&self, question: TransferQuestion) -> TransferAnswer;

    /// Asks the bank what has become of a transfer that was in its file. Returns within `question.limit`.
    async fn look(&self, question: TransferLook) -> TransferNews;
}

/// A question to a bank whether it takes a transfer.
pub struct TransferQuestion {
    pub merchant: MerchantId,
    pub id: TransactionId,
    /// The amount in euro cents.
    pub amount: Amount,
    pub payer: Iban,
    pub payee: Iban,
    pub payee_bic: Bic,
    /// The number of this attempt, from 1.
    pub attempt: u32,
    /// The time that an answer may take.
    pub limit: SignedDuration,
}

/// A bank's answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferAnswer {
    Accepted,
    Refused(ReturnCode),
    /// The connection could not be opened, and the question was not sent.
    NotSent,
    /// The question was sent, and its outcome is not known.
    Silence,
}

/// A question to a bank what has become of a transfer.
pub struct TransferLook {
    pub merchant: MerchantId,
    pub id: TransactionId,
    /// The amount in euro cents.
    pub amount: Amount,
    /// The day on which the transfer is to be settled.
    pub settles: Date,
    /// The day of the question in the gateway's calendar.
    pub today: Date,
    /// The time that an answer may take.
    pub limit: SignedDuration,
}

/// What a bank reports of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferNews {
    Settled,
    Returned(ReturnReason),
    /// The bank answered, and has nothing new.
    Nothing,
    /// The bank did not answer within the time limit, or could not be reached.
    Silence,
}
