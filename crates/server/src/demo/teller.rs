//! How the demo talks.

use client::Answer;

use crate::terminal::{bold, faint, say};

/// What somebody could type.
pub(super) fn by_hand(commands: &str) {
    for line in commands.lines() {
        say(faint(&format!("   $ {line}")));
    }
}

/// A step: what happens, and how to do it by hand.
pub(super) fn step(number: u8, title: &str, commands: &str) {
    say(format!("\n{}", bold(&format!("{number}. {title}"))));
    by_hand(commands);
}

/// The members of the answer that matter, one a line.
pub(super) fn answer(answer: &Answer, paths: &[&[&str]]) {
    say(format!("   HTTP {}", answer.status));
    members(answer, paths);
}

pub(super) fn members(answer: &Answer, paths: &[&[&str]]) {
    for path in paths {
        if let Some(value) = answer.at(path) {
            say(format!("   {:<52} {}", path.join("."), document::write_json(value)));
        }
    }
}
