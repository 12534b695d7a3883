//! Picks up a renewed certificate while the gateway serves: the files are read again each minute, and on SIGHUP.

use std::{sync::Arc, time::Duration};

use gateway::ports::Clock as _;
use tokio::{
    signal::unix::Signal,
    sync::{Mutex, watch},
    task::spawn_blocking,
    time::sleep,
};

use super::tls::{self, Tls};
use crate::{ports::SystemClock, tasks::Tasks};

/// The name of the task.
pub(crate) const NAME: &str = "certificate";
const PAUSE: Duration = Duration::from_secs(60);

/// Reads the files again and again until `stop` is true. A pair that cannot be used leaves the one that is served.
/// A certificate that expires meanwhile is told once.
pub(crate) async fn run(
    tls: Arc<Tls>,
    hangup: Arc<Mutex<Signal>>,
    tasks: Arc<Tasks>,
    mut stop: watch::Receiver<bool>,
) {
    let mut hangup = hangup.lock().await;
    let (mut told, mut told_end) = (None, tls.told_end);
    while !*stop.borrow() {
        tokio::select! {
            () = sleep(PAUSE) => {}
            _ = hangup.recv() => {}
            _ = stop.changed() => return,
        }
        let reading = Arc::clone(&tls);
        let wrong =
            spawn_blocking(move || renew(&reading)).await.unwrap_or_else(|error| Some(error.to_string()));
        // Once, and not each minute.
        if let Some(reason) = wrong.as_deref().filter(|reason| told.as_deref() != Some(*reason)) {
            tracing::warn!(
                reason,
                "a new certificate cannot be used: the one that was read before is served"
            );
        }
        told = wrong;
        let end = tls::expired(&tls.served.now(), SystemClock.now());
        if let Some(end) = end.filter(|end| told_end != Some(*end)) {
            tls::warn_of_end(&tls.certificate, end);
        }
        told_end = end;
        tasks.sign(NAME);
    }
}

/// Serves the pair in the files, if it is another one. Returns the reason for which it cannot be used.
fn renew(tls: &Tls) -> Option<String> {
    match tls::load(&tls.certificate, &tls.key) {
        Ok(pair) if pair.cert == tls.served.now().cert => None,
        Ok(pair) => {
            tls.served.replace(pair);
            tracing::info!("a new certificate is served");
            None
        }
        Err(error) => Some(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::PathBuf};

    use jiff::Timestamp;
    use tokio::{
        signal::unix::{SignalKind, signal},
        time::Instant,
    };

    use super::*;

    /// Makes another pair in the files, and returns how long it takes until it is served.
    async fn taken_over_after(tls: &Tls) -> Duration {
        let before = tls.served.now().cert.clone();
        tls::make(&tls.certificate, &tls.key, Timestamp::UNIX_EPOCH).unwrap();
        let began = Instant::now();
        while tls.served.now().cert == before {
            assert!(began.elapsed() < 2 * PAUSE, "the new certificate is not served");
            sleep(Duration::from_millis(100)).await;
        }
        began.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn the_files_are_read_each_minute_without_a_signal() {
        let dir: PathBuf = env::temp_dir().join(format!("guichet-renewal-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let (certificate, key) = (dir.join("cert.pem"), dir.join("key.pem"));
        tls::make(&certificate, &key, Timestamp::UNIX_EPOCH).unwrap();
        let tls = Arc::new(tls::serving(certificate, key, Timestamp::UNIX_EPOCH).unwrap());
        let hangup = Arc::new(Mutex::new(signal(SignalKind::hangup()).unwrap()));
        let tasks = Arc::new(Tasks::new(2 * PAUSE, Vec::new()));
        let (stop, stopped) = watch::channel(false);
        let renewing = tokio::spawn(run(Arc::clone(&tls), hangup, tasks, stopped));
        for _ in 0..3 {
            let after = taken_over_after(&tls).await;
            assert!(after <= Duration::from_secs(61), "{after:?}");
        }
        stop.send(true).unwrap();
        renewing.await.unwrap();
        fs::remove_dir_all(dir).unwrap();
    }
}
