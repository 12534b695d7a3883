//! `paymentMethodsList`: the methods that the buyer may choose from.

use document::{Object, Tree};
use domain::merchant::PaymentMethod;
use gateway::sessions::SessionView;
use page::TextKey;
use primitives::Network;

use super::SessionLocale;

pub(super) fn list(shown: &SessionView, locale: &SessionLocale<'_>, saved_cards: Vec<Object>) -> Object {
    let methods: Vec<Object> = shown.methods.iter().map(|method| one(method, shown, locale)).collect();
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
    let mut wire = Object::new()
        .with("cardCode", method.instrument_type.as_str())
        .with("contractNumber", method.id.as_str())
        .with("state", "AVAILABLE")
        .with("paymentMethodAction", 0)
        .with("disabled", false)
        .with("hasForm", !method.takes_cards())
        .with("hasLogo", false)
        .with("isIsolated", false)
        .with("shouldBeInTopPosition", false)
        .with("options", options(method, keeps))
        .with("additionalData", additional_data(keeps))
        .with("paymentParamsToBeControlled", Vec::<Tree>::new())
        .with("confirm", Vec::<Tree>::new());
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
