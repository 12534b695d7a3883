//! The rule for cards whose replacement is searched for (Retail API, section 4).

use primitives::{Brands, Network, Pan};

use crate::ReturnCode;

/// Refuses a number that no card has, and a card that does not belong to Cartes Bancaires: only that network tells of replacements.
pub fn check(pan: &Pan) -> Result<(), ReturnCode> {
    if !pan.passes_luhn() {
        return Err(ReturnCode::LUHN);
    }
    let is_cartes_bancaires = Brands::of(pan).is_some_and(|brands| brands.contains(Network::CartesBancaires));
    if is_cartes_bancaires { Ok(()) } else { Err(ReturnCode::CARD_NOT_ELIGIBLE) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_of_cartes_bancaires_are_eligible() {
        for (number, expected) in [
            ("4970105151515140", Ok(())),
            ("5137340014122340", Ok(())),
            ("4970105151515141", Err(ReturnCode::LUHN)),
            ("4111111111111111", Err(ReturnCode::CARD_NOT_ELIGIBLE)),
            ("375989111111119", Err(ReturnCode::CARD_NOT_ELIGIBLE)),
            ("9999999999999995", Err(ReturnCode::CARD_NOT_ELIGIBLE)),
        ] {
            assert_eq!(check(&Pan::parse(number).unwrap()), expected, "{number}");
        }
    }
}
