//! Makes a gateway from settings.

use std::{io, path::Path, sync::Arc, time::Duration};

use gateway::{
    Gateway, Settings, audit_chain,
    keys::OpeningKeys,
    ports::{
        Acquirer, CardUpdater, Clock, CommitError, Directory, Entropy, ExternalWallets, KeyWrite, Store,
        StoreError, TransferBank,
    },
    sessions,
    starts::{self, StartSetting},
    transactions,
};
use outbound::{AddressPolicy, HttpMessenger};
use primitives::WebUrl;
use simulator::{
    SimulatedAcquirer, SimulatedCardUpdater, SimulatedDirectory, SimulatedTransferBank, SimulatedWallets,
};
use storage::{Address, PostgresLimits, PostgresStore, SqliteStore};
use vault::Vault;

use crate::{
    config::{Addresses, Config, Database, Mode},
    data_dir::{DataDir, touch_private},
    issuer,
    master_key::{self, Rereading},
    ports::{
        BlockingKeyMaker, ClockAhead, NoAcquirer, NoCardUpdater, NoDirectory, NoExternalWallets,
        NoTransferBank, SystemClock, SystemEntropy,
    },
};

/// The reason for which the gateway cannot start, in a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct StartError(pub(crate) String);

impl StartError {
    pub(crate) fn file(path: &Path, error: &io::Error) -> Self {
        Self(format!("{}: {error}", path.display()))
    }

    pub(crate) fn store(error: StoreError) -> Self {
        Self(format!("{error}: the line above says why; `guichet doctor` looks closer"))
    }
}

/// How long a statement of PostgreSQL may take for a gateway that serves requests.
pub(crate) const REQUEST_STATEMENT_LIMIT: Duration = PostgresLimits::STATEMENT;
/// The same for a command of an operator, who may want all rows of a table counted.
pub(crate) const COMMAND_STATEMENT_LIMIT: Duration = Duration::from_secs(30 * 60);

pub(crate) async fn gateway(
    config: &Config,
    dir: &DataDir,
    addresses: Addresses,
    statement_limit: Duration,
) -> Result<Gateway, StartError> {
    // What is on the way to a gateway is too large for the stack of each caller.
    Box::pin(make(config, dir, addresses, statement_limit)).await
}

async fn make(
    config: &Config,
    dir: &DataDir,
    addresses: Addresses,
    statement_limit: Duration,
) -> Result<Gateway, StartError> {
    let messenger = messenger(config)?;
    let (store, clock) = open_store(config, dir, statement_limit).await?;
    let clock = clock_of(config, clock);
    let (vault, master_keys) = open_vault(config, dir, &*store, &*clock).await?;
    let three_ds = issuer::three_ds_server(config, dir, &clock, addresses.issuer_url.as_ref())?;
    let outside = Outside::of(config, &clock, addresses.partner_url, &vault);
    let audit_chain = audit_chain::Chain::begin(&*store, &vault, random());
    let gateway = Gateway {
        store,
        acquirer: outside.acquirer,
        card_updater: outside.card_updater,
        external_wallets: outside.external_wallets,
        three_ds,
        transfer_bank: outside.transfer_bank,
        directory: outside.directory,
        addresses: Arc::new(web::Addresses { api: addresses.public_url, page: addresses.page_url }),
        documents: Arc::new(web::Documents),
        messenger: Arc::new(messenger),
        clock,
        entropy: Arc::new(SystemEntropy),
        key_maker: Arc::new(BlockingKeyMaker),
        master_keys: Arc::new(master_keys),
        vault,
        vault_keys: gateway::keys::VaultKeys::default(),
        resealing: gateway::keys::Resealing::default(),
        settings: Settings {
            cell: config.cell,
            answer_limit: config.answer_limit,
            calendar: config.calendar.clone(),
            key_size: config.key_size,
            is_sandbox: config.mode == Mode::Sandbox,
            refuses_card_likes: config.refuses_card_likes,
            schedule: config.notifications.schedule,
            retention: config.retention,
        },
        beginnings: gateway::Beginnings::default(),
        transaction_ids: gateway::TransactionIds::default(),
        opening_keys: OpeningKeys::default(),
        payment_locks: gateway::PaymentLocks::default(),
        key_making: gateway::keys::KeyMaking::default(),
        lags: gateway::Lags::default(),
        card_likes: gateway::CardLikeCount::default(),
        failed_logins: gateway::FailedLogins::default(),
        limits: gateway::limits::Limits::new(config.limits),
        stand_in: gateway::sessions::StandIn::default(),
        store_state: gateway::StoreState::default(),
        retention_marks: gateway::retention::Marks::default(),
        audit_chain,
        key_uses: gateway::keys::KeyUses::default(),
    };
    transactions::go_on_after_listed(&gateway)
        .await
        .map_err(|refusal| StartError(format!("it could not be read what is listed: {refusal:?}")))?;
    let sealed = sessions::seal_secrets(&gateway).await;
    match sealed
        .map_err(|refusal| StartError(format!("secrets of sessions could not be sealed: {refusal:?}")))?
    {
        0 => {}
        sealed => tracing::info!(
            sealed,
            "sealed the secrets of sessions that an older version had left in the clear"
        ),
    }
    Ok(gateway)
}

