//! The main part of the page of a wallet.

use super::body::{Icon, Outcome, failure};
use crate::{
    TextKey, WalletCard, WalletEnd, WalletHolder, WalletScreen,
    locale::Locale,
    methods::{Cards, Entries, Entry, network_name},
};

pub(super) struct WalletBody<'a> {
    pub(super) cards: &'a [WalletCard],
    /// The cards that may be added. `None` where none may be.
    pub(super) added: Option<Cards<'a>>,
    /// The reason of the last failure, and the number of attempts that are left.
    pub(super) failure: Option<String>,
    pub(super) holder: Option<&'a WalletHolder>,
}

impl<'a> WalletBody<'a> {
    pub(super) fn of(wallet: &'a WalletScreen, locale: Locale) -> Self {
        let entries = wallet.methods.as_ref().map(|methods| Entries::of(methods).entries).unwrap_or_default();
        let added = entries.into_iter().find_map(|entry| match entry {
            Entry::Cards(cards) => Some(cards),
            Entry::Redirect { .. } => None,
        });
        Self {
            cards: &wallet.cards,
            added,
            failure: wallet.failed_attempt.map(|attempt| failure(attempt, locale)),
            holder: wallet.holder.as_ref(),
        }
    }

    /// Returns the name of a card's network, as its buyer knows it.
    pub(super) fn brand(card: &WalletCard, locale: Locale) -> String {
        card.network
            .map_or_else(|| locale.text(TextKey::MethodCard), |network| network_name(network).to_owned())
    }
}

pub(super) const fn heading(end: WalletEnd) -> TextKey {
    match end {
        WalletEnd::Done => TextKey::WalletDoneHeading,
        WalletEnd::Cancelled => TextKey::WalletCancelledHeading,
        WalletEnd::Expired => TextKey::WalletExpiredHeading,
        WalletEnd::Checking => TextKey::WalletWaitingHeading,
    }
}

pub(super) fn outcome(end: WalletEnd, locale: Locale, shop: &str) -> Outcome {
    let (icon, sentence) = match end {
        WalletEnd::Done => (Icon::Tick, None),
        WalletEnd::Cancelled => (Icon::Cross, None),
        WalletEnd::Expired => (Icon::Clock, Some(locale.with_shop(TextKey::WalletExpiredExplanation, shop))),
        WalletEnd::Checking => (Icon::Clock, Some(locale.text(TextKey::WalletWaitingExplanation))),
    };
    Outcome { sentences: sentence.into_iter().collect(), icon, may_try_again: false }
}
