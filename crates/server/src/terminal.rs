//! Prints to stdout and stderr. A reader that stops reading (`guichet config | head`) is not an error, unless a secret is lost.

use std::{
    fmt::Display,
    io::{self, ErrorKind, IsTerminal as _, Write as _},
    sync::OnceLock,
};

/// The first error of [`say`].
static UNSAID: OnceLock<io::Error> = OnceLock::new();

/// Prints what may be printed again. An error is kept, and the command fails by it at its end.
pub(crate) fn say(text: impl Display) {
    match give(text) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => drop(UNSAID.set(error)),
        Ok(()) | Err(_) => {}
    }
}

/// Returns the error by which something was not printed.
pub(crate) fn unsaid() -> Option<&'static io::Error> {
    UNSAID.get()
}

/// Prints a secret that is shown once. It is lost after an error, also where the reader has stopped reading.
pub(crate) fn give(text: impl Display) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{text}").and_then(|()| stdout.flush())
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
