//! Finds the networks of a card while its number is being typed.

use domain::merchant::PaymentMethod;
use primitives::{Brands, Network, Reference};

/// The payment method that accepts a card, and the card's networks there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Networks {
    pub method: Reference,
    /// The network of the payment where the buyer makes no choice.
    pub preferred: Network,
    /// The other network of a co-badged card, where the method accepts it.
    pub alternative: Option<Network>,
}

/// Finds the first method that accepts a card. `digits` are the first six or more digits of its number.
/// `handled` holds code and id of each method that the client supports.
pub fn networks(methods: &[PaymentMethod], handled: &[(String, String)], digits: &str) -> Option<Networks> {
    let brands = Brands::of_beginning(digits)?;
    let is_handled = |method: &&PaymentMethod| {
        let named = |(code, id): &(String, String)| {
            method.instrument_type.as_str() == code && method.id.as_str() == id
        };
        handled.iter().any(named)
    };
    methods.iter().filter(is_handled).find_map(|method| {
        let mut taken =
            brands.in_order().into_iter().flatten().filter(|network| method.networks.contains(network));
        let preferred = taken.next()?;
        Some(Networks { method: method.id.clone(), preferred, alternative: taken.next() })
    })
}
