//! JSON documents, and changes to them by path: `order.items[0].price`.

use document::{Object, Tree, read_json, write_json};

pub(crate) fn json(text: &str) -> Tree {
    read_json(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

pub(crate) fn raw_text(tree: &Tree) -> String {
    write_json(tree)
}

/// Returns the document with the value at the path. Objects on the way are made.
pub(crate) fn put(tree: &Tree, path: &str, value: impl Into<Tree>) -> Tree {
    replaced(Some(tree), &steps(path), Some(value.into()))
}

pub(crate) fn without(tree: &Tree, path: &str) -> Tree {
    replaced(Some(tree), &steps(path), None)
}

/// Returns the value at a path, which may lead through lists.
pub(crate) fn member<'a>(tree: &'a Tree, path: &str) -> Option<&'a Tree> {
    steps(path).into_iter().try_fold(tree, |tree, step| match step {
        Step::Member(name) => tree.as_object()?.get(name),
        Step::Item(index) => tree.as_list()?.get(index),
    })
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Member(&'a str),
    Item(usize),
}

fn steps(path: &str) -> Vec<Step<'_>> {
    path.split(['.', '['])
        .map(|step| match step.strip_suffix(']') {
            Some(index) => Step::Item(index.parse().unwrap()),
            None => Step::Member(step),
        })
        .collect()
}

fn replaced(tree: Option<&Tree>, path: &[Step<'_>], value: Option<Tree>) -> Tree {
    let Some((step, rest)) = path.split_first() else { return value.unwrap_or(Tree::Null) };
    let last_is_removed = rest.is_empty() && value.is_none();
    match *step {
        Step::Member(name) => {
            let mut object = Object::new();
            let old = tree.and_then(Tree::as_object);
            for (other, kept) in old.into_iter().flat_map(Object::iter).filter(|(other, _)| *other != name) {
                object.set(other, kept.clone());
            }
            if !last_is_removed {
                object.set(name, replaced(old.and_then(|old| old.get(name)), rest, value));
            }
            object.into()
        }
        Step::Item(index) => {
            let mut items = tree.and_then(Tree::as_list).unwrap_or_default().to_vec();
            items.resize(items.len().max(index + 1), Tree::Null);
            items[index] = replaced(Some(&items[index].clone()), rest, value);
            Tree::List(items)
        }
    }
}
