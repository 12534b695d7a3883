//! The buyer's choices in the order form: a product, the bank's answer, the capture and the language.

use crate::{
    catalogue::{PRODUCTS, Product},
    euros::Euros,
    form::Form,
};

#[derive(Clone, Copy)]
pub(crate) struct Choices {
    pub(crate) product: &'static Product,
    pub(crate) bank_answer: BankAnswer,
    pub(crate) capture: Capture,
    /// The language of the payment page. `None` leaves the choice to the browser.
    pub(crate) language: Option<&'static Language>,
}

/// The answer that the sandbox's bank is to give.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum BankAnswer {
    Accepted,
    Refused,
    Slow,
}

/// The time at which the money is captured (Retail API, section 1.3).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capture {
    Automatic,
    Manual,
}

pub(crate) struct Language {
    /// The value of `languageCode`.
    pub(crate) code: &'static str,
    /// The language's own name.
    pub(crate) name: &'static str,
}

/// Some of the languages of the payment page, one of them written from right to left.
pub(crate) const LANGUAGES: [Language; 6] = [
    Language { code: "EN", name: "English" },
    Language { code: "FR", name: "Français" },
    Language { code: "DE", name: "Deutsch" },
    Language { code: "ES", name: "Español" },
    Language { code: "EL", name: "Ελληνικά" },
    Language { code: "HE", name: "עברית" },
];

impl Choices {
    /// Reads the form. A missing field has its default; a value that the form does not offer makes it `None`.
    pub(crate) fn parse(form: &Form) -> Option<Self> {
        let product = Product::find(form.text("product").unwrap_or(PRODUCTS[0].id))?;
        let bank_answer = form.text("outcome").map_or(Some(BankAnswer::Accepted), BankAnswer::parse)?;
        let capture = form.text("capture").map_or(Some(Capture::Automatic), Capture::parse)?;
        let language = match form.text("language").unwrap_or_default() {
            "" => None,
            code => Some(LANGUAGES.iter().find(|language| language.code == code)?),
        };
        Some(Self { product, bank_answer, capture, language })
    }

    /// Returns the amount of the order. Postage makes it an amount to which the sandbox's bank gives the chosen answer.
    pub(crate) fn total(&self) -> Euros {
        match self.bank_answer {
            BankAnswer::Accepted => self.product.price,
            BankAnswer::Refused => Euros(33_305),
            BankAnswer::Slow => Euros(77_702),
        }
    }

    pub(crate) fn postage(&self) -> Euros {
        Euros(self.total().0 - self.product.price.0)
    }
}

impl BankAnswer {
    pub(crate) const ALL: [Self; 3] = [Self::Accepted, Self::Refused, Self::Slow];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Slow => "slow",
        }
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Accepted => "The bank accepts",
            Self::Refused => "The bank refuses",
            Self::Slow => "The bank is slow",
        }
    }

    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::Accepted => "You pay the price on the tag.",
            Self::Refused => "Balloon post makes it €333.05, which the sandbox’s bank refuses.",
            Self::Slow => "Balloon post makes it €777.02, which takes the bank a while.",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.name() == name)
    }
}

impl Capture {
    pub(crate) const ALL: [Self; 2] = [Self::Automatic, Self::Manual];

    /// Returns the value in the API.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Automatic => "AUTOMATIC",
            Self::Manual => "MANUAL",
        }
    }

    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::Automatic => "The money is taken at once.",
            Self::Manual => "It is reserved; the shop takes it later.",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|capture| capture.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hints_say_what_is_charged() {
        for product in &PRODUCTS {
            let choices =
                |bank_answer| Choices { product, bank_answer, capture: Capture::Automatic, language: None };
            assert_eq!(choices(BankAnswer::Accepted).postage().0, 0);
            for bank_answer in [BankAnswer::Refused, BankAnswer::Slow] {
                assert!(bank_answer.hint().contains(&choices(bank_answer).total().to_string()));
                assert!(choices(bank_answer).postage().0 > 0);
            }
        }
    }
}
