//! Compares the gateway with another build of it. Both run with data of their own and take turns, so that a
//! disturbance of the machine that lasts longer than a turn affects both.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use document::{Object, Tree};
use rig::Gateway;

use crate::actions;
use crate::buyer::{NewSessions, Purchases};
use crate::figures::{mebibytes, micros, millis};
use crate::load::{Cost, cost, payments};
use crate::orders::{Instruments, Kind};
use crate::percentiles::median;
use crate::run::{Error, program, progress, starts};

/// The number of turns of each build for each kind of work.
const TURNS: u32 = 10;

/// The kinds of work that are compared.
const KINDS: [Work; 5] = [Work::Encrypted, Work::Clear, Work::Capture, Work::Session, Work::Purchase];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    Encrypted,
    Clear,
    Capture,
    Session,
    Purchase,
}

impl Work {
    const fn name(self) -> &'static str {
        match self {
            Self::Encrypted => "encrypted payment",
            Self::Clear => "clear payment",
            Self::Capture => "capture",
            Self::Session => "session",
            Self::Purchase => "purchase",
        }
    }
}

/// One of the two builds.
struct Build {
    gateway: Gateway,
    sealed: Arc<Instruments>,
}

impl Build {
    async fn start(program: &Path, data: &Path) -> Result<Self, Error> {
        let (program, data) = (program.to_owned(), data.to_owned());
        let gateway = Gateway::start(rig::Options { program, data, settings: Vec::new() })?;
        let key = gateway.shop()?.connect().await?.encryption_key("bench").await?;
        Ok(Self { gateway, sealed: Arc::new(Instruments::seal(&key)?) })
    }

    async fn turn(&self, work: Work, connections: usize, span: Duration) -> Result<Cost, Error> {
        let (shops, processes) = ([self.gateway.shop()?], [self.gateway.id()]);
        match work {
            Work::Encrypted => {
                let jobs = payments(&self.sealed, Kind::Encrypted);
                cost(&shops, &processes, connections, span, &jobs).await
            }
            Work::Clear => {
                let jobs = payments(&self.sealed, Kind::Clear);
                cost(&shops, &processes, connections, span, &jobs).await
            }
            Work::Capture => actions::captures(&shops, &processes, &self.sealed, connections, span).await,
            Work::Session => {
                cost(&shops, &processes, connections, span, &Arc::new(NewSessions::default())).await
            }
            Work::Purchase => cost(&shops, &processes, connections, span, &Arc::new(Purchases)).await,
        }
    }
}

/// The cost of one kind of work in this build and the other.
struct Row {
    work: Work,
    connections: usize,
    /// The CPU time of a piece of work: the median of the turns.
    cpu: [Duration; 2],
}

pub(crate) struct Comparison {
    other: PathBuf,
    rows: Vec<Row>,
    /// The median time from the start of the process to `ready`.
    ready: [Duration; 2],
    /// The memory of an idle gateway in KiB.
    idle_kib: [u64; 2],
    pub(crate) refused: u64,
}

/// Measures this build against `other`, for `span` for each kind of work, number of connections and build.
pub(crate) async fn measure(
    directory: &Path,
    other: &Path,
    connections: &[usize],
    span: Duration,
) -> Result<Comparison, Error> {
    let programs = [program(), other.to_owned()];
    let data = ["this", "other"].map(|name| directory.join(name));
    let builds = [Build::start(&programs[0], &data[0]).await?, Build::start(&programs[1], &data[1]).await?];
    let (mut rows, mut refused) = (Vec::new(), 0);
    for &connections in connections {
        for work in KINDS {
            progress(&format!("{}, {connections} connections", work.name()));
            let mut costs = [Vec::new(), Vec::new()];
            for turn in 0..TURNS {
                // Each build goes first as often as the other.
                for build in if turn % 2 == 0 { [0, 1] } else { [1, 0] } {
                    let cost = builds[build].turn(work, connections, span / TURNS).await?;
                    refused += cost.refused;
                    costs[build].push(cost.cpu);
                }
            }
            rows.push(Row { work, connections, cpu: costs.map(median) });
        }
    }
    let [this, that] = builds;
    this.gateway.stop()?;
    that.gateway.stop()?;
    progress("starts");
    let [(ready, idle_kib), (other_ready, other_idle_kib)] =
        [starts(&programs[0], &data[0])?, starts(&programs[1], &data[1])?];
    Ok(Comparison {
        other: other.to_owned(),
        rows,
        ready: [ready, other_ready],
        idle_kib: [idle_kib, other_idle_kib],
        refused,
    })
}

fn ratio([this, other]: [f64; 2]) -> f64 {
    this / other
}

impl Comparison {
    pub(crate) fn table(&self) -> String {
        const WRITES: &str = "a String takes all that is written to it";
        let mut out = format!(
            "compared with {}\n\n{:<18} {:>5} {:>9} {:>9} {:>6}\n",
            self.other.display(),
            "",
            "conns",
            "this",
            "other",
            "ratio"
        );
        let mut line = |what: &str, connections: &str, values: [f64; 2], unit: &str| {
            let [this, other] = values;
            let ratio = ratio(values);
            writeln!(out, "{what:<18} {connections:>5} {this:>9.1} {other:>9.1} {ratio:>6.3}  {unit}")
                .expect(WRITES);
        };
        for Row { work, connections, cpu } in &self.rows {
            line(work.name(), &connections.to_string(), cpu.map(micros), "µs CPU each");
        }
        line("start to ready", "", self.ready.map(millis), "ms");
        line("idle memory", "", self.idle_kib.map(mebibytes), "MiB");
        out
    }

    pub(crate) fn json(&self) -> String {
        let pair = |values: [f64; 2]| {
            Object::new()
                .with("this", Tree::Decimal(values[0]))
                .with("other", Tree::Decimal(values[1]))
                .with("ratio", Tree::Decimal(ratio(values)))
        };
        let row = |row: &Row| {
            let connections = i64::try_from(row.connections).unwrap_or(i64::MAX);
            pair(row.cpu.map(micros)).with("work", row.work.name()).with("connections", connections)
        };
        let told = Object::new()
            .with("cpuMicros", self.rows.iter().map(row).collect::<Vec<Object>>())
            .with("readyMillis", pair(self.ready.map(millis)))
            .with("idleMiB", pair(self.idle_kib.map(mebibytes)));
        document::write_json_pretty(&told.into())
    }
}
