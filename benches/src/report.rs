//! The figures, for a person and for a program.

use std::fmt::Write as _;
use std::time::Duration;

use document::{Object, Tree};

use crate::figures::{
    AIM_CROWD, AIM_IDLE_KIB, AIM_RATIO, AIM_READY, Crowd, Figures, Point, Rate, mebibytes, micros, millis,
};
use crate::orders::Kind;

const WRITES: &str = "a String takes all that is written to it";

pub(crate) fn table(figures: &Figures) -> String {
    let mut out = String::new();
    writeln!(out, "{}, one run\n", figures.machine).expect(WRITES);
    for (when, rsa) in ["before", "after"].iter().zip(figures.rsa) {
        writeln!(
            out,
            "RSA-2048 OAEP private, {when:<6} {:>7.0} /s/core  {:>6.1} µs CPU each  ({:.1} µs with all cores busy)",
            1.0 / rsa.alone.as_secs_f64(),
            micros(rsa.alone),
            micros(rsa.together)
        )
        .expect(WRITES);
    }
    let disk = figures.disk;
    writeln!(
        out,
        "durable 4 KiB append          {:>7.0} /s       p50 {:.0} µs\n",
        disk.per_second,
        micros(disk.p50)
    )
    .expect(WRITES);

    writeln!(
        out,
        "{:<10} {:>5} {:>9} {:>8} {:>8} {:>8} {:>9} {:>7} {:>7} {:>7} {:>7} {:>8}",
        "card",
        "conns",
        "paid/s",
        "p50 ms",
        "p99 ms",
        "p99.9 ms",
        "CPU µs",
        "cores",
        "RSAs",
        "busy",
        "RSS MiB",
        "refused"
    )
    .expect(WRITES);
    for point in &figures.points {
        writeln!(
            out,
            "{:<10} {:>5} {:>9.0} {:>8.2} {:>8.2} {:>8.2} {:>9.1} {:>7.2} {:>7.2} {:>7.2} {:>7.1} {:>8}",
            point.kind.name(),
            point.connections,
            point.per_second,
            millis(point.latency.p50),
            millis(point.latency.p99),
            millis(point.latency.p999),
            micros(point.server_cpu),
            point.server_cores,
            figures.ratio(point),
            figures.ratio_busy(point),
            mebibytes(point.resident_kib),
            point.refused
        )
        .expect(WRITES);
    }
    out.push_str("CPU: of the server, per payment. cores: that it used. RSAs: CPU per payment / CPU of one RSA operation\nthat has the machine to itself; busy: of one with every core at work.\n");
    for point in figures.points.iter().filter(|point| point.refused > 0) {
        let refusal = point.refusal.as_deref().unwrap_or_default();
        writeln!(out, "first refusal ({}, {}): {refusal}", point.kind.name(), point.connections)
            .expect(WRITES);
    }
    rates(&mut out, &figures.rates);
    out.push('\n');
    for crowd in &figures.crowds {
        for (what, name) in ["payment", "capture"].into_iter().enumerate() {
            let ratio = crowd.ratio(what);
            let name = format!("{} a million: CPU of a {name}", crowd.engine);
            aim(&mut out, &name, &format!("{ratio:.2}"), &format!("{AIM_CROWD}"), ratio <= AIM_CROWD);
            let ratio = crowd.latency_ratio(what);
            let name = "    and its median time".to_owned();
            aim(&mut out, &name, &format!("{ratio:.2}"), &format!("{AIM_CROWD}"), ratio <= AIM_CROWD);
        }
    }
    for point in figures.points.iter().filter(|point| point.kind == Kind::Encrypted) {
        let ratio = figures.ratio(point);
        let name = format!("RSA operations a payment, {} conns", point.connections);
        aim(&mut out, &name, &format!("{ratio:.2}"), &format!("{AIM_RATIO}"), ratio <= AIM_RATIO);
    }
    let ready = figures.ready;
    aim(
        &mut out,
        "start to ready, ms",
        &format!("{:.1}", millis(ready)),
        &whole(AIM_READY),
        ready <= AIM_READY,
    );
    let (idle, most) = (figures.idle_kib, AIM_IDLE_KIB);
    aim(
        &mut out,
        "idle memory, MiB",
        &format!("{:.1}", mebibytes(idle)),
        &(most / 1024).to_string(),
        idle <= most,
    );
    out.truncate(out.trim_end().len());
    out
}

fn rates(out: &mut String, rates: &[Rate]) {
    if rates.is_empty() {
        return;
    }
    let heads = ["", "a second", "p50 ms", "p99 ms", "CPU µs", "database µs"];
    let [name, per_second, p50, p99, cpu, database] = heads;
    writeln!(out, "\n{name:<36} {per_second:>9} {p50:>8} {p99:>8} {cpu:>8} {database:>12}").expect(WRITES);
    for rate in rates {
        let database = rate.database_cpu.map_or(String::new(), |cpu| format!("{:.1}", micros(cpu)));
        writeln!(
            out,
            "{:<36} {:>9.0} {:>8.2} {:>8.2} {:>8.1} {database:>12}",
            rate.name,
            rate.per_second,
            millis(rate.latency.p50),
            millis(rate.latency.p99),
            micros(rate.cpu)
        )
        .expect(WRITES);
        if let Some(refusal) = &rate.refusal {
            writeln!(out, "  {} refused, the first: {refusal}", rate.refused).expect(WRITES);
        }
    }
}

fn aim(out: &mut String, name: &str, found: &str, most: &str, met: bool) {
    let word = if met { "met" } else { "MISSED" };
    writeln!(out, "{name:<36} {found:>8}   aim: at most {most:<4} {word}").expect(WRITES);
}

fn whole(time: Duration) -> String {
    time.as_millis().to_string()
}

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
    let crowds: Vec<Object> = figures.crowds.iter().map(json_crowd).collect();
    let tree = Object::new()
        .with("machine", figures.machine.as_str())
        .with("rsa2048OaepPrivate", rsa.to_vec())
        .with("durableAppend4KiB", disk)
        .with("points", points)
        .with("rates", rates)
        .with("million", crowds)
        .with("readyMillis", Tree::Decimal(millis(figures.ready)))
        .with("idleMiB", Tree::Decimal(mebibytes(figures.idle_kib)));
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
    let object = Object::new()
        .with("name", rate.name.as_str())
        .with("perSecond", Tree::Decimal(rate.per_second))
        .with("p50Millis", Tree::Decimal(millis(rate.latency.p50)))
        .with("p99Millis", Tree::Decimal(millis(rate.latency.p99)))
        .with("cpuMicros", Tree::Decimal(micros(rate.cpu)));
    match rate.database_cpu {
        Some(cpu) => object.with("databaseCpuMicros", Tree::Decimal(micros(cpu))),
        None => object,
    }
}

fn json_crowd(crowd: &Crowd) -> Object {
    Object::new()
        .with("engine", crowd.engine)
        .with("paymentCpuRatio", Tree::Decimal(crowd.ratio(0)))
        .with("captureCpuRatio", Tree::Decimal(crowd.ratio(1)))
        .with("paymentMedianRatio", Tree::Decimal(crowd.latency_ratio(0)))
        .with("captureMedianRatio", Tree::Decimal(crowd.latency_ratio(1)))
}
