//! Logs go to stderr, one line for each event, as text or as JSON.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::{filter::LevelFilter, fmt};

use crate::config::{Config, LogFormat};

pub(crate) fn start(config: &Config) {
    let level = LevelFilter::from_level(config.log_level);
    let builder = fmt().with_max_level(level).with_writer(io::stderr).with_target(false);
    match config.log_format {
        LogFormat::Text => builder.with_ansi(io::stderr().is_terminal()).compact().init(),
        LogFormat::Json => builder.json().flatten_event(true).with_span_list(false).init(),
    }
}
