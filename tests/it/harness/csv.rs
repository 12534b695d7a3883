//! Comma-separated values (RFC 4180).

use std::collections::BTreeMap;

/// A record, by the names of its columns.
pub(crate) type Record = BTreeMap<String, String>;

/// Reads records. The first line names the columns, and every line must have as many fields.
#[track_caller]
pub(crate) fn parse_csv(text: &str) -> Vec<Record> {
    let mut lines = fields(text).into_iter();
    let names = lines.next().expect("there is a line of names");
    lines
        .map(|line| {
            assert_eq!(line.len(), names.len(), "{line:?}");
            names.iter().cloned().zip(line).collect()
        })
        .collect()
}

fn fields(text: &str) -> Vec<Vec<String>> {
    let (mut lines, mut line, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => line.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                line.push(std::mem::take(&mut field));
                lines.push(std::mem::take(&mut line));
            }
            _ => field.push(c),
        }
    }
    assert!(!quoted && line.is_empty() && field.is_empty(), "the last line is not ended: {text:?}");
    lines
}
