//! Starts the gateway, serves until it is told to stop, and drains.

use std::{io, sync::Arc, time::Duration};

use gateway::{Gateway, ports::Clock as _, work};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
    task::JoinSet,
    time::timeout,
};
use web::{App, Drain};

use crate::{
    config::{Config, Mode},
    credentials,
    data_dir::DataDir,
    listen::{Listener, tls},
    ports::SystemClock,
    terminal::say,
    wiring::{self, StartError},
    workers,
};

/// How long requests may take to end after a signal.
const DRAIN_LIMIT: Duration = Duration::from_secs(30);

/// A gateway that serves.
pub(crate) struct Running {
    pub(crate) url: String,
    told: Signals,
    stop: watch::Sender<bool>,
    listeners: JoinSet<()>,
    workers: JoinSet<()>,
    drain: Drain,
}

/// What ends a gateway. Caught before anybody is told that it serves.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn catch() -> Result<Self, StartError> {
        let catch = |kind| signal(kind).map_err(|error| StartError(error.to_string()));
        Ok(Self { terminate: catch(SignalKind::terminate())?, interrupt: catch(SignalKind::interrupt())? })
    }
}

pub(crate) async fn start(config: &Config) -> Result<Running, StartError> {
    let dir = DataDir::make(&config.data).map_err(|error| StartError::file(&config.data, &error))?;
    let gateway: Arc<Gateway> = Arc::new(wiring::gateway(config, &dir).await?);
    if config.mode == Mode::Sandbox {
        credentials::ensure_demo_merchant(&gateway, config, &dir).await?;
    }
    let tls = tls::server_config(config, &dir, SystemClock.now())?;
    let bind = |address, tls| async move {
        let refuse =
            |error: io::Error| StartError(format!("{address}: {error}; set listen (or http) to another"));
        Listener::bind(address, tls).await.map_err(refuse)
    };
    let mut sockets = vec![bind(config.listen, Some(tls)).await?];
    if let Some(address) = config.http {
        sockets.push(bind(address, None).await?);
    }
    // The first answer to /health/ready tells them, too; where they cannot be had, the worker says so.
    drop(work::measure_lags(&gateway).await);
    let told = Signals::catch()?;
    let (stop, stopped) = watch::channel(false);
    let workers = workers::start(&gateway, &stopped);
    let (app, drain) = App::new(gateway);
    let router = web::router(app);
    let mut urls = Vec::new();
    let mut listeners = JoinSet::new();
    for socket in sockets {
        urls.push(socket.url().map_err(|error| StartError(error.to_string()))?);
        listeners.spawn(socket.run(router.clone(), stopped.clone()));
    }
    for url in &urls[1..] {
        tracing::info!(%url, "serving plain HTTP as well");
    }
    // One line, always of this form: scripts wait for it.
    say(format!("ready {}", urls[0]));
    Ok(Running { url: urls.swap_remove(0), told, stop, listeners, workers, drain })
}

impl Running {
    /// Serves until SIGTERM or SIGINT, then drains.
    pub(crate) async fn until_told(mut self) -> Result<(), StartError> {
        tokio::select! {
            _ = self.told.terminate.recv() => {}
            _ = self.told.interrupt.recv() => {}
        }
        tracing::info!("stopping: no new requests, those that run are finished");
        self.stop().await;
        Ok(())
    }

    pub(crate) async fn stop(mut self) {
        let _ = self.stop.send(true);
        let drained = timeout(DRAIN_LIMIT, async {
            while self.listeners.join_next().await.is_some() {}
            self.drain.finished().await;
            while self.workers.join_next().await.is_some() {}
        });
        if drained.await.is_err() {
            tracing::warn!("some requests did not end in time; the reconciler finishes what they began");
        }
    }
}
