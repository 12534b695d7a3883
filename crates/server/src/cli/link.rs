//! `guichet link …`: works on the store directly, whether or not a gateway runs on it.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use document::{Object, Tree, format_moment, write_json};
use domain::link::PaymentLink;
use gateway::{Gateway, Refusal, links};
use jiff::Timestamp;
use primitives::MerchantId;
use qrcode::{EcLevel, QrCode, render::svg};

use super::{Failure, merchant::merchant_id};
use crate::{config::Config, data_dir::write_new_private, terminal::say};

#[derive(Subcommand)]
pub(super) enum Action {
    /// Print the newest payment links of a merchant.
    List {
        #[arg(value_parser = merchant_id)]
        merchant: MerchantId,
        /// The largest number of links, up to 200.
        #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=200))]
        most: u16,
    },
    /// Draw a payment link as a QR code in SVG. Whoever has it may pay; the audit log tells that it was drawn.
    Qr {
        #[arg(value_parser = merchant_id)]
        merchant: MerchantId,
        /// The id of the link, such as PL1795348800123001.
        id: String,
        /// Write to a new file of mode 0600 instead of standard output.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// The least side of the picture in pixels. It is drawn sharp at any size.
const SIDE: u32 = 256;

pub(super) async fn run(config: &Config, action: Action, json: bool) -> Result<(), Failure> {
    let gateway = super::open_existing(config).await?;
    match action {
        Action::List { merchant, most } => list(&gateway, merchant, usize::from(most), json).await,
        Action::Qr { merchant, id, out } => draw(&gateway, merchant, &id, out.as_deref(), json).await,
    }
}

async fn list(gateway: &Gateway, merchant: MerchantId, most: usize, json: bool) -> Result<(), Failure> {
    let found = links::newest(gateway, merchant, most).await.map_err(|refusal| failed(&refusal))?;
    let now = gateway.clock.now();
    if json {
        let rows: Vec<Object> = found.iter().map(|link| wire(link, now)).collect();
        say(write_json(&Tree::from(rows)));
        return Ok(());
    }
    if found.is_empty() {
        say("The merchant has no payment link.");
        return Ok(());
    }
    say(row("ID", "STATUS", "EXPIRES (UTC)", "ORDER"));
    for link in &found {
        let expires = link.expires.strftime("%Y-%m-%d %H:%M").to_string();
        let order = link.terms.payment.order_reference.as_str();
        say(row(&link.number.to_string(), link.status(now).as_str(), &expires, order));
    }
    Ok(())
}

fn row(id: &str, status: &str, expires: &str, order: &str) -> String {
    format!("{id:<18}  {status:<9}  {expires:<16}  {order}")
}

fn wire(link: &PaymentLink, now: Timestamp) -> Object {
    let terms = &link.terms.payment;
    Object::new()
        .with("id", link.number.to_string())
        .with("status", link.status(now).as_str())
        .with("point_of_sale", link.point_of_sale.as_str())
        .with("order", terms.order_reference.as_str())
        .with("amount", terms.amount.minor_units())
        .with("currency", terms.currency.as_str())
        .with("created", format_moment(link.created))
        .with("expires", format_moment(link.expires))
}

async fn draw(
    gateway: &Gateway,
    merchant: MerchantId,
    id: &str,
    out: Option<&Path>,
    json: bool,
) -> Result<(), Failure> {
    let (status, url) = links::tell(gateway, merchant, id).await.map_err(|refusal| match refusal {
        Refusal::Unknown(_) => {
            Failure::Said(format!("there is no such link: see `guichet link list {merchant}`"))
        }
        other => failed(&other),
    })?;
    let url = url.ok_or_else(|| {
        Failure::Said(format!("the link is {}, and cannot be paid any more", status.as_str()))
    })?;
    let code = QrCode::with_error_correction_level(url.as_str(), EcLevel::M);
    let code = code.map_err(|error| Failure::Said(format!("the link cannot be drawn: {error}")))?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(SIDE, SIDE).build();
    match out {
        Some(file) => write_new_private(file, &picture)
            .map_err(|error| Failure::Said(format!("{}: {error}", file.display())))?,
        None if json => say(write_json(&Object::new().with("svg", picture).into())),
        None => say(picture),
    }
    Ok(())
}

fn failed(refusal: &Refusal) -> Failure {
    Failure::Said(format!("the store cannot be used ({refusal:?}): the line above says why"))
}
