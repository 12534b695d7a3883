//! The figures of collections, for a person and for a program.

use std::fmt::Write as _;

use document::{Object, Tree};

use super::table::aim;
use crate::collections::figures::{AIM_EXPORT, AIM_GROWTH, AIM_TIME, Collection, Collections};
use crate::figures::{mebibytes, micros, millis};

const WRITES: &str = "a String takes all that is written to it";

pub(super) fn table(out: &mut String, collections: &Collections) {
    questions(out, collections);
    for indexing in &collections.indexing {
        let name = format!("{}: {} transactions indexed, s", indexing.engine, indexing.size);
        writeln!(out, "{name:<52} {:>6.1}", indexing.took.as_secs_f64()).expect(WRITES);
    }
    for export in &collections.exports {
        let name = format!("{}: {} transactions exported, s", export.engine, export.size);
        let (took, peak) = (export.took.as_secs_f64(), mebibytes(export.peak_kib));
        writeln!(out, "{name:<52} {took:>6.1}   peak memory {peak:.1} MiB").expect(WRITES);
    }
}

fn questions(out: &mut String, collections: &Collections) {
    let Some(first) = collections.questions.first() else { return };
    write!(out, "\n{:<44}", "transactions: time of the server, µs").expect(WRITES);
    for (size, _) in &first.sizes {
        write!(out, " {:>15}", format!("p50 at {size}")).expect(WRITES);
    }
    writeln!(out, " {:>8} {:>6}", "p99", "ratio").expect(WRITES);
    for question in &collections.questions {
        write!(out, "{:<44}", name(question)).expect(WRITES);
        for (_, times) in &question.sizes {
            write!(out, " {:>15.0}", micros(times.p50)).expect(WRITES);
        }
        let p99 = question.sizes.last().map_or(0.0, |(_, times)| micros(times.p99));
        writeln!(out, " {p99:>8.0} {:>6.2}", question.growth()).expect(WRITES);
        if let Some(refusal) = &question.refusal {
            writeln!(out, "  {} refused, the first: {refusal}", question.refused).expect(WRITES);
        }
    }
    out.push_str("p99: at the largest size. ratio: p50 at the largest size ÷ p50 at the smallest\n");
}

pub(super) fn aims(out: &mut String, collections: &Collections) {
    for question in collections.questions.iter().filter(|question| question.has_aim) {
        let median = question.median();
        let (found, most) = (format!("{:.2}", millis(median)), format!("{:.0}", millis(AIM_TIME)));
        aim(out, &format!("{}, ms", name(question)), &found, &most, median <= AIM_TIME);
        let growth = question.growth();
        let least = question.sizes.first().map_or(0, |(size, _)| *size);
        let name = format!("    ÷ the same with {least} transactions");
        aim(out, &name, &format!("{growth:.2}"), &format!("{AIM_GROWTH}"), growth <= AIM_GROWTH);
    }
}

pub(super) fn export_aims(out: &mut String, collections: &Collections) {
    for (engine, growth) in collections.export_growth() {
        let name = format!("{engine}: memory of the largest export ÷ smallest");
        aim(out, &name, &format!("{growth:.2}"), &format!("{AIM_EXPORT}"), growth <= AIM_EXPORT);
    }
}

pub(super) fn json(collections: &Collections) -> Object {
    let question = |question: &Collection| {
        let sizes = question.sizes.iter().map(|(size, times)| {
            Object::new()
                .with("transactions", i64::try_from(*size).unwrap_or(i64::MAX))
                .with("p50Micros", Tree::Decimal(micros(times.p50)))
                .with("p99Micros", Tree::Decimal(micros(times.p99)))
        });
        Object::new()
            .with("engine", question.engine)
            .with("name", question.name)
            .with("sizes", sizes.collect::<Vec<Object>>())
            .with("ratio", Tree::Decimal(question.growth()))
    };
    let indexing = collections.indexing.iter().map(|indexing| {
        Object::new()
            .with("engine", indexing.engine)
            .with("transactions", i64::try_from(indexing.size).unwrap_or(i64::MAX))
            .with("seconds", Tree::Decimal(indexing.took.as_secs_f64()))
    });
    let exports = collections.exports.iter().map(|export| {
        Object::new()
            .with("engine", export.engine)
            .with("transactions", i64::try_from(export.size).unwrap_or(i64::MAX))
            .with("seconds", Tree::Decimal(export.took.as_secs_f64()))
            .with("peakMiB", Tree::Decimal(mebibytes(export.peak_kib)))
    });
    Object::new()
        .with("questions", collections.questions.iter().map(question).collect::<Vec<Object>>())
        .with("indexing", indexing.collect::<Vec<Object>>())
        .with("exports", exports.collect::<Vec<Object>>())
}

fn name(question: &Collection) -> String {
    format!("{}: {}", question.engine, question.name)
}
