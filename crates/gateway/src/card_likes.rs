//! Numbers in identifiers that look like a card number. By chance an order's number may, so such a number alone refuses nothing,
//! unless the operator wants so. The number of the card that is paid with is never chance.

use std::sync::atomic::{AtomicU64, Ordering};

use document::{Fault, Problem, Problems};
use domain::merchant::Merchant;
use primitives::{Pan, card_numbers_in};

use crate::{Gateway, Refusal};

/// A number in an identifier that looks like a card number.
pub struct CardLike {
    /// The name of the field, as the API gives it.
    pub field: String,
    pub number: Pan,
}

impl CardLike {
    /// Returns the numbers in an identifier, which is the whole field.
    pub fn in_identifier(field: &str, identifier: &str) -> Vec<Self> {
        let numbers = card_numbers_in(identifier).into_iter();
        numbers.map(|number| Self { field: field.to_owned(), number }).collect()
    }
}

/// The number of such numbers that this process has taken since it started.
#[derive(Default)]
pub struct CardLikeCount(AtomicU64);

impl CardLikeCount {
    pub fn total(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Takes what was remarked in the identifiers of a request.
pub fn card_likes(problems: &mut Problems) -> Vec<CardLike> {
    let remarks = problems.take_remarks().into_iter();
    remarks
        .filter_map(|remark| Some(CardLike { field: remark.name, number: Pan::parse(&remark.part).ok()? }))
        .collect()
}

/// Refuses the request where one of the numbers is the card's, or where the operator refuses all of them. Otherwise counts them
/// and warns.
pub(crate) fn judge(
    gateway: &Gateway,
    merchant: &Merchant,
    found: &[CardLike],
    card: Option<&Pan>,
) -> Result<(), Refusal> {
    const HELD: &str = "must not hold the number of the card";
    const LIKE_A_CARD: &str = "must not hold a number that could be that of a card";
    let refuses_all = gateway.settings.refuses_card_likes;
    let refused: Vec<Problem> = found
        .iter()
        .filter_map(|like| {
            let rule = match card {
                Some(card) if *card == like.number => HELD,
                _ if refuses_all => LIKE_A_CARD,
                _ => return None,
            };
            Some(Problem { name: like.field.clone(), fault: Fault::Rule(rule) })
        })
        .collect();
    if !refused.is_empty() {
        return Err(Refusal::Malformed(refused));
    }
    for like in found {
        gateway.card_likes.0.fetch_add(1, Ordering::Relaxed);
        tracing::warn!(
            merchant = %merchant.id,
            field = like.field,
            "an identifier holds a number that could be that of a card: the merchant may be sending cards where none belong"
        );
    }
    Ok(())
}
