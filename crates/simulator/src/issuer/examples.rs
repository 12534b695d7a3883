//! A card of each outcome, with words for people: the pages of the sandbox show them, and `docs/test-cards.md` is written of them.

use super::outcome::{Ending, Outcome};

/// A test card of an outcome, or of a 3DS method.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// A number of Cartes Bancaires and Visa.
    pub visa: &'static str,
    /// A number of Cartes Bancaires and Mastercard.
    pub mastercard: &'static str,
    /// What happens, as a sentence.
    pub words: &'static str,
}

/// A card of each outcome, without a 3DS method.
pub const EXAMPLES: [Example; 18] = [
    example(
        "4970100008000008",
        "5137340008000007",
        "The issuer authenticates the cardholder without a challenge.",
    ),
    example(
        "4970100008001006",
        "5137340008001005",
        "The issuer takes no part. The scheme records an attempt.",
    ),
    example("4970100008002004", "5137340008002003", "The issuer does not authenticate the cardholder."),
    example("4970100008003002", "5137340008003001", "The issuer cannot authenticate at the moment."),
    example(
        "4970100008004000",
        "5137340008004009",
        "The issuer rejects, and asks that the bank not be asked.",
    ),
    example(
        "4970100008010007",
        "5137340008010006",
        "Challenge. The buyer chooses on the page: the right code, wrong codes, or giving up.",
    ),
    example("4970100008011005", "5137340008011004", "Challenge. Any code is right."),
    example("4970100008012003", "5137340008012002", "Challenge. Every code is wrong, and three are taken."),
    example("4970100008013001", "5137340008013000", "Challenge. It ends as cancelled by the cardholder."),
    example("4970100008014009", "5137340008014008", "Challenge. It ends because its time is over."),
    example(
        "4970100008015006",
        "5137340008015005",
        "Challenge, as the buyer chooses, on a page that refuses to be shown in a frame.",
    ),
    example(
        "4970100008016004",
        "5137340008016003",
        "Challenge. The buyer comes back as authenticated, but the issuer never sends the result.",
    ),
    example(
        "4970100008020006",
        "5137340008020005",
        "The card is not enrolled: no range of the directory holds it.",
    ),
    example("4970100008021004", "5137340008021003", "The directory server closes the connection."),
    example(
        "4970100008022002",
        "5137340008022001",
        "The issuer authenticates without a challenge, and answers after half of the time limit.",
    ),
    example(
        "4970100008023000",
        "5137340008023009",
        "The issuer's answer breaks the rules of EMV 3-D Secure.",
    ),
    example("4970100008024008", "5137340008024007", "The directory server does not answer."),
    example("4970100008025005", "5137340008025004", "The issuer answers with an error message."),
];

/// Cards whose issuer has a 3DS method: one that reports and one that never does, without a challenge and with one.
pub const METHOD_EXAMPLES: [Example; 4] = [
    example("4970100008100006", "5137340008100005", "A 3DS method that reports, then no challenge."),
    example("4970100008110005", "5137340008110004", "A 3DS method that reports, then a challenge."),
    example("4970100008200004", "5137340008200003", "A 3DS method that never reports, then no challenge."),
    example("4970100008210003", "5137340008210002", "A 3DS method that never reports, then a challenge."),
];

const fn example(visa: &'static str, mastercard: &'static str, words: &'static str) -> Example {
    Example { visa, mastercard, words }
}

/// Returns what a card with the outcome does, as a sentence.
pub(super) fn words(outcome: Outcome) -> &'static str {
    let code = format!("{:02}", outcome.code());
    let example = EXAMPLES.iter().find(|example| example.visa[11..13] == code);
    example.expect("every outcome has an example").words
}

/// What a merchant sees of an outcome.
struct Seen {
    /// The transaction status of the ARes, or what comes in its place.
    first: &'static str,
    /// The transaction status at the end, as the 3DS server knows it.
    last: &'static str,
    eci_visa: &'static str,
    eci_mastercard: &'static str,
    shifts_liability: &'static str,
}

