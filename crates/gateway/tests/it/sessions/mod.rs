//! Sessions: what a buyer, a bank, a partner, the clock and a merchant do to them, and who is told.

use std::sync::atomic::{AtomicU32, Ordering};

use document::Text;
use domain::{
    echo::Echo, notification::NotificationState, session::SessionTerms, transaction::Approval,
    wallet_session::Purpose,
};
use gateway::{
    Refusal, notifications,
    ports::{PartnerAnswer, Redirection},
    sessions::{
        self, CardPayment, Client, CreateSession, Found, MethodChoice, SessionStatus, SessionView, Visitor,
    },
};
use jiff::Timestamp;
use primitives::{Cvx, Expiry, Network, Pan, Reference, WebUrl};

use crate::bench::{Bench, CARD, terms};

mod cards;
mod delayed;
mod forgotten;
mod kept;
mod partners;
mod telling;
mod wallets;

pub(super) const PAGE: Client = Client::Page;
const APP: Client = Client::App { waits: true };

pub(super) fn visitor(client: Client) -> Visitor {
    Visitor { client, device: None }
}

impl Bench {
    pub(super) async fn session(&self) -> String {
        self.session_with(&[], &[]).await
    }

    /// With these methods and those to fall back on.
    async fn session_with(&self, methods: &[&str], fallbacks: &[&str]) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let order = format!("o{}", COUNT.fetch_add(1, Ordering::Relaxed));
        self.session_of(&order, methods, fallbacks).await
    }

    async fn session_of(&self, order: &str, methods: &[&str], fallbacks: &[&str]) -> String {
        let ids = |ids: &[&str]| ids.iter().map(|id| Reference::parse(id).unwrap()).collect();
        self.session_on(SessionTerms {
            purpose: Purpose::Payment,
            payment: terms(order, 1_000),
            methods: ids(methods),
            fallbacks: ids(fallbacks),
            return_url: WebUrl::parse("https://shop.example/").unwrap(),
            wallet: None,
        })
        .await
    }

    async fn session_on(&self, terms: SessionTerms) -> String {
        let asked = CreateSession {
            point_of_sale: Reference::parse("SHOP1").unwrap(),
            terms,
            echo: Echo::empty(),
            notification_url: WebUrl::parse("https://shop.example/n?a=1").ok(),
            page_code: None,
            card_likes: Vec::new(),
            repeatable: None,
        };
        sessions::create(&self.gateway, &self.merchant, asked).await.unwrap().id.text()
    }

    async fn look(&self, token: &str, client: Client) -> SessionStatus {
        sessions::open(&self.gateway, token, &visitor(client)).await.unwrap().status
    }

    pub(super) async fn pay_in(&self, token: &str, client: Client) -> Result<SessionView, Refusal> {
        self.pay_and_save_in(token, client, false).await
    }

    /// Pays with a card that the buyer may want to be kept.
    pub(super) async fn pay_and_save_in(
        &self,
        token: &str,
        client: Client,
        saves: bool,
    ) -> Result<SessionView, Refusal> {
        let payment = CardPayment {
            method: choice("CB"),
            pan: Pan::parse(CARD).unwrap(),
            expiry: Expiry::parse("1299").unwrap(),
            cvx: Cvx::parse("123").ok(),
            holder: None,
            network: Some(Network::Visa),
            saves,
            echo: Echo::empty(),
        };
        let visitor = visitor(client);
        let seen = sessions::open(&self.gateway, token, &visitor).await?;
        sessions::pay_by_card(&self.gateway, seen, &visitor, payment).await
    }

    /// The reference and the ticket with which the partner's page is asked for.
    async fn send_to_partner(&self, token: &str, client: Client) -> (String, String) {
        let visitor = visitor(client);
        let seen = sessions::open(&self.gateway, token, &visitor).await.unwrap();
        let shown = sessions::pay_at_partner(&self.gateway, seen, &visitor, choice("MOCKPAY"), Echo::empty())
            .await
            .unwrap();
        let SessionStatus::AtPartner { redirection: Redirection { url, .. } } = shown.status else {
            panic!("{:?}", shown.status)
        };
        let mut parts = url.rsplit('/').map(str::to_owned);
        let ticket = parts.next().unwrap();
        (parts.next().unwrap(), ticket)
    }

    async fn read(&self, token: &str) -> Found {
        sessions::get(&self.gateway, &self.merchant, token).await.unwrap()
    }

    /// The code that a merchant reads, and how many payments there are.
    async fn told_of(&self, token: &str) -> (&'static str, usize) {
        let found = self.read(token).await;
        (found.result.code(), found.transactions.len())
    }

    pub(crate) async fn send_what_is_due(&self) -> usize {
        let due = notifications::take(&self.gateway, 100, &[]).await.unwrap();
        let count = due.len();
        for notification in due {
            notifications::deliver(&self.gateway, notification).await.unwrap();
        }
        count
    }

    async fn notification_state(&self) -> Option<(NotificationState, u32)> {
        let all = notifications::list(&self.gateway, None, 10).await.unwrap();
        all.first().map(|notification| (notification.state, notification.attempts))
    }
}

fn choice(code: &str) -> MethodChoice {
    MethodChoice { code: code.to_owned(), contract: code.to_owned(), tries: None }
}

fn yes() -> PartnerAnswer {
    PartnerAnswer::Approved(Approval {
        authorization_number: Text::parse("P1").unwrap(),
        authorization_date: Timestamp::UNIX_EPOCH,
        issuer_transaction_id: Text::parse("1").unwrap(),
    })
}
