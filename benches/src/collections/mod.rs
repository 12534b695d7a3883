//! The time that the gateway takes for a page of transactions, by the number of transactions that the merchant has.
//!
//! Each engine has a store of each size. The gateways on them take turns, so that what disturbs the machine disturbs
//! all sizes.

mod export;
pub(crate) mod figures;
mod indexing;
mod population;
mod questions;
mod server_time;

use std::path::Path;
use std::time::Duration;

use rig::{Cluster, Gateway};

use crate::crowd::House;
use crate::percentiles::Percentiles;
use crate::run::{Error, progress};
use figures::{Collection, Collections, Indexing};
use population::Population;
use questions::{QUESTIONS, Question};

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
const NAMES: [&str; 3] = ["few", "many", "million"];
const TURNS: u32 = 10;

pub(crate) async fn measure(directory: &Path, span: Duration) -> Result<Collections, Error> {
    let mut found = Collections::default();
    of_engine("SQLite", directory, None, span, &mut found).await?;
    let place = std::env::temp_dir().join(format!("guichet-collections-{}", std::process::id()));
    let cluster = Cluster::make(&place)?;
    of_engine("PostgreSQL", directory, Some(&cluster), span, &mut found).await?;
    Ok(found)
}

/// A gateway on a store of one size.
struct Store {
    size: usize,
    gateway: Gateway,
    population: Population,
}

async fn of_engine(
    engine: &'static str,
    directory: &Path,
    cluster: Option<&Cluster>,
    span: Duration,
    found: &mut Collections,
) -> Result<(), Error> {
    let mut stores = Vec::new();
    for (size, name) in SIZES.into_iter().zip(NAMES) {
        progress(&format!("{engine}, filling a store with {size} transactions"));
        let house = House::new(directory, name, cluster)?;
        let population = Population::make(&house, size).await?;
        let gateway = house.open()?;
        progress(&format!("{engine}, waiting until {size} transactions are in the index"));
        let took = indexing::finish(&house, &population).await?;
        house.settle()?;
        found.indexing.push(Indexing { engine, size, took });
        stores.push(Store { size, gateway, population });
    }
    for question in &QUESTIONS {
        progress(&format!("{engine}, {}", question.name));
        found.questions.push(ask(engine, &stores, question, span).await?);
    }
    for Store { size, gateway, population } in &stores {
        progress(&format!("{engine}, export of {size} transactions"));
        found.exports.push(export::measure(engine, directory, gateway, population, *size).await?);
    }
    for store in stores {
        store.gateway.stop()?;
    }
    Ok(())
}

async fn ask(
    engine: &'static str,
    stores: &[Store],
    question: &Question,
    span: Duration,
) -> Result<Collection, Error> {
    let mut times = vec![Vec::new(); stores.len()];
    let (mut refused, mut refusal) = (0, None);
    for _ in 0..TURNS {
        for (store, times) in stores.iter().zip(&mut times) {
            let asked = server_time::ask(&store.gateway, &store.population, question, span / TURNS).await?;
            times.extend(asked.times);
            refused += asked.refused;
            refusal = refusal.or(asked.refusal);
        }
    }
    let of_size = |(store, times): (&Store, Vec<Duration>)| (store.size, Percentiles::of(times));
    Ok(Collection {
        engine,
        name: question.name,
        has_aim: question.has_aim,
        sizes: stores.iter().zip(times).map(of_size).collect(),
        refused,
        refusal,
    })
}
