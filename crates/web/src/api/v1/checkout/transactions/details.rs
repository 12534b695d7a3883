//! The answer to the GET of a payment or an action (Retail API, section 3.3: TransactionDetailResponse).

use document::{Echoed, Strings, Tree, choice, record};
use domain::{
    Title,
    action::Action,
    ledger::Ledger,
    transaction::{State, Transaction},
};
use gateway::transactions::Found;
use primitives::{Amount, TransactionId};

use super::transaction::{TransactionBase, TransactionPayment};
use crate::{
    echo::{self, part},
    records::{
        buyer::Buyer, delivery::Delivery, device::Device, order::Order, payment::Authentication3DSecure,
    },
};

record! {
    pub(super) struct Details as "TransactionDetailResponse" {
        transaction: TransactionPayment = "transaction",
        order: Echoed<Order> = "order",
        buyer: Option<Echoed<Buyer>> = "buyer",
        delivery: Option<Echoed<Delivery>> = "delivery",
        device: Option<Echoed<Device>> = "device",
        authentication: Option<Echoed<Authentication3DSecure>> = "authentication3DSecure",
        private_data: Option<Echoed<Strings<99>>> = "privateData",
        associated: Vec<AssociatedTransaction> = "associatedTransactions",
    }
}

record! {
    pub(super) struct AssociatedTransaction as "AssociatedTransaction" {
        ..base: TransactionBase,
        amount: Amount = "amount",
        status: Status = "status",
        origin: TransactionId = "originTransactionId",
    }
}

choice! {
    /// `OK` is money that counts: what is refused, undone or not known yet is `KO`.
    pub(super) enum Status { Counts = "OK", DoesNotCount = "KO", }
}

impl Details {
    /// Returns the details. The buyer has no account history in them.
    pub(super) fn of(found: &Found) -> Self {
        let (ledger, payment) = (&found.ledger, &found.ledger.payment);
        let mut said = echo::members(&payment.echo);
        if let Some(Tree::Object(buyer)) = said.get_mut("buyer") {
            buyer.remove("accountHistory");
        }
        let action =
            ledger.action(found.id).and_then(|action| TransactionPayment::of_action(payment, action, &said));
        let mut with_action = found.action_echo.as_ref().map(echo::members);
        Self {
            transaction: action.unwrap_or_else(|| TransactionPayment::of(payment, &said)),
            order: echo::needed(&mut said, "order"),
            buyer: part(&mut said, "buyer"),
            delivery: part(&mut said, "delivery"),
            device: part(&mut said, "device"),
            authentication: part(&mut said, "authentication3DSecure"),
            private_data: part(with_action.as_mut().unwrap_or(&mut said), "privateData"),
            associated: associated(ledger),
        }
    }
}

/// Lists the payment first, then every action in the order of time.
fn associated(ledger: &Ledger) -> Vec<AssociatedTransaction> {
    let payment = &ledger.payment;
    let actions =
        ledger.actions.iter().filter_map(|action| AssociatedTransaction::of_action(payment, action));
    std::iter::once(AssociatedTransaction::of(payment)).chain(actions).collect()
}

impl AssociatedTransaction {
    fn of(payment: &Transaction) -> Self {
        Self {
            base: TransactionBase::of(payment),
            amount: payment.amount(),
            status: Status::of(&payment.state),
            origin: payment.id,
        }
    }

    fn of_action(payment: &Transaction, action: &Action) -> Option<Self> {
        Some(Self {
            base: TransactionBase::of_action(action)?,
            amount: action.amount(),
            status: Status::of(&action.state),
            origin: payment.id,
        })
    }
}

impl Status {
    fn of(state: &State) -> Self {
        if state.result().title() == Title::Accepted { Self::Counts } else { Self::DoesNotCount }
    }
}

/// The example in the description.
pub(super) const EXAMPLE: &str = r#"{"transaction":{"id":"17953488000000018","date":"2026-11-22T12:00:00.000+00:00",
    "type":"AUTHORIZATION_AND_CAPTURE","currency":"EUR","paymentType":"ONE_OFF","capture":"AUTOMATIC",
    "requestedAmount":2499,"authorizedAmount":2499,"paymentMethodId":"CB","paymentInstrumentData":{
    "usedPaymentInstrument":"UsedCard","paymentInstrumentType":{"code":"CB"},"holderName":"Camille Martin",
    "expirationDate":"1230","mxToken":"497010gPNzHt5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN",
    "country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"},"partnerReturnedData":{
    "authorizationNumber":"A00018","authorizationDate":"2026-11-22T12:00:00.000+00:00",
    "issuerTransactionId":"953488000000018"}},"order":{"reference":"order-1","amount":2499,"currency":"EUR"},
    "associatedTransactions":[{"id":"17953488000000018","type":"AUTHORIZATION_AND_CAPTURE",
    "date":"2026-11-22T12:00:00.000+00:00","amount":2499,"status":"OK","originTransactionId":"17953488000000018"}]}"#;
