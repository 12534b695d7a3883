//! `DIR/credentials.toml`: the id and access key of the sandbox's first merchant, for people and their
//! scripts.

use std::{fs, path::Path};

use gateway::{
    Gateway, Refusal, authentication,
    merchants::{self, NewMerchant},
    ports::{CommitError, StoreError},
};
use primitives::{MerchantId, Secret};

use crate::{
    config::{Config, LogFormat},
    data_dir::{DataDir, write_private},
    terminal::complain,
    wiring::StartError,
};

pub(crate) struct Credentials {
    pub(crate) merchant_id: MerchantId,
    pub(crate) access_key: Secret,
}

/// Makes the demo merchant if the store has no merchant, or lacks the one that the settings name, and prints its
/// credentials.
pub(crate) async fn ensure_demo_merchant(
    gateway: &Gateway,
    config: &Config,
    dir: &DataDir,
) -> Result<(), StartError> {
    let known = merchants::list(gateway).await.map_err(StartError::store)?;
    let is_there = match config.demo_merchant {
        Some(id) => known.iter().any(|merchant| merchant.id == id),
        None => !known.is_empty(),
    };
    if is_there {
        return warn_of_another_key(gateway, config).await;
    }
    let drawn = NewMerchant::draw(gateway, "Demo shop");
    let new = NewMerchant {
        id: config.demo_merchant.unwrap_or(drawn.id),
        access_key: config.demo_access_key.clone().unwrap_or_else(|| drawn.access_key.clone()),
        ..drawn
    };
    let (merchant_id, access_key) = (new.id, new.access_key.clone());
    let path = dir.credentials();
    let text = format!(
        "# The sandbox's first merchant: user and password of HTTP Basic.\n\
         merchant_id = \"{merchant_id}\"\naccess_key = \"{}\"\n",
        access_key.expose()
    );
    // The file is written before the merchant: a key that is only in the store, as a hash, is lost.
    write_private(&path, &text).map_err(|error| StartError::file(&path, &error))?;
    match merchants::create(gateway, new).await {
        Ok(()) => {}
        // Two processes have started on the same directory with the same settings, and the other one made the
        // merchant first.
        Err(CommitError::IdTaken) => return Ok(()),
        Err(error) => return Err(StartError(error.to_string())),
    }
    announce(config, merchant_id, &access_key, &path);
    Ok(())
}

/// Prints the credentials to stderr, past the log. If the log is JSON, it logs only the id and the path of the file.
fn announce(config: &Config, merchant_id: MerchantId, access_key: &Secret, path: &Path) {
    let kept_in = path.display();
    if config.log_format == LogFormat::Json {
        tracing::info!(merchant = %merchant_id, %kept_in, "a demo merchant was made");
        return;
    }
    let shown = if config.demo_access_key.is_some() { "(as given)" } else { access_key.expose() };
    complain(format!(
        "A demo merchant was made, with point of sale SHOP1 and payment methods CB, AMEX and MOCKPAY.\n  \
         merchant id  {merchant_id}\n  access key   {shown}\n  kept in      {kept_in}"
    ));
}

/// Warns if the settings name another access key than the merchant has: a store keeps the key that it was made with.
async fn warn_of_another_key(gateway: &Gateway, config: &Config) -> Result<(), StartError> {
    let (Some(id), Some(key)) = (config.demo_merchant, &config.demo_access_key) else { return Ok(()) };
    match authentication::authenticate(gateway, id, key).await {
        Err(Refusal::CredentialsWrong) => {
            tracing::warn!(
                merchant = %id,
                "demo.access_key is not this merchant's key here: take another data directory, or run \
                 `guichet merchant rotate-key`"
            );
            Ok(())
        }
        Err(Refusal::Unavailable) => Err(StartError::store(StoreError::Unavailable)),
        _ => Ok(()),
    }
}

pub(crate) fn read(path: &Path) -> Result<Credentials, StartError> {
    let text = fs::read_to_string(path).map_err(|error| {
        let shown = path.display();
        StartError(format!(
            "{shown}: {error}; this directory has merchants that `guichet serve` did not make: take another --data, or \
             write merchant_id and access_key of one of them there"
        ))
    })?;
    let table: Option<toml::Table> = text.parse().ok();
    let member = |name: &str| table.as_ref()?.get(name)?.as_str().map(str::to_owned);
    let merchant_id = member("merchant_id").and_then(|id| MerchantId::parse(&id));
    match (merchant_id, member("access_key")) {
        (Some(merchant_id), Some(key)) => Ok(Credentials { merchant_id, access_key: Secret::new(key) }),
        _ => Err(StartError(format!("{} does not hold merchant_id and access_key", path.display()))),
    }
}
