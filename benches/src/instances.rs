//! Several gateways on one PostgreSQL, all of it on this machine.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rig::{Cluster, Gateway, Options};

use crate::figures::Rate;
use crate::load::{cost, payments};
use crate::orders::{Instruments, Kind};
use crate::run::{Error, program, progress};
use crate::{actions, proc};

const MAX_INSTANCES: usize = 3;
const CONNECTIONS: usize = 32;

/// Measures payments in clear with one, two and three gateways, and captures and refunds with one.
pub(crate) async fn measure(directory: &Path, span: Duration) -> Result<Vec<Rate>, Error> {
    let cluster = Cluster::make(&std::env::temp_dir().join(format!("guichet-bench-{}", std::process::id())))?;
    cluster.execute("CREATE SCHEMA bench")?;
    let (mut gateways, mut rates) = (Vec::new(), Vec::new());
    let instruments = Arc::new(Instruments::clear());
    for count in 1..=MAX_INSTANCES {
        progress(&format!("PostgreSQL, {count} instances"));
        gateways.push(start(directory, &cluster, count)?);
        let shops = gateways.iter().map(Gateway::shop).collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<u32> = gateways.iter().map(Gateway::id).collect();
        let database = proc::processes_cpu(&cluster.processes());
        let paid = cost(&shops, &ids, CONNECTIONS, span, &payments(&instruments, Kind::Clear)).await?;
        let database =
            proc::processes_cpu(&cluster.processes()).saturating_sub(database) / paid.requests.max(1);
        rates
            .push(Rate::of(format!("payments, PostgreSQL, {count} instances"), paid).with_database(database));
        if count == 1 {
            let [captures, refunds] = actions::measure(&shops, &ids, &instruments, CONNECTIONS, span).await?;
            rates.push(Rate::of("captures, PostgreSQL".to_owned(), captures));
            rates.push(Rate::of("refunds, PostgreSQL".to_owned(), refunds));
        }
    }
    for gateway in gateways {
        gateway.stop()?;
    }
    Ok(rates)
}

/// Starts a gateway. The data directory of the first one has the keys of all.
fn start(directory: &Path, cluster: &Cluster, number: usize) -> Result<Gateway, Error> {
    let mut settings = vec![format!("database={}", cluster.url("bench"))];
    if number > 1 {
        settings.push(format!("master_key_file={}", directory.join("instance-1/master.key").display()));
    }
    let data = directory.join(format!("instance-{number}"));
    Ok(Gateway::start(Options { program: program(), data, settings })?)
}
