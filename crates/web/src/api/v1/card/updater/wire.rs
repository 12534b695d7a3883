//! The JSON of a search: CardUpdaterRequest (Retail API, section 4).

use document::{Fault, Member as _, Object, Path, Problems, Schemas, Tree, Value as _, parse_text};
use gateway::{
    Refusal,
    card_updates::{Search, SearchedCard},
};
use primitives::{AliasToken, Expiry, Pan};

use crate::{openapi::Examples, records::card_token};

const NUMBER: &str = "cardNumber";
const TOKEN: &str = "cardMxToken";
const EXPIRY: &str = "cardExpirationDate";

/// The fault of a number that is missing where there is no token either.
const WITHOUT_A_CARD: Fault = Fault::Rule("or cardMxToken is required");

pub(super) fn read(tree: &Tree) -> Result<Search, Refusal> {
    let mut problems = Problems::new();
    let search = read_all(tree, &mut problems);
    search.filter(|_| problems.is_empty()).ok_or_else(|| Refusal::Malformed(problems.into_vec()))
}

/// Reads every field before the first fault counts, so that all faults are reported.
fn read_all(tree: &Tree, problems: &mut Problems) -> Option<Search> {
    let root = Path::ROOT;
    let Some(object) = tree.as_object() else {
        problems.add(&root, Fault::Type("an object"));
        return None;
    };
    let given = |name: &str| object.get(name).filter(|value| !matches!(value, Tree::Null));
    let number = given(NUMBER).map(|tree| read_number(tree, &root.member(NUMBER), problems));
    let token = given(TOKEN).map(|tree| AliasToken::read(tree, &root.member(TOKEN), problems));
    let expiry = Option::<Expiry>::read_member(object.get(EXPIRY), &root.member(EXPIRY), problems);
    if let Some(None) = expiry {
        let is_by_token = token.is_some() && number.is_none();
        let fault = if is_by_token { card_token::WITHOUT_EXPIRY } else { Fault::Missing };
        problems.add(&root.member(EXPIRY), fault);
    }
    let card = match (number, token) {
        (Some(number), None) => number.map(SearchedCard::Number),
        (None, Some(token)) => token.map(SearchedCard::Token),
        (Some(_), Some(_)) => {
            problems.add(&root.member(TOKEN), card_token::WITH_A_NUMBER);
            None
        }
        (None, None) => {
            problems.add(&root.member(NUMBER), WITHOUT_A_CARD);
            None
        }
    };
    Some(Search { card: card?, expiry: expiry??, card_likes: Vec::new(), repeatable: None })
}

fn read_number(tree: &Tree, at: &Path<'_>, problems: &mut Problems) -> Option<Pan> {
    parse_text(tree, at, problems, |text| {
        Pan::parse(text).map_err(|_| Fault::Pattern("a card number of 13 to 19 digits"))
    })
}

pub(super) fn schema(schemas: &mut Schemas) -> Tree {
    schemas.component("CardUpdaterRequest", |schemas| {
        let number = Object::new().with("type", "string").with("pattern", "^[0-9]{13,19}$");
        let properties = Object::new()
            .with(NUMBER, number)
            .with(TOKEN, AliasToken::schema(schemas))
            .with(EXPIRY, Expiry::schema(schemas));
        let needs = |name: &'static str| Object::new().with("required", vec![name]);
        Object::new()
            .with("type", "object")
            .with("description", "One of cardNumber and cardMxToken.")
            .with("properties", properties)
            .with("required", vec![EXPIRY])
            .with("oneOf", vec![needs(NUMBER), needs(TOKEN)])
            .into()
    })
}

/// The examples in the description, which a test reads.
const REQUEST_EXAMPLES: [(&str, &str); 2] = [
    ("token", r#"{"cardMxToken":"497010gPNzHt5140","cardExpirationDate":"0126"}"#),
    ("number", r#"{"cardNumber":"4970105151515140","cardExpirationDate":"0126"}"#),
];

pub(super) const EXAMPLES: Examples = Examples::Named(&REQUEST_EXAMPLES);

#[cfg(test)]
mod tests {
    use document::read_json;

    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let told = |fault: &Fault| fault.return_code().unwrap_or(fault.code()).to_owned();
        match read(&read_json(text.as_bytes()).unwrap()) {
            Err(Refusal::Malformed(problems)) => problems
                .into_iter()
                .map(|problem| format!("{} {}", problem.name, told(&problem.fault)))
                .collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn the_examples_are_searches_that_we_take() {
        for (name, text) in REQUEST_EXAMPLES {
            assert_eq!(problems(text), [""; 0], "{name}");
        }
    }

    #[test]
    fn a_card_is_named_in_one_way_and_with_its_expiry() {
        const CARD: &str = r#""cardNumber":"4970105151515140""#;
        const TOKEN: &str = r#""cardMxToken":"497010gPNzHt5140""#;
        const EXPIRY: &str = r#""cardExpirationDate":"0126""#;
        for (body, expected) in [
            (format!("{{{CARD},{TOKEN},{EXPIRY}}}"), &["cardMxToken 02538"][..]),
            (format!("{{{TOKEN}}}"), &["cardExpirationDate 02539"]),
            (format!("{{{CARD}}}"), &["cardExpirationDate {field.required}"]),
            (format!(r#"{{"cardNumber":null,"cardMxToken":null,{EXPIRY}}}"#), &["cardNumber {field.rule}"]),
            (
                r#"{"cardNumber":"49701051","cardExpirationDate":"1326"}"#.to_owned(),
                &["cardNumber {field.pattern}", "cardExpirationDate {field.pattern}"],
            ),
            (r"{}".to_owned(), &["cardExpirationDate {field.required}", "cardNumber {field.rule}"]),
            ("[]".to_owned(), &[" {field.type}"]),
        ] {
            assert_eq!(problems(&body), expected, "{body}");
        }
    }
}
