//! The figures for a person.

use std::fmt::Write as _;
use std::time::Duration;

use super::collections;
use crate::figures::{
    AIM_CROWD, AIM_IDLE_KIB, AIM_RATIO, AIM_READY, Figures, Rate, Ratio, Sizes, mebibytes, micros, millis,
};
use crate::orders::Kind;

const WRITES: &str = "a String takes all that is written to it";

pub(crate) fn table(figures: &Figures) -> String {
    let mut out = String::new();
    machine(&mut out, figures);
    points(&mut out, figures);
    rates(&mut out, &figures.rates);
    page(&mut out, figures.page);
    ratios(&mut out, &figures.ratios);
    collections::table(&mut out, &figures.collections);
    out.push('\n');
    aims(&mut out, figures);
    out.truncate(out.trim_end().len());
    out
}

fn machine(out: &mut String, figures: &Figures) {
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
        "durable 4 KiB append          {:>7.0} /s       p50 {:.0} µs",
        disk.per_second,
        micros(disk.p50)
    )
    .expect(WRITES);
}

fn points(out: &mut String, figures: &Figures) {
    if figures.points.is_empty() {
        return;
    }
    writeln!(
        out,
        "\n{:<10} {:>5} {:>9} {:>8} {:>8} {:>8} {:>9} {:>7} {:>7} {:>7} {:>7} {:>8}",
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
}

fn rates(out: &mut String, rates: &[Rate]) {
    if rates.is_empty() {
        return;
    }
    let heads = ["", "a second", "p50 ms", "p99 ms", "CPU µs", "database µs"];
    let [name, per_second, p50, p99, cpu, database] = heads;
    writeln!(out, "\n{name:<36} {per_second:>9} {p50:>8} {p99:>8} {cpu:>8} {database:>12}").expect(WRITES);
    for rate in rates {
        let [p50, p99] = rate.latency.map_or([const { String::new() }; 2], |latency| {
            [latency.p50, latency.p99].map(|time| format!("{:.2}", millis(time)))
        });
        let database = rate.database_cpu.map_or(String::new(), |cpu| format!("{:.1}", micros(cpu)));
        writeln!(
            out,
            "{:<36} {:>9.0} {p50:>8} {p99:>8} {:>8.1} {database:>12}",
            rate.name,
            rate.per_second,
            micros(rate.cpu)
        )
        .expect(WRITES);
        if let Some(refusal) = &rate.refusal {
            writeln!(out, "  {} refused, the first: {refusal}", rate.refused).expect(WRITES);
        }
    }
}

fn page(out: &mut String, sizes: Option<Sizes>) {
    let Some(Sizes { least, greatest }) = sizes else { return };
    let [least, greatest] = [least, greatest].map(|size| format!("{} ({})", size.bytes, size.language));
    writeln!(out, "\nbytes of the card form, by language: from {least} to {greatest}").expect(WRITES);
}

fn ratios(out: &mut String, ratios: &[Ratio]) {
    if !ratios.is_empty() {
        out.push('\n');
    }
    for ratio in ratios {
        writeln!(out, "{:<52} {:>6.2}", ratio.name, ratio.value).expect(WRITES);
    }
}

fn aims(out: &mut String, figures: &Figures) {
    for crowd in &figures.crowds {
        for (what, name) in crowd.done.into_iter().enumerate() {
            let ratio = crowd.ratio(what);
            let name = format!("{}, {}: CPU of a {name}", crowd.engine, crowd.many);
            aim(out, &name, &format!("{ratio:.2}"), &format!("{AIM_CROWD}"), ratio <= AIM_CROWD);
            let ratio = crowd.latency_ratio(what);
            let name = "    and its median time".to_owned();
            aim(out, &name, &format!("{ratio:.2}"), &format!("{AIM_CROWD}"), ratio <= AIM_CROWD);
        }
    }
    collections::aims(out, &figures.collections);
    collections::export_aims(out, &figures.collections);
    for point in figures.points.iter().filter(|point| point.kind == Kind::Encrypted) {
        let ratio = figures.ratio(point);
        let name = format!("RSA operations a payment, {} conns", point.connections);
        aim(out, &name, &format!("{ratio:.2}"), &format!("{AIM_RATIO}"), ratio <= AIM_RATIO);
    }
    let ready = figures.ready;
    aim(out, "start to ready, ms", &format!("{:.1}", millis(ready)), &whole(AIM_READY), ready <= AIM_READY);
    let (idle, most) = (figures.idle_kib, AIM_IDLE_KIB);
    aim(
        out,
        "idle memory, MiB",
        &format!("{:.1}", mebibytes(idle)),
        &(most / 1024).to_string(),
        idle <= most,
    );
}

pub(super) fn aim(out: &mut String, name: &str, found: &str, most: &str, met: bool) {
    let word = if met { "met" } else { "MISSED" };
    writeln!(out, "{name:<48} {found:>8}   aim: at most {most:<4} {word}").expect(WRITES);
}

fn whole(time: Duration) -> String {
    time.as_millis().to_string()
}
