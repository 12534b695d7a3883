//! The texts of a session in the buyer's language: amounts, dates, the reason of a failure, the receipt.

use document::{Object, Tree};
use domain::{ReturnCode, session::Session, transaction::Transaction};
use gateway::{Gateway, sessions::SessionView};
use jiff::{Timestamp, civil::Date};
use page::{
    FailureReason, Language, TextKey, TicketLine, TicketStyle, amount, amount_with_code, date_time, text,
};
use primitives::Amount;

use super::Requester;
use crate::echo;

/// The language of an answer, and the session whose amounts and dates are written in it.
pub(crate) struct SessionLocale<'a> {
    pub(crate) language: Language,
    gateway: &'a Gateway,
    session: &'a Session,
    /// The request by which the merchant made the session.
    pub(crate) request: Object,
}

impl<'a> SessionLocale<'a> {
    pub(crate) fn of(gateway: &'a Gateway, shown: &'a SessionView, requester: &Requester) -> Self {
        let request = echo::members(&shown.session.echo);
        let wanted = request.get("languageCode").and_then(Tree::as_text);
        let language = Language::negotiate(wanted, requester.languages.as_deref());
        Self { language, gateway, session: &shown.session, request }
    }

    pub(crate) fn text(&self, key: TextKey) -> String {
        text(self.language, key, &[])
    }

    /// Writes an amount with the code of its currency, as mobile apps show it: `24,99 EUR`.
    pub(crate) fn amount_with_code(&self, value: Amount) -> String {
        amount_with_code(self.language, value, self.session.terms.payment.currency)
    }

    pub(crate) fn amount(&self, value: Amount) -> String {
        amount(self.language, value, self.session.terms.payment.currency)
    }

    pub(crate) fn today(&self) -> Date {
        self.gateway.clock.now().to_zoned(self.gateway.settings.calendar.clone()).date()
    }

    pub(crate) fn date_time(&self, moment: Timestamp) -> String {
        date_time(self.language, &moment.to_zoned(self.gateway.settings.calendar.clone()))
    }
}

/// Returns the URL at which the buyer returns to the shop. It is the merchant's URL with its parameters, and
/// the session's id under each name that existing shops read.
pub(crate) fn return_url(shown: &SessionView) -> String {
    const FIXED_NAMES: [&str; 2] = ["paylinetoken", "token"];
    let token = shown.id.text();
    let own_name = shown.setup.point_of_sale.settings.session_parameter();
    let names = FIXED_NAMES.into_iter().chain(Some(own_name).filter(|name| !FIXED_NAMES.contains(name)));
    let parameters: Vec<(&str, &str)> = names.map(|name| (name, token.as_str())).collect();
    shown.session.terms.return_url.with_parameters(&parameters)
}

/// Returns the reason of a failure, as far as the buyer can do something about it. `payment` is the payment
/// that failed.
///
/// A code that is not named here is shown as a refusal by the bank. A test lists those codes.
pub(crate) fn reason(code: ReturnCode, payment: Option<&Transaction>) -> FailureReason {
    let is_by_card = payment.is_none_or(|payment| payment.card.is_some());
    match code {
        ReturnCode::BANK_CARD_EXPIRED | ReturnCode::BANK_CARD_EXPIRED_PICK_UP | ReturnCode::CARD_EXPIRED => {
            FailureReason::CardExpired
        }
        ReturnCode::BANK_AMOUNT_LIMIT
        | ReturnCode::BANK_DEBIT_LIMIT
        | ReturnCode::BANK_TOO_MANY_DEBITS
        | ReturnCode::BANK_MAXIMUM_AMOUNT
        | ReturnCode::BANK_MAXIMUM_USES => FailureReason::LimitReached,
        ReturnCode::BANK_CVX_WRONG | ReturnCode::CVX_INVALID => FailureReason::WrongCheckValue,
        ReturnCode::BANK_CARD_UNKNOWN
        | ReturnCode::BANK_CARD_NOT_REGISTERED
        | ReturnCode::BANK_CARD_INACTIVE
        | ReturnCode::BANK_CARD_RANGE_REFUSED
        | ReturnCode::CARD_NOT_ELIGIBLE
        | ReturnCode::WALLET_INACTIVE
        | ReturnCode::LUHN => FailureReason::CardNotTaken,
        ReturnCode::BANK_ANSWER_INCOMPLETE
        | ReturnCode::BANK_UNREACHABLE
        | ReturnCode::BANK_INTERNAL_ERROR
        | ReturnCode::ISSUER_FAILED
        | ReturnCode::BANK_FAILED
        | ReturnCode::ISSUER_UNAVAILABLE
        | ReturnCode::ACQUIRER_UNREACHABLE => FailureReason::BankUnreachable,
        ReturnCode::UNANSWERED_CANCELLED if is_by_card => FailureReason::BankUnreachable,
        ReturnCode::UNANSWERED_CANCELLED | ReturnCode::ABANDONED => FailureReason::Abandoned,
        ReturnCode::DUPLICATE | ReturnCode::DUPLICATE_PENDING => FailureReason::AlreadyPaid,
        _ => FailureReason::RefusedByBank,
    }
}

