//! A transaction as answers show it (Retail API, section 3.3).

use document::{Moment, Text, record};
use domain::{
    action::Action,
    payment::{Capture, PaymentType},
    transaction::{Approval, State, Transaction, TransactionType},
};
use primitives::{Amount, Currency, Reference, TransactionId};

use super::instrument::Instrument;

record! {
    /// What every answer tells of a transaction. The answer to an action tells nothing else of it.
    pub(crate) struct TransactionBase as "TransactionAction" {
        id: TransactionId = "id",
        date: Moment = "date",
        kind: TransactionType = "type",
    }
}

record! {
    pub(crate) struct TransactionPayment as "TransactionPayment" {
        ..base: TransactionBase,
        currency: Currency = "currency",
        payment_type: PaymentType = "paymentType",
        capture: Capture = "capture",
        requested_amount: Amount = "requestedAmount",
        authorized_amount: Option<Amount> = "authorizedAmount",
        payment_method: Reference = "paymentMethodId",
        instrument: Instrument = "paymentInstrumentData",
        soft_descriptor: Option<Text<0, 127>> = "softDescriptor",
        approval: Option<Approval> = "partnerReturnedData",
    }
}

impl TransactionBase {
    pub(crate) fn of(payment: &Transaction) -> Self {
        Self { id: payment.id, date: Moment(payment.created), kind: payment.kind() }
    }

    /// `None` for the end of an authorisation, which is nobody's transaction.
    pub(crate) fn of_action(action: &Action) -> Option<Self> {
        Some(Self { id: action.id, date: Moment(action.created), kind: action.transaction_type()? })
    }
}

impl TransactionPayment {
    pub(crate) fn of(payment: &Transaction) -> Self {
        Self::with(payment, TransactionBase::of(payment), payment.amount(), &payment.state)
    }

    /// An action takes after its payment in all that is not its own.
    pub(crate) fn of_action(payment: &Transaction, action: &Action) -> Option<Self> {
        let base = TransactionBase::of_action(action)?;
        Some(Self::with(payment, base, action.amount(), &action.state))
    }

    fn with(payment: &Transaction, base: TransactionBase, amount: Amount, state: &State) -> Self {
        let details = &payment.details;
        Self {
            base,
            currency: details.order.currency,
            payment_type: details.payment_type(),
            capture: details.capture(),
            requested_amount: amount,
            authorized_amount: state.approval().map(|_| amount),
            payment_method: payment.payment_method.clone(),
            instrument: Instrument::of(payment),
            soft_descriptor: details.payment.as_ref().and_then(|payment| payment.soft_descriptor.clone()),
            approval: state.approval().cloned(),
        }
    }
}
