//! `guichet payment-method …`: works on the store directly, whether or not a gateway runs on it.

use clap::Subcommand;
use document::{Object, Record as _, Tree, write_json};
use domain::{
    merchant::{Activity, PaymentMethod},
    terms::CaptureMode,
};
use gateway::{
    Gateway,
    merchants::{self, MethodPath, PaymentMethodChange, points_of_sale},
};
use primitives::{MerchantId, Network};
use web::records::payment_method::{MethodRequest, NewMethodRequest};

use super::{
    Failure,
    merchant::merchant_id,
    setup::{asking, body, merchant, no_answer, told},
};
use crate::{config::Config, terminal::say};

#[derive(Subcommand)]
pub(super) enum Action {
    /// Print the payment methods of a point of sale, with their rules.
    List {
        #[arg(value_parser = merchant_id)]
        merchant: MerchantId,
        /// Such as SHOP1.
        point_of_sale: String,
    },
    /// Create a payment method. FILE is the body of POST …/paymentMethods; - is stdin.
    Create {
        #[arg(value_parser = merchant_id)]
        merchant: MerchantId,
        point_of_sale: String,
        file: String,
    },
    /// Replace a payment method. FILE is the body of PUT …/paymentMethods/ID; - is stdin.
    Update {
        #[command(flatten)]
        one: One,
        file: String,
    },
    /// Take new sessions and payments again.
    Activate(One),
    /// Take no new sessions and payments. Sessions that were created before, captures and refunds go on.
    Deactivate(One),
}

#[derive(clap::Args)]
pub(super) struct One {
    #[arg(value_parser = merchant_id)]
    merchant: MerchantId,
    /// Such as SHOP1.
    point_of_sale: String,
    /// Such as CB.
    id: String,
}

pub(super) async fn run(config: &Config, action: Action, json: bool) -> Result<(), Failure> {
    let gateway = super::open_existing(config).await?;
    match action {
        Action::List { merchant, point_of_sale } => list(&gateway, merchant, &point_of_sale, json).await,
        Action::Create { merchant: id, point_of_sale, file } => {
            let new = body(&file, |tree, problems| {
                let asked = NewMethodRequest::from_document(tree, problems);
                asked.and_then(|asked| asked.into_new(problems))
            })?;
            let (owner, name) = (merchant(&gateway, id).await?, new.id.as_str().to_owned());
            let done =
                merchants::create_payment_method(&gateway, &owner, &point_of_sale, new, asking(), &no_answer);
            told(done.await, &name, None, json)
        }
        Action::Update { one, file } => {
            let rules = body(&file, |tree, problems| {
                let asked = MethodRequest::from_document(tree, problems);
                asked.and_then(|asked| asked.into_rules(problems))
            })?;
            change(&gateway, one, PaymentMethodChange::Rules(rules), None, json).await
        }
        Action::Activate(one) => set_status(&gateway, one, Activity::Active, json).await,
        Action::Deactivate(one) => set_status(&gateway, one, Activity::Inactive, json).await,
    }
}

async fn set_status(gateway: &Gateway, one: One, status: Activity, json: bool) -> Result<(), Failure> {
    change(gateway, one, PaymentMethodChange::Status(status), Some(status), json).await
}

async fn change(
    gateway: &Gateway,
    one: One,
    change: PaymentMethodChange,
    status: Option<Activity>,
    json: bool,
) -> Result<(), Failure> {
    let owner = merchant(gateway, one.merchant).await?;
    let path = MethodPath { point_of_sale: one.point_of_sale, id: one.id };
    let done = merchants::change_payment_method(gateway, &owner, &path, change, asking(), &no_answer).await;
    told(done, &path.id, status, json)
}

async fn list(gateway: &Gateway, id: MerchantId, shop: &str, json: bool) -> Result<(), Failure> {
    let unknown =
        |_| Failure::Said(format!("there is no such point of sale: see `guichet point-of-sale list {id}`"));
    let found = points_of_sale::payment_methods(gateway, id, shop).await.map_err(unknown)?;
    let methods: Vec<&PaymentMethod> = found.iter().map(|one| &one.method).collect();
    if json {
        let rows: Vec<Object> = methods.into_iter().map(wire).collect();
        say(write_json(&Tree::from(rows)));
        return Ok(());
    }
    for method in methods {
        let networks = networks(method).join(" ");
        say(format!("{:<20}  {:<8}  {networks}", method.id.as_str(), status(method).as_str()));
    }
    Ok(())
}

fn wire(method: &PaymentMethod) -> Object {
    Object::new()
        .with("id", method.id.as_str())
        .with("type", method.instrument_type.as_str())
        .with("status", status(method).as_str())
        .with("networks", networks(method))
        .with(
            "capture_modes",
            method.captures.iter().map(|mode| CaptureMode::as_str(*mode)).collect::<Vec<_>>(),
        )
        .with("duplicate_check", method.checks_duplicates)
}

fn networks(method: &PaymentMethod) -> Vec<&'static str> {
    method.networks.iter().map(|network| Network::as_str(*network)).collect()
}

const fn status(method: &PaymentMethod) -> Activity {
    Activity::of(method.is_active())
}