fn seen(outcome: Outcome) -> Seen {
    const YES: [&str; 4] = ["Y", "05", "02", "yes"];
    const NO: [&str; 4] = ["N", "07", "00", "no"];
    const NOTHING: [&str; 4] = ["–", "–", "–", "no"];
    let (first, [last, eci_visa, eci_mastercard, shifts_liability]) = match outcome {
        Outcome::Authenticated | Outcome::Slow => ("Y", YES),
        Outcome::Attempted => ("A", ["A", "06", "01", "yes"]),
        Outcome::NotAuthenticated => ("N", NO),
        Outcome::Unavailable => ("U", ["U", "07", "00", "no"]),
        Outcome::Rejected => ("R", ["R", "07", "00", "no"]),
        Outcome::Challenge(Ending::Chosen | Ending::NoFrame) => {
            ("C", ["Y or N", "05 or 07", "02 or 00", "yes or no"])
        }
        Outcome::Challenge(Ending::RightCode) => ("C", YES),
        Outcome::Challenge(Ending::WrongCode | Ending::Cancelled | Ending::TimedOut) => ("C", NO),
        Outcome::Challenge(Ending::NoResult) => ("C", NOTHING),
        Outcome::NotEnrolled => ("none: Erro 305 if asked", NOTHING),
        Outcome::NotReached | Outcome::NoAnswer => ("none", NOTHING),
        Outcome::Malformed => ("malformed", NOTHING),
        Outcome::Fault => ("Erro 403", NOTHING),
    };
    Seen { first, last, eci_visa, eci_mastercard, shifts_liability }
}

/// Writes the tables of `docs/test-cards.md`.
pub fn tables() -> String {
    let outcomes = EXAMPLES.iter().map(|Example { visa, mastercard, words }| {
        let pan = primitives::Pan::parse(visa).expect("the examples are card numbers");
        let Seen { first, last, eci_visa, eci_mastercard, shifts_liability } = seen(Outcome::of(&pan));
        format!(
            "| `{visa}` | `{mastercard}` | {words} | {first} | {last} | {eci_visa} | {eci_mastercard} | {shifts_liability} |"
        )
    });
    let methods = METHOD_EXAMPLES
        .iter()
        .map(|Example { visa, mastercard, words }| format!("| `{visa}` | `{mastercard}` | {words} |"));
    let head = "| CB · Visa | CB · Mastercard | what happens |";
    let columns = format!("{head} ARes | final | ECI Visa, CB | ECI Mastercard | liability shifts |");
    let lines = [columns, "|---|---|---|---|---|---|---|---|".to_owned()].into_iter().chain(outcomes);
    let lines = lines.chain([String::new(), head.to_owned(), "|---|---|---|".to_owned()]).chain(methods);
    lines.map(|line| line + "\n").collect()
}

#[cfg(test)]
mod tests {
    use primitives::{Brands, Network, Pan};

    use super::*;
    use crate::{
        issuer::outcome::{Method, OUTCOMES},
        test_cards::is_test_card,
    };

    #[test]
    fn every_example_is_a_test_card_of_its_outcome() {
        let examples = EXAMPLES.iter().chain(&METHOD_EXAMPLES);
        for Example { visa, mastercard, words } in examples {
            let pans = [visa, mastercard].map(|number| Pan::parse(number).unwrap());
            assert!(pans.iter().all(|pan| pan.passes_luhn() && is_test_card(pan)), "{words}");
            assert!(Brands::of(&pans[0]).unwrap().contains(Network::Visa));
            assert!(Brands::of(&pans[1]).unwrap().contains(Network::Mastercard));
            assert_eq!(Outcome::of(&pans[0]), Outcome::of(&pans[1]), "{words}");
            assert_eq!(Method::of(&pans[0]), Method::of(&pans[1]), "{words}");
        }
        for (example, (_, outcome)) in EXAMPLES.iter().zip(OUTCOMES) {
            assert_eq!(Outcome::of(&Pan::parse(example.visa).unwrap()), outcome);
            assert_eq!(words(outcome), example.words);
        }
    }
}
