//! The table in `docs/emv-messages.md`. `UPDATE=1` writes it.

use std::{fmt::Write as _, fs, path::Path};

use emv3ds::{Kind, codes::ErrorCode, table};

const HEAD: &str = "# The messages of EMV 3-D Secure

This file is generated from `crates/emv3ds/src/fields.csv` by `UPDATE=1 cargo test -p emv3ds printed`.

It restates the data elements of EMV 3-D Secure 2.2.0 that Guichet reads and writes. Every message is checked against this table when it
is read, and in tests also when it is written. Channels: 01 app, 02 browser, 03 requestor (3RI). Categories: 01 payment, 02 non-payment.
Inclusion: R required, C conditional, O optional. A condition with a rule in the column `check` is checked; another one cannot be
told from the message. An element that is there must have a value: `null` and an empty text are refused (203). An element of another
channel, and one that the table does not name, is ignored.
";

#[test]
fn the_document_shows_the_table() {
    let mut text = HEAD.to_owned();
    for kind in Kind::WORDS {
        write!(text, "\n## {kind}\n\n| element | JSON type | length | format | channels | categories | inclusion | check | condition |\n").unwrap();
        text.push_str("|---|---|---|---|---|---|---|---|---|\n");
        for field in table::fields().iter().filter(|field| field.message.as_str() == *kind) {
            let cells: Vec<String> = field.columns()[1..].iter().map(|cell| cell.replace('|', " ")).collect();
            writeln!(text, "| {} |", cells.join(" | ")).unwrap();
        }
    }
    text.push_str("\n## Error codes\n\n| code | description |\n|---|---|\n");
    for code in ErrorCode::WORDS {
        writeln!(text, "| {code} | {} |", ErrorCode::parse(code).unwrap().description()).unwrap();
    }
    compare(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/emv-messages.md"), &text);
}

#[expect(clippy::disallowed_methods, reason = "a developer asks for the file by UPDATE=1")]
fn compare(path: &Path, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, text).unwrap();
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    assert!(there == text, "docs/emv-messages.md is not what fields.csv says; write it with UPDATE=1");
}
