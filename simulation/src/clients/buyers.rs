//! Sessions, as shops make and read them, and as buyers pay in them with tabs and apps, at a card's bank or
//! at the partner.

use std::sync::Arc;

use domain::{
    echo::Echo,
    merchant::Merchant,
    session::SessionTerms,
    terms::{Capture, Terms},
    wallet_session::Purpose,
};
use gateway::{
    Gateway, Refusal, Repeatable,
    sessions::{self, CardPayment, Client, CreateSession, Found, MethodChoice, SessionView, Visitor},
};
use primitives::{Cvx, Expiry, Network, Pan, Reference, WebUrl};

use super::ask::{CARD, of_order};
use crate::{
    bank::{
        Bank,
        partner::{Decision, Visit, stay},
    },
    instance::{METHODS, PARTNER},
    random::Random,
};

/// The id of a session, as a shop and a buyer know it.
pub(crate) type Token = Arc<str>;

#[derive(Debug, Clone)]
pub(crate) enum SessionWish {
    Make {
        order: u64,
        amount: i64,
        capture: Capture,
        /// Whether the session has a notification URL of its own.
        tells: bool,
        falls_back: bool,
    },
    /// The merchant reads the session.
    Read(Token),
    Buy {
        token: Token,
        client: Client,
        step: Step,
    },
    /// The buyer is on the partner's page, which may be an old one.
    Visit {
        visit: Visit,
        decision: Decision,
    },
}

#[derive(Debug, Clone)]
pub(crate) enum Step {
    Look,
    PayByCard {
        method: &'static str,
        /// The number of tries that the buyer's page knows, which may be an old one.
        tries: Option<u32>,
    },
    PayElsewhere,
    /// The buyer comes back from the partner without an outcome.
    TurnBack,
    Cancel,
}

pub(crate) enum SessionTold {
    Made { token: String, replayed: bool },
    Read(Box<Found>),
    Looked(Box<SessionView>),
    Visited(Option<Decision>),
}

impl SessionWish {
    pub(crate) const fn word(&self) -> &'static str {
        match self {
            Self::Make { .. } => "session: make",
            Self::Read(_) => "session: read",
            Self::Buy { step: Step::Look, .. } => "buyer: look",
            Self::Buy { step: Step::PayByCard { .. }, .. } => "buyer: pay by card",
            Self::Buy { step: Step::PayElsewhere, .. } => "buyer: pay elsewhere",
            Self::Buy { step: Step::TurnBack, .. } => "buyer: turn back",
            Self::Buy { step: Step::Cancel, .. } => "buyer: cancel",
            Self::Visit { .. } => "buyer: at the partner",
        }
    }
}

pub(crate) fn draw_session(random: &mut Random) -> SessionWish {
    SessionWish::Make {
        order: random.below(3),
        amount: [50, 100][random.index(2)],
        capture: if random.per_mille(600) { Capture::Automatic } else { Capture::Manual },
        tells: random.per_mille(700),
        falls_back: random.per_mille(300),
    }
}

/// Draws a step in a session, or on a page of the partner if buyers were sent to one.
pub(crate) fn draw_step(random: &mut Random, (token, tries): (&Token, u32), visits: &[Visit]) -> SessionWish {
    if !visits.is_empty() && random.per_mille(300) {
        let visit = visits[random.index(visits.len())].clone();
        let decision = match random.below(10) {
            0..=4 => Decision::Accept,
            5 | 6 => Decision::Refuse,
            7 => Decision::TurnBack,
            _ => Decision::Hold,
        };
        return SessionWish::Visit { visit, decision };
    }
    let step = match random.below(20) {
        0..=2 => return SessionWish::Read(Arc::clone(token)),
        3..=5 => Step::Look,
        6..=11 => {
            let (method, _) = METHODS[usize::from(random.per_mille(700))];
            Step::PayByCard { method, tries: random.per_mille(500).then_some(tries) }
        }
        12..=16 => Step::PayElsewhere,
        17 | 18 => Step::TurnBack,
        _ => Step::Cancel,
    };
    let client =
        if random.per_mille(850) { Client::Page } else { Client::App { waits: random.per_mille(500) } };
    SessionWish::Buy { token: Arc::clone(token), client, step }
}

