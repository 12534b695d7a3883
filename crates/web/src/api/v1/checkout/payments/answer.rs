//! The answer to a new payment (Retail API, section 3.2: PaymentResponse).

use document::{Echo, Strings, record};
use domain::{
    buyer::BuyerData, delivery::Delivery, device::Device, order::Order, payment::Authentication3DSecure,
    transaction::Transaction,
};

use crate::api::v1::checkout::transactions::transaction::TransactionPayment;

record! {
    pub(super) struct PaymentAnswer as "PaymentResponse" {
        is_duplicated: bool = "isDuplicated",
        transaction: TransactionPayment = "transaction",
        order: Echo<Order> = "order",
        buyer: Option<Echo<BuyerData>> = "buyer",
        delivery: Option<Echo<Delivery>> = "delivery",
        device: Option<Echo<Device>> = "device",
        authentication: Option<Echo<Authentication3DSecure>> = "authentication3DSecure",
        private_data: Option<Echo<Strings<99>>> = "privateData",
    }
}

impl PaymentAnswer {
    pub(super) fn of(transaction: &Transaction) -> Self {
        let details = &transaction.details;
        Self {
            // A duplicate is refused.
            is_duplicated: false,
            transaction: TransactionPayment::of(transaction),
            order: Echo::of(&details.order),
            buyer: details.buyer.as_ref().map(Echo::of),
            delivery: details.delivery.as_ref().map(Echo::of),
            device: details.device.as_ref().map(Echo::of),
            authentication: details.authentication.as_ref().map(Echo::of),
            private_data: details.private_data.as_ref().map(Echo::of),
        }
    }
}

/// Shown in the description.
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
