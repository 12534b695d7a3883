//! Which networks a card could run on, while its number is being typed.

use domain::merchant::PaymentMethod;
use primitives::{Brands, Network, Reference};

/// Of what a session offers, what a card fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Networks {
    pub method: Reference,
    /// Without a choice of the buyer's.
    pub preferred: Network,
    /// The other network of a co-badged card, where it is taken.
    pub alternative: Option<Network>,
}

/// `digits`: the first six or more of the card. `handled`: code and id of the methods that the asker could pay by.
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
