//! Commands of an operator about points of sale and notifications.

use document::Tree;

use super::{Gateway, MERCHANT_ID, guichet_on, json};

impl Gateway {
    /// A command on its store that must succeed: what it prints.
    pub(crate) fn operate(&self, words: &[&str]) -> String {
        let done = guichet_on(self, words);
        assert_eq!(done.code, Some(0), "{words:?}: {}{}", done.stdout, done.stderr);
        done.stdout
    }

    pub(crate) fn operate_json(&self, words: &[&str]) -> Tree {
        json(&self.operate(&[words, &["--json"]].concat()))
    }

    /// `guichet point-of-sale set` for the demo merchant's; sessions made afterwards use it.
    pub(crate) fn set_point_of_sale(&self, settings: &[&str]) {
        self.operate(&[&["point-of-sale", "set", MERCHANT_ID, "SHOP1"], settings].concat());
    }
}
