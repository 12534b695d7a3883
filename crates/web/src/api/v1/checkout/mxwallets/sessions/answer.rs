//! The answers about the session of a wallet (Retail API, section 3.5: MXWalletSessionResponse, MXWalletSessionDetailResponse).

use document::{Echoed, Strings, Text, record};
use gateway::sessions::{Created, FoundWallet};
use primitives::WebUrl;

use super::super::answer::WalletDetail;
use crate::{
    echo::{self, part},
    records::device::Device,
};

record! {
    pub(super) struct NewWalletSession as "MXWalletSessionResponse" {
        id: Text<0, 50> = "mxWalletSessionId",
        redirect_url: WebUrl = "redirectURL",
    }
}

record! {
    pub(super) struct WalletSessionDetails as "MXWalletSessionDetailResponse" {
        /// The wallet as it is now. Absent where it does not exist.
        wallet: Option<WalletDetail> = "mxWallet",
        device: Option<Echoed<Device>> = "device",
        private_data: Option<Echoed<Strings<99>>> = "privateData",
    }
}

impl NewWalletSession {
    pub(super) fn of(created: &Created) -> Option<Self> {
        Some(Self { id: Text::parse(&created.id.text()).ok()?, redirect_url: created.redirect_url.clone() })
    }
}

impl WalletSessionDetails {
    pub(super) fn of(found: &FoundWallet) -> Self {
        let mut said = echo::members(&found.session.echo);
        Self {
            wallet: found.wallet.as_ref().map(WalletDetail::of),
            device: found.session.device.as_ref().map(echo::whole),
            private_data: part(&mut said, "privateData"),
        }
    }
}

/// The examples in the description.
pub(super) const NEW_EXAMPLE: &str = r#"{"mxWalletSessionId":"1kQz5TfBwX8mLr2aY4951795348800123",
    "redirectURL":"https://pay.example/pay/1kQz5TfBwX8mLr2aY4951795348800123"}"#;

pub(super) const DETAIL_EXAMPLE: &str = r#"{"mxWallet":{"id":"WALLET123","holder":{"firstName":"Camille","lastName":"Martin"},
    "paymentInstruments":[{"holderName":"Camille Martin","expirationDate":"1230","mxToken":"497010gPNzHt5140",
    "maskedNumber":"497010XXXXXX5140","panType":"CARD_PAN","country":"FR","selectedNetwork":"VISA","network":"CB-VISA",
    "category":"CardInstrument","rank":1,"paymentInstrumentType":{"code":"CB"},"isDefault":true,"status":"ACTIVE",
    "state":"STORED"}]},"device":{"type":"COMPUTER","operatingSystem":"Linux",
    "browserUserAgent":"Mozilla/5.0 (X11; Linux x86_64)"},"privateData":{"account":"17"}}"#;
