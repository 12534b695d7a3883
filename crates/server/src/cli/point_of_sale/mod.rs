//! `guichet point-of-sale …`: works on the store directly, whether or not a gateway runs on it.

mod change;
mod show;

use clap::Subcommand;
use document::{Object, Tree, write_json};
use domain::merchant::PointOfSale;
use gateway::{Gateway, merchants, notification_url_fault, ports::CommitError};
use primitives::{MerchantId, Reference};

use super::{Failure, merchant::merchant_id};
use crate::{config::Config, terminal::say};
use change::Change;

#[derive(Subcommand)]
pub(super) enum Action {
    /// Print the points of sale of a merchant.
    List {
        #[arg(value_parser = merchant_id)]
        merchant: MerchantId,
    },
    /// Print the settings of a point of sale.
    Show {
        #[arg(value_parser = merchant_id)]
        merchant: MerchantId,
        /// Such as SHOP1.
        #[arg(value_parser = reference)]
        reference: Reference,
    },
    /// Change settings of a point of sale, and print them. An empty value (--country "") takes a setting away.
    Set {
        #[arg(value_parser = merchant_id)]
        merchant: MerchantId,
        /// Such as SHOP1.
        #[arg(value_parser = reference)]
        reference: Reference,
        #[command(flatten)]
        change: Box<Change>,
    },
}

fn reference(text: &str) -> Result<Reference, String> {
    Reference::parse(text).map_err(|fault| format!("a reference {fault}"))
}

pub(super) async fn run(config: &Config, action: Action, json: bool) -> Result<(), Failure> {
    let gateway = super::open_existing(config).await?;
    match action {
        Action::List { merchant } => list(&all(&gateway, merchant).await?, json),
        Action::Show { merchant, reference } => {
            show::one(merchant, &one(&gateway, merchant, &reference).await?, json);
        }
        Action::Set { merchant, reference, change } => {
            let mut point_of_sale = one(&gateway, merchant, &reference).await?;
            point_of_sale.settings = change.of(&point_of_sale.settings).map_err(Failure::Said)?;
            let settings = point_of_sale.settings.clone();
            if let Some(fault) = notification_url_fault(&gateway, &settings) {
                return Err(Failure::Said(format!("--notification-url {}", fault.rule())));
            }
            let set = merchants::set_page_settings(&gateway, merchant, reference, settings).await;
            set.map_err(|error| match error {
                CommitError::NoSuchPointOfSale => unknown(merchant),
                other => Failure::Said(other.to_string()),
            })?;
            show::one(merchant, &point_of_sale, json);
        }
    }
    Ok(())
}

/// Returns the points of sale of a merchant. Every merchant has at least one.
async fn all(gateway: &Gateway, merchant: MerchantId) -> Result<Vec<PointOfSale>, Failure> {
    let all = merchants::points_of_sale::list(gateway, merchant).await;
    let all = all.map_err(|error| Failure::Said(error.to_string()))?;
    if all.is_empty() {
        return Err(Failure::Said("there is no such merchant: see `guichet merchant list`".to_owned()));
    }
    Ok(all)
}

async fn one(gateway: &Gateway, merchant: MerchantId, reference: &Reference) -> Result<PointOfSale, Failure> {
    let found = all(gateway, merchant).await?.into_iter().find(|row| row.reference == *reference);
    found.ok_or_else(|| unknown(merchant))
}

fn unknown(merchant: MerchantId) -> Failure {
    Failure::Said(format!("there is no such point of sale: see `guichet point-of-sale list {merchant}`"))
}

fn list(points_of_sale: &[PointOfSale], json: bool) {
    if json {
        let wire = |row: &PointOfSale| {
            Object::new().with("reference", row.reference.as_str()).with("name", row.name.as_str())
        };
        let rows: Vec<Object> = points_of_sale.iter().map(wire).collect();
        say(write_json(&Tree::from(rows)));
        return;
    }
    for row in points_of_sale {
        say(format!("{:<20}  {}", row.reference.as_str(), row.name));
    }
}
