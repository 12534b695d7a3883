//! The figures for a program.

use document::{Object, Tree};

use super::collections;
use crate::figures::{Crowd, Figures, Point, Rate, Ratio, Size, Sizes, mebibytes, micros, millis};

pub(crate) fn json(figures: &Figures) -> String {
    let rsa = figures.rsa.map(|rsa| {
        Object::new()
            .with("perSecondPerCore", Tree::Decimal(1.0 / rsa.alone.as_secs_f64()))
            .with("cpuMicros", Tree::Decimal(micros(rsa.alone)))
            .with("cpuMicrosAllCoresBusy", Tree::Decimal(micros(rsa.together)))
    });
    let disk = Object::new()
        .with("perSecond", Tree::Decimal(figures.disk.per_second))
        .with("p50Micros", Tree::Decimal(micros(figures.disk.p50)));
    let points: Vec<Object> = figures.points.iter().map(|point| json_point(figures, point)).collect();
    let rates: Vec<Object> = figures.rates.iter().map(json_rate).collect();
    let ratios: Vec<Object> = figures.ratios.iter().map(json_ratio).collect();
    let crowds: Vec<Object> = figures.crowds.iter().map(json_crowd).collect();
    let tree = Object::new()
        .with("machine", figures.machine.as_str())
        .with("rsa2048OaepPrivate", rsa.to_vec())
        .with("durableAppend4KiB", disk)
        .with("points", points)
        .with("rates", rates)
        .with("ratios", ratios)
        .with("crowds", crowds)
        .with("collections", collections::json(&figures.collections))
        .with("readyMillis", Tree::Decimal(millis(figures.ready)))
        .with("idleMiB", Tree::Decimal(mebibytes(figures.idle_kib)));
    let tree = match figures.page {
        Some(page) => tree.with("pageBytes", json_sizes(page)),
        None => tree,
    };
    document::write_json_pretty(&tree.into())
}

fn json_point(figures: &Figures, point: &Point) -> Object {
    Object::new()
        .with("card", point.kind.name())
        .with("connections", i64::try_from(point.connections).unwrap_or(i64::MAX))
        .with("payments", i64::from(point.payments))
        .with("perSecond", Tree::Decimal(point.per_second))
        .with("p50Millis", Tree::Decimal(millis(point.latency.p50)))
        .with("p99Millis", Tree::Decimal(millis(point.latency.p99)))
        .with("p999Millis", Tree::Decimal(millis(point.latency.p999)))
        .with("serverCpuMicros", Tree::Decimal(micros(point.server_cpu)))
        .with("serverCores", Tree::Decimal(point.server_cores))
        .with("rsaOperations", Tree::Decimal(figures.ratio(point)))
        .with("residentMiB", Tree::Decimal(mebibytes(point.resident_kib)))
        .with("refused", i64::try_from(point.refused).unwrap_or(i64::MAX))
}

fn json_rate(rate: &Rate) -> Object {
    let mut object = Object::new()
        .with("name", rate.name.as_str())
        .with("perSecond", Tree::Decimal(rate.per_second))
        .with("cpuMicros", Tree::Decimal(micros(rate.cpu)));
    if let Some(latency) = rate.latency {
        object.set("p50Millis", Tree::Decimal(millis(latency.p50)));
        object.set("p99Millis", Tree::Decimal(millis(latency.p99)));
    }
    if let Some(cpu) = rate.database_cpu {
        object.set("databaseCpuMicros", Tree::Decimal(micros(cpu)));
    }
    object
}

fn json_ratio(ratio: &Ratio) -> Object {
    Object::new().with("name", ratio.name.as_str()).with("value", Tree::Decimal(ratio.value))
}

fn json_sizes(page: Sizes) -> Object {
    let size = |size: Size| {
        let bytes = i64::try_from(size.bytes).unwrap_or(i64::MAX);
        Object::new().with("language", size.language).with("bytes", bytes)
    };
    Object::new().with("least", size(page.least)).with("greatest", size(page.greatest))
}

fn json_crowd(crowd: &Crowd) -> Object {
    let done = crowd.done.iter().enumerate().map(|(what, name)| {
        Object::new()
            .with("name", *name)
            .with("cpuRatio", Tree::Decimal(crowd.ratio(what)))
            .with("medianRatio", Tree::Decimal(crowd.latency_ratio(what)))
    });
    Object::new().with("engine", crowd.engine).with("many", crowd.many).with("done", done.collect::<Vec<_>>())
}
