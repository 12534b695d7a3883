//! `expected.json`: what a version answered about the store that it wrote, and what must become of its pending work.

use document::{Tree, read_json};

use crate::Case;

/// The parsed document.
pub struct Expected(Tree);

impl Expected {
    pub(crate) fn parse(text: &str) -> Self {
        Self(read_json(text.as_bytes()).unwrap())
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.at(&[name]).and_then(Tree::as_text).unwrap()
    }

    pub(crate) fn integer(&self, name: &str) -> i64 {
        self.0.at(&[name]).and_then(Tree::as_integer).unwrap()
    }

    pub fn list(&self, name: &str) -> &[Tree] {
        let list = self.0.at(&[name]).and_then(Tree::as_list);
        list.unwrap_or_else(|| panic!("there is no list of {name}"))
    }

    pub fn cases(&self) -> Vec<Case> {
        self.list("cases").iter().map(Case::read).collect()
    }

    pub fn case(&self, name: &str) -> Case {
        let found = self.cases().into_iter().find(|case| case.name == name);
        found.unwrap_or_else(|| panic!("the set has no case {name}"))
    }

    /// Returns the id of a merchant and a valid access key.
    pub fn merchant(&self, name: &str) -> (String, String) {
        let text = |tree: &Tree, name| tree.at(&[name]).and_then(Tree::as_text).unwrap().to_owned();
        let found = self.list("merchants").iter().find(|merchant| text(merchant, "name") == name).unwrap();
        (text(found, "id"), text(found, "access_key"))
    }
}
