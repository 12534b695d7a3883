//! The store of a command.

use std::sync::{Arc, Mutex, PoisonError};

use gateway::{Gateway, Refusal, audit_chain, starts};

use super::Failure;
use crate::{config::Config, data_dir::DataDir, terminal::complain, wiring};

tokio::task_local! {
    /// The gateway that the command has opened.
    static OPENED: Arc<Mutex<Option<Arc<Gateway>>>>;
}

/// Runs a command, and gathers the audit lines that it has written, also where it fails: no gateway may serve, and a line that is in
/// no block can be removed unseen.
pub(super) async fn gathering<T>(command: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let opened = Arc::<Mutex<Option<Arc<Gateway>>>>::default();
    let outcome = OPENED.scope(Arc::clone(&opened), command).await;
    let gateway = opened.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(gateway) = gateway.filter(|gateway| gateway.audit_chain.has_written())
        && let Err(refusal) = conclude(&gateway).await
    {
        complain(format!(
            "guichet: the audit lines of the command are in no block yet ({refusal:?}); the next gateway that runs gathers them"
        ));
    }
    outcome
}

/// Tells which keys the command has opened, and gathers its lines.
async fn conclude(gateway: &Gateway) -> Result<(), Refusal> {
    starts::record_keys(gateway).await?;
    audit_chain::gather_rest(gateway).await
}

/// Opens the store of a command. It is made if it does not exist.
pub(super) async fn open(config: &Config) -> Result<Arc<Gateway>, Failure> {
    let dir = DataDir::make(&config.data)
        .map_err(|error| Failure::Said(format!("{}: {error}", config.data.display())))?;
    let limit = wiring::COMMAND_STATEMENT_LIMIT;
    let gateway = Arc::new(wiring::gateway(config, &dir, config.addresses_as_set(), limit).await?);
    // A command that only reads may run without the scope.
    let _ = OPENED.try_with(|opened| {
        *opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&gateway));
    });
    Ok(gateway)
}

/// Opens a store that must exist, for commands that have nothing to do in a new one: a mistyped directory is
/// an error, and no store is made there.
pub(super) async fn open_existing(config: &Config) -> Result<Arc<Gateway>, Failure> {
    let dir = DataDir::at(&config.data);
    if config.database.is_none() && !dir.store().exists() {
        let shown = config.data.display();
        return Err(Failure::Said(format!(
            "there is no store in {shown}: give the --data of `guichet serve`"
        )));
    }
    open(config).await
}
