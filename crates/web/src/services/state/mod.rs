//! The state of a session as its clients decode it (session services, sections 4 and 5). The page and two mobile apps read it.
//! It has every member that one of them needs, in the JSON type that this one decodes.

mod info;
mod methods;
mod outcome;

use document::{Object, Tree};
use domain::merchant::PaymentMethod;
use gateway::{
    Gateway,
    sessions::{Client, SessionStatus, SessionView},
};
pub(crate) use methods::asks_holder;
use page::FailureReason;

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
        }
    }
}

pub(super) fn of(app: &App, look: &SessionView, requester: &Requester) -> Object {
    let kind = match &look.standing {
        // A buyer who gave up at a partner was not refused. An app does not know this type, and would keep its spinner.
        SessionStatus::Choose { refused: Some(code) }
            if requester.visitor.client == Client::Page
                && reason(*code, look.transactions.first()) != FailureReason::Abandoned =>
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
        SessionStatus::Expired => Kind::Expired,
    };
    state(app, look, requester, &kind)
}

/// The state in the answer to a payment.
pub(super) fn after_payment(app: &App, look: &SessionView, requester: &Requester) -> Object {
    match &look.standing {
        // The session goes on, but an app learns of the refusal from this answer only.
        SessionStatus::Choose { refused: Some(_) } if requester.visitor.client != Client::Page => {
            state(app, look, requester, &Kind::Failure)
        }
        _ => of(app, look, requester),
    }
}

fn state(app: &App, look: &SessionView, requester: &Requester, kind: &Kind) -> Object {
    let gateway = &*app.gateway;
    let locale = SessionLocale::of(gateway, look, requester);
    let (name, part) = match kind {
        Kind::Methods | Kind::FailureWithRetry => ("paymentMethodsList", Some(methods::list(look, &locale))),
        Kind::Redirect => ("paymentRedirectNoResponse", outcome::redirect(look)),
        Kind::Waiting => ("activeWaiting", Some(outcome::waiting(look, &locale))),
        Kind::Success => ("paymentSuccess", outcome::success(look, &locale)),
        Kind::Failure => ("paymentFailure", Some(outcome::failure(look, &locale))),
        Kind::OnHold => ("paymentOnholdPartner", Some(outcome::on_hold(look))),
        Kind::Cancelled => ("paymentCanceled", None),
        Kind::Expired => ("tokenExpired", Some(Object::new())),
    };
    let mut state = envelope(gateway, look, &locale, kind.name());
    if let Some(part) = part {
        state.set(name, part);
    }
    if matches!(kind, Kind::FailureWithRetry) {
        state.set("paymentFailure", outcome::failure(look, &locale));
    }
    state
}

fn envelope(gateway: &Gateway, look: &SessionView, locale: &SessionLocale<'_>, kind: &str) -> Object {
    let back = return_url(look);
    let settings = &look.shop.point_of_sale.settings;
    let created = look.session.created.to_zoned(gateway.settings.calendar.clone());
    Object::new()
        .with("token", look.id.text())
        .with("type", kind)
        .with("creationDate", created.strftime("%a %b %d %H:%M:%S %Z %Y").to_string())
        .with("cancelUrl", back.as_str())
        .with("returnUrl", back)
        .with("pointOfSale", look.shop.point_of_sale.name.as_str())
        .with("language", locale.language.tag())
        .with("automaticRedirectAtSessionsEnd", settings.returns_by_itself())
        .with("info", info::of(look, locale))
        .with("isSandbox", gateway.settings.is_sandbox)
        .with("isSendRemoteLogs", false)
        // An addition of ours: a page sees by it that another payment was tried since.
        .with("tries", i64::from(look.session.tries))
        .with("scripts", Vec::<Tree>::new())
        .with("fragmented", false)
}

/// Returns `cardCode` and `contractNumber` of the payment's method, or of the first method where there is no payment.
fn method_of(look: &SessionView) -> (String, String) {
    let of_payment = look.payment().map(|payment| (&payment.instrument_type, &payment.payment_method));
    let of_method =
        |method: &PaymentMethod| (method.instrument_type.as_str().to_owned(), method.id.as_str().to_owned());
    match of_payment {
        Some((code, id)) => (code.as_str().to_owned(), id.as_str().to_owned()),
        None => look.methods.first().map(of_method).unwrap_or_default(),
    }
}
