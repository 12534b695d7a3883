//! The time and the memory of `guichet export transactions` beside a gateway on the same store.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};

use rig::Gateway;
use tokio::time::sleep;

use super::figures::Export;
use super::population::Population;
use crate::proc::peak;
use crate::run::Error;

const MERCHANT: &str = "20250101000001";
/// How often the memory is looked at. The peak that Linux keeps is lost with the process, so that the last look is taken.
const LOOK_PAUSE: Duration = Duration::from_millis(5);

pub(super) async fn measure(
    engine: &'static str,
    directory: &Path,
    gateway: &Gateway,
    population: &Population,
    size: usize,
) -> Result<Export, Error> {
    let file = directory.join("export.jsonl");
    let out = file.display().to_string();
    let start = Instant::now();
    let words = ["export", "transactions", "--merchant", MERCHANT, "--format", "jsonl", "--out", &out];
    let task = gateway.begin(&words)?;
    let (id, mut peak_kib) = (task.id().unwrap_or_default(), 0);
    // A process that has ended, and is not waited for yet, has no memory.
    while let Some(kib) = peak(id) {
        peak_kib = peak_kib.max(kib);
        sleep(LOOK_PAUSE).await;
    }
    let took = start.elapsed();
    task.wait()?;
    let lines = File::open(&file).map(|file| BufReader::new(file).lines().count());
    let count = lines.map_err(|error| Error::file(&file, error))?;
    fs::remove_file(&file).map_err(|error| Error::file(&file, error))?;
    if count != population.total {
        return Err(Error::Unexpected("an export lacks transactions"));
    }
    Ok(Export { engine, size, took, peak_kib })
}
