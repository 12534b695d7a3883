//! `paymentMethodsList`: the methods that the buyer may choose from.

use document::{Object, Tree, write_json};
use domain::{merchant::PaymentMethod, used_card::ExternalWallet};
use gateway::{Gateway, ports::WalletNames, sessions::SessionView};
use page::TextKey;
use primitives::Network;

use super::SessionLocale;
use crate::services::device;

pub(super) fn list(
    gateway: &Gateway,
    shown: &SessionView,
    locale: &SessionLocale<'_>,
    saved_cards: Vec<Object>,
) -> Object {
    let names = gateway.external_wallets.names(shown.setup.merchant.id);
    let methods: Vec<Object> = shown
        .methods
        .iter()
        .filter_map(|method| match (method.external_wallet(), &names) {
            (None, _) => Some(one(method, shown, locale)),
            (Some(wallet), Some(names)) => Some(on_device(method, wallet, shown, names)),
            // No wallet is connected.
            (Some(_), None) => None,
        })
        .collect();
    Object::new()
        .with("paymentMethods", methods)
        .with("wallets", saved_cards)
        .with("isOriginalCreditTransfer", false)
        .with("needsDeviceFingerprint", false)
        .with("scoringNeeded", false)
        .with("sensitiveInputContentMasked", false)
        .with("shouldChangePaymentMethodPosition", false)
}

/// Writes one method. Apps show a method of a partner only if it has `hasForm`, and crash where a card has no
/// `options`.
fn one(method: &PaymentMethod, shown: &SessionView, locale: &SessionLocale<'_>) -> Object {
    let keeps = shown.saved.keeps && method.takes_cards();
    let mut wire = common(method, options(method, keeps), additional_data(keeps));
    if !method.takes_cards() {
        let partner = [("partner", method.instrument_type.as_str().into())];
        let form = Object::new()
            .with("displayButton", true)
            .with("description", page::text(locale.language, TextKey::MethodRedirect, &partner))
            .with("buttonText", page::text(locale.language, TextKey::PartnerContinue, &partner))
            .with("formType", "CUSTOM")
            .with("formFields", Vec::<Tree>::new());
        wire.set("form", form);
    }
    wire
}

/// Writes what all methods have in common.
fn common(method: &PaymentMethod, options: Vec<&'static str>, additional_data: Object) -> Object {
    Object::new()
        .with("cardCode", method.instrument_type.as_str())
        .with("contractNumber", method.id.as_str())
        .with("state", "AVAILABLE")
        .with("paymentMethodAction", 0)
        .with("disabled", false)
        .with("hasForm", !method.takes_cards())
        .with("hasLogo", false)
        .with("isIsolated", false)
        .with("shouldBeInTopPosition", false)
        .with("options", options)
        .with("additionalData", additional_data)
        .with("paymentParamsToBeControlled", Vec::<Tree>::new())
        .with("confirm", Vec::<Tree>::new())
}

/// Writes the method of a wallet on a device: an app asks the device with what is here.
fn on_device(
    method: &PaymentMethod,
    wallet: ExternalWallet,
    shown: &SessionView,
    names: &WalletNames,
) -> Object {
    let shop = shown.setup.point_of_sale.name.as_str();
    match wallet {
        ExternalWallet::ApplePay => {
            let data = Object::new()
                .with("MERCHANT_CAPABILITIES", vec!["supports3DS"])
                .with("NETWORKS", device::apple_networks(&method.networks))
                .with("APPLE_PAY_MERCHANT_ID", names.apple.as_str())
                .with("APPLE_PAY_MERCHANT_NAME", shop);
            common(method, Vec::new(), data)
        }
        ExternalWallet::GooglePay => {
            // Both lists are texts that hold the JSON of a list.
            let list = |names: Vec<&'static str>| write_json(&names.into());
            let data = Object::new()
                .with("GOOGLE_PAY_MERCHANT_ID", names.google.as_str())
                .with("GOOGLE_PAY_MERCHANT_NAME", shop)
                .with("GOOGLE_PAY_ALLOWED_AUTH_METHOD", list(vec!["PAN_ONLY", "CRYPTOGRAM_3DS"]))
                .with("GOOGLE_PAY_ALLOWED_NETWORKS", list(device::google_networks(&method.networks)));
            common(method, Vec::new(), Object::new())
                .with("requestContext", Object::new().with("requestData", data))
        }
    }
}

fn options(method: &PaymentMethod, keeps: bool) -> Vec<&'static str> {
    if !method.takes_cards() {
        return Vec::new();
    }
    let mut options = vec!["CVV", "EXPI_DATE"];
    if method.networks.contains(&Network::CartesBancaires) {
        options.push("ALT_NETWORK");
    }
    if asks_holder(method) {
        options.push("HOLDER");
    }
    if keeps {
        options.push("SAVE_PAYMENT_DATA");
    }
    options
}

/// Writes that the box by which the buyer has the card kept is not ticked at first: to keep a card is for the buyer to decide.
fn additional_data(keeps: bool) -> Object {
    let data = Object::new();
    if keeps { data.with("SAVE_PAYMENT_DATA_CHECKED", false) } else { data }
}

/// Whether the method asks for the holder's name: American Express does (behaviour, section 5.6).
pub(crate) fn asks_holder(method: &PaymentMethod) -> bool {
    method.networks.contains(&Network::AmericanExpress)
}
