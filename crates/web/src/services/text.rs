//! What a session says to people, in the buyer's language.

use document::{Object, Tree};
use domain::{ReturnCode, session::Session, transaction::Transaction};
use gateway::{Gateway, sessions::Look};
use jiff::Timestamp;
use page::{Language, Reason, TextKey, TicketLine, amount, amount_with_code, date_time, text};
use primitives::Amount;

use super::Asker;
use crate::echo;

/// The language of one look, and what is written in it.
pub(crate) struct Wording<'a> {
    pub(crate) language: Language,
    gateway: &'a Gateway,
    session: &'a Session,
    /// What the merchant said of the session.
    pub(crate) said: Object,
}

impl<'a> Wording<'a> {
    pub(crate) fn of(gateway: &'a Gateway, look: &'a Look, asker: &Asker) -> Self {
        let said = echo::members(&look.session.echo);
        let wanted = said.get("languageCode").and_then(Tree::as_text);
        let language = Language::negotiate(wanted, asker.languages.as_deref());
        Self { language, gateway, session: &look.session, said }
    }

    pub(crate) fn say(&self, key: TextKey) -> String {
        text(self.language, key, &[])
    }

    /// `24,99 EUR`, as mobile apps show it.
    pub(crate) fn with_code(&self, money: Amount) -> String {
        amount_with_code(self.language, money, self.session.terms.payment.currency)
    }

    pub(crate) fn money(&self, money: Amount) -> String {
        amount(self.language, money, self.session.terms.payment.currency)
    }

    pub(crate) fn moment(&self, moment: Timestamp) -> String {
        date_time(self.language, moment.to_zoned(self.gateway.settings.calendar.clone()))
    }
}

/// Where the buyer's browser goes in the end: the merchant's query is kept, the session's id added under the three names
/// that shipped shops read.
pub(crate) fn return_url(look: &Look) -> String {
    let token = look.id.text();
    let own = look.shop.point_of_sale.settings.session_parameter();
    let names = ["paylinetoken", "token"]
        .into_iter()
        .chain((!matches!(own, "paylinetoken" | "token")).then_some(own));
    let parameters: Vec<(&str, &str)> = names.map(|name| (name, token.as_str())).collect();
    look.session.terms.return_url.with_parameters(&parameters)
}

/// Why an attempt came to nothing, as far as a buyer can do something about it.
pub(crate) fn reason(code: ReturnCode, transaction: Option<&Transaction>) -> Reason {
    let by_card = transaction.is_none_or(|transaction| transaction.card.is_some());
    match code.code() {
        "01101" | "01201" | "02624" => Reason::CardExpired,
        "01116" | "01121" | "01123" | "01183" | "01184" => Reason::LimitReached,
        "01130" | "02627" => Reason::WrongCheckValue,
        "01111" | "01118" | "01125" | "01280" | "02541" | "02614" => Reason::CardNotTaken,
        "01196" | "01197" | "01199" | "01907" | "01909" | "01912" | "02102" => Reason::BankUnreachable,
        "02004" if by_card => Reason::BankUnreachable,
        "02004" | "02008" => Reason::Abandoned,
        "02001" | "02002" => Reason::AlreadyPaid,
        _ => Reason::RefusedByBank,
    }
}

/// The receipt.
pub(crate) fn ticket(wording: &Wording<'_>, look: &Look, payment: &Transaction) -> Vec<TicketLine> {
    let line =
        |key, value: String| TicketLine { label: Some(wording.say(key)), value, style: None, wide: false };
    let styled = |style: &str, line| TicketLine { style: Some(style.to_owned()), ..line };
    let alone = |key| TicketLine { label: None, value: wording.say(key), style: None, wide: true };
    let mut lines = vec![
        line(TextKey::TicketDate, wording.moment(payment.created)),
        line(TextKey::TicketShop, look.shop.point_of_sale.name.clone()),
        line(TextKey::TicketTerminal, format!("{} / {}", payment.point_of_sale.as_str(), payment.merchant)),
        line(TextKey::TicketOrder, payment.terms.order_reference.as_str().to_owned()),
        line(TextKey::TicketTransaction, payment.id.to_string()),
    ];
    if let Some(approval) = payment.state.approval() {
        let number = approval.authorization_number.as_str().to_owned();
        lines.push(styled("ticketNumAutorization", line(TextKey::TicketAuthorisation, number)));
    }
    lines.push(line(TextKey::TicketType, wording.say(TextKey::TicketDebit)));
    if let Some(number) = payment.card.as_ref().and_then(|card| card.masked_number.as_ref()) {
        lines.push(line(TextKey::TicketCard, number.as_str().to_owned()));
    }
    lines.push(styled("ticketAmount", line(TextKey::TicketAmount, wording.money(payment.amount()))));
    if wording.gateway.settings.is_sandbox {
        lines.push(styled("ticketTestCard", alone(TextKey::TicketTest)));
    }
    lines.push(styled("ticketKeep", alone(TextKey::TicketKeep)));
    lines
}
