//! Prints to stdout and stderr. A reader that stops reading (`guichet config | head`) is not an error.

use std::{
    fmt::Display,
    io::{self, IsTerminal as _, Write as _},
};

pub(crate) fn say(text: impl Display) {
    let mut stdout = io::stdout().lock();
    let _ = writeln!(stdout, "{text}").and_then(|()| stdout.flush());
}

/// Prints to stderr. If that fails there is nobody to tell.
pub(crate) fn complain(text: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Whether a person sees stderr.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Makes text bold if stdout is a terminal.
pub(crate) fn bold(text: &str) -> String {
    styled("\x1b[1m", text)
}

pub(crate) fn faint(text: &str) -> String {
    styled("\x1b[2m", text)
}

fn styled(style: &str, text: &str) -> String {
    if io::stdout().is_terminal() { format!("{style}{text}\x1b[0m") } else { text.to_owned() }
}
