//! The state of a session as its clients decode it (session services, sections 4 and 5). The clients are the
//! page and two mobile apps. The state has every member that one of them needs, in the JSON type that it
//! decodes.

mod info;
mod methods;
mod outcome;
mod saved_cards;
mod shop_address;
mod wallet;

use document::{Object, Tree};
use domain::merchant::PaymentMethod;
use gateway::{
    Gateway,
    sessions::{Client, SessionStatus, SessionView},
};
pub(crate) use methods::asks_holder;
use page::FailureReason;
pub(crate) use wallet::wallet_card;

use super::{Requester, SessionLocale, reason, return_url};
use crate::app::App;

/// The type of a state, which tells the client what to show.
enum Kind {
    Methods,
    FailureWithRetry,
    Redirect,
    Waiting,
    Success,
    Failure,
    OnHold,
    Cancelled,
    Expired,
    Wallet,
}

impl Kind {
    const fn name(&self) -> &'static str {
        match self {
            Self::Methods => "PAYMENT_METHODS_LIST",
            Self::FailureWithRetry => "PAYMENT_FAILURE_WITH_RETRY",
            Self::Redirect => "PAYMENT_REDIRECT_NO_RESPONSE",
            Self::Waiting => "ACTIVE_WAITING",
            Self::Success => "PAYMENT_SUCCESS",
            Self::Failure => "PAYMENT_FAILURE",
            Self::OnHold => "PAYMENT_ONHOLD_PARTNER",
            Self::Cancelled => "PAYMENT_CANCELED",
            Self::Expired => "TOKEN_EXPIRED",
            Self::Wallet => "MANAGE_WEB_WALLET",
        }
    }
}

pub(super) fn of(app: &App, shown: &SessionView, requester: &Requester) -> Object {
    let kind = match &shown.status {
        // A buyer who gave up at a partner was not refused. Apps do not know this type and would show their
        // spinner for ever.
        SessionStatus::Choose { refused: Some(code) }
            if requester.visitor.client == Client::Page
                && reason(*code, shown.transactions.first()) != FailureReason::Abandoned =>
        {
            Kind::FailureWithRetry
        }
        SessionStatus::Choose { .. } => Kind::Methods,
        SessionStatus::AtPartner { .. } => Kind::Redirect,
        SessionStatus::Waiting => Kind::Waiting,
        SessionStatus::Undecided => Kind::OnHold,
        SessionStatus::Paid => Kind::Success,
        SessionStatus::Refused { .. } => Kind::Failure,
        SessionStatus::Cancelled => Kind::Cancelled,
        SessionStatus::Manage { .. } => Kind::Wallet,
        // The contract has no state for the end of such a session. This one is final for every client.
        SessionStatus::Expired | SessionStatus::Done => Kind::Expired,
    };
    state(app, shown, requester, &kind)
}

/// Writes the state for the answer to a payment.
pub(super) fn after_payment(app: &App, shown: &SessionView, requester: &Requester) -> Object {
    match &shown.status {
        // The session goes on, but an app learns of the refusal only from this answer.
        SessionStatus::Choose { refused: Some(_) } if requester.visitor.client != Client::Page => {
            state(app, shown, requester, &Kind::Failure)
        }
        _ => of(app, shown, requester),
    }
}

fn state(app: &App, shown: &SessionView, requester: &Requester, kind: &Kind) -> Object {
    let gateway = &*app.gateway;
    let locale = SessionLocale::of(gateway, shown, requester);
    let (name, part) = match kind {
        Kind::Methods | Kind::FailureWithRetry => {
            let saved = saved_cards::list(gateway, shown, requester.visitor.client);
            ("paymentMethodsList", Some(methods::list(gateway, shown, &locale, saved)))
        }
        Kind::Redirect => ("paymentRedirectNoResponse", outcome::redirect(shown)),
        Kind::Waiting => ("activeWaiting", Some(outcome::waiting(shown, &locale))),
        Kind::Success => ("paymentSuccess", outcome::success(shown, &locale)),
        Kind::Failure => ("paymentFailure", Some(outcome::failure(shown, &locale))),
        Kind::OnHold => ("paymentOnholdPartner", Some(outcome::on_hold(shown))),
        Kind::Cancelled => ("paymentCanceled", None),
        Kind::Expired => ("tokenExpired", Some(Object::new())),
        Kind::Wallet => ("manageWebWallet", Some(wallet::managed(shown, &locale))),
    };
    let mut state = envelope(gateway, shown, &locale, kind.name());
    if let Some(part) = part {
        state.set(name, part);
    }
    if matches!(kind, Kind::FailureWithRetry) {
        state.set("paymentFailure", outcome::failure(shown, &locale));
    }
    if let SessionStatus::Manage { takes_card: true, .. } = shown.status {
        state.set("paymentMethodsList", methods::list(gateway, shown, &locale, Vec::new()));
    }
    state
}

fn envelope(gateway: &Gateway, shown: &SessionView, locale: &SessionLocale<'_>, kind: &str) -> Object {
    let back = return_url(shown);
    let settings = &shown.setup.point_of_sale.settings;
    let created = shown.session.created.to_zoned(gateway.settings.calendar.clone());
    let mut envelope = Object::new()
        .with("token", shown.id.text())
        .with("type", kind)
        .with("creationDate", created.strftime("%a %b %d %H:%M:%S %Z %Y").to_string())
        .with("cancelUrl", back.as_str())
        .with("returnUrl", back)
        .with("pointOfSale", shown.setup.point_of_sale.name.as_str())
        .with("language", locale.language.tag())
        .with("automaticRedirectAtSessionsEnd", settings.returns_by_itself())
        .with("info", info::of(shown, locale))
        .with("isSandbox", gateway.settings.is_sandbox)
        .with("isSendRemoteLogs", false)
        // The contract does not have these members. By them a page sees that another payment was tried, or the wallet changed, since.
        .with("tries", i64::from(shown.session.tries))
        .with("operations", i64::from(shown.session.operations))
        .with("scripts", Vec::<Tree>::new())
        .with("fragmented", false);
    if let Some(address) = shop_address::of(&shown.setup.point_of_sale) {
        envelope.set("pointOfSaleAddress", address);
    }
    envelope
}

/// Returns `cardCode` and `contractNumber` of the payment's method, or of the first method where there is no payment.
fn method_of(shown: &SessionView) -> (String, String) {
    let of_payment = shown.payment().map(|payment| (&payment.instrument_type, &payment.payment_method));
    let of_method =
        |method: &PaymentMethod| (method.instrument_type.as_str().to_owned(), method.id.as_str().to_owned());
    match of_payment {
        Some((code, id)) => (code.as_str().to_owned(), id.as_str().to_owned()),
        None => shown.methods.first().map(of_method).unwrap_or_default(),
    }
}
