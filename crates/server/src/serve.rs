//! Starts the gateway, serves until a signal comes, and drains.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use gateway::{Gateway, Worker, audit_chain, ports::Clock as _};
use rustls::ServerConfig;
use simulator::{issuer::issuer_pages, partner_pages};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::{Mutex, watch},
    task::JoinSet,
    time::timeout,
};
use web::{App, Drain, TestCard, Vitals};

use crate::{
    config::{Bound, Config, Mode, SandboxSite},
    credentials,
    data_dir::DataDir,
    disk, hazards, issuer,
    listen::{Admission, Listener, descriptors, renewal, tls, tls::Tls},
    ports::SystemClock,
    tasks::{Tasks, supervise},
    terminal::say,
    wiring::{self, StartError},
    workers,
};

/// The time that running requests may take after a signal.
const DRAIN_LIMIT: Duration = Duration::from_secs(30);

/// The tasks of the listeners.
const API: &str = "api";
const HTTP: &str = "http";
const PARTNER: &str = "partner";
const ISSUER: &str = "issuer";

/// Returns the names of the tasks that run beside the requests.
pub(crate) fn tasks() -> impl Iterator<Item = &'static str> {
    let others = [workers::LAG, renewal::NAME, API, HTTP, PARTNER, ISSUER];
    Worker::ALL.map(Worker::name).into_iter().chain(others)
}

/// A running gateway.
pub(crate) struct Running {
    pub(crate) url: String,
    gateway: Arc<Gateway>,
    told: Signals,
    stop: watch::Sender<bool>,
    admission: Admission,
    tasks: Arc<Tasks>,
    listeners: JoinSet<()>,
    workers: JoinSet<()>,
    drain: Drain,
}

/// The signals that stop the gateway. They are caught before it reports that it is ready.
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

/// Serves until SIGTERM or SIGINT.
pub(crate) async fn run(config: Config) -> Result<(), StartError> {
    let mut running = start(&config).await?;
    // The texts of its secrets are not kept.
    drop(config);
    running.until_told().await;
    running.stop().await;
    Ok(())
}

pub(crate) async fn start(config: &Config) -> Result<Running, StartError> {
    if let Some(words) = disk::obstacle(&config.data) {
        return Err(StartError(words));
    }
    if let Some(words) = disk::shortage(&config.data) {
        tracing::warn!("{words}");
    }
    let descriptors = descriptors::raise_limit();
    let dir = DataDir::make(&config.data).map_err(|error| StartError::file(&config.data, &error))?;
    hazards::check(config, &dir)?;
    // The sockets are bound first: the gateway tells its addresses to others, and a port may be chosen by the
    // system.
    let tls = Arc::new(tls::start(config, &dir, SystemClock.now())?);
    let sockets = Sockets::bind(config, &tls.config)?;
    let addresses = config.front.addresses(&sockets.bound()?);
    let issuer_url = addresses.issuer_url.clone();
    let (partner_url, page_url) = (addresses.partner_url.clone(), addresses.page_url.clone());
    let gateway: Arc<Gateway> =
        Arc::new(wiring::gateway(config, &dir, addresses, wiring::REQUEST_STATEMENT_LIMIT).await?);
    wiring::record_start(&gateway, config).await?;
    if config.mode == Mode::Sandbox {
        credentials::ensure_demo_merchant(&gateway, config, &dir).await?;
    }
    // Lines of a process that was killed can be removed unseen until they are in a block.
    gather_rest(&gateway).await;
    // The first answer to /health/ready tells the lags. An error is logged by the worker that measures them.
    drop(gateway::measure_lags(&gateway).await);
    let told = Signals::catch()?;
    let (stop, stopped) = watch::channel(false);
    let tasks = Arc::new(Tasks::new(config.silence_limit, config.panics.clone()));
    let mut workers = workers::start(&gateway, &tasks, &stopped);
    workers.spawn(renewing(tls, Arc::clone(&tasks), stopped.clone())?);
    let url = sockets.api.url().map_err(|error| StartError(error.to_string()))?;
    // Heads that come slowly have as much as bodies that do.
    let slow_head_bytes = config.load.body_budget / 4;
    let demands_tls = config.mode == Mode::Production;
    let admission = Admission::new(&config.connections, descriptors, slow_head_bytes, demands_tls);
    let mut listeners = JoinSet::new();
    if let Some(socket) = sockets.partner {
        listeners.spawn(socket.run(
            PARTNER,
            partner_pages(Arc::clone(&gateway)),
            admission.clone(),
            Arc::clone(&tasks),
            stopped.clone(),
        ));
    }
    if let Some((socket, url)) = sockets.issuer.zip(issuer_url.as_ref()) {
        let issuer = issuer::sandbox_issuer(config, &dir, &gateway, url)?;
        listeners.spawn(socket.run(
            ISSUER,
            issuer_pages(issuer),
            admission.clone(),
            Arc::clone(&tasks),
            stopped.clone(),
        ));
    }
    let vitals = Arc::clone(&tasks) as Arc<dyn Vitals>;
    let cards = test_cards(config);
    let (app, drain) = App::new(Arc::clone(&gateway), page_url, cards, vitals, demands_tls, &config.load);
    let router = web::router(app);
    if let Some(socket) = sockets.http {
        let url = socket.url().map_err(|error| StartError(error.to_string()))?;
        tracing::info!(%url, "serving plain HTTP as well");
        listeners.spawn(socket.run(
            HTTP,
            router.clone(),
            admission.clone(),
            Arc::clone(&tasks),
            stopped.clone(),
        ));
    }
    if let Some(url) = partner_url {
        tracing::info!(url = url.as_str(), "serving the pages of MOCKPAY, the made-up partner");
    }
    if let Some(url) = issuer_url {
        tracing::info!(url = url.as_str(), "serving the sandbox's issuer of 3-D Secure");
    }
    listeners.spawn(sockets.api.run(API, router, admission.clone(), Arc::clone(&tasks), stopped));
    // Scripts wait for this line, so its form does not change.
    say(format!("ready {url}"));
    Ok(Running { url, gateway, told, stop, admission, tasks, listeners, workers, drain })
}

