//! What the buyer chose: a product, and how the visit should go.

use crate::{
    catalogue::{PRODUCTS, Product},
    euros::Euros,
    form::Form,
};

#[derive(Clone, Copy)]
pub(crate) struct Wish {
    pub(crate) product: &'static Product,
    pub(crate) outcome: Outcome,
    pub(crate) capture: Capture,
    /// Of the payment page; none leaves it to the browser.
    pub(crate) language: Option<&'static Language>,
}

/// How the sandbox's bank is made to answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Accepted,
    Refused,
    Slow,
}

/// Retail API, section 1.3.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capture {
    Automatic,
    Manual,
}

pub(crate) struct Language {
    /// As in `languageCode`.
    pub(crate) code: &'static str,
    /// In its own words.
    pub(crate) name: &'static str,
}

/// A few of those that the payment page speaks; one of them from right to left.
pub(crate) const LANGUAGES: [Language; 6] = [
    Language { code: "EN", name: "English" },
    Language { code: "FR", name: "Français" },
    Language { code: "DE", name: "Deutsch" },
    Language { code: "ES", name: "Español" },
    Language { code: "EL", name: "Ελληνικά" },
    Language { code: "HE", name: "עברית" },
];

impl Wish {
    /// A field that is missing has its usual value. None when a value is none of those that the form offers.
    pub(crate) fn parse(form: &Form) -> Option<Self> {
        let product = Product::find(form.text("product").unwrap_or(PRODUCTS[0].word))?;
        let outcome = form.text("outcome").map_or(Some(Outcome::Accepted), Outcome::parse)?;
        let capture = form.text("capture").map_or(Some(Capture::Automatic), Capture::parse)?;
        let language = match form.text("language").unwrap_or_default() {
            "" => None,
            code => Some(LANGUAGES.iter().find(|language| language.code == code)?),
        };
        Some(Self { product, outcome, capture, language })
    }

    /// What is charged: the price, and postage so dear that the sandbox's bank answers as wished.
    pub(crate) fn total(&self) -> Euros {
        match self.outcome {
            Outcome::Accepted => self.product.price,
            Outcome::Refused => Euros(33_305),
            Outcome::Slow => Euros(77_702),
        }
    }

    pub(crate) fn postage(&self) -> Euros {
        Euros(self.total().0 - self.product.price.0)
    }
}

impl Outcome {
    pub(crate) const ALL: [Self; 3] = [Self::Accepted, Self::Refused, Self::Slow];

    pub(crate) fn word(self) -> &'static str {
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

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

impl Capture {
    pub(crate) const ALL: [Self; 2] = [Self::Automatic, Self::Manual];

    /// As on the wire.
    pub(crate) fn word(self) -> &'static str {
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

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|capture| capture.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hints_say_what_is_charged() {
        for product in &PRODUCTS {
            let wish = |outcome| Wish { product, outcome, capture: Capture::Automatic, language: None };
            assert_eq!(wish(Outcome::Accepted).postage().0, 0);
            for outcome in [Outcome::Refused, Outcome::Slow] {
                assert!(outcome.hint().contains(&wish(outcome).total().to_string()));
                assert!(wish(outcome).postage().0 > 0);
            }
        }
    }
}