pub(super) async fn ask(
    gateway: &Gateway,
    bank: &Bank,
    merchant: &Merchant,
    wish: &SessionWish,
    repeatable: Option<Repeatable>,
) -> Result<SessionTold, Refusal> {
    match wish {
        SessionWish::Make { .. } => make(gateway, merchant, wish, repeatable).await,
        SessionWish::Read(token) => {
            sessions::get(gateway, merchant, token).await.map(|found| SessionTold::Read(Box::new(found)))
        }
        SessionWish::Buy { token, client, step } => {
            let visitor = Visitor { client: *client, device: None };
            let shown = buy(gateway, token, &visitor, step).await?;
            Ok(SessionTold::Looked(Box::new(shown)))
        }
        SessionWish::Visit { visit, decision } => {
            stay(bank, gateway, visit, *decision).await.map(SessionTold::Visited)
        }
    }
}

async fn make(
    gateway: &Gateway,
    merchant: &Merchant,
    wish: &SessionWish,
    repeatable: Option<Repeatable>,
) -> Result<SessionTold, Refusal> {
    if let Some(repeatable) = &repeatable
        && let Some(first) = sessions::replay(gateway, merchant, repeatable).await?
    {
        return Ok(SessionTold::Made { token: first.id.text(), replayed: true });
    }
    let made = sessions::create(gateway, merchant, asked(wish, repeatable)).await?;
    Ok(SessionTold::Made { token: made.id.text(), replayed: made.replayed })
}

async fn buy(gateway: &Gateway, token: &str, visitor: &Visitor, step: &Step) -> Result<SessionView, Refusal> {
    match step {
        Step::Look => sessions::open(gateway, token, visitor).await,
        Step::PayByCard { method, tries } => {
            let seen = sessions::open(gateway, token, visitor).await?;
            let payment = CardPayment {
                method: choice("CB", method, *tries),
                pan: Pan::parse(CARD).expect("a card number"),
                expiry: Expiry::parse("1299").expect("a month"),
                cvx: Cvx::parse("123").ok(),
                holder: None,
                network: Some(Network::Visa),
                saves: false,
                echo: Echo::empty(),
            };
            sessions::pay_by_card(gateway, seen, visitor, payment).await
        }
        Step::PayElsewhere => {
            let seen = sessions::open(gateway, token, visitor).await?;
            sessions::pay_at_partner(gateway, seen, visitor, choice(PARTNER, PARTNER, None), Echo::empty())
                .await
        }
        Step::TurnBack => sessions::abandon(gateway, token, visitor).await,
        Step::Cancel => sessions::cancel(gateway, token, visitor).await,
    }
}

fn choice(code: &str, contract: &str, tries: Option<u32>) -> MethodChoice {
    MethodChoice { code: code.to_owned(), contract: contract.to_owned(), tries }
}

fn asked(wish: &SessionWish, repeatable: Option<Repeatable>) -> CreateSession {
    let SessionWish::Make { order, amount, capture, tells, falls_back } = wish else {
        unreachable!("only what is made has terms");
    };
    let url = |text| WebUrl::parse(text).expect("an address");
    let ids = |ids: &[&str]| -> Vec<Reference> {
        ids.iter().map(|id| Reference::parse(id).expect("the name of a method")).collect()
    };
    let payment = Terms { capture: *capture, ..of_order(&format!("session order {order}"), *amount) };
    let (methods, fallbacks): (&[&str], &[&str]) =
        if *falls_back { (&["CB", "MOCKPAY"], &["LOOSE"]) } else { (&[], &[]) };
    CreateSession {
        point_of_sale: ids(&["SHOP1"]).remove(0),
        terms: SessionTerms {
            purpose: Purpose::Payment,
            payment,
            methods: ids(methods),
            fallbacks: ids(fallbacks),
            return_url: url("https://shop.example/back"),
            wallet: None,
        },
        echo: Echo::empty(),
        notification_url: tells.then(|| url("https://shop.example/told?a=1")),
        page_code: None,
        card_likes: Vec::new(),
        repeatable,
    }
}
