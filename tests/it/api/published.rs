//! Every entry of the published descriptions is an operation of the gateway, but for those that are named here

use std::collections::BTreeSet;

use client::Method;

use crate::harness::{assert_error, description, json, shared};

/// What the published files list: file, method and path. An operation that several files list is there once for each.
const PUBLISHED: &str = include_str!("published.csv");
const ENTRIES: usize = 43;

/// Artefacts of the tool that made the files ("only in develop environment"). They are left out on purpose.
const ARTEFACTS: &[&str] = &["POST /v1/checkout/components", "POST /v1/payout/components"];

/// What comes later. The test fails as soon as one of them is there, or another is missing.
const LEFT: &[&str] = &[];

/// Returns method and path without the names of its parameters, which no caller sees.
fn shape(method: &str, path: &str) -> String {
    let segments: Vec<&str> =
        path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }).collect();
    format!("{} {}", method.to_uppercase(), segments.join("/"))
}

/// Returns the shapes that are published.
fn published() -> BTreeSet<String> {
    let lines: Vec<Vec<&str>> = PUBLISHED.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let entries: BTreeSet<(&str, &str, &str)> =
        lines.iter().map(|line| (line[0], line[1], line[2])).collect();
    assert_eq!((lines.len(), entries.len()), (ENTRIES, ENTRIES));
    entries.into_iter().map(|(_, method, path)| shape(method, path)).collect()
}

fn set(shapes: &[&str]) -> BTreeSet<String> {
    shapes.iter().map(|&shape| shape.to_owned()).collect()
}

#[test]
fn every_published_entry_is_described() {
    let described: BTreeSet<String> =
        description::operations().iter().map(|operation| shape(operation.method, operation.path)).collect();
    let missing: BTreeSet<String> = published().difference(&described).cloned().collect();
    assert_eq!(missing, &set(ARTEFACTS) | &set(LEFT));
}

/// Without credentials what is there is a 401, and what is not a 404.
#[tokio::test]
async fn every_published_entry_is_routed() {
    let gateway = shared();
    let till = gateway.till();
    let absent = &set(ARTEFACTS) | &set(LEFT);
    for shape in published() {
        let (method, path) = shape.split_once(' ').unwrap();
        let method: Method = method.parse().unwrap();
        let answer = till.raw(method, &path.replace("{}", "1"), &[], "").await;
        let expected = if absent.contains(&shape) { 404 } else { 401 };
        assert_eq!(answer.status, expected, "{shape}: {}", answer.body_text());
    }
}

#[tokio::test]
async fn the_artefacts_are_nowhere() {
    let gateway = shared();
    let mut till = gateway.till();
    for artefact in ARTEFACTS {
        let path = artefact.strip_prefix("POST ").unwrap();
        assert_error(&till.post(path, &[], &json("{}")).await, 404, "02305");
        assert_error(&till.get(path).await, 404, "02305");
    }
}
