//! Sessions: the requests of shops and of buyers (Retail API, section 3.1; the session services).

use std::sync::{Mutex, PoisonError};

use client::Answer;

use crate::line::Line;
use crate::load::{Done, Work};
use crate::orders::{CVX, EXPIRATION, HOLDER, NUMBER, amount_of, next_order};
use crate::run::Error;

const SESSIONS: &str = "/v1/checkout/payments/sessions";

/// The work of a shop that makes one session after the other.
#[derive(Default)]
pub(crate) struct NewSessions {
    /// The notification URL of the sessions. `None` for no notifications.
    pub(crate) notification_url: Option<String>,
}

impl Work for NewSessions {
    async fn once(&self, line: &mut Line) -> Result<Option<Done>, Error> {
        let answer = make(line, self.notification_url.as_deref()).await?;
        Ok(Some(id_of(&answer).map_or_else(|| Done::refused(&answer), |id| Done::Accepted(Some(id)))))
    }
}

/// A whole purchase: the session is made, the buyer opens the page, types a card, whose networks are asked
/// for by its first digits, and pays; the shop reads the result.
pub(crate) struct Purchases;

impl Work for Purchases {
    async fn once(&self, line: &mut Line) -> Result<Option<Done>, Error> {
        let made = make(line, None).await?;
        let Some(id) = id_of(&made) else { return Ok(Some(Done::refused(&made))) };
        let page = line.buyer_opens(&page_of(&id), "fr").await?;
        let networks = line.buyer_posts(&service(&id, "availablecardnetworks"), beginning()).await?;
        let paid = line.buyer_posts(&service(&id, "securedPaymentRequest"), card()).await?;
        let read = line.shop_gets(&format!("{SESSIONS}/{id}")).await?;
        for (answer, is_good) in [
            (&page, page.status == 200),
            (&networks, networks.text(&["defaultNetwork"]) == Some("CB")),
            (&paid, paid.text(&["type"]) == Some("PAYMENT_SUCCESS")),
            (&read, read.status == 200 && read.text(&["result", "title"]) == Some("ACCEPTED")),
        ] {
            if !is_good {
                return Ok(Some(Done::refused(answer)));
            }
        }
        Ok(Some(Done::Accepted(Some(id))))
    }
}

/// The cancellation of each of these sessions by its buyer.
pub(crate) struct Cancels(Mutex<Vec<String>>);

impl Cancels {
    pub(crate) fn of(sessions: Vec<String>) -> Self {
        Self(Mutex::new(sessions))
    }
}

impl Work for Cancels {
    async fn once(&self, line: &mut Line) -> Result<Option<Done>, Error> {
        let Some(id) = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop() else { return Ok(None) };
        cancel(line, id).await.map(Some)
    }
}

pub(crate) async fn cancel(line: &mut Line, id: String) -> Result<Done, Error> {
    let answer = line.buyer_posts(&service(&id, "cancel"), "{}".to_owned()).await?;
    let is_cancelled = answer.text(&["type"]) == Some("PAYMENT_CANCELED");
    Ok(if is_cancelled { Done::Accepted(Some(id)) } else { Done::refused(&answer) })
}

/// The first opening of the page of each of these sessions.
pub(crate) struct FirstLooks(Mutex<Vec<String>>);

impl FirstLooks {
    pub(crate) fn of(sessions: Vec<String>) -> Self {
        Self(Mutex::new(sessions))
    }
}

impl Work for FirstLooks {
    async fn once(&self, line: &mut Line) -> Result<Option<Done>, Error> {
        let Some(id) = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop() else { return Ok(None) };
        look(line, &page_of(&id)).await.map(Some)
    }
}

/// The repeated opening of the page of one session.
pub(crate) struct Looks {
    pub(crate) page: String,
}

impl Work for Looks {
    async fn once(&self, line: &mut Line) -> Result<Option<Done>, Error> {
        look(line, &self.page).await.map(Some)
    }
}

async fn look(line: &mut Line, page: &str) -> Result<Done, Error> {
    let answer = line.buyer_opens(page, "fr").await?;
    Ok(if answer.status == 200 { Done::Accepted(None) } else { Done::refused(&answer) })
}

pub(crate) fn page_of(session: &str) -> String {
    format!("/pay/{session}")
}

fn service(session: &str, name: &str) -> String {
    format!("/services/token/{session}/{name}")
}

/// Makes a session with a body no larger than those of the payments that it is compared with.
async fn make(line: &mut Line, notification_url: Option<&str>) -> Result<Answer, Error> {
    let order = next_order();
    let amount = amount_of(order);
    let told = notification_url.map_or_else(String::new, |url| format!(r#","notificationURL":"{url}""#));
    let body = format!(
        concat!(
            r#"{{"pointOfSaleReference":"SHOP1","paymentMethod":{{"paymentMethodIDs":["CB"]}},"#,
            r#""order":{{"reference":"b-{order}","amount":{amount},"currency":"EUR","origin":"E_COM"}},"#,
            r#""payment":{{"paymentType":"ONE_OFF","capture":"AUTOMATIC"}},"#,
            r#""returnURL":"https://shop.example/return"{told}}}"#
        ),
        order = order,
        amount = amount,
        told = told
    );
    line.shop_posts(SESSIONS, body).await
}

fn id_of(made: &Answer) -> Option<String> {
    let id = made.text(&["sessionId"]).filter(|_| made.status == 201);
    id.map(str::to_owned)
}

fn beginning() -> String {
    let digits = &NUMBER[..10];
    format!(r#"{{"cardNumber":"{digits}","handledContracts":[{{"cardCode":"CB","contractNumber":"CB"}}]}}"#)
}

fn card() -> String {
    format!(
        concat!(
            r#"{{"cardCode":"CB","contractNumber":"CB","#,
            r#""paymentParams":{{"EXPI_DATE":"{expiration}","HOLDER":"{holder}","SAVE_PAYMENT_DATA":false}},"#,
            r#""securedPaymentParams":{{"PAN":"{number}","CVV":"{cvx}"}}}}"#
        ),
        expiration = EXPIRATION,
        holder = HOLDER,
        number = NUMBER,
        cvx = CVX
    )
}
