//! `manageWebWallet`: the cards of the wallet that the buyer looks after, each as a state tells a saved card (session services,
//! section 5).

use document::{Object, Tree};
use domain::wallet::{self, WalletStatus};
use gateway::sessions::{SessionStatus, SessionView};
use jiff::{ToSpan as _, civil::Date};
use page::WalletCard;

use super::SessionLocale;
use crate::services::networks::name_of;

pub(super) fn managed(shown: &SessionView, locale: &SessionLocale<'_>) -> Object {
    let wallet = shown.wallet.as_ref();
    let one = |card: &wallet::WalletCard| {
        one(card, wallet.is_some_and(|wallet| wallet.default == card.rank), locale)
    };
    let cards: Vec<Object> = wallet.map(|wallet| wallet.cards.iter().map(one).collect()).unwrap_or_default();
    let takes_card = matches!(shown.status, SessionStatus::Manage { takes_card: true, .. });
    Object::new().with("wallets", cards).with("isCardAdditionAllowed", takes_card)
}

fn one(card: &wallet::WalletCard, is_default: bool, locale: &SessionLocale<'_>) -> Object {
    let (today, shown) = (locale.today(), wallet_card(card, is_default, locale.today()));
    let long_expired = today.checked_sub(6.months()).unwrap_or(today);
    let is_past = |day: Date| card.card.shown.expiry.is_some_and(|expiry| expiry.is_past(day));
    let mut data = Object::new().with("PAN", format!("***-XX{}", last_two(&shown.last_digits)));
    if let Some(expiry) = card.card.shown.expiry {
        data.set("DATE", expiry.to_string());
    }
    if let Some(name) = shown.holder_name {
        data.set("HOLDER", name);
    }
    Object::new()
        .with("cardCode", card.card.instrument_type.as_str())
        .with("index", card.rank.number())
        .with("isDefault", shown.is_default)
        .with(
            "cardType",
            shown.network.map_or(card.card.instrument_type.as_str(), |network| name_of(network)),
        )
        .with("isExpired", shown.is_expired)
        .with("expiredMore6Months", is_past(long_expired))
        .with("hasCustomLogo", false)
        .with("hasCustomLogoUrl", false)
        .with("hasCustomLogoBase64", false)
        .with("customLogoRatio", 0)
        .with("isPmAPI", false)
        .with("hasSpecificDisplay", false)
        .with("isDeletable", true)
        .with("options", Vec::<Tree>::new())
        .with("additionalData", data)
        .with("confirm", Vec::<Tree>::new())
}

/// Returns a card of a wallet as the page shows it.
pub(crate) fn wallet_card(card: &wallet::WalletCard, is_default: bool, today: Date) -> WalletCard {
    let shown = &card.card.shown;
    let expiry = shown.expiry.map(|expiry| expiry.to_string());
    WalletCard {
        rank: card.rank.number(),
        network: shown.selected_network,
        last_digits: shown
            .masked_number
            .as_ref()
            .map(|number| last_digits(number.as_str()))
            .unwrap_or_default(),
        expiry: expiry.map(|expiry| format!("{}/{}", &expiry[..2], &expiry[2..])),
        holder_name: shown.holder_name.as_ref().map(|name| name.as_str().to_owned()),
        is_default,
        is_expired: shown.expiry.is_some_and(|expiry| expiry.is_past(today)),
        is_active: card.status == WalletStatus::Active,
    }
}

/// Returns the digits behind the `X` of a masked number.
fn last_digits(masked: &str) -> String {
    masked.rsplit(|sign: char| !sign.is_ascii_digit()).next().unwrap_or_default().to_owned()
}

fn last_two(digits: &str) -> &str {
    &digits[digits.len().saturating_sub(2)..]
}
