//! The screen of the session in which a buyer looks after a wallet.

use document::Tree;
use gateway::sessions::{SessionStatus, SessionView};
use page::{FailedAttempt, Screen, WalletCard, WalletEnd, WalletHolder, WalletScreen};

use super::view::method;
use crate::{
    echo::members,
    services::{SessionLocale, reason, wallet_card},
};

/// Returns the screen. `None` for a session that is to be paid.
pub(super) fn screen(shown: &SessionView, locale: &SessionLocale<'_>) -> Option<Screen> {
    let managed = shown.session.managed_wallet()?;
    Some(match shown.status {
        SessionStatus::Manage { refused, takes_card } => Screen::Wallet(WalletScreen {
            cards: cards(shown, locale),
            methods: takes_card.then(|| shown.methods.iter().map(method).collect()),
            failed_attempt: refused.map(|code| FailedAttempt {
                attempts_left: shown.session.attempts_left,
                reason: reason(code, shown.transactions.first()),
            }),
            holder: shown.wallet.as_deref().filter(|_| managed.may_edit_holder).map(holder),
            operations: shown.session.operations,
        }),
        SessionStatus::Waiting => Screen::WalletWaiting {
            card_code: shown
                .payment()
                .map_or_else(String::new, |payment| payment.instrument_type.as_str().to_owned()),
        },
        SessionStatus::Undecided => Screen::WalletOver(WalletEnd::Checking),
        SessionStatus::Done => Screen::WalletOver(WalletEnd::Done),
        SessionStatus::Cancelled => Screen::WalletOver(WalletEnd::Cancelled),
        SessionStatus::Expired => Screen::WalletOver(WalletEnd::Expired),
        SessionStatus::Choose { .. }
        | SessionStatus::AtPartner { .. }
        | SessionStatus::Paid
        | SessionStatus::Refused { .. } => return None,
    })
}

fn cards(shown: &SessionView, locale: &SessionLocale<'_>) -> Vec<WalletCard> {
    let Some(wallet) = &shown.wallet else { return Vec::new() };
    let today = locale.today();
    wallet.cards.iter().map(|card| wallet_card(card, card.rank == wallet.default, today)).collect()
}

fn holder(wallet: &domain::wallet::Wallet) -> WalletHolder {
    let said = members(&wallet.details);
    let text = |name| said.at(&["holder", name]).and_then(Tree::as_text).unwrap_or_default().to_owned();
    WalletHolder { first_name: text("firstName"), last_name: text("lastName"), email: text("email") }
}
