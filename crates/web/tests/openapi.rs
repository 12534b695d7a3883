//! The committed description is the one that the code makes.
//! After a change of the API: `UPDATE=1 cargo test -p web`, and read the difference.
#![expect(clippy::disallowed_methods, reason = "a test may be told to write what it compares")]

use std::process::Command;

use document::{Tree, read_json};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/guichet.json");

#[test]
fn the_description_is_the_committed_one() {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(FILE, web::description()).unwrap();
    }
    let committed = std::fs::read_to_string(FILE).unwrap();
    assert!(committed == web::description(), "openapi/guichet.json differs: UPDATE=1 cargo test -p web");
}

/// Another implementation of JSON Schema reads every schema and holds every example against its own.
#[test]
fn every_example_is_valid_against_its_schema() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/validate_examples.py");
    let output = Command::new("/usr/bin/python3").args([script, FILE]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    let checked: usize = told.split_whitespace().next().unwrap().parse().unwrap();
    assert!(checked >= 8, "{told}");
}

#[test]
fn every_operation_says_what_it_answers() {
    let description = read_json(web::description().as_bytes()).unwrap();
    let paths = description.at(&["paths"]).and_then(Tree::as_object).unwrap();
    for (path, item) in paths.iter() {
        for (method, operation) in item.as_object().unwrap().iter() {
            let body = operation.at(&["requestBody"]).map(|_| ["413", "415"]);
            let repeatable = (method == "post" || method == "put").then_some(["409", "422"]);
            let of_shape = body.into_iter().flatten().chain(repeatable.into_iter().flatten());
            for status in ["400", "401", "408", "429", "431", "500", "503"].into_iter().chain(of_shape) {
                assert!(operation.at(&["responses", status]).is_some(), "{method} {path} {status}");
            }
            assert!(operation.at(&["summary"]).is_some(), "{method} {path}");
        }
    }
}

#[test]
fn every_parameter_of_a_path_is_described() {
    let description = read_json(web::description().as_bytes()).unwrap();
    let paths = description.at(&["paths"]).and_then(Tree::as_object).unwrap();
    for (path, item) in paths.iter() {
        let segments = path.split('/');
        let names: Vec<_> = segments.filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        for (method, operation) in item.as_object().unwrap().iter() {
            let parameters = operation.at(&["parameters"]).and_then(Tree::as_list).unwrap_or_default();
            let text =
                |parameter: &Tree, member| parameter.at(&[member]).and_then(Tree::as_text).map(str::to_owned);
            let of_path =
                parameters.iter().filter(|parameter| text(parameter, "in").as_deref() == Some("path"));
            let described: Vec<_> = of_path.map(|parameter| text(parameter, "name").unwrap()).collect();
            assert_eq!(described, names, "{method} {path}");
        }
    }
}
