//! A transaction in answers (Retail API, section 3.3).

use document::{Moment, Object, Text, Tree, record};
use domain::{
    action::Action,
    authentication::{Authenticated, Effective, TransStatus},
    terms::{CaptureMode, PaymentType},
    transaction::{State, Transaction, TransactionType},
    used_card::ExternalWallet,
};
use primitives::{Amount, Currency, Reference, TransactionId};

use super::instrument::Instrument;
use crate::{echo, records::transaction::PartnerReturnedData};

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
        capture: CaptureMode = "capture",
        requested_amount: Amount = "requestedAmount",
        authorized_amount: Option<Amount> = "authorizedAmount",
        payment_method: Reference = "paymentMethodId",
        /// The wallet on the buyer's device that gave the card.
        external_wallet: Option<ExternalWallet> = "externalWallet",
        instrument: Instrument = "paymentInstrumentData",
        soft_descriptor: Option<Text<0, 127>> = "softDescriptor",
        approval: Option<PartnerReturnedData> = "partnerReturnedData",
        authentication: Option<AuthenticationResultData> = "authenticationResultData",
    }
}

record! {
    /// The authentication of the buyer that the bank was given as a proof.
    pub(crate) struct AuthenticationResultData as "AuthenticationResultData" {
        eci: Option<Text<0, 2>> = "eci",
        /// CH by a challenge, FR without one.
        effective: Effective = "effectiveAuthType",
        /// Y authenticated, A an attempt.
        status: TransStatus = "transStatus",
        reason: Option<Text<0, 2>> = "transStatusReason",
        version: Text<0, 8> = "messageVersion",
        /// What the merchant asked for, as EMV 3-D Secure writes it.
        preference: Text<0, 2> = "threeDSRequestorChallengeInd",
        /// Whether the issuer bears the loss of a fraud.
        shifts_liability: bool = "liabilityShift",
    }
}

impl From<&Authenticated> for AuthenticationResultData {
    fn from(told: &Authenticated) -> Self {
        Self {
            eci: told.eci.clone(),
            effective: told.effective,
            status: told.status,
            reason: told.reason.clone(),
            version: told.version.clone(),
            preference: Text::stored(told.preference.indicator()),
            shifts_liability: told.shifts_liability,
        }
    }
}

impl TransactionBase {
    pub(crate) fn of(payment: &Transaction) -> Self {
        Self { id: payment.id, date: Moment(payment.created), kind: payment.kind() }
    }

    /// Returns `None` for the expiry of an authorisation, which is not a transaction of the API.
    pub(crate) fn of_action(action: &Action) -> Option<Self> {
        Some(Self { id: action.id, date: Moment(action.created), kind: action.transaction_type()? })
    }
}

impl TransactionPayment {
    pub(crate) fn of_payment(payment: &Transaction) -> Self {
        Self::of(payment, &echo::members(&payment.echo))
    }

    /// Returns the transaction of a payment. `said` holds the members of the payment's echo.
    pub(crate) fn of(payment: &Transaction, said: &Object) -> Self {
        Self::with(payment, TransactionBase::of(payment), payment.amount(), &payment.state, said)
    }

    /// Returns the transaction of an action. Members that an action lacks are those of its payment.
    pub(crate) fn of_action(payment: &Transaction, action: &Action, said: &Object) -> Option<Self> {
        let base = TransactionBase::of_action(action)?;
        Some(Self::with(payment, base, action.amount(), &action.state, said))
    }

    fn with(
        payment: &Transaction,
        base: TransactionBase,
        amount: Amount,
        state: &State,
        said: &Object,
    ) -> Self {
        let terms = &payment.terms;
        let soft_descriptor = said.at(&["payment", "softDescriptor"]).and_then(Tree::as_text);
        Self {
            base,
            currency: terms.currency,
            payment_type: terms.payment_type,
            capture: terms.capture.mode(),
            requested_amount: amount,
            authorized_amount: state.approval().map(|_| amount),
            payment_method: payment.payment_method.clone(),
            external_wallet: payment.card.as_ref().and_then(|card| card.external_wallet),
            instrument: Instrument::of(payment),
            soft_descriptor: soft_descriptor.map(Text::stored),
            approval: state.approval().map(PartnerReturnedData::from),
            authentication: payment.authentication.as_ref().map(AuthenticationResultData::from),
        }
    }
}
