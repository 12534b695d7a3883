//! `guichet status`: what this installation is, and what its store holds.

use document::{Object, format_moment, write_json};
use gateway::ports::{TableUsage, Usage};

use super::Failure;
use crate::{
    config::{Config, Mode},
    terminal::say,
};

pub(super) async fn run(config: &Config, exact: bool, json: bool) -> Result<(), Failure> {
    let gateway = super::open_existing(config).await?;
    let usage = gateway.store.usage(exact).await.map_err(|error| Failure::Said(error.to_string()))?;
    let mode = match config.mode {
        Mode::Sandbox => "sandbox",
        Mode::Production => "production",
    };
    if json {
        say(write_json(&wire(mode, &usage).into()));
        return Ok(());
    }
    let total = size(usage.bytes);
    say(format!("mode    {mode}\nengine  {}\nschema  {}\nsize    {total}\n", usage.engine, usage.schema));
    say(format!("{:<22}  {:>17}  {:>10}  {}", "WHAT", "ROWS", "SIZE", "OLDEST"));
    for table in &usage.tables {
        let oldest = table.oldest.map_or_else(String::new, |at| at.strftime("%F %T").to_string());
        let bytes = table.bytes.map_or_else(|| "-".to_owned(), size);
        say(format!("{:<22}  {:>17}  {bytes:>10}  {oldest}", table.name, rows(table)));
    }
    Ok(())
}

fn rows(table: &TableUsage) -> String {
    if table.is_estimate { format!("about {}", table.rows) } else { table.rows.to_string() }
}

fn wire(mode: &str, usage: &Usage) -> Object {
    let one = |table: &TableUsage| {
        let mut wire = Object::new().with("kind", table.name).with("rows", table.rows);
        wire.set("is_estimate", table.is_estimate);
        if let Some(bytes) = table.bytes {
            wire.set("bytes", bytes);
        }
        if let Some(oldest) = table.oldest {
            wire.set("oldest", format_moment(oldest));
        }
        wire
    };
    let kinds: Vec<Object> = usage.tables.iter().map(one).collect();
    Object::new()
        .with("mode", mode)
        .with("engine", usage.engine)
        .with("schema", usage.schema)
        .with("bytes", usage.bytes)
        .with("kinds", kinds)
}

/// Writes a number of bytes in the unit in which it has one to three digits before the point.
fn size(bytes: i64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    let (mut tenths, mut unit) = (bytes.saturating_mul(10) / 1_024, 0);
    while tenths >= 10_240 && unit + 1 < UNITS.len() {
        tenths /= 1_024;
        unit += 1;
    }
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(0), "0.0 KiB");
        assert_eq!(size(4_096), "4.0 KiB");
        assert_eq!(size(1_048_575), "1023.9 KiB");
        assert_eq!(size(1_572_864), "1.5 MiB");
        assert_eq!(size(5_368_709_120), "5.0 GiB");
    }
}
