//! Live payments while old ones are forgotten, beside the same payments while nothing is due.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rig::{Gateway, Options};

use crate::figures::{Rate, Ratio};
use crate::load::{Cost, cost, payments};
use crate::orders::{Instruments, Kind};
use crate::percentiles::median;
use crate::run::{Error, program, progress};

/// How long old payments are made. It makes more of them than all turns forget.
const FILLING: Duration = Duration::from_secs(8);
const FILLERS: usize = 32;
const CONNECTIONS: usize = 8;
/// The turns of each of both.
const TURNS: usize = 3;
/// The payments are 70 days old: more than two months, and less than thirteen.
const AHEAD: &str = "sandbox.clock_ahead_hours=1680";
const DUE: [&str; 2] = ["retention.payments_months=2", "retention.cards_months=2"];

pub(crate) async fn measure(directory: &Path, span: Duration) -> Result<(Vec<Rate>, Vec<Ratio>), Error> {
    let data = directory.join("retention");
    let start = |settings: &[&str]| {
        let settings = settings.iter().map(|setting| (*setting).to_owned()).collect();
        Gateway::start(Options { program: program(), data: data.clone(), settings })
    };
    progress("old payments to forget");
    let clear = payments(&Arc::new(Instruments::clear()), Kind::Clear);
    let gateway = start(&[])?;
    cost(&[gateway.shop()?], &[gateway.id()], FILLERS, FILLING, &clear).await?;
    gateway.stop()?;
    let (mut rates, mut kept, mut forgotten) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 1..=TURNS {
        for (settings, times, what) in [
            (&[AHEAD][..], &mut kept, "nothing is due"),
            (&[AHEAD, DUE[0], DUE[1]], &mut forgotten, "old ones are forgotten"),
        ] {
            progress(&format!("payments while {what}, turn {turn}"));
            let gateway = start(settings)?;
            let cost: Cost = cost(&[gateway.shop()?], &[gateway.id()], CONNECTIONS, span, &clear).await?;
            gateway.stop()?;
            times.push(cost.latency);
            rates.push(Rate::of(format!("payments while {what}, turn {turn}"), cost));
        }
    }
    let ratio = |name: &str, of: fn(&crate::percentiles::Percentiles) -> Duration| {
        let [with, without] = [&forgotten, &kept].map(|all| median(all.iter().map(of).collect()));
        Ratio::of(format!("{name} of payments while old ones are forgotten ÷ not"), with, without)
    };
    let ratios = vec![ratio("p50", |latency| latency.p50), ratio("p99", |latency| latency.p99)];
    Ok((rates, ratios))
}
