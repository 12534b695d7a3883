//! The payment page: its size, and the cost of showing it.

use std::sync::Arc;
use std::time::Duration;

use client::Client;
use rig::Gateway;

use crate::buyer::{FirstLooks, Looks, NewSessions, page_of};
use crate::figures::{Rate, Ratio, Size, Sizes};
use crate::line::Line;
use crate::load::{Done, Work, cost, drive};
use crate::run::Error;

/// The numbers of connections: one that waits for nobody, and a number at which the processors are busy.
const CONNECTIONS: [usize; 2] = [1, 32];
/// The time for which sessions are made whose page is then opened once.
const SESSIONS: Duration = Duration::from_secs(2);
/// A time limit that is longer than opening any number of them takes.
const NO_END: Duration = Duration::from_secs(600);
/// The ISO 639 codes of all languages of the page (behaviour, section 5.7).
const LANGUAGES: [&str; 20] = [
    "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hu", "it", "nl", "no", "pl", "pt", "ru",
    "sk", "sv", "uk",
];

pub(crate) struct Page {
    pub(crate) sizes: Sizes,
    pub(crate) rates: Vec<Rate>,
    pub(crate) ratios: Vec<Ratio>,
}

pub(crate) async fn measure(gateway: &Gateway, span: Duration) -> Result<Page, Error> {
    let (shops, processes) = ([gateway.shop()?], [gateway.id()]);
    let new = sessions(&shops, Duration::from_millis(1)).await?;
    let page = page_of(new.first().ok_or(Error::Unexpected("no session to show"))?);
    let sizes = sizes(&shops[0], &page).await?;
    let (mut rates, mut ratios) = (Vec::new(), Vec::new());
    let (alive, looks) = (Arc::new(Alive), Arc::new(Looks { page }));
    for connections in CONNECTIONS {
        let idle = cost(&shops, &processes, connections, span, &alive).await?;
        let first = FirstLooks::of(sessions(&shops, SESSIONS).await?);
        let first = cost(&shops, &processes, connections, NO_END, &Arc::new(first)).await?;
        let again = cost(&shops, &processes, connections, span, &looks).await?;
        let name = |what: &str| format!("{what} of the page ÷ of alive, {connections} conns");
        ratios.push(Ratio::of(name("CPU"), again.cpu, idle.cpu));
        ratios.push(Ratio::of(name("median time"), again.latency.p50, idle.latency.p50));
        rates.push(Rate::of(format!("alive, {connections} connections"), idle));
        rates.push(Rate::of(format!("page, first look, {connections} connections"), first));
        rates.push(Rate::of(format!("page again, {connections} connections"), again));
    }
    Ok(Page { sizes, rates, ratios })
}

/// Returns the sizes of the page with the card form.
async fn sizes(shop: &Client, page: &str) -> Result<Sizes, Error> {
    let mut line = Line::open(shop).await?;
    let mut all = Vec::with_capacity(LANGUAGES.len());
    for language in LANGUAGES {
        let html = line.buyer_opens(page, language).await?.body_text();
        if !html.contains(&format!("<html lang=\"{language}\"")) {
            return Err(Error::Unexpected("another language than was asked for"));
        }
        all.push(Size { language, bytes: html.len() });
    }
    Sizes::of(&all).ok_or(Error::Unexpected("no language"))
}

async fn sessions(shops: &[Client], span: Duration) -> Result<Vec<String>, Error> {
    Ok(drive(shops, 32, span, &Arc::new(NewSessions::default())).await?.accepted)
}

/// The smallest request, for comparison.
struct Alive;

impl Work for Alive {
    async fn once(&self, line: &mut Line) -> Result<Option<Done>, Error> {
        let answer = line.shop_gets("/v1/checkout/alive").await?;
        Ok(Some(if answer.status == 200 { Done::Accepted(None) } else { Done::refused(&answer) }))
    }
}
