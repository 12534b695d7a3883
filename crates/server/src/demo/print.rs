//! Prints the steps of the demo.

use client::Answer;

use crate::terminal::{bold, faint, say};

/// Prints commands that a person can type.
pub(super) fn by_hand(commands: &str) {
    for line in commands.lines() {
        say(faint(&format!("   $ {line}")));
    }
}

/// Prints a step: its title, and the commands that do the same by hand.
pub(super) fn step(number: u8, title: &str, commands: &str) {
    say(format!("\n{}", bold(&format!("{number}. {title}"))));
    by_hand(commands);
}

/// Prints the members of the answer at `paths`, one on each line.
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