/// Gathers the audit lines that are in no block. Where that fails, the worker tries again, or the next start.
async fn gather_rest(gateway: &Gateway) {
    if let Err(refusal) = audit_chain::gather_rest(gateway).await {
        tracing::warn!(?refusal, "audit lines that are in no block could not be gathered");
    }
}

/// Returns the task that picks up a renewed certificate. From here on SIGHUP does not end the process.
fn renewing(
    tls: Arc<Tls>,
    tasks: Arc<Tasks>,
    stop: watch::Receiver<bool>,
) -> Result<impl Future<Output = ()>, StartError> {
    let hangup = signal(SignalKind::hangup()).map_err(|error| StartError(error.to_string()))?;
    let (hangup, until, signs) = (Arc::new(Mutex::new(hangup)), stop.clone(), Arc::clone(&tasks));
    let renew =
        move || renewal::run(Arc::clone(&tls), Arc::clone(&hangup), Arc::clone(&signs), until.clone());
    Ok(supervise(tasks, renewal::NAME, stop, renew))
}

struct Sockets {
    api: Listener,
    http: Option<Listener>,
    partner: Option<Listener>,
    issuer: Option<Listener>,
}

impl Sockets {
    fn bind(config: &Config, tls: &Arc<ServerConfig>) -> Result<Self, StartError> {
        let api = bind("listen", config.listen, Some(Arc::clone(tls)))?;
        let http = match config.http {
            Some(address) => Some(bind("http", address, None)?),
            None => None,
        };
        let of_site = |name, site: &Option<SandboxSite>| {
            let bind = |site: &SandboxSite| {
                let tls = site.uses_tls.then(|| Arc::clone(tls));
                bind(name, site.listen, tls)
            };
            site.as_ref().map(bind).transpose()
        };
        let partner = of_site("sandbox.partner", &config.front.partner)?;
        let issuer = of_site("sandbox.issuer", &config.front.issuer)?;
        Ok(Self { api, http, partner, issuer })
    }

    fn bound(&self) -> Result<Bound, StartError> {
        let address = |socket: &Listener| socket.address().map_err(|error| StartError(error.to_string()));
        Ok(Bound {
            api: address(&self.api)?,
            http: self.http.as_ref().map(address).transpose()?,
            partner: self.partner.as_ref().map(address).transpose()?,
            issuer: self.issuer.as_ref().map(address).transpose()?,
        })
    }
}

pub(crate) fn bind(
    setting: &str,
    address: SocketAddr,
    tls: Option<Arc<ServerConfig>>,
) -> Result<Listener, StartError> {
    let refuse = |error: io::Error| {
        StartError(format!("{setting} = {address}: {error}; set {setting} to another address or port"))
    };
    Listener::bind(address, tls).map_err(refuse)
}

/// Returns the test cards that the payment page offers in the sandbox.
fn test_cards(config: &Config) -> Vec<TestCard> {
    match config.mode {
        Mode::Sandbox => {
            simulator::test_cards::EXAMPLES.map(|(number, label)| TestCard { label, number }).into()
        }
        Mode::Production => Vec::new(),
    }
}

impl Running {
    /// Serves another router as well, until the gateway stops.
    pub(crate) fn also_serve(&mut self, socket: Listener, router: Router) {
        let (admission, tasks) = (self.admission.clone(), Arc::clone(&self.tasks));
        self.listeners.spawn(socket.run("shop", router, admission, tasks, self.stop.subscribe()));
    }

    /// Serves until SIGTERM or SIGINT.
    pub(crate) async fn until_told(&mut self) {
        tokio::select! {
            _ = self.told.terminate.recv() => {}
            _ = self.told.interrupt.recv() => {}
        }
        tracing::info!("stopping: no new requests, those that run are finished");
    }

    /// Stops accepting, and waits for running requests for at most [`DRAIN_LIMIT`].
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
        // The workers have ended, and requests wrote lines after them.
        gather_rest(&self.gateway).await;
    }
}
