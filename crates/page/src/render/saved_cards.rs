//! The saved cards in the form, each an entry of its own above the others.

use primitives::Network;

use crate::{SavedCard, TextKey, locale::Locale, methods::network_label, text};

/// A saved card as the form shows it.
pub(super) struct SavedEntry<'a> {
    pub(super) code: &'a str,
    pub(super) index: i64,
    /// The name of the network that a buyer reads on the card.
    pub(super) network: &'static str,
    pub(super) last_digits: &'a str,
    /// The last digits as a screen reader says them.
    pub(super) ending: String,
    /// The text that tells when the card expires.
    pub(super) expiry: Option<String>,
    pub(super) holder: Option<&'a str>,
    /// The number of digits of its security code: four stand on the front of the card, three on its back.
    pub(super) code_digits: u32,
}

impl<'a> SavedEntry<'a> {
    pub(super) fn of(card: &'a SavedCard, locale: Locale) -> Self {
        let said = |key, name, value: &str| text(locale.language, key, &[(name, value.into())]);
        let expiry = card.expiry.map(|expiry| expiry.to_string());
        let with_slash =
            |expiry: &str| expiry.split_at_checked(2).map(|(month, year)| format!("{month}/{year}"));
        Self {
            code: &card.code,
            index: card.index,
            network: network_label(card.network),
            last_digits: &card.last_digits,
            ending: said(TextKey::SavedNumber, "digits", &card.last_digits),
            expiry: expiry
                .as_deref()
                .and_then(with_slash)
                .map(|date| said(TextKey::SavedExpiry, "date", &date)),
            holder: card.holder.as_deref(),
            code_digits: if card.network == Network::AmericanExpress { 4 } else { 3 },
        }
    }
}
