//! Card networks, and which of them a card number belongs to.
//!
//! Ranges are the public ones of ISO/IEC 7812 allocations. French cards are co-badged: Cartes Bancaires with
//! Visa or Mastercard. Issuers' own BIN tables are not public; the French ranges below are the well-known
//! blocks given to French banks, and a card outside them runs on its international network alone.

use document::choice;

use crate::{Country, Pan};

choice! {
    /// A network that can carry a payment (Retail API, section 1.3).
    pub enum Network {
        AmericanExpress = "AMERICAN_EXPRESS",
        Cetelem = "CETELEM",
        CartesBancaires = "CARTES_BANCAIRES",
        Cofinoga = "COFINOGA",
        DinersClub = "DINERS_CLUB",
        Jcb = "JCB",
        Mastercard = "MASTERCARD",
        Visa = "VISA",
    }
}

impl Network {
    /// Returns the short brand name that answers show in `network`.
    const fn brand(self) -> &'static str {
        match self {
            Self::AmericanExpress => "AMEX",
            Self::Cetelem => "CETELEM",
            Self::CartesBancaires => "CB",
            Self::Cofinoga => "COFINOGA",
            Self::DinersClub => "DINERS",
            Self::Jcb => "JCB",
            Self::Mastercard => "MASTERCARD",
            Self::Visa => "VISA",
        }
    }

    /// Digits of the card's check value; `None` where the network's cards need not carry one.
    pub const fn cvx_digits(self) -> Option<usize> {
        match self {
            Self::AmericanExpress => Some(4),
            Self::CartesBancaires | Self::Mastercard | Self::Visa => Some(3),
            Self::Cetelem | Self::Cofinoga | Self::DinersClub | Self::Jcb => None,
        }
    }
}

/// The networks of one card: its international one, and Cartes Bancaires where it is co-badged or the only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brands {
    cartes_bancaires: bool,
    international: Option<Network>,
}

impl Brands {
    /// `None` for a number of no known network, or of a length that its network does not issue.
    pub fn of(pan: &Pan) -> Option<Self> {
        let international = RANGES.iter().find(|range| range.holds(pan)).map(|range| range.network);
        let cartes_bancaires = CO_BADGED.iter().any(|range| range.holds(pan));
        (international.is_some() || cartes_bancaires).then_some(Self { cartes_bancaires, international })
    }

    /// Returns the brands of a number of which the first six digits or more are known, but not its length.
    pub fn of_beginning(digits: &str) -> Option<Self> {
        let prefix = digits.get(..6)?.parse::<u32>().ok()?;
        let international = RANGES.iter().find(|range| range.begins(prefix)).map(|range| range.network);
        let cartes_bancaires = CO_BADGED.iter().any(|range| range.begins(prefix));
        (international.is_some() || cartes_bancaires).then_some(Self { cartes_bancaires, international })
    }

    /// Returns the networks. The first is the one of a payment for which the buyer chose none: Cartes
    /// Bancaires for a co-badged card.
    pub fn in_order(self) -> [Option<Network>; 2] {
        [self.cartes_bancaires.then_some(Network::CartesBancaires), self.international]
    }

    pub fn contains(self, network: Network) -> bool {
        (self.cartes_bancaires && network == Network::CartesBancaires) || self.international == Some(network)
    }

    /// Returns the name of the brands in answers, such as `CB-VISA` or `MASTERCARD`.
    pub fn label(self) -> &'static str {
        match (self.cartes_bancaires, self.international) {
            (true, Some(Network::Visa)) => "CB-VISA",
            (true, Some(Network::Mastercard)) => "CB-MASTERCARD",
            (_, Some(network)) => network.brand(),
            (_, None) => Network::CartesBancaires.brand(),
        }
    }

    /// Returns the issuer's country, where the range tells it.
    pub fn issuer_country(self) -> Option<Country> {
        self.cartes_bancaires.then_some(Country::FRANCE)
    }
}

/// Numbers whose first six digits lie between two values, both included, of certain lengths.
struct Range {
    first: u32,
    last: u32,
    lengths: &'static [usize],
    network: Network,
}

