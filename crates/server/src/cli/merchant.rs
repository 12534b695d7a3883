//! `guichet merchant …`: works on the store directly, whether or not a gateway runs on it.

use clap::Subcommand;
use document::{Object, Tree, write_json};
use domain::merchant::MerchantStatus;
use gateway::{
    Gateway,
    merchants::{self, NewMerchant},
    ports::CommitError,
};
use jiff::SignedDuration;
use primitives::{MerchantId, Secret};

use super::{Failure, give_secret};
use crate::{config::Config, terminal::say};

#[derive(Subcommand)]
pub(super) enum Action {
    /// Make a merchant, and print its id and access key. The key is shown this once.
    Create {
        #[arg(long)]
        name: String,
        /// 14 digits [default: drawn]
        #[arg(long, value_parser = merchant_id)]
        id: Option<MerchantId>,
    },
    /// Print every merchant.
    List,
    /// Give a merchant a new access key, and print it. The old one ends.
    RotateKey {
        #[arg(value_parser = merchant_id)]
        id: MerchantId,
        /// Hours for which the old key stays good as well.
        #[arg(long, default_value_t = 0)]
        overlap_hours: u16,
    },
    /// Refuse a merchant's requests (401, 09102) from the next one on.
    Lock {
        #[arg(value_parser = merchant_id)]
        id: MerchantId,
    },
    /// Take a merchant's requests again.
    Unlock {
        #[arg(value_parser = merchant_id)]
        id: MerchantId,
    },
}

pub(super) fn merchant_id(text: &str) -> Result<MerchantId, String> {
    MerchantId::parse(text).ok_or_else(|| "a merchant id has 14 digits".to_owned())
}

pub(super) async fn run(config: &Config, action: Action, json: bool) -> Result<(), Failure> {
    let gateway = match &action {
        Action::Create { .. } => super::open(config).await?,
        _ => super::open_existing(config).await?,
    };
    match action {
        Action::Create { name, id } => {
            let drawn = NewMerchant::draw(&gateway, &name);
            let new = NewMerchant { id: id.unwrap_or(drawn.id), ..drawn };
            let (id, key) = (new.id, new.access_key.clone());
            merchants::create(&gateway, new).await.map_err(told)?;
            show_key(&gateway, id, &key, json)?;
        }
        Action::List => list(&gateway, json).await?,
        Action::RotateKey { id, overlap_hours } => {
            let overlap = SignedDuration::from_hours(i64::from(overlap_hours));
            let key = merchants::rotate_key(&gateway, id, overlap).await.map_err(told)?;
            show_key(&gateway, id, &key, json)?;
        }
        Action::Lock { id } => set_status(&gateway, id, MerchantStatus::Locked, json).await?,
        Action::Unlock { id } => set_status(&gateway, id, MerchantStatus::Active, json).await?,
    }
    Ok(())
}

async fn list(gateway: &Gateway, json: bool) -> Result<(), Failure> {
    let merchants = merchants::list(gateway).await.map_err(|error| Failure::Said(error.to_string()))?;
    if json {
        let wire = |id: MerchantId, name: &str, status: MerchantStatus| {
            Object::new().with("id", id.to_string()).with("name", name).with("status", status.as_str())
        };
        let rows: Vec<Object> = merchants.iter().map(|row| wire(row.id, &row.name, row.status)).collect();
        say(write_json(&Tree::from(rows)));
        return Ok(());
    }
    for merchant in merchants {
        say(format!("{}  {:<8}  {}", merchant.id, merchant.status.as_str(), merchant.name));
    }
    Ok(())
}

async fn set_status(
    gateway: &Gateway,
    id: MerchantId,
    status: MerchantStatus,
    json: bool,
) -> Result<(), Failure> {
    merchants::set_status(gateway, id, status).await.map_err(told)?;
    if json {
        let wire = Object::new().with("id", id.to_string()).with("status", status.as_str());
        say(write_json(&wire.into()));
    } else {
        say(format!("{id} is {}", status.as_str()));
    }
    Ok(())
}

fn show_key(gateway: &Gateway, id: MerchantId, key: &Secret, json: bool) -> Result<(), Failure> {
    let remedy = format!("give the merchant another key with `guichet merchant rotate-key {id}`");
    let key_id = merchants::key_id(gateway, key);
    if json {
        let wire = Object::new()
            .with("merchant_id", id.to_string())
            .with("access_key", key.expose())
            .with("key_id", key_id);
        give_secret(write_json(&wire.into()), &remedy)
    } else {
        let key = key.expose();
        let shown = format!(
            "merchant id  {id}\naccess key   {key}\nkey id       {key_id}\nThe key is shown this once: keep it now."
        );
        give_secret(shown, &remedy)
    }
}

fn told(error: CommitError) -> Failure {
    Failure::Said(match error {
        CommitError::IdTaken => "there is a merchant with this id already".to_owned(),
        CommitError::NoSuchMerchant => "there is no such merchant: see `guichet merchant list`".to_owned(),
        other => other.to_string(),
    })
}
