//! The request of a session in which a buyer looks after a wallet (Retail API, section 3.5: MXWalletSessionRequest).

use document::{Strings, Text, Value as _, record, write_json};
use domain::{
    echo::Echo,
    session::SessionTerms,
    wallet_session::{ManagedWallet, Purpose, verification},
};
use primitives::{Identifier, Masked, Prose, Reference, WebUrl};

use super::{
    buyer::Buyer,
    session_request::{MethodIds, ThreeDSInfo},
};

record! {
    pub(crate) struct WalletSessionRequest as "MXWalletSessionRequest" {
        point_of_sale_reference: Reference = "pointOfSaleReference",
        /// The methods whose cards may be added. Where none is named, all card methods of the point of sale. One that the point of
        /// sale does not have is 404, 02303, as is a choice without a card method.
        methods: MethodIds = "paymentMethodIDs",
        /// The wallet. Where it does not exist, the first card that the buyer adds makes it.
        wallet: Identifier<Reference> = "mxWalletId",
        buyer: Option<Buyer> = "buyer",
        /// Whether the buyer may change the name and the e-mail address of the holder of a wallet that exists.
        may_edit_holder: Option<bool> = "allowUpdatePersonalDetails",
        three_ds: Option<ThreeDSInfo> = "threeDS",
        private_data: Option<Prose<Strings<99>>> = "privateData",
        /// Where the buyer's browser goes at the end.
        return_url: Masked<WebUrl> = "returnURL",
        /// The URL that the gateway requests once the session has ended; absent: that of the point of sale, if it has one.
        notification_url: Option<Masked<WebUrl>> = "notificationURL",
        /// The language of the page: `FR`, `fr`, `fr-FR`; absent or unknown: the browser's.
        language_code: Option<Prose<Text<0, 255>>> = "languageCode",
        custom_payment_page_code: Option<Prose<Text<0, 50>>> = "customPaymentPageCode",
    }
}

/// The format number of a stored [`WalletSessionRequest`]; see [`Echo`]. Its members have the meaning that they have in that of a
/// session that is to be paid.
const FORMAT: i64 = 1;

impl WalletSessionRequest {
    pub(crate) fn terms(&self) -> Option<SessionTerms> {
        let may_edit_holder = self.may_edit_holder.unwrap_or(false);
        let wallet = ManagedWallet { id: (*self.wallet).clone(), may_edit_holder };
        Some(SessionTerms {
            purpose: Purpose::Wallet(wallet),
            payment: verification()?,
            methods: self.methods.0.clone(),
            fallbacks: Vec::new(),
            return_url: (*self.return_url).clone(),
            wallet: None,
        })
    }

    pub(crate) fn echo(&self) -> Echo {
        Echo::new(FORMAT, write_json(&self.write()))
    }
}
