//! The body of a transfer (Retail API, section 6: BankTransferRequest).

use document::{Fault, Object, Strings, Text, Value as _, choice, record, whole_number, write_json};
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

/// The name of a payee: 1 to 70 characters, as long as SEPA messages take it, of which at least one is to be seen. What has none would
/// be `NOTPROVIDED` in the file of the day (ADR 35).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PayeeName(Text<1, 70>);

impl PayeeName {
    /// The characters in the brackets are those of [`is_blank`].
    const PATTERN: &str = "^[^\\u0000]*[^\\u0000-\\u0020\\u007f-\\u00a0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff][^\\u0000]*$";

    fn parse(text: &str) -> Result<Self, Fault> {
        let text = Text::parse(text)?;
        if text.as_str().chars().all(is_blank) {
            return Err(Fault::Pattern("a text that is not blank"));
        }
        Ok(Self(text))
    }

    pub(crate) fn stored(text: &str) -> Self {
        Self(Text::stored(text))
    }

    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

document::text_value!(
    PayeeName,
    PayeeName::parse,
    |value: &PayeeName| value.0.as_str().to_owned(),
    Object::new()
        .with("type", "string")
        .with("minLength", 1)
        .with("maxLength", 70)
        .with("pattern", PayeeName::PATTERN)
);

/// Whether a character is not to be seen: a control character, a blank of any width, or a mark of direction.
const fn is_blank(c: char) -> bool {
    matches!(c, '\0'..='\u{20}' | '\u{7f}'..='\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
        | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{feff}')
}

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
