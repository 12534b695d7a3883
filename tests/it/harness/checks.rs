//! Checks that apply to most answers.

use client::Answer;
use document::Tree;

/// Asserts the form of a success: the result is a member, and there is no top-level `status`.
#[track_caller]
pub(crate) fn assert_result(answer: &Answer, status: u16, title: &str, code: &str) {
    let result = |name| answer.text(&["result", name]).unwrap_or_default().to_owned();
    assert_eq!(
        (answer.status, result("title").as_str(), result("code").as_str()),
        (status, title, code),
        "{}",
        answer.body_text()
    );
    let detail = result("detail");
    assert!((1..=255).contains(&detail.chars().count()), "the detail is {detail:?}");
    assert!(answer.at(&["status"]).is_none(), "a success body has no top-level status");
    assert_common(answer);
}

/// Asserts the form of an error: the result is the body itself.
#[track_caller]
pub(crate) fn assert_error(answer: &Answer, status: u16, code: &str) {
    assert_eq!(
        (answer.status, answer.text(&["title"]), answer.text(&["code"])),
        (status, Some("ERROR"), Some(code)),
        "{}",
        answer.body_text()
    );
    let detail = answer.text(&["detail"]).unwrap();
    assert!((1..=255).contains(&detail.chars().count()), "the detail is {detail:?}");
    assert!(answer.at(&["result"]).is_none(), "an error is not wrapped");
    assert_common(answer);
}

#[track_caller]
fn assert_common(answer: &Answer) {
    let id = answer.header("x-request-id").unwrap_or_default();
    assert!(!id.is_empty() && id.bytes().all(|byte| byte.is_ascii_graphic()), "X-Request-Id is {id:?}");
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
}

/// Asserts a 400 with exactly these fields, each named once and in the form of the contract.
#[track_caller]
pub(crate) fn assert_refused_fields(answer: &Answer, names: &[&str]) {
    assert_refused_fields_with(answer, "02305", names);
}

/// Asserts a 400 with this code and exactly these fields; see [`assert_refused_fields`].
#[track_caller]
pub(crate) fn assert_refused_fields_with(answer: &Answer, code: &str, names: &[&str]) {
    assert_error(answer, 400, code);
    let mut found = invalid_names(answer);
    found.sort();
    let mut expected: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    expected.sort();
    assert_eq!(found, expected, "{}", answer.body_text());
}

/// Returns the names in `invalidParams`, and asserts the documented form of each entry.
#[track_caller]
pub(crate) fn invalid_names(answer: &Answer) -> Vec<String> {
    let list = answer.at(&["invalidParams"]).and_then(Tree::as_list).unwrap_or_default();
    for entry in list {
        for member in ["name", "reason"] {
            let text = entry.at(&[member]).and_then(Tree::as_text).unwrap();
            assert!((1..=255).contains(&text.chars().count()), "{member} is {text:?}");
        }
        for member in ["codes", "arguments"] {
            let texts = entry.at(&[member]).and_then(Tree::as_list).unwrap();
            assert!(texts.iter().all(|text| text.as_text().is_some_and(|text| text.len() <= 255)));
        }
    }
    list.iter().map(|entry| entry.at(&["name"]).and_then(Tree::as_text).unwrap().to_owned()).collect()
}

#[track_caller]
pub(crate) fn transaction_id(answer: &Answer) -> String {
    let id = answer.text(&["transaction", "id"]).unwrap_or_else(|| panic!("{}", answer.body_text()));
    assert!(id.len() == 17 && id.bytes().all(|byte| byte.is_ascii_digit()), "the id is {id:?}");
    id.to_owned()
}

/// Asserts that the answer has everything that was sent. It may have more (defaults), and a time may be written in
/// another form of the same moment.
#[track_caller]
pub(crate) fn under(said: &Tree, there: Option<&Tree>, path: &str) {
    let Some(there) = there else { panic!("{path} is not there") };
    match (said, there) {
        (Tree::Object(said), Tree::Object(there)) => {
            for (name, value) in said.iter() {
                under(value, there.get(name), &format!("{path}.{name}"));
            }
        }
        (Tree::List(said), Tree::List(there)) => {
            assert_eq!(said.len(), there.len(), "{path}");
            for (index, value) in said.iter().enumerate() {
                under(value, there.get(index), &format!("{path}[{index}]"));
            }
        }
        (Tree::Text(said), Tree::Text(there)) if moment(said).is_some() => {
            assert_eq!(moment(said), moment(there), "{path}: {there:?}", there = there.as_str());
        }
        _ => assert!(
            said == there,
            "{path}: said {}, there is {}",
            document::write_json(said),
            document::write_json(there)
        ),
    }
}

/// Returns the moment in UTC to the second, if the text is one. The suite sends only whole seconds in UTC.
fn moment(text: &str) -> Option<&str> {
    let seconds = text.get(..19)?;
    let shape = seconds.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    let rest = &text[19..];
    (shape.eq(*b"0000-00-00T00:00:00") && matches!(rest, "Z" | ".000Z" | "+00:00" | ".000+00:00"))
        .then_some(seconds)
}
