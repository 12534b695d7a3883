//! From a look at a session to what the page shows.

use document::{Object, Tree};
use domain::merchant::PaymentMethod;
use gateway::sessions::{Look, Standing};
use page::{Colour, Item, Method, MethodKind, Order, Refused, Shop, Test, TestCard, View};
use primitives::{Amount, WebUrl};

use crate::{
    app::App,
    services::{Asker, Wording, asks_holder, reason, return_url, ticket},
};

pub(super) fn of(app: &App, look: &Look, asker: &Asker) -> View {
    let gateway = &*app.gateway;
    let wording = Wording::of(gateway, look, asker);
    let token = look.id.text();
    let settings = &look.shop.point_of_sale.settings;
    let wanted = wording.said.get("customPaymentPageCode").and_then(Tree::as_text);
    let accent = wanted.and_then(|code| settings.page(code));
    let left_s = look.session.expires.duration_since(look.now).as_secs();
    View {
        language: wording.language,
        services: format!("{}/services/token/{token}", prefix(&app.page_url)),
        token,
        shop: Shop { name: look.shop.point_of_sale.name.clone(), url: None },
        order: order(look, &wording.said),
        test: gateway.settings.is_sandbox.then(|| Test { cards: test_cards(app) }),
        accent: accent.and_then(|page| Colour::parse(page.colour.as_str())),
        return_url: Some(return_url(look)),
        tries: look.session.tries,
        expires_in_s: u32::try_from(left_s).unwrap_or(0),
        standing: standing(look, &wording),
    }
}

/// Under which path of its host the page is reached from outside.
fn prefix(page: &WebUrl) -> &str {
    page.path().trim_end_matches('/')
}

fn test_cards(app: &App) -> Vec<TestCard> {
    let card = |card: &crate::app::TestCard| TestCard {
        label: card.label.to_owned(),
        number: card.number.to_owned(),
    };
    app.test_cards.iter().map(card).collect()
}

fn order(look: &Look, said: &Object) -> Order {
    let terms = &look.session.terms.payment;
    let amount = |path: &[&str]| said.at(path).and_then(to_amount);
    Order {
        reference: terms.order_reference.as_str().to_owned(),
        amount: terms.order_amount,
        payment_amount: terms.amount,
        currency: terms.currency,
        items: items(said.at(&["order", "items"]).and_then(Tree::as_list).unwrap_or_default()),
        taxes: amount(&["order", "taxes"]),
        discount: amount(&["order", "discount"]),
        delivery_charge: amount(&["delivery", "charge"]),
    }
}

/// Only what is shown: no rule depends on it.
fn to_amount(tree: &Tree) -> Option<Amount> {
    tree.as_integer().and_then(Amount::new)
}

/// A page that a buyer waits for does not list a warehouse.
const MOST_ITEMS: usize = 40;

fn items(all: &[Tree]) -> Vec<Item> {
    let rest = all.len().saturating_sub(MOST_ITEMS);
    let more = (rest > 0).then(|| Item { label: format!("… + {rest}"), quantity: None, price: None });
    all.iter().take(MOST_ITEMS).map(item).chain(more).collect()
}

fn item(item: &Tree) -> Item {
    let words = ["comment", "reference"].map(|name| item.at(&[name]).and_then(Tree::as_text));
    let label = words.into_iter().flatten().find(|words| !words.is_empty()).unwrap_or_default();
    let quantity = item.at(&["quantity"]).and_then(Tree::as_integer);
    Item {
        label: label.to_owned(),
        quantity: quantity.and_then(|quantity| u64::try_from(quantity).ok()),
        price: item.at(&["price"]).and_then(to_amount),
    }
}

fn standing(look: &Look, wording: &Wording<'_>) -> page::Standing {
    let payment = look.payment();
    match &look.standing {
        Standing::Choose { refused } => page::Standing::Choose {
            methods: look.methods.iter().map(method).collect(),
            refused: refused.map(|code| Refused {
                attempts_left: look.session.attempts_left,
                reason: reason(code, look.transactions.first()),
            }),
        },
        Standing::AtPartner { redirection } => page::Standing::AtPartner {
            method: payment.and_then(|payment| look.method_of(payment)).map_or_else(unnamed, method),
            url: redirection.url.clone(),
            fields: redirection.fields.clone(),
            post: !redirection.fields.is_empty(),
        },
        Standing::Waiting => page::Standing::Waiting {
            card_code: payment
                .map_or_else(String::new, |payment| payment.instrument_type.as_str().to_owned()),
        },
        Standing::Undecided => page::Standing::OnHold,
        Standing::Paid => page::Standing::Paid {
            ticket: payment.map(|payment| ticket(wording, look, payment)).unwrap_or_default(),
            leaves_by_itself: false,
        },
        Standing::Refused { code } => page::Standing::Refused { reason: reason(*code, payment) },
        Standing::Cancelled => page::Standing::Cancelled,
        Standing::Expired => page::Standing::Expired,
    }
}

fn method(method: &PaymentMethod) -> Method {
    let kind = if method.takes_cards() {
        MethodKind::Card {
            networks: method.networks.clone(),
            asks_holder: asks_holder(method),
            asks_expiry: true,
            asks_cvv: true,
        }
    } else {
        MethodKind::Redirect
    };
    Method { code: method.instrument_type.as_str().to_owned(), contract: method.id.as_str().to_owned(), kind }
}

/// A method that was taken away since the buyer chose it.
fn unnamed() -> Method {
    Method { code: String::new(), contract: String::new(), kind: MethodKind::Redirect }
}