/// Returns the lines of the receipt of a payment.
pub(crate) fn ticket(
    locale: &SessionLocale<'_>,
    shown: &SessionView,
    payment: &Transaction,
) -> Vec<TicketLine> {
    let line = |key, value: String| TicketLine {
        label: Some(locale.text(key)),
        value,
        style: TicketStyle::Plain,
        wide: false,
    };
    let styled = |style, line| TicketLine { style, ..line };
    let wide = |style, key| TicketLine { label: None, value: locale.text(key), style, wide: true };
    let mut lines = vec![
        line(TextKey::TicketDate, locale.date_time(payment.created)),
        line(TextKey::TicketShop, shown.setup.point_of_sale.name.clone()),
        line(TextKey::TicketTerminal, format!("{} / {}", payment.point_of_sale.as_str(), payment.merchant)),
        line(TextKey::TicketOrder, payment.terms.order_reference.as_str().to_owned()),
        line(TextKey::TicketTransaction, payment.id.to_string()),
    ];
    if let Some(approval) = payment.state.approval() {
        let number = approval.authorization_number.as_str().to_owned();
        lines.push(styled(TicketStyle::AuthorisationNumber, line(TextKey::TicketAuthorisation, number)));
    }
    lines.push(line(TextKey::TicketType, locale.text(TextKey::TicketDebit)));
    if let Some(number) = payment.card.as_ref().and_then(|card| card.masked_number.as_ref()) {
        lines.push(line(TextKey::TicketCard, number.as_str().to_owned()));
    }
    lines.push(styled(TicketStyle::Amount, line(TextKey::TicketAmount, locale.amount(payment.amount()))));
    if locale.gateway.settings.is_sandbox {
        lines.push(wide(TicketStyle::TestCard, TextKey::TicketTest));
    }
    lines.push(wide(TicketStyle::Keep, TextKey::TicketKeep));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code that a bank may answer, and the gateway's codes that have a reason of their own.
    const REASONS: [(FailureReason, &[&str]); 8] = [
        (FailureReason::CardExpired, &["01101", "01201", "02624"]),
        (FailureReason::LimitReached, &["01116", "01121", "01123", "01183", "01184"]),
        (FailureReason::WrongCheckValue, &["01130", "02627"]),
        (FailureReason::CardNotTaken, &["01111", "01118", "01125", "01280", "02505", "02541", "02614"]),
        (
            FailureReason::BankUnreachable,
            &["01196", "01197", "01199", "01907", "01909", "01912", "02004", "02102"],
        ),
        (FailureReason::Abandoned, &["02008"]),
        (FailureReason::AlreadyPaid, &["02001", "02002"]),
        (
            FailureReason::RefusedByBank,
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
            assert_eq!(reason(code, None), chosen.unwrap_or(FailureReason::RefusedByBank), "{text}");
        }
    }
}
