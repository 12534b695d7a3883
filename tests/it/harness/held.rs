//! Compares every answer of the API with its description: status, headers and body.

use client::{Answer, Method};
use document::Tree;

use super::description::{self, Operation};
use super::json_schema;

/// Panics where the answer to a request differs from the description. Answers outside the API (the page, the
/// session services, health) are not compared.
pub(crate) fn hold(method: &Method, target: &str, answer: &Answer) {
    let path = target.split('?').next().unwrap_or_default();
    let faults = faults(method, path, answer);
    assert!(
        faults.is_empty(),
        "{method} {} answers {}, and not as openapi/guichet.json says:\n  {}\n{}",
        description::template_of(path).unwrap_or(path),
        answer.status,
        faults.join("\n  "),
        answer.body_text()
    );
}

fn faults(method: &Method, path: &str, answer: &Answer) -> Vec<String> {
    if !path.starts_with("/v1/") {
        return Vec::new();
    }
    let operations = description::template_of(path).map(description::operations_of).unwrap_or_default();
    // The answer to a HEAD is that to a GET without a body.
    let is_head = *method == Method::HEAD;
    let name = if is_head { "get".to_owned() } else { method.as_str().to_ascii_lowercase() };
    let mut faults = of_every_answer(answer);
    match operations.iter().find(|operation| operation.method == name) {
        Some(operation) => faults.extend(of_operation(*operation, answer, is_head)),
        None if operations.is_empty() => faults.extend(of_refusal(404, answer, is_head)),
        None => {
            faults.extend(of_refusal(405, answer, is_head));
            faults.extend(of_allow(&operations, answer));
        }
    }
    faults
}

fn of_every_answer(answer: &Answer) -> Vec<String> {
    let mut faults = Vec::new();
    let id = answer.header("x-request-id").unwrap_or_default();
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_graphic()) {
        faults.push(format!("X-Request-Id is {id:?}"));
    }
    if media_type(answer) == "application/json" && answer.header("cache-control") != Some("no-store") {
        faults.push("Cache-Control is not no-store".to_owned());
    }
    faults
}

fn of_operation(operation: Operation, answer: &Answer, is_head: bool) -> Vec<String> {
    let Some(response) = operation.response(answer.status) else {
        return vec![format!("the status is not described for {} {}", operation.method, operation.path)];
    };
    let mut faults = of_headers(response, answer);
    if response.at(&["content"]).is_none() {
        faults.extend((!answer.body_text().is_empty()).then(|| "no body is described".to_owned()));
        return faults;
    }
    match response.at(&["content", media_type(answer), "schema"]) {
        Some(_) if is_head => {}
        Some(schema) => faults.extend(of_body(schema, answer)),
        None => faults.push(format!("Content-Type {:?} is not described", answer.header("content-type"))),
    }
    faults
}

/// Returns the faults of headers: a missing one, one that is not described, or a value that is not as described.
fn of_headers(response: &'static Tree, answer: &Answer) -> Vec<String> {
    let mut faults = Vec::new();
    for name in description::component_names("headers") {
        let described = response.at(&["headers", name]).map(description::resolved);
        let is_required =
            described.and_then(|described| described.at(&["required"])) == Some(&Tree::Bool(true));
        match (described, answer.header(name)) {
            (None, Some(_)) => faults.push(format!("{name} is not described for this status")),
            (Some(_), None) if is_required => faults.push(format!("{name} is missing")),
            (_, None) => {}
            (Some(described), Some(value)) => {
                let wrong = json_schema::faults(described.at(&["schema"]).unwrap(), &Tree::text(value));
                faults.extend(wrong.into_iter().map(|fault| format!("{name}: {fault}")));
            }
        }
    }
    faults
}

fn of_body(schema: &'static Tree, answer: &Answer) -> Vec<String> {
    match answer.document() {
        Some(document) => json_schema::faults(schema, document),
        None if media_type(answer) == "application/json" => vec!["the body is no JSON".to_owned()],
        None => json_schema::faults(schema, &Tree::text(answer.body_text())),
    }
}

/// Returns the faults of an answer for a path or a method that does not exist.
fn of_refusal(status: u16, answer: &Answer, is_head: bool) -> Vec<String> {
    if answer.status != status {
        return vec![format!("nothing is described there, and the status is not {status}")];
    }
    let schema = description::component("schemas", "Result").unwrap();
    if is_head { Vec::new() } else { of_body(schema, answer) }
}

fn of_allow(operations: &[Operation], answer: &Answer) -> Vec<String> {
    let allow = answer.header("allow").unwrap_or_default();
    let allowed: Vec<&str> = allow.split(',').map(str::trim).collect();
    let missing = operations.iter().filter(|it| !allowed.contains(&it.method.to_ascii_uppercase().as_str()));
    missing.map(|operation| format!("Allow {allow:?} is without {}", operation.method)).collect()
}

fn media_type(answer: &Answer) -> &str {
    answer.header("content-type").and_then(|value| value.split(';').next()).unwrap_or_default().trim()
}
