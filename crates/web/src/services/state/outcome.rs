//! The part of a state that tells the outcome of a payment.

use document::Object;
use domain::{transaction::Transaction, wallet::Rank};
use gateway::sessions::{SessionStatus, SessionView};
use page::{TextKey, TicketLine};

use super::{SessionLocale, method_of};
use crate::services::{networks::name_of, reason, ticket};

pub(super) fn redirect(shown: &SessionView) -> Option<Object> {
    let SessionStatus::AtPartner { redirection } = &shown.status else { return None };
    let (code, contract) = method_of(shown);
    let is_post = !redirection.fields.is_empty();
    let mut fields = Object::new();
    for (name, value) in &redirection.fields {
        fields.set(name.as_str(), value.as_str());
    }
    let data = Object::new()
        .with("requestType", if is_post { "POST" } else { "GET" })
        .with("requestUrl", redirection.url.as_str())
        .with("requestFields", fields)
        .with("iframeEmbeddable", false)
        .with("iframeHeight", 0)
        .with("iframeWidth", 0)
        .with("isCompletionMethod", false)
        .with("hasPartnerLogo", false)
        .with("timeoutInMs", 0);
    Some(with_method(&code, &contract).with("redirectionData", data))
}

pub(super) fn waiting(shown: &SessionView, locale: &SessionLocale<'_>) -> Object {
    let (code, contract) = method_of(shown);
    let message = Object::new()
        .with("type", "CUSTOM")
        .with("localizedMessage", locale.text(TextKey::WaitingExplanation))
        .with("displayIcon", true);
    let saved_card =
        shown.payment().and_then(|payment| payment.origin.paying_card()).and_then(|card| card.rank);
    with_method(&code, &contract)
        .with("walletCardIndex", saved_card.map_or(0, Rank::number))
        .with("needActiveWaitingAction", true)
        .with("message", message)
}

fn with_method(code: &str, contract: &str) -> Object {
    Object::new().with("cardCode", code).with("contractNumber", contract)
}

fn selected(shown: &SessionView) -> Object {
    let (code, contract) = method_of(shown);
    Object::new().with("selectedCardCode", code).with("selectedContractNumber", contract)
}

pub(super) fn success(shown: &SessionView, locale: &SessionLocale<'_>) -> Option<Object> {
    let payment = shown.payment()?;
    let lines: Vec<Object> = ticket(locale, shown, payment).iter().map(line).collect();
    Some(
        selected(shown)
            .with("displayTicket", true)
            .with("fragmented", false)
            .with("paymentCard", paid_with(payment))
            .with("ticket", lines),
    )
}

fn paid_with(payment: &Transaction) -> &str {
    let network = payment.card.as_ref().and_then(|card| card.selected_network);
    match network {
        Some(network) => name_of(network),
        None => payment.instrument_type.as_str(),
    }
}

fn line(line: &TicketLine) -> Object {
    let mut wire = Object::new().with("i", line.wide).with("t", 0).with("v", line.value.as_str());
    if let Some(label) = &line.label {
        wire.set("k", label.as_str());
    }
    if let Some(style) = line.style.wire_name() {
        wire.set("s", style);
    }
    wire
}

pub(super) fn failure(shown: &SessionView, locale: &SessionLocale<'_>) -> Object {
    let code = match &shown.status {
        SessionStatus::Refused { code } | SessionStatus::Choose { refused: Some(code) } => Some(*code),
        _ => shown.payment().map(|payment| payment.state.result()),
    };
    let text = code.map_or_else(
        || locale.text(TextKey::RefusedHeading),
        |code| locale.text(reason(code, shown.payment()).key()),
    );
    let message =
        Object::new().with("type", "ERROR").with("localizedMessage", text).with("displayIcon", true);
    selected(shown).with("message", message)
}

/// Writes a payment on hold. It has no message, because apps show a text of their own.
pub(super) fn on_hold(shown: &SessionView) -> Object {
    selected(shown)
}
