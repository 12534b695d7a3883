//! Texts and amounts in the language of one page.

use primitives::{Amount, Currency};

use crate::{Language, TextKey, money, text};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Locale {
    pub(crate) language: Language,
}

impl Locale {
    pub(crate) fn text(self, key: TextKey) -> String {
        text(self.language, key, &[])
    }

    pub(crate) fn with_shop(self, key: TextKey, shop: &str) -> String {
        text(self.language, key, &[("shop", shop.into())])
    }

    pub(crate) fn with_partner(self, key: TextKey, partner: &str) -> String {
        text(self.language, key, &[("partner", partner.into())])
    }

    pub(crate) fn with_amount(self, key: TextKey, amount: &str) -> String {
        text(self.language, key, &[("amount", amount.into())])
    }

    pub(crate) fn with_count(self, key: TextKey, count: u32) -> String {
        text(self.language, key, &[("count", count.into())])
    }

    pub(crate) fn with(self, key: TextKey, name: &str, value: &str) -> String {
        text(self.language, key, &[(name, value.into())])
    }

    pub(crate) fn amount(self, amount: Amount, currency: Currency) -> String {
        money::amount(self.language, amount, currency)
    }

    pub(crate) fn reduction(self, amount: Amount, currency: Currency) -> String {
        money::reduction(self.language, amount, currency)
    }
}
