//! Commands of an operator about points of sale and notifications.

use document::Tree;

use super::{Gateway, MERCHANT_ID, guichet_on, json};

impl Gateway {
    /// Runs a command on the gateway's store that must succeed, and returns what it prints.
    pub(crate) fn operate(&self, words: &[&str]) -> String {
        let done = guichet_on(self, words);
        assert_eq!(done.code, Some(0), "{words:?}: {}{}", done.stdout, done.stderr);
        done.stdout
    }

    pub(crate) fn operate_json(&self, words: &[&str]) -> Tree {
        json(&self.operate(&[words, &["--json"]].concat()))
    }

    /// Runs `guichet point-of-sale set` for the demo merchant. Sessions that are made afterwards use the
    /// settings.
    pub(crate) fn set_point_of_sale(&self, settings: &[&str]) {
        self.operate(&[&["point-of-sale", "set", MERCHANT_ID, "SHOP1"], settings].concat());
    }
}
