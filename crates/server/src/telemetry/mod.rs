//! Logs go to stderr, one line for each event, as text or as JSON. A log that cannot be written loses lines, and stops
//! nothing: no task waits for it or ends because of it.

mod queue;

use std::{
    io::{self, IsTerminal as _},
    panic::PanicHookInfo,
    sync::{Arc, OnceLock},
    time::Duration,
};

use tracing_subscriber::{filter::LevelFilter, fmt};

use crate::config::{Config, LogFormat};
use queue::Queue;

/// How long the end of the process waits for the lines that are in the queue.
const FLUSH_LIMIT: Duration = Duration::from_millis(500);

static QUEUE: OnceLock<Arc<Queue>> = OnceLock::new();

/// Starts the log. Panics are logged from here on.
pub(crate) fn start(config: &Config) {
    let notice = match config.log_format {
        LogFormat::Text => lost_as_text,
        LogFormat::Json => lost_as_json,
    };
    let queue = Arc::clone(QUEUE.get_or_init(|| Arc::new(Queue::to(io::stderr(), notice))));
    let level = LevelFilter::from_level(config.log_level);
    let builder =
        fmt().with_max_level(level).with_writer(queue).with_target(false).log_internal_errors(false);
    match config.log_format {
        LogFormat::Text => builder.with_ansi(io::stderr().is_terminal()).compact().init(),
        LogFormat::Json => builder.json().flatten_event(true).with_span_list(false).init(),
    }
    // The hook of the standard library writes to stderr itself, and would wait for it.
    std::panic::set_hook(Box::new(log_panic));
}

fn lost_as_text(lines: u64) -> String {
    format!("WARN lines of the log were lost, because it could not be written lines={lines}")
}

fn lost_as_json(lines: u64) -> String {
    let message = "lines of the log were lost, because it could not be written";
    format!(r#"{{"level":"WARN","message":"{message}","lines":{lines}}}"#)
}

fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    let payload = panic.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let message = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    tracing::error!(place, message, "a task panicked: this is a fault of the gateway");
}

/// Returns the number of lines that were lost since the start.
pub(crate) fn lost_lines() -> u64 {
    QUEUE.get().map_or(0, |queue| queue.lost_lines())
}

/// Waits until the lines in the queue are written, for a moment at most.
pub(crate) fn flush() {
    if let Some(queue) = QUEUE.get() {
        queue.flush(FLUSH_LIMIT);
    }
}
