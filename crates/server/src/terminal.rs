//! Words on stdout. Whoever reads may stop reading (`guichet config | head`): that is no reason to fail.

use std::{
    fmt::Display,
    io::{self, IsTerminal as _, Write as _},
};

pub(crate) fn say(text: impl Display) {
    let mut stdout = io::stdout().lock();
    let _ = writeln!(stdout, "{text}").and_then(|()| stdout.flush());
}

/// Bold and faint, where somebody looks.
pub(crate) fn bold(text: &str) -> String {
    styled("\x1b[1m", text)
}

pub(crate) fn faint(text: &str) -> String {
    styled("\x1b[2m", text)
}

fn styled(style: &str, text: &str) -> String {
    if io::stdout().is_terminal() { format!("{style}{text}\x1b[0m") } else { text.to_owned() }
}
