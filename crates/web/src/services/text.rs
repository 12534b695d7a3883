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

/// Returns why a payment failed, as far as the buyer can do something about it. `payment` is the failed one.
///
/// A code that is not named here is told as a refusal by the bank; a test lists those.
pub(crate) fn reason(code: ReturnCode, payment: Option<&Transaction>) -> Reason {
    let is_by_card = payment.is_none_or(|payment| payment.card.is_some());
    match code {
        ReturnCode::BANK_CARD_EXPIRED | ReturnCode::BANK_CARD_EXPIRED_PICK_UP | ReturnCode::CARD_EXPIRED => {
            Reason::CardExpired
        }
        ReturnCode::BANK_AMOUNT_LIMIT
        | ReturnCode::BANK_DEBIT_LIMIT
        | ReturnCode::BANK_TOO_MANY_DEBITS
        | ReturnCode::BANK_MAXIMUM_AMOUNT
        | ReturnCode::BANK_MAXIMUM_USES => Reason::LimitReached,
        ReturnCode::BANK_CVX_WRONG | ReturnCode::CVX_INVALID => Reason::WrongCheckValue,
        ReturnCode::BANK_CARD_UNKNOWN
        | ReturnCode::BANK_CARD_NOT_REGISTERED
        | ReturnCode::BANK_CARD_INACTIVE
        | ReturnCode::BANK_CARD_RANGE_REFUSED
        | ReturnCode::CARD_NOT_ELIGIBLE
        | ReturnCode::LUHN => Reason::CardNotTaken,
        ReturnCode::BANK_ANSWER_INCOMPLETE
        | ReturnCode::BANK_UNREACHABLE
        | ReturnCode::BANK_INTERNAL_ERROR
        | ReturnCode::ISSUER_FAILED
        | ReturnCode::BANK_FAILED
        | ReturnCode::ISSUER_UNAVAILABLE
        | ReturnCode::ACQUIRER_UNREACHABLE => Reason::BankUnreachable,
        ReturnCode::UNANSWERED_CANCELLED if is_by_card => Reason::BankUnreachable,
        ReturnCode::UNANSWERED_CANCELLED | ReturnCode::ABANDONED => Reason::Abandoned,
        ReturnCode::DUPLICATE | ReturnCode::DUPLICATE_PENDING => Reason::AlreadyPaid,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code that a bank may answer, and of ours those with a reason of their own.
    const REASONS: [(Reason, &[&str]); 8] = [
        (Reason::CardExpired, &["01101", "01201", "02624"]),
        (Reason::LimitReached, &["01116", "01121", "01123", "01183", "01184"]),
        (Reason::WrongCheckValue, &["01130", "02627"]),
        (Reason::CardNotTaken, &["01111", "01118", "01125", "01280", "02541", "02614"]),
        (Reason::BankUnreachable, &["01196", "01197", "01199", "01907", "01909", "01912", "02004", "02102"]),
        (Reason::Abandoned, &["02008"]),
        (Reason::AlreadyPaid, &["02001", "02002"]),
        (
            Reason::RefusedByBank,
            &[
                "01100", "01102", "01103", "01108", "01109", "01110", "01113", "01114", "01115", "01117",
                "01119", "01120", "01122", "01126", "01128", "01129", "01131", "01132", "01133", "01180",
                "01181", "01182", "01185", "01198", "01200", "01202", "01206", "01207", "01208", "01209",
                "01902", "01904", "01913", "01914", "01915", "02020",
            ],
        ),
    ];

    #[test]
    fn every_code_of_a_bank_has_a_reason_that_somebody_chose() {
        let codes = (0..100_000).filter_map(|number| ReturnCode::parse(&format!("{number:05}")));
        for code in codes {
            let text = code.code();
            let chosen = REASONS.iter().find(|(_, codes)| codes.contains(&text)).map(|(reason, _)| *reason);
            assert!(chosen.is_some() || !text.starts_with("01"), "{text}: choose the buyer's reason for it");
            assert_eq!(reason(code, None), chosen.unwrap_or(Reason::RefusedByBank), "{text}");
        }
    }
}
