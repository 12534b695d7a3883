//! The cost of work on a store that holds many rows, beside that on an empty store, in turns.

mod copies;
mod house;
mod million;
mod sessions;

use std::fs;
use std::path::Path;
use std::time::Duration;

use rig::{Cluster, Gateway};

use crate::figures::{Crowd, Rate};
use crate::run::{Error, progress};
pub(crate) use copies::Copies;
pub(crate) use house::House;
pub(crate) use million::{Million, TERMS};
pub(crate) use sessions::ManySessions;

const CONNECTIONS: usize = 32;
const TURNS: usize = 3;
/// The time for which each kind of model is made. All other rows are copies of models.
const MODELS: Duration = Duration::from_millis(500);

/// The rows that a store holds many of, and the work that is measured on it.
pub(crate) trait Population: Default {
    const MANY: &'static str;
    const COUNT: usize;
    const DONE: [&'static str; 2];

    /// Makes models of every kind through the API. Returns the number of those that are counted.
    async fn models(&self, gateway: &Gateway) -> Result<usize, Error>;

    /// Returns the copies of each table that a model has rows in. A table that others refer to comes first.
    fn copies() -> Vec<Copies>;

    /// Does both kinds of work, each for about `span`.
    async fn turn(&self, gateway: &Gateway, span: Duration) -> Result<[Rate; 2], Error>;
}

/// Measures one engine: fills a store with copies of some hundred models, then takes turns on an empty store
/// and the full one.
pub(crate) async fn measure<P: Population>(
    directory: &Path,
    span: Duration,
    postgres: bool,
) -> Result<Crowd, Error> {
    let engine = if postgres { "PostgreSQL" } else { "SQLite" };
    let place = std::env::temp_dir().join(format!("guichet-crowd-{}", std::process::id()));
    let cluster = if postgres { Some(Cluster::make(&place)?) } else { None };
    let directory = directory.join(P::MANY.replace(' ', "-"));
    fs::create_dir_all(&directory).map_err(|error| Error::file(&directory, error))?;
    let house = |name| House::new(&directory, name, cluster.as_ref());
    let (empty, full) = (house("empty")?, house("crowded")?);
    progress(&format!("{engine}, filling a store with {}", P::MANY));
    let population = P::default();
    let gateway = full.open()?;
    let models = population.models(&gateway).await?;
    gateway.stop()?;
    full.multiply(&P::copies(), P::COUNT / models.max(1), 1)?;
    full.settle()?;

    let mut turns = [Vec::new(), Vec::new()];
    let gateways = [empty.open()?, full.open()?];
    for turn in 1..=TURNS {
        for (gateway, turns) in gateways.iter().zip(&mut turns) {
            progress(&format!("{engine}, {}, turn {turn} of {TURNS}", P::MANY));
            turns.push(population.turn(gateway, span).await?);
        }
    }
    for gateway in gateways {
        gateway.stop()?;
    }
    let [empty, full] = turns;
    Ok(Crowd { engine, many: P::MANY, done: P::DONE, empty, full })
}