impl Range {
    fn holds(&self, pan: &Pan) -> bool {
        let prefix = pan.expose()[..6].parse::<u32>();
        prefix.is_ok_and(|prefix| self.begins(prefix)) && self.lengths.contains(&pan.expose().len())
    }

    fn begins(&self, prefix: u32) -> bool {
        (self.first..=self.last).contains(&prefix)
    }
}

const fn range(first: u32, last: u32, lengths: &'static [usize], network: Network) -> Range {
    Range { first, last, lengths, network }
}

const SIXTEEN: &[usize] = &[16];
const MAESTRO: &[usize] = &[13, 14, 15, 16, 17, 18, 19];

const RANGES: [Range; 17] = [
    range(340_000, 349_999, &[15], Network::AmericanExpress),
    range(370_000, 379_999, &[15], Network::AmericanExpress),
    range(400_000, 499_999, &[13, 16, 19], Network::Visa),
    range(510_000, 559_999, SIXTEEN, Network::Mastercard),
    range(222_100, 272_099, SIXTEEN, Network::Mastercard),
    range(352_800, 358_999, &[16, 17, 18, 19], Network::Jcb),
    range(300_000, 305_999, &[14, 16, 17, 18, 19], Network::DinersClub),
    range(309_500, 309_599, &[14, 16, 17, 18, 19], Network::DinersClub),
    range(360_000, 369_999, &[14, 15, 16, 17, 18, 19], Network::DinersClub),
    range(380_000, 399_999, &[16, 17, 18, 19], Network::DinersClub),
    // Maestro, which the contract counts as Mastercard.
    range(500_000, 509_999, MAESTRO, Network::Mastercard),
    range(560_000, 589_999, MAESTRO, Network::Mastercard),
    range(639_000, 639_099, MAESTRO, Network::Mastercard),
    range(670_000, 679_999, MAESTRO, Network::Mastercard),
    range(630_400, 630_499, MAESTRO, Network::Mastercard),
    range(675_900, 675_999, MAESTRO, Network::Mastercard),
    range(676_100, 676_399, MAESTRO, Network::Mastercard),
];

/// Blocks of French banks.
const CO_BADGED: [Range; 4] = [
    range(497_000, 497_999, SIXTEEN, Network::CartesBancaires),
    range(513_000, 513_999, SIXTEEN, Network::CartesBancaires),
    range(501_700, 501_799, SIXTEEN, Network::CartesBancaires),
    range(561_200, 561_299, SIXTEEN, Network::CartesBancaires),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn label(pan: &str) -> Option<(&'static str, &'static str)> {
        let brands = Brands::of(&Pan::parse(pan).unwrap())?;
        Some((brands.label(), brands.in_order().into_iter().flatten().next()?.as_str()))
    }

    #[test]
    fn every_network_by_its_ranges() {
        for (pan, expected) in [
            ("4970105151515140", Some(("CB-VISA", "CARTES_BANCAIRES"))),
            ("5137340014122340", Some(("CB-MASTERCARD", "CARTES_BANCAIRES"))),
            ("4111111111111111", Some(("VISA", "VISA"))),
            ("4222222222222", Some(("VISA", "VISA"))),
            ("5555555555554444", Some(("MASTERCARD", "MASTERCARD"))),
            ("2221000000000009", Some(("MASTERCARD", "MASTERCARD"))),
            ("2720990000000007", Some(("MASTERCARD", "MASTERCARD"))),
            ("2721000000000004", None),
            ("5033951000000004", Some(("MASTERCARD", "MASTERCARD"))),
            ("375989111111119", Some(("AMEX", "AMERICAN_EXPRESS"))),
            ("30569309025904", Some(("DINERS", "DINERS_CLUB"))),
            ("3566002020360505", Some(("JCB", "JCB"))),
            ("411111111111111", None),
            ("9999999999999999", None),
        ] {
            assert_eq!(label(pan), expected, "{pan}");
        }
    }

    #[test]
    fn a_co_badged_card_runs_on_both() {
        let brands = Brands::of(&Pan::parse("4970105151515140").unwrap()).unwrap();
        assert!(brands.contains(Network::Visa) && brands.contains(Network::CartesBancaires));
        assert!(!brands.contains(Network::Mastercard));
    }
}
