//! Message extensions: a reader that does not know a critical one refuses the message.

use document::{Object, Tree, write_json};

/// The largest number of extensions of a message.
const MAX_EXTENSIONS: usize = 10;
/// The largest size of all extensions in bytes.
const MAX_SIZE: usize = 81_920;

/// Returns the ids of the critical extensions. None is known.
pub(super) fn critical(message: &Object) -> Vec<String> {
    let list = message.get("messageExtension").and_then(Tree::as_list).unwrap_or_default();
    let critical =
        list.iter().filter(|one| matches!(one.at(&["criticalityIndicator"]), Some(Tree::Bool(true))));
    critical
        .map(|one| one.at(&["id"]).and_then(Tree::as_text).unwrap_or("messageExtension").to_owned())
        .collect()
}

pub(super) fn fit(list: &Tree) -> bool {
    list.as_list().is_some_and(|list| list.len() <= MAX_EXTENSIONS) && write_json(list).len() <= MAX_SIZE
}
