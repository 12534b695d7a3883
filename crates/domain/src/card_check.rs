//! The rules that a card must meet before a bank is asked. A payment whose card breaks one is refused.

use jiff::civil::Date;
use primitives::{Brands, Expiry, Network, Pan};

use crate::{ReturnCode, merchant::PaymentMethod};

/// The facts about a card that the rules depend on.
pub struct CardFacts<'a> {
    pub pan: &'a Pan,
    pub expiry: Expiry,
    /// The number of digits of the check value. `None` where it was not given.
    pub cvx_digits: Option<usize>,
    /// True where the buyer is present and can read the check value from the card.
    pub cvx_expected: bool,
    pub selected_network: Option<Network>,
}

/// Returns the brands of a card that meets the rules, and the network that its payment runs on: the one that the
/// buyer chose, else the card's preferred one. Where several rules are broken, the first of them is reported.
pub fn check(
    card: &CardFacts<'_>,
    method: &PaymentMethod,
    today: Date,
) -> Result<(Brands, Network), ReturnCode> {
    if !card.pan.passes_luhn() {
        return Err(ReturnCode::LUHN);
    }
    let brands = Brands::of(card.pan).ok_or(ReturnCode::CARD_NOT_ELIGIBLE)?;
    if card.expiry.is_past(today) {
        return Err(ReturnCode::CARD_EXPIRED);
    }
    let network = match card.selected_network {
        Some(chosen) => (brands.contains(chosen) && method.networks.contains(&chosen)).then_some(chosen),
        None => preferred(brands, method),
    };
    let network = network.ok_or(ReturnCode::CARD_NOT_ELIGIBLE)?;
    match (card.cvx_digits, network.cvx_digits()) {
        (Some(given), Some(expected)) if given != expected => Err(ReturnCode::CVX_INVALID),
        (None, Some(_)) if card.cvx_expected => Err(ReturnCode::CVX_INVALID),
        _ => Ok((brands, network)),
    }
}

/// Returns the first of the card's networks that the method takes: a co-badged card runs on its international
/// network where the method does not take Cartes Bancaires. `None` where it takes none of them.
fn preferred(brands: Brands, method: &PaymentMethod) -> Option<Network> {
    brands.in_order().into_iter().flatten().find(|network| method.networks.contains(network))
}

#[cfg(test)]
mod tests {
    use super::*;
    use primitives::Reference;

    fn verdict(
        pan: &str,
        expiry: &str,
        cvx_digits: Option<usize>,
        selected: Option<Network>,
    ) -> Result<Network, &'static str> {
        let method = PaymentMethod {
            id: Reference::parse("CB").unwrap(),
            point_of_sale: Reference::parse("SHOP1").unwrap(),
            instrument_type: Reference::parse("CB").unwrap(),
            networks: vec![Network::CartesBancaires, Network::Visa, Network::Mastercard],
            checks_duplicates: true,
            captures: Vec::new(),
            inactive_since: None,
        };
        let (pan, expiry) = (Pan::parse(pan).unwrap(), Expiry::parse(expiry).unwrap());
        let facts =
            CardFacts { pan: &pan, expiry, cvx_digits, cvx_expected: true, selected_network: selected };
        check(&facts, &method, jiff::civil::date(2026, 11, 22))
            .map(|(_, network)| network)
            .map_err(ReturnCode::code)
    }

    #[test]
    fn one_card_for_every_rule() {
        assert_eq!(verdict("4970105151515140", "1130", Some(3), None), Ok(Network::CartesBancaires));
        assert_eq!(verdict("4970105151515140", "1130", Some(3), Some(Network::Visa)), Ok(Network::Visa));
        assert_eq!(verdict("4970105151515140", "1126", None, None), Err("02627"), "no check value");
        assert_eq!(
            verdict("4970105151515140", "1126", Some(3), None),
            Ok(Network::CartesBancaires),
            "its last month"
        );
        assert_eq!(verdict("4970105151515141", "1130", Some(3), None), Err("02614"), "Luhn");
        assert_eq!(verdict("4970105151515140", "1026", Some(3), None), Err("02624"), "expired");
        assert_eq!(verdict("4970105151515140", "1130", Some(4), None), Err("02627"), "check value");
        assert_eq!(
            verdict("375989111111119", "1130", Some(4), None),
            Err("02541"),
            "not taken by the method"
        );
        assert_eq!(
            verdict("4111111111111111", "1130", Some(3), Some(Network::CartesBancaires)),
            Err("02541")
        );
        assert_eq!(verdict("9999999999999995", "1130", Some(3), None), Err("02541"), "no known network");
    }
}
