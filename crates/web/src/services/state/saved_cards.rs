//! `wallets`: the saved cards that the buyer may pay with (session services, section 5: Wallet).

use document::{Object, Tree};
use gateway::{
    Gateway,
    sessions::{Client, SavedCard, SessionView},
};

use crate::services::networks::name_of;

/// Lists the saved cards. Apps need a key of the card's network, and one of them ends where there is none: no such card is
/// shown to an app.
pub(super) fn list(gateway: &Gateway, shown: &SessionView, client: Client) -> Vec<Object> {
    let keys = match client {
        Client::Page => Vec::new(),
        Client::App { .. } => gateway.directory.sdk_keys(),
    };
    let is_shown = |card: &&SavedCard| {
        client == Client::Page || keys.iter().any(|key| key.scheme == name_of(card.network))
    };
    shown.saved.payable().filter(is_shown).map(|card| one(card, shown.saved.asks_cvx)).collect()
}

/// Writes one card. Apps need every member but `options`, and one of them ends where `DATE` is empty.
fn one(card: &SavedCard, asks_cvx: bool) -> Object {
    let confirmed = if asks_cvx { vec!["CVV"] } else { Vec::new() };
    let mut data = Object::new().with("PAN", masked(card));
    if let Some(expiry) = card.expiry {
        data.set("DATE", expiry.to_string());
    }
    if let Some(holder) = &card.holder {
        data.set("HOLDER", holder.as_str());
    }
    Object::new()
        .with("cardCode", card.method.instrument_type.as_str())
        .with("cardType", name_of(card.network))
        .with("index", card.rank.number())
        .with("isDefault", card.is_default)
        .with("isExpired", false)
        .with("expiredMore6Months", false)
        .with("hasCustomLogo", false)
        .with("hasCustomLogoUrl", false)
        .with("hasCustomLogoBase64", false)
        .with("customLogoRatio", 0)
        .with("isPmAPI", false)
        .with("hasSpecificDisplay", false)
        .with("isDeletable", false)
        .with("confirm", texts(&confirmed))
        .with("options", texts(&confirmed))
        .with("additionalData", data)
}

fn texts(texts: &[&str]) -> Vec<Tree> {
    texts.iter().map(|text| Tree::from(*text)).collect()
}

/// Returns the number as apps show it, with its last two digits: `***-XX19` (behaviour, section 3.11).
fn masked(card: &SavedCard) -> String {
    format!("***-XX{}", card.last_digits(2))
}
