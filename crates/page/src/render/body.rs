//! The main part of the page, for each screen.

use super::{
    order::{self, OrderLine},
    saved_cards::SavedEntry,
    wallet::{self, WalletBody},
};
use crate::{
    FailedAttempt, FailureReason, Screen, TextKey, TicketLine, View,
    locale::Locale,
    methods::{self, Cards, Entries, Entry},
    policy::FormAction,
    text,
    urls::is_web_url,
};

pub(super) enum Body<'a> {
    Choose(Choose<'a>),
    AtPartner(AtPartner<'a>),
    Waiting,
    Paid(Paid<'a>),
    Outcome(Outcome),
    Wallet(WalletBody<'a>),
    WalletWaiting,
}

pub(super) struct Choose<'a> {
    pub(super) saved_cards: Vec<SavedEntry<'a>>,
    /// Whether the security code of a saved card is asked for.
    pub(super) asks_saved_code: bool,
    pub(super) entries: Entries<'a>,
    /// Whether the buyer may have the typed card saved.
    pub(super) offers_saving: bool,
    /// The label of the box by which the buyer has it saved.
    pub(super) save_label: String,
    pub(super) to_pay: String,
    pub(super) order_lines: Vec<OrderLine<'a>>,
    /// The reason of the last failure, and the number of attempts that are left.
    pub(super) failure: Option<String>,
    /// The label of the button while a card method is chosen.
    pub(super) card_label: String,
}

pub(super) struct AtPartner<'a> {
    pub(super) name: String,
    pub(super) to_pay: String,
    pub(super) url: Option<&'a str>,
    pub(super) is_post: bool,
    pub(super) fields: &'a [(String, String)],
}

pub(super) struct Paid<'a> {
    pub(super) explanation: String,
    pub(super) shop: &'a str,
    pub(super) ticket: &'a [TicketLine],
    pub(super) returns_automatically: bool,
}

/// The end of a session that was not paid, or the reason for which no session is shown.
pub(super) struct Outcome {
    pub(super) sentences: Vec<String>,
    pub(super) icon: Icon,
    pub(super) may_try_again: bool,
}

/// The picture above the heading.
#[derive(Clone, Copy)]
pub(super) enum Icon {
    /// A red cross.
    Refusal,
    Cross,
    Clock,
    Notice,
    /// A green tick.
    Tick,
}

impl<'a> Body<'a> {
    pub(super) fn of(view: &'a View, locale: Locale) -> Self {
        let shop = view.shop_name.as_str();
        let to_pay = locale.amount(view.order.payment_amount, view.order.currency);
        match &view.screen {
            Screen::Choose { methods, saved_cards, asks_saved_cvv, offers_saving, failed_attempt } => {
                Self::Choose(Choose {
                    saved_cards: saved_cards.iter().map(|card| SavedEntry::of(card, locale)).collect(),
                    asks_saved_code: *asks_saved_cvv,
                    offers_saving: *offers_saving,
                    save_label: locale.with_shop(TextKey::SaveCard, shop),
                    entries: Entries::of(methods),
                    order_lines: order::lines(&view.order, locale),
                    failure: failed_attempt.map(|attempt| failure(attempt, locale)),
                    card_label: card_label(view, locale, &to_pay),
                    to_pay,
                })
            }
            Screen::AtPartner { method, url, fields, post } => Self::AtPartner(AtPartner {
                name: methods::name(&method.code),
                to_pay,
                url: Some(url.as_str()).filter(|url| is_web_url(url)),
                is_post: *post,
                fields,
            }),
            Screen::Waiting { .. } => Self::Waiting,
            Screen::Paid { ticket, returns_automatically } => Self::Paid(Paid {
                explanation: text(
                    locale.language,
                    TextKey::PaidExplanation,
                    &[("shop", shop.into()), ("amount", to_pay.as_str().into())],
                ),
                shop,
                ticket,
                returns_automatically: *returns_automatically,
            }),
            Screen::Refused { reason } => Self::Outcome(Outcome {
                sentences: vec![locale.text(reason.key()), locale.text(TextKey::RefusedExplanation)],
                icon: Icon::Refusal,
                may_try_again: false,
            }),
            Screen::OnHold => Self::ended(Icon::Clock, locale.with_shop(TextKey::OnHoldExplanation, shop)),
            Screen::Cancelled => Self::ended(Icon::Cross, locale.text(TextKey::CancelledExplanation)),
            Screen::Expired => Self::ended(Icon::Clock, locale.with_shop(TextKey::ExpiredExplanation, shop)),
            Screen::Wallet(screen) => Self::Wallet(WalletBody::of(screen, locale)),
            Screen::WalletWaiting { .. } => Self::WalletWaiting,
            Screen::WalletOver(end) => Self::Outcome(wallet::outcome(*end, locale, shop)),
        }
    }

