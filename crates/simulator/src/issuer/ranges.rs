//! The ranges of card numbers that the directory server publishes: all test cards, but those that are not enrolled.

use primitives::{Brands, Network, Pan};

use super::outcome::{Method, Outcome, PUBLISHED};
use crate::test_cards::RANGES;

/// Card numbers of one length from the first to the last, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CardRange {
    pub(super) first: String,
    pub(super) last: String,
    pub(super) method: Method,
}

/// Returns the ranges. None overlaps another.
pub(super) fn card_ranges() -> Vec<CardRange> {
    RANGES.iter().flat_map(|(prefix, _)| of_prefix(prefix)).collect()
}

fn of_prefix(prefix: &str) -> Vec<CardRange> {
    let length = length(prefix);
    if !can_carry_outcomes(prefix, length) {
        return vec![range(prefix, prefix, length, Method::Absent)];
    }
    let methods = [('0', Method::Absent), ('1', Method::Reports), ('2', Method::Silent)];
    let not_enrolled = Outcome::NotEnrolled.code();
    let scheme = format!("{prefix}{PUBLISHED}8");
    let mut ranges = Vec::new();
    for (digit, method) in methods {
        // The numbers before the scheme are in the first range, and those after it in the last.
        let first = if digit == '0' { prefix.to_owned() } else { format!("{scheme}{digit}") };
        ranges.push(range(&first, &format!("{scheme}{digit}{:02}", not_enrolled - 1), length, method));
        ranges.push(range(
            &format!("{scheme}{digit}{:02}", not_enrolled + 1),
            &format!("{scheme}{digit}"),
            length,
            method,
        ));
    }
    ranges.push(range(&format!("{scheme}3"), prefix, length, Method::Absent));
    ranges
}

fn range(first: &str, last: &str, length: usize, method: Method) -> CardRange {
    CardRange { first: format!("{first:0<length$}"), last: format!("{last:9<length$}"), method }
}

/// The number of digits of test cards with the first digits.
fn length(prefix: &str) -> usize {
    match prefix {
        "422222222222" => 13,
        _ if prefix.starts_with("30") => 14,
        _ if prefix.starts_with("37") => 15,
        _ => 16,
    }
}

/// Whether digits 7 to 13 are free, and the networks are those of the scheme.
fn can_carry_outcomes(prefix: &str, length: usize) -> bool {
    let brands = Pan::parse(&format!("{prefix:0<length$}")).ok().and_then(|pan| Brands::of(&pan));
    let takes_part = [Network::CartesBancaires, Network::Visa, Network::Mastercard];
    let is_known = brands.is_some_and(|brands| takes_part.iter().any(|&network| brands.contains(network)));
    prefix.len() == 6 && length == 16 && is_known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issuer::examples::{EXAMPLES, METHOD_EXAMPLES};

    fn found(number: &str) -> Option<CardRange> {
        let mut holding = card_ranges().into_iter().filter(|range| {
            range.first.len() == number.len() && (&*range.first..=&*range.last).contains(&number)
        });
        let range = holding.next();
        assert_eq!(holding.next(), None, "two ranges hold {number}");
        range
    }

    #[test]
    fn every_test_card_is_in_one_range_with_its_method() {
        let examples = EXAMPLES.iter().chain(&METHOD_EXAMPLES).flat_map(|e| [e.visa, e.mastercard]);
        let others = crate::test_cards::EXAMPLES.iter().map(|(number, _)| *number);
        for number in examples.chain(others).chain(["4970100009999999", "4222222222222", "30569309025904"]) {
            let pan = Pan::parse(number).unwrap();
            let expected = (Outcome::of(&pan) != Outcome::NotEnrolled).then(|| Method::of(&pan));
            assert_eq!(found(number).map(|range| range.method), expected, "{number}");
        }
        for number in ["4970100008120004", "4970100008220000", "4532015112830366"] {
            assert_eq!(found(number), None, "{number}");
        }
    }

    #[test]
    fn ranges_are_in_order_and_few() {
        let ranges = card_ranges();
        assert!(ranges.iter().all(|range| range.first < range.last && range.first.len() == range.last.len()));
        assert!(ranges.len() < 120, "{}", ranges.len());
    }
}