/// What answers for banks and networks.
struct Outside {
    acquirer: Arc<dyn Acquirer>,
    card_updater: Arc<dyn CardUpdater>,
    external_wallets: Arc<dyn ExternalWallets>,
    transfer_bank: Arc<dyn TransferBank>,
    directory: Arc<dyn Directory>,
}

impl Outside {
    fn of(config: &Config, clock: &Arc<dyn Clock>, partner: Option<WebUrl>, vault: &Vault) -> Self {
        match config.mode {
            Mode::Sandbox => Self {
                acquirer: Arc::new(SimulatedAcquirer::new(Arc::clone(clock), config.live_cards, partner)),
                card_updater: Arc::new(SimulatedCardUpdater::new(Arc::clone(clock))),
                external_wallets: Arc::new(SimulatedWallets::new(vault.sandbox_seed())),
                transfer_bank: Arc::new(SimulatedTransferBank),
                directory: Arc::new(SimulatedDirectory::new(vault.sandbox_seed())),
            },
            Mode::Production => Self {
                acquirer: Arc::new(NoAcquirer),
                card_updater: Arc::new(NoCardUpdater),
                external_wallets: Arc::new(NoExternalWallets),
                transfer_bank: Arc::new(NoTransferBank),
                directory: Arc::new(NoDirectory),
            },
        }
    }
}

/// Writes the audit lines of a start of the gateway.
pub(crate) async fn record_start(gateway: &Gateway, config: &Config) -> Result<(), StartError> {
    let in_force = config.in_force.iter();
    let settings: Vec<_> = in_force
        .map(|(name, value, is_default)| StartSetting {
            name,
            value: value.expose(),
            is_default: *is_default,
        })
        .collect();
    starts::record(gateway, &settings).await.map_err(|error| match error {
        CommitError::Store(error) => StartError::store(error),
        error => StartError(format!("the start could not be written to the audit log: {error}")),
    })
}

/// Makes the client that sends notifications. In the sandbox it may call this machine, where a shop under
/// test may run; in production it may not.
fn messenger(config: &Config) -> Result<HttpMessenger, StartError> {
    let reach = match config.mode {
        Mode::Sandbox => AddressPolicy::PublicAndLoopback,
        Mode::Production => AddressPolicy::Public,
    };
    HttpMessenger::new(reach, &config.notifications.authorities)
        .map_err(|error| StartError(format!("notifications.ca: {error}")))
}

/// Returns the clock. That of the sandbox may be ahead.
fn clock_of(config: &Config, clock: Arc<dyn Clock>) -> Arc<dyn Clock> {
    let by = config.clock_ahead;
    if config.mode == Mode::Sandbox && !by.is_zero() { Arc::new(ClockAhead { clock, by }) } else { clock }
}

/// Opens the store and its clock. Several instances on PostgreSQL use the database's time, because they compare times
/// that others have written.
async fn open_store(
    config: &Config,
    dir: &DataDir,
    statement: Duration,
) -> Result<(Arc<dyn Store>, Arc<dyn Clock>), StartError> {
    if let Some(database) = &config.database {
        let (connections, outcome) = (database.connections, database.outcome_limit);
        let limits = PostgresLimits { connections, outcome, statement };
        let connected = PostgresStore::connect(address(database)?, limits).await;
        let store = connected.map_err(|error| StartError(error.to_string()))?;
        let clock = store.clock();
        return Ok((Arc::new(store), clock));
    }
    let path = dir.store();
    touch_private(&path).map_err(|error| StartError::file(&path, &error))?;
    let store = SqliteStore::open(&path, SystemClock.now()).map_err(|error| StartError(error.to_string()))?;
    Ok((Arc::new(store), Arc::new(SystemClock)))
}

pub(crate) fn address(database: &Database) -> Result<Address, StartError> {
    Address::parse(&database.url, &database.authorities).map_err(|error| StartError(error.to_string()))
}

async fn open_vault(
    config: &Config,
    dir: &DataDir,
    store: &dyn Store,
    clock: &dyn Clock,
) -> Result<(Vault, Rereading), StartError> {
    let mut rows = store.data_keys().await.map_err(StartError::store)?;
    let master = master_key::read(config, dir, rows.is_empty())?;
    if rows.is_empty() {
        let first = Vault::first_keys(&master, [(); 2].map(|()| (random(), random())));
        match store.commit(clock.now(), first.map(|key| KeyWrite::AddDataKey(key).into()).into()).await {
            // Another process that starts on the same store has added its keys first, and these count.
            Ok(()) | Err(CommitError::IdTaken) => {}
            Err(error) => return Err(StartError(error.to_string())),
        }
        rows = store.data_keys().await.map_err(StartError::store)?;
    }
    let vault = Vault::open(&master, &rows).map_err(|error| StartError(error.to_string()))?;
    Ok((vault, Rereading::new(config, dir, master)))
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemEntropy.fill(&mut bytes);
    bytes
}
