//! Creates a payment link.

use std::sync::Arc;

use domain::{
    echo::Echo,
    link::{ATTEMPTS, LinkStatus, PaymentLink},
    merchant::Merchant,
};
use jiff::Timestamp;
use primitives::{LinkNumber, LinkToken, WebUrl};

use super::secret;
use crate::{
    Gateway, Refusal, Repeatable, audit,
    draws::Draws,
    idempotency::{first_document, keep_answer},
    ports::{CommitError, LinkWrite, Write},
    sessions::{self, CreateSession},
};

/// A request for a payment link.
pub struct CreateLink {
    /// What each session of the link is to be.
    pub session: CreateSession,
    /// The end of the last day of the link ([`domain::link::expiry`]).
    pub expires: Timestamp,
}

/// A link that was created.
pub struct CreatedLink {
    pub link: PaymentLink,
    /// The URL that the buyer is sent.
    pub url: WebUrl,
    /// The name of the point of sale.
    pub shop_name: String,
    /// Whether this is the first answer to an earlier request.
    pub replayed: bool,
}

/// Creates a link. What refuses a session refuses it as well.
pub async fn create(
    gateway: &Gateway,
    merchant: &Merchant,
    asked: CreateLink,
) -> Result<CreatedLink, Refusal> {
    let CreateLink { session: asked, expires } = asked;
    let setup = sessions::admit(gateway, merchant, &asked).await?;
    let (terms, repeat) = (Arc::new(asked.terms), asked.repeatable);
    let mut draws = Draws::default();
    let _beginning = gateway.beginnings.enter(merchant.id);
    loop {
        let now = gateway.clock.now();
        let token = LinkToken::draw(gateway.settings.cell, gateway.random(), now.as_millisecond());
        let link = PaymentLink {
            number: token.number(),
            secret: secret::seal(gateway, merchant.id, &token),
            merchant: merchant.id,
            point_of_sale: setup.point_of_sale.reference.clone(),
            created: now,
            expires,
            terms: Arc::clone(&terms),
            echo: asked.echo.clone(),
            notification_url: asked.notification_url.clone(),
            stage: LinkStatus::Unpaid,
            attempts_left: ATTEMPTS,
            payment: None,
            ended: None,
            openings: 0,
        };
        let kept = repeat.as_ref().map(|repeat| keep_answer(merchant.id, repeat, named(token.number()), now));
        let mut writes: Vec<Write> = kept.into_iter().collect();
        writes.extend([audit::link(&link), LinkWrite::Add(Box::new(link.clone())).into()]);
        match gateway.store.commit(now, writes).await {
            Ok(()) => {
                let (url, shop_name) = (gateway.addresses.payment_link(&token), setup.point_of_sale.name);
                return Ok(CreatedLink { link, url, shop_name, replayed: false });
            }
            Err(CommitError::RequestRepeated) => {
                let repeat = repeat.as_ref().ok_or(Refusal::Internal)?;
                return replay(gateway, merchant, repeat).await?.ok_or(Refusal::RepeatPending);
            }
            Err(CommitError::KeyRetired) => draws.again_with_new_keys(gateway).await?,
            Err(error) => draws.again_after(error)?,
        }
    }
}

/// Returns the first answer to an earlier request under the same key, if there is one. It tells the link as it was made.
pub async fn replay(
    gateway: &Gateway,
    merchant: &Merchant,
    repeatable: &Repeatable,
) -> Result<Option<CreatedLink>, Refusal> {
    let Some(first) = first_document(gateway, merchant, repeatable).await? else { return Ok(None) };
    let number = LinkNumber::parse(first.json().trim_matches('"')).ok_or(Refusal::Internal)?;
    let link = gateway.store.link(merchant.id, number).await?.ok_or(Refusal::Internal)?.value;
    let setup = gateway.store.point_of_sale_setup(merchant.id, &link.point_of_sale).await?;
    let shop_name = setup.map(|setup| setup.point_of_sale.name).unwrap_or_default();
    let url = gateway.addresses.payment_link(&secret::open(gateway, &link).await?);
    let link = PaymentLink { stage: LinkStatus::Unpaid, ..link };
    Ok(Some(CreatedLink { link, url, shop_name, replayed: true }))
}

/// The layout of a kept id.
const FORMAT: i64 = 1;

/// Returns what is kept for a repeat: the id of the link, because its URL is a credential.
fn named(number: LinkNumber) -> Echo {
    Echo::new(FORMAT, format!("\"{number}\""))
}