    /// Returns the label of the box by which the buyer keeps the card. `None` where there is no choice.
    pub(super) fn save_label(&self) -> Option<&str> {
        match self {
            Self::Choose(choose) if choose.offers_saving => Some(&choose.save_label),
            _ => None,
        }
    }

    /// Whether the page waits for a bank or a partner.
    pub(super) const fn waits(&self) -> bool {
        matches!(self, Self::Waiting | Self::WalletWaiting)
    }

    /// Whether the buyer can type a card.
    pub(super) fn takes_card(&self) -> bool {
        match self {
            Self::Choose(choose) => choose.cards().is_some(),
            Self::Wallet(wallet) => wallet.added.is_some(),
            Self::AtPartner(_) | Self::Waiting | Self::Paid(_) | Self::Outcome(_) | Self::WalletWaiting => {
                false
            }
        }
    }

    pub(super) fn error(sentence: String, may_try_again: bool) -> Self {
        Self::Outcome(Outcome { sentences: vec![sentence], icon: Icon::Notice, may_try_again })
    }

    pub(super) fn ended(icon: Icon, sentence: String) -> Self {
        Self::Outcome(Outcome { sentences: vec![sentence], icon, may_try_again: false })
    }

    /// Returns the targets to which the forms of this body may be sent.
    pub(super) fn form_action(&self) -> FormAction {
        match self {
            Self::AtPartner(AtPartner { is_post: true, url: Some(url), .. }) => {
                if url[..6].eq_ignore_ascii_case("https:") {
                    FormAction::HttpsAnywhere
                } else {
                    FormAction::HttpAnywhere
                }
            }
            Self::AtPartner(_)
            | Self::Choose(_)
            | Self::Waiting
            | Self::Paid(_)
            | Self::Outcome(_)
            | Self::Wallet(_)
            | Self::WalletWaiting => FormAction::Nowhere,
        }
    }
}

impl Choose<'_> {
    pub(super) fn cards(&self) -> Option<&Cards<'_>> {
        self.entries.entries.iter().find_map(|entry| match entry {
            Entry::Cards(cards) => Some(cards),
            Entry::Redirect { .. } => None,
        })
    }

    /// Whether the buyer has more than one entry to choose from.
    pub(super) fn is_choice(&self) -> bool {
        !self.saved_cards.is_empty() || self.entries.is_choice()
    }

    /// Returns the name of the entry for a card that is typed.
    pub(super) fn card_entry(&self) -> TextKey {
        if self.saved_cards.is_empty() { TextKey::MethodCard } else { TextKey::OtherCard }
    }

    /// Returns the label of the button while a partner is chosen.
    pub(super) fn partner_label(&self, locale: Locale, partner: &str) -> String {
        text(
            locale.language,
            TextKey::PayWith,
            &[("amount", self.to_pay.as_str().into()), ("partner", partner.into())],
        )
    }

    /// Returns the label of the button before the buyer has chosen.
    pub(super) fn first_label(&self, locale: Locale) -> String {
        match self.entries.entries.first() {
            Some(Entry::Redirect { name, .. }) if self.saved_cards.is_empty() => {
                self.partner_label(locale, name)
            }
            Some(Entry::Cards(_) | Entry::Redirect { .. }) | None => self.card_label.clone(),
        }
    }
}

/// Returns the label of the button for a card. A payment of zero only checks the card, and the button says
/// so.
fn card_label(view: &View, locale: Locale, to_pay: &str) -> String {
    if view.order.payment_amount == primitives::Amount::ZERO {
        locale.text(TextKey::Verify)
    } else {
        locale.with_amount(TextKey::Pay, to_pay)
    }
}

pub(super) fn failure(FailedAttempt { attempts_left, reason }: FailedAttempt, locale: Locale) -> String {
    format!("{} {}", locale.text(reason.key()), locale.with_count(TextKey::AttemptsLeft, attempts_left))
}

impl FailureReason {
    /// Returns the text that tells the reason to the buyer.
    pub const fn key(self) -> TextKey {
        match self {
            Self::RefusedByBank => TextKey::ReasonRefusedByBank,
            Self::CardExpired => TextKey::ReasonCardExpired,
            Self::LimitReached => TextKey::ReasonLimitReached,
            Self::WrongCheckValue => TextKey::ReasonWrongCheckValue,
            Self::CardNotTaken => TextKey::ReasonCardNotTaken,
            Self::BankUnreachable => TextKey::ReasonBankUnreachable,
            Self::Abandoned => TextKey::ReasonAbandoned,
            Self::AlreadyPaid => TextKey::ReasonAlreadyPaid,
        }
    }
}
