//! The cost of one durable append to the disk with the data.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::figures::Disk;
use crate::percentiles::median;
use crate::run::Error;

pub(crate) fn measure(directory: &Path, span: Duration) -> Result<Disk, Error> {
    let path = directory.join("flush");
    let failed = |error| Error::file(&path, error);
    let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(failed)?;
    let page = [0x5a; 4096];
    let mut samples = Vec::new();
    let start = Instant::now();
    while start.elapsed() < span {
        let before = Instant::now();
        file.write_all(&page).and_then(|()| file.sync_data()).map_err(failed)?;
        samples.push(before.elapsed());
    }
    let per_second =
        f64::from(u32::try_from(samples.len()).unwrap_or(u32::MAX)) / start.elapsed().as_secs_f64();
    std::fs::remove_file(&path).map_err(failed)?;
    Ok(Disk { per_second, p50: median(samples) })
}
