//! The card numbers that the sandbox accepts: those that card schemes and official client code publish for
//! tests. Any other number may be a real card and is refused.

use primitives::Pan;

/// The first digits of test numbers, and their publisher.
pub const RANGES: [(&str, &str); 20] = [
    ("497010", "Cartes Bancaires with Visa, and the simulator's code-carrying numbers"),
    ("497011", "Cartes Bancaires with Visa"),
    ("513734", "Cartes Bancaires with Mastercard"),
    ("400000", "Visa"),
    ("401288888888", "Visa"),
    ("411111111111", "Visa"),
    ("422222222222", "Visa, 13 digits"),
    ("424242", "Visa"),
    ("510510", "Mastercard"),
    ("520082", "Mastercard"),
    ("539595", "Mastercard"),
    ("547643", "Mastercard"),
    ("555555", "Mastercard"),
    ("222300", "Mastercard, two-series"),
    ("503395", "Maestro"),
    ("375989", "American Express"),
    ("37828224", "American Express"),
    ("37144963", "American Express"),
    ("356600", "JCB"),
    ("305693", "Diners Club"),
];

/// The test cards that the payment page offers, and the outcome of a payment with each.
pub const EXAMPLES: [(&str, &str); 5] = [
    ("4970105151515140", "CB · Visa"),
    ("5137340014122340", "CB · Mastercard"),
    ("4111111111111111", "Visa"),
    ("375989111111119", "American Express"),
    ("4970103469012066", "01206: refused"),
];

pub fn is_test_card(pan: &Pan) -> bool {
    RANGES.iter().any(|(prefix, _)| pan.expose().starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_cards_that_the_sandbox_takes() {
        for (number, label) in EXAMPLES {
            let pan = Pan::parse(number).unwrap();
            assert!(is_test_card(&pan) && primitives::Brands::of(&pan).is_some(), "{label}");
        }
    }

    #[test]
    fn published_test_numbers_pass_and_others_do_not() {
        for pan in [
            "4970105151515140",
            "4970103469012066",
            "5137340014122340",
            "375989111111119",
            "4111111111111111",
        ] {
            assert!(is_test_card(&Pan::parse(pan).unwrap()), "{pan}");
        }
        for pan in ["4974123456789012", "4532015112830366"] {
            assert!(!is_test_card(&Pan::parse(pan).unwrap()), "{pan}");
        }
    }
}
