//! `guichet point-of-sale …`: works on the store directly, whether or not a gateway runs on it.

mod change;
mod show;

use clap::Subcommand;
use document::{Object, Record as _, Tree, write_json};
use domain::merchant::{Activity, PointOfSale};
use gateway::{
    Gateway,
    merchants::{self, PointOfSaleChange},
    notification_url_fault,
};
use primitives::{MerchantId, Reference};

use web::records::point_of_sale::{NewShopRequest, ShopRequest};

use super::{
    Failure,
    merchant::merchant_id,
    setup::{asking, body, merchant as owner, no_answer, told, words},
};
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
    /// Create a point of sale. FILE is the body of POST …/pointsofsale; - is stdin.
    Create {
        #[arg(value_parser = merchant_id)]
        merchant: MerchantId,
        file: String,
    },
    /// Replace what the merchant says of a point of sale. FILE is the body of PUT …/pointsofsale/REFERENCE; - is stdin.
    Update {
        #[command(flatten)]
        shop: Named,
        file: String,
    },
    /// Take new sessions and payments again.
    Activate(Named),
    /// Take no new sessions and payments. Sessions that were created before, captures and refunds go on.
    Deactivate(Named),
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

#[derive(clap::Args)]
pub(super) struct Named {
    #[arg(value_parser = merchant_id)]
    merchant: MerchantId,
    /// Such as SHOP1.
    #[arg(value_parser = reference)]
    reference: Reference,
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
            let change = PointOfSaleChange::AllSettings(Box::new(settings));
            let name = reference.as_str();
            let merchant = owner(&gateway, merchant).await?;
            let done =
                merchants::change_point_of_sale(&gateway, &merchant, name, change, asking(), &no_answer);
            done.await.map_err(|refusal| Failure::Said(words(refusal, name)))?;
            show::one(merchant.id, &point_of_sale, json);
        }
        Action::Create { merchant, file } => {
            let asked = body(&file, NewShopRequest::from_document)?;
            let (reference, merchant) = ((*asked.reference).clone(), owner(&gateway, merchant).await?);
            let (name, shop) = (reference.as_str().to_owned(), asked.shop.into_shop());
            let done =
                merchants::create_point_of_sale(&gateway, &merchant, reference, shop, asking(), &no_answer);
            told(done.await, &name, None, json)?;
        }
        Action::Update { shop, file } => {
            let asked = body(&file, ShopRequest::from_document)?;
            alter(&gateway, &shop, PointOfSaleChange::Shop(asked.into_shop()), None, json).await?;
        }
        Action::Activate(shop) => switch(&gateway, &shop, Activity::Active, json).await?,
        Action::Deactivate(shop) => switch(&gateway, &shop, Activity::Inactive, json).await?,
    }
    Ok(())
}

async fn switch(gateway: &Gateway, shop: &Named, status: Activity, json: bool) -> Result<(), Failure> {
    alter(gateway, shop, PointOfSaleChange::Status(status), Some(status), json).await
}

async fn alter(
    gateway: &Gateway,
    shop: &Named,
    change: PointOfSaleChange,
    status: Option<Activity>,
    json: bool,
) -> Result<(), Failure> {
    let (merchant, name) = (owner(gateway, shop.merchant).await?, shop.reference.as_str());
    let done = merchants::change_point_of_sale(gateway, &merchant, name, change, asking(), &no_answer).await;
    told(done, name, status, json)
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
