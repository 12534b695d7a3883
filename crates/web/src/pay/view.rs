//! Turns a session, as the gateway sees it, into the view that the page shows.

use document::{Object, Tree};
use domain::merchant::PaymentMethod;
use gateway::sessions::{self, SavedCards, SessionStatus, SessionView};
use page::{
    Colour, FailedAttempt, Item, Method, MethodKind, Order, SavedCard, Screen, TestCard, TestMode, View,
};
use primitives::{Amount, WebUrl};

use super::wallet;
use crate::{
    app::App,
    services::{Requester, SessionLocale, asks_holder, reason, return_url, ticket},
};

pub(super) fn of(app: &App, shown: &SessionView, requester: &Requester) -> View {
    let gateway = &*app.gateway;
    let locale = SessionLocale::of(gateway, shown, requester);
    let settings = &shown.setup.point_of_sale.settings;
    let wanted = locale.request.get("customPaymentPageCode").and_then(Tree::as_text);
    let accent = wanted.and_then(|code| settings.page(code));
    let left_s = shown.session.expires.duration_since(shown.now).as_secs();
    View {
        language: locale.language,
        services: format!("{}/services/token/{}", prefix(&app.page_url), shown.id.text()),
        shop_name: shown.setup.point_of_sale.name.clone(),
        shop_url: None,
        order: order(shown, &locale.request),
        test_mode: gateway.settings.is_sandbox.then(|| TestMode { cards: test_cards(app) }),
        accent: accent.and_then(|page| Colour::parse(page.colour.as_str())),
        return_url: Some(return_url(shown)),
        tries: shown.session.tries,
        expires_in_s: u32::try_from(left_s).unwrap_or(0),
        screen: wallet::screen(shown, &locale).unwrap_or_else(|| screen(shown, &locale)),
    }
}

/// Returns the path of the page's public URL, without a slash at its end.
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

fn order(shown: &SessionView, request: &Object) -> Order {
    let terms = &shown.session.terms.payment;
    let amount = |path: &[&str]| request.at(path).and_then(to_amount);
    Order {
        reference: terms.order_reference.as_str().to_owned(),
        amount: terms.order_amount,
        payment_amount: terms.amount,
        currency: terms.currency,
        items: items(request.at(&["order", "items"]).and_then(Tree::as_list).unwrap_or_default()),
        taxes: amount(&["order", "taxes"]),
        discount: amount(&["order", "discount"]),
        delivery_charge: amount(&["delivery", "charge"]),
    }
}

/// Reads an amount that is only shown: no rule depends on it.
fn to_amount(tree: &Tree) -> Option<Amount> {
    tree.as_integer().and_then(Amount::new)
}

/// The largest number of items that the page lists. A line below says how many more the order has.
const MAX_ITEMS_SHOWN: usize = 40;

fn items(all: &[Tree]) -> Vec<Item> {
    let rest = all.len().saturating_sub(MAX_ITEMS_SHOWN);
    let more = (rest > 0).then(|| Item { label: format!("… + {rest}"), quantity: None, price: None });
    all.iter().take(MAX_ITEMS_SHOWN).map(item).chain(more).collect()
}

fn item(item: &Tree) -> Item {
    let texts = ["comment", "reference"].map(|name| item.at(&[name]).and_then(Tree::as_text));
    let label = texts.into_iter().flatten().find(|text| !text.is_empty()).unwrap_or_default();
    let quantity = item.at(&["quantity"]).and_then(Tree::as_integer);
    Item {
        label: label.to_owned(),
        quantity: quantity.and_then(|quantity| u64::try_from(quantity).ok()),
        price: item.at(&["price"]).and_then(to_amount),
    }
}

fn screen(shown: &SessionView, locale: &SessionLocale<'_>) -> Screen {
    let payment = shown.payment();
    match &shown.status {
        SessionStatus::Choose { refused } => Screen::Choose {
            // A page cannot ask a device.
            methods: shown.methods.iter().filter(|one| one.external_wallet().is_none()).map(method).collect(),
            saved_cards: saved_cards(&shown.saved),
            asks_saved_cvv: shown.saved.asks_cvx,
            offers_saving: shown.saved.keeps,
            failed_attempt: refused.map(|code| FailedAttempt {
                attempts_left: shown.session.attempts_left,
                reason: reason(code, shown.transactions.first()),
            }),
        },
        SessionStatus::AtPartner { redirection } => Screen::AtPartner {
            method: payment.and_then(|payment| shown.method_of(payment)).map_or_else(removed_method, method),
            url: redirection.url.clone(),
            fields: redirection.fields.clone(),
            post: !redirection.fields.is_empty(),
        },
        SessionStatus::Waiting => Screen::Waiting {
            card_code: payment
                .map_or_else(String::new, |payment| payment.instrument_type.as_str().to_owned()),
        },
        SessionStatus::Undecided => Screen::OnHold,
        SessionStatus::Paid => Screen::Paid {
            ticket: payment.map(|payment| ticket(locale, shown, payment)).unwrap_or_default(),
            returns_automatically: false,
        },
        SessionStatus::Refused { code } => Screen::Refused { reason: reason(*code, payment) },
        SessionStatus::Cancelled => Screen::Cancelled,
        // The last two are those of a wallet, which has screens of its own.
        SessionStatus::Expired | SessionStatus::Manage { .. } | SessionStatus::Done => Screen::Expired,
    }
}

pub(super) fn method(method: &PaymentMethod) -> Method {
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

/// The number of the last digits of a card that the page shows.
const DIGITS_SHOWN: usize = 4;

/// The largest number of saved cards that the page lists, so that it stays small.
const MAX_SAVED_SHOWN: usize = 20;

fn saved_cards(saved: &SavedCards) -> Vec<SavedCard> {
    let card = |card: &sessions::SavedCard| SavedCard {
        code: card.method.instrument_type.as_str().to_owned(),
        index: card.rank.number(),
        network: card.network,
        last_digits: card.last_digits(DIGITS_SHOWN).to_owned(),
        expiry: card.expiry,
        holder: card.holder.as_ref().map(|name| name.as_str().to_owned()),
    };
    saved.payable().take(MAX_SAVED_SHOWN).map(card).collect()
}

/// Returns a placeholder for a method that was removed from the point of sale after the buyer chose it.
fn removed_method() -> Method {
    Method { code: String::new(), contract: String::new(), kind: MethodKind::Redirect }
}
