//! The body of a transfer (Retail API, section 6: BankTransferRequest).

use document::{Strings, Text, Value as _, choice, record, whole_number, write_json};
use domain::echo::Echo;
use primitives::{Bic, Iban, Identifier, OrderReference, Prose, Reference};

use super::action::Comment;

choice! {
    /// The currency of SEPA.
    pub(crate) enum TransferCurrency { Euro = "EUR", }
}

whole_number!(
    /// An amount in euro cents. The largest is that of SEPA credit transfers (EPC rulebook, section 4.6.1, AT-T002).
    TransferAmount, 1, 99_999_999_999
);

/// The name of a payee: as long as SEPA messages take it.
pub(crate) type PayeeName = Text<1, 70>;

record! {
    pub(crate) struct BankTransferRequest as "BankTransferRequest" {
        ..details: TransferDetails,
        /// In euro cents: at most 999,999,999.99 euros.
        amount: TransferAmount = "amount",
        currency: TransferCurrency = "currency",
        payer: PayerBankAccount = "payerBankAccount",
        payee: BankAccount = "payeeBankAccount",
    }
}

record! {
    /// The account that is debited.
    pub(crate) struct PayerBankAccount as "PayerBankAccount" {
        /// A payment method of type BANKTRANSFER.
        payment_method: Reference = "paymentMethodId",
    }
}

record! {
    /// The account that is credited.
    pub(crate) struct BankAccount as "BankAccount" {
        /// 8 or 11 letters and digits (ISO 9362).
        bic: Bic = "bic",
        holder: Prose<PayeeName> = "holderName",
        /// With or without blanks; the check digits must be right (ISO 13616).
        iban: Iban = "iban",
    }
}

record! {
    /// What decides nothing, and is kept with the transfer.
    pub(crate) struct TransferDetails as "TransferDetails" {
        cross_reference: Option<CrossReference> = "crossReference",
        comment: Option<Prose<Comment>> = "comment",
        private_data: Option<Prose<Strings<99>>> = "privateData",
    }
}

record! {
    /// What the transfer belongs to.
    pub(crate) struct CrossReference as "CrossReference" {
        /// The payee reads it on the account statement.
        order_reference: Option<Identifier<OrderReference>> = "orderReference",
        transaction: Option<Identifier<Text<0, 50>>> = "transactionId",
    }
}

/// The format number of stored [`TransferDetails`]; see [`Echo`].
const FORMAT: i64 = 1;

impl TransferDetails {
    pub(crate) fn echo(&self) -> Echo {
        Echo::new(FORMAT, write_json(&self.write()))
    }
}
