//! The ranges of card numbers whose issuers take part (PReq and PRes).

use std::cmp::Ordering;

use bytes::Bytes;
use document::{Object, Tree, read_json_of, write_json};
use gateway::ports::Enrolment;
use primitives::Pan;

use super::ServerNames;

/// The largest number of values in an answer: some 20,000 ranges.
const MAX_VALUES: usize = 200_000;

/// The ranges, in the order of their first numbers.
pub(super) struct CardRanges(Vec<Range>);

struct Range {
    first: String,
    last: String,
    method_url: Option<String>,
}

/// Returns the question for all ranges.
pub(super) fn question(names: &ServerNames) -> Bytes {
    let question = Object::new()
        .with("messageType", "PReq")
        .with("messageVersion", "2.2.0")
        .with("threeDSServerRefNumber", names.reference_number.as_str())
        .with("threeDSServerOperatorID", names.operator_id.as_str())
        .with("threeDSServerTransID", "00000000-0000-4000-8000-000000000000");
    Bytes::from(write_json(&question.into()))
}

impl CardRanges {
    /// Reads an answer; `None` where it is none.
    pub(super) fn read(answer: &[u8]) -> Option<Self> {
        let tree = read_json_of(answer, MAX_VALUES).ok()?;
        let is_answer = tree.at(&["messageType"]).and_then(Tree::as_text) == Some("PRes");
        let Some(Tree::List(ranges)) = tree.at(&["cardRangeData"]).filter(|_| is_answer) else { return None };
        let mut ranges: Vec<Range> = ranges.iter().map(Range::read).collect::<Option<_>>()?;
        ranges.sort_by(|one, other| compare(&one.first, &other.first));
        Some(Self(ranges))
    }

    pub(super) fn enrolment(&self, pan: &Pan) -> Enrolment {
        let number = pan.expose();
        let after = self.0.partition_point(|range| compare(&range.first, number) != Ordering::Greater);
        let range = after.checked_sub(1).and_then(|index| self.0.get(index));
        match range.filter(|range| compare(number, &range.last) != Ordering::Greater) {
            Some(range) => Enrolment::Enrolled { method_url: range.method_url.clone() },
            None => Enrolment::NotEnrolled,
        }
    }
}

impl Range {
    fn read(tree: &Tree) -> Option<Self> {
        let text = |name: &str| tree.at(&[name]).and_then(Tree::as_text).map(str::to_owned);
        let digits =
            |text: &String| (13..=19).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
        Some(Self {
            first: text("startRange").filter(digits)?,
            last: text("endRange").filter(digits)?,
            method_url: text("threeDSMethodURL"),
        })
    }
}

/// Compares numbers of cards: a longer one is greater.
fn compare(one: &str, other: &str) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_enrolled_in_a_range_of_its_length() {
        let answer = br#"{"messageType":"PRes","cardRangeData":[
            {"startRange":"5000000000000000","endRange":"5999999999999999","threeDSMethodURL":"https://issuer.example/m"},
            {"startRange":"4000000000000000","endRange":"4000000000000999"}]}"#;
        let ranges = CardRanges::read(answer).unwrap();
        let told = |pan: &str| ranges.enrolment(&Pan::parse(pan).unwrap());
        let with_method = Enrolment::Enrolled { method_url: Some("https://issuer.example/m".to_owned()) };
        assert_eq!(told("5555555555554444"), with_method);
        assert_eq!(told("4000000000000999"), Enrolment::Enrolled { method_url: None });
        for other in [
            "4000000000001000",
            "3999999999999999",
            "6000000000000000",
            "500000000000000",
            "5000000000000000000",
        ] {
            assert_eq!(told(other), Enrolment::NotEnrolled, "{other}");
        }
    }

    #[test]
    fn what_is_no_answer() {
        for other in [
            "",
            "{}",
            r#"{"messageType":"Erro","cardRangeData":[]}"#,
            r#"{"messageType":"PRes","cardRangeData":[{}]}"#,
        ] {
            assert!(CardRanges::read(other.as_bytes()).is_none(), "{other}");
        }
    }
}
