//! How the demo talks: on stdout, in colour where somebody looks.
#![expect(clippy::print_stdout, reason = "the demo is there to be read")]

use std::io::{self, IsTerminal as _};

use client::Answer;

pub(super) fn say(text: &str) {
    println!("{text}");
}

/// What somebody could type.
pub(super) fn by_hand(commands: &str) {
    let (dim, plain) = if io::stdout().is_terminal() { ("\x1b[2m", "\x1b[0m") } else { ("", "") };
    for line in commands.lines() {
        println!("{dim}   $ {line}{plain}");
    }
}

/// A step: what happens, and how to do it by hand.
pub(super) fn step(number: u8, title: &str, commands: &str) {
    let (bold, plain) = if io::stdout().is_terminal() { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    println!("\n{bold}{number}. {title}{plain}");
    by_hand(commands);
}

/// The members of the answer that matter, one a line.
pub(super) fn answer(answer: &Answer, paths: &[&[&str]]) {
    println!("   HTTP {}", answer.status);
    for path in paths {
        if let Some(value) = answer.at(path) {
            println!("   {:<52} {}", path.join("."), document::write_json(value));
        }
    }
}
