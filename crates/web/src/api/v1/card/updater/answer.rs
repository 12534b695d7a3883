//! The answer to a search (Retail API, section 4: CardUpdaterResponse), and what is kept of it for repeats.

use document::{Fault, Object, Problems, Record as _, Value as _, read_json, record, write_json};
use domain::{ReturnCode, echo::Echo};
use gateway::card_updates::Finding;
use primitives::{AliasToken, Pan};

use crate::{api::v1::checkout::transactions::instrument::Card, result::Code};

record! {
    pub(super) struct UpdaterAnswer as "CardUpdaterResponse" {
        card: UpdatedCard = "card",
    }
}

record! {
    /// The card that is to be used from now on, or the one that was asked about.
    pub(super) struct UpdatedCard as "UpdatedCard" {
        ..card: Card,
        /// The number in the clear, where it is a new one.
        number: Option<ClearNumber> = "number",
    }
}

/// A card number in the clear, which no other answer tells.
#[derive(Clone, PartialEq)]
pub(super) struct ClearNumber(Pan);

document::text_value!(
    ClearNumber,
    |text: &str| Pan::parse(text).map(ClearNumber).map_err(|_| Fault::Pattern("a card number")),
    |number: &ClearNumber| number.0.expose().to_owned(),
    Object::new().with("type", "string").with("pattern", "^[0-9]{13,19}$")
);

record! {
    /// An answer without the number in the clear.
    pub(super) struct KeptAnswer as "KeptCardUpdaterResponse" {
        code: Code = "code",
        card: Card = "card",
    }
}

/// The format number of [`KeptAnswer`]; see [`Echo`].
const FORMAT: i64 = 1;

impl UpdaterAnswer {
    pub(super) fn of(card: Card, number: Option<Pan>) -> Self {
        Self { card: UpdatedCard { card, number: number.map(ClearNumber) } }
    }
}

impl KeptAnswer {
    pub(super) fn of(finding: &Finding) -> Self {
        Self { code: Code(finding.code), card: Card::of(&finding.card) }
    }

    pub(super) fn echo(&self) -> Echo {
        Echo::new(FORMAT, write_json(&self.write()))
    }

    /// `None` where the document is none of these.
    pub(super) fn read(kept: &Echo) -> Option<Self> {
        let tree = read_json(kept.json().as_bytes()).ok()?;
        Self::from_document(&tree, &mut Problems::new())
    }

    pub(super) fn code(&self) -> ReturnCode {
        let Code(code) = self.code;
        code
    }

    /// The token of a card that has replaced another, whose number the answer tells.
    pub(super) fn new_card(&self) -> Option<&AliasToken> {
        self.card.token_of_new_card()
    }
}
