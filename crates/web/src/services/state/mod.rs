//! The state of a session as its clients decode it (session services, sections 4 and 5). Two mobile apps that do not need
//! the same members share it with the page: whatever one of them needs is there, in the exact JSON type.

mod info;
mod methods;
mod outcome;

use document::{Object, Tree};
use domain::merchant::PaymentMethod;
use gateway::{
    Gateway,
    sessions::{Client, Look, Standing},
};
pub(crate) use methods::asks_holder;

use page::Reason;

use super::{Asker, Wording, reason, return_url};
use crate::app::App;

/// What a client is to show.
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

pub(super) fn of(app: &App, look: &Look, asker: &Asker) -> Object {
    let kind = match &look.standing {
        // Whoever gave up at a partner was not refused; and an app would show what it does not know for ever.
        Standing::Choose { refused: Some(code) }
            if asker.visitor.client == Client::Page
                && reason(*code, look.transactions.first()) != Reason::Abandoned =>
        {
            Kind::FailureWithRetry
        }
        Standing::Choose { .. } => Kind::Methods,
        Standing::AtPartner { .. } => Kind::Redirect,
        Standing::Waiting => Kind::Waiting,
        Standing::Undecided => Kind::OnHold,
        Standing::Paid => Kind::Success,
        Standing::Refused { .. } => Kind::Failure,
        Standing::Cancelled => Kind::Cancelled,
        Standing::Expired => Kind::Expired,
    };
    state(app, look, asker, &kind)
}

pub(super) fn after_payment(app: &App, look: &Look, asker: &Asker) -> Object {
    match &look.standing {
        // Nothing happened at the bank, so the session goes on; an app has only this answer to tell its buyer.
        Standing::Choose { refused: Some(_) } if asker.visitor.client != Client::Page => {
            state(app, look, asker, &Kind::Failure)
        }
        _ => of(app, look, asker),
    }
}

fn state(app: &App, look: &Look, asker: &Asker, kind: &Kind) -> Object {
    let gateway = &*app.gateway;
    let wording = Wording::of(gateway, look, asker);
    let (name, part) = match kind {
        Kind::Methods | Kind::FailureWithRetry => ("paymentMethodsList", Some(methods::list(look, &wording))),
        Kind::Redirect => ("paymentRedirectNoResponse", outcome::redirect(look)),
        Kind::Waiting => ("activeWaiting", Some(outcome::waiting(look, &wording))),
        Kind::Success => ("paymentSuccess", outcome::success(look, &wording)),
        Kind::Failure => ("paymentFailure", Some(outcome::failure(look, &wording))),
        Kind::OnHold => ("paymentOnholdPartner", Some(outcome::on_hold(look))),
        Kind::Cancelled => ("paymentCanceled", None),
        Kind::Expired => ("tokenExpired", Some(Object::new())),
    };
    let mut state = envelope(gateway, look, &wording, kind.name());
    if let Some(part) = part {
        state.set(name, part);
    }
    if matches!(kind, Kind::FailureWithRetry) {
        state.set("paymentFailure", outcome::failure(look, &wording));
    }
    state
}

fn envelope(gateway: &Gateway, look: &Look, wording: &Wording<'_>, kind: &str) -> Object {
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
        .with("language", wording.language.tag())
        .with("automaticRedirectAtSessionsEnd", settings.returns_by_itself())
        .with("info", info::of(look, wording))
        .with("isSandbox", gateway.settings.is_sandbox)
        .with("isSendRemoteLogs", false)
        // An addition of ours: by which a page knows that there was another payment since.
        .with("tries", i64::from(look.session.tries))
        .with("scripts", Vec::<Tree>::new())
        .with("fragmented", false)
}

/// How the payment that a state tells of was, or would be, paid: `cardCode` and `contractNumber`.
fn method_told(look: &Look) -> (String, String) {
    let by_payment = look.payment().map(|payment| (&payment.instrument_type, &payment.payment_method));
    let of_method =
        |method: &PaymentMethod| (method.instrument_type.as_str().to_owned(), method.id.as_str().to_owned());
    match by_payment {
        Some((code, id)) => (code.as_str().to_owned(), id.as_str().to_owned()),
        None => look.methods.first().map(of_method).unwrap_or_default(),
    }
}
