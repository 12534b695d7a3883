//! The answers about a session (Retail API, section 3.1: SessionResponse, SessionDetailResponse).

use document::{Echoed, Strings, Text, record};
use gateway::sessions::{Created, Found};
use primitives::WebUrl;

use crate::{
    api::v1::checkout::transactions::transaction::TransactionPayment,
    echo::{self, part},
    records::{buyer::Buyer, delivery::Delivery, device::Device, order::Order},
};

record! {
    pub(super) struct NewSession as "SessionResponse" {
        id: Text<0, 50> = "sessionId",
        redirect_url: WebUrl = "redirectURL",
    }
}

record! {
    pub(super) struct SessionDetails as "SessionDetailResponse" {
        transactions: Option<Vec<TransactionPayment>> = "transactions",
        order: Echoed<Order> = "order",
        buyer: Option<Echoed<Buyer>> = "buyer",
        delivery: Option<Echoed<Delivery>> = "delivery",
        device: Option<Echoed<Device>> = "device",
        private_data: Option<Echoed<Strings<99>>> = "privateData",
    }
}

impl NewSession {
    pub(super) fn of(created: &Created) -> Option<Self> {
        Some(Self { id: Text::parse(&created.id.text()).ok()?, redirect_url: created.redirect_url.clone() })
    }
}

impl SessionDetails {
    pub(super) fn of(found: &Found) -> Self {
        let mut said = echo::members(&found.session.echo);
        let transactions: Vec<_> = found.transactions.iter().map(TransactionPayment::of_payment).collect();
        Self {
            transactions: (!transactions.is_empty()).then_some(transactions),
            order: echo::needed(&mut said, "order"),
            buyer: part(&mut said, "buyer"),
            delivery: part(&mut said, "delivery"),
            device: found.session.device.as_ref().map(echo::whole),
            private_data: part(&mut said, "privateData"),
        }
    }
}

/// The example in the description.
pub(super) const NEW_EXAMPLE: &str = r#"{"sessionId":"1kQz5TfBwX8mLr2aY4951795348800123",
    "redirectURL":"https://pay.example/pay/1kQz5TfBwX8mLr2aY4951795348800123"}"#;

pub(super) const DETAIL_EXAMPLE: &str = r#"{"transactions":[{"id":"17953488000000018",
    "date":"2026-11-22T12:00:00.000+00:00","type":"AUTHORIZATION_AND_CAPTURE","currency":"EUR","paymentType":"ONE_OFF",
    "capture":"AUTOMATIC","requestedAmount":2499,"authorizedAmount":2499,"paymentMethodId":"CB",
    "paymentInstrumentData":{"usedPaymentInstrument":"UsedCard","paymentInstrumentType":{"code":"CB"},
    "expirationDate":"1230","mxToken":"497010gPNzHt5140","maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN",
    "country":"FR","selectedNetwork":"VISA","network":"CB-VISA"},"partnerReturnedData":{"authorizationNumber":"A00018",
    "authorizationDate":"2026-11-22T12:00:00.000+00:00","issuerTransactionId":"953488000000018"}}],
    "order":{"reference":"order-1","amount":2499,"currency":"EUR"},
    "device":{"type":"COMPUTER","operatingSystem":"Linux","browserUserAgent":"Mozilla/5.0 (X11; Linux x86_64)"},
    "privateData":{"cart":"17"}}"#;
