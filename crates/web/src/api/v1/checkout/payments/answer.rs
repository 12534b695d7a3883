//! The answer to a new payment (Retail API, section 3.2: PaymentResponse).

use document::{Echoed, Strings, record};
use domain::transaction::Transaction;

use crate::{
    api::v1::checkout::transactions::transaction::TransactionPayment,
    echo::{self, part},
    records::{
        buyer::BuyerData, delivery::Delivery, device::Device, order::Order, payment::Authentication3DSecure,
    },
};

record! {
    pub(super) struct PaymentAnswer as "PaymentResponse" {
        is_duplicated: bool = "isDuplicated",
        transaction: TransactionPayment = "transaction",
        order: Echoed<Order> = "order",
        buyer: Option<Echoed<BuyerData>> = "buyer",
        delivery: Option<Echoed<Delivery>> = "delivery",
        device: Option<Echoed<Device>> = "device",
        authentication: Option<Echoed<Authentication3DSecure>> = "authentication3DSecure",
        private_data: Option<Echoed<Strings<99>>> = "privateData",
    }
}

impl PaymentAnswer {
    pub(super) fn of(transaction: &Transaction) -> Self {
        let mut said = echo::members(&transaction.echo);
        Self {
            // A duplicate is refused, so a payment in this answer is never one.
            is_duplicated: false,
            transaction: TransactionPayment::of(transaction, &said),
            order: echo::needed(&mut said, "order"),
            buyer: part(&mut said, "buyer"),
            delivery: part(&mut said, "delivery"),
            device: part(&mut said, "device"),
            authentication: part(&mut said, "authentication3DSecure"),
            private_data: part(&mut said, "privateData"),
        }
    }
}

/// The example in the description.
pub(super) const EXAMPLE: &str = r#"{"isDuplicated":false,"transaction":{"id":"17953488000000009",
    "date":"2026-11-22T12:00:00.000+00:00","type":"AUTHORIZATION_AND_CAPTURE","currency":"EUR","paymentType":"ONE_OFF",
    "capture":"AUTOMATIC","requestedAmount":2499,"authorizedAmount":2499,"paymentMethodId":"CB",
    "paymentInstrumentData":{"usedPaymentInstrument":"UsedCard","paymentInstrumentType":{"code":"CB"},
    "expirationDate":"1230","mxToken":"497010gPNzHt5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN",
    "country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"},"partnerReturnedData":{
    "authorizationNumber":"A00009","authorizationDate":"2026-11-22T12:00:00.000+00:00",
    "issuerTransactionId":"953488000000009"}},"order":{"reference":"order-1","amount":2499,"currency":"EUR"}}"#;

pub(super) const PENDING_EXAMPLE: &str = r#"{"isDuplicated":false,"transaction":{"id":"17953488000000009",
    "date":"2026-11-22T12:00:00.000+00:00","type":"AUTHORIZATION_AND_CAPTURE","currency":"EUR","paymentType":"ONE_OFF",
    "capture":"AUTOMATIC","requestedAmount":77701,"paymentMethodId":"CB",
    "paymentInstrumentData":{"usedPaymentInstrument":"UsedCard","paymentInstrumentType":{"code":"CB"},
    "expirationDate":"1230","mxToken":"497010gPNzHt5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN",
    "country":"FR","selectedNetwork":"CARTES_BANCAIRES","network":"CB-VISA"}},
    "order":{"reference":"order-1","amount":77701,"currency":"EUR"}}"#;
