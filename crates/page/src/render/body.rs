//! What is between the page's header and its end, in each standing.

use super::order::{self, OrderLine};
use crate::{
    Reason, Refused, Standing, TextKey, TicketLine, View,
    addresses::is_web,
    methods::{self, Cards, Entries, Entry},
    policy::Forms,
    text,
    words::Words,
};

pub(super) enum Body<'a> {
    Choose(Choose<'a>),
    AtPartner(AtPartner<'a>),
    Waiting,
    Paid(Paid<'a>),
    Outcome(Outcome),
}

pub(super) struct Choose<'a> {
    pub(super) entries: Entries<'a>,
    pub(super) to_pay: String,
    pub(super) order_lines: Vec<OrderLine<'a>>,
    /// Why the last attempt was refused, and how many are left.
    pub(super) refusal: Option<String>,
    /// What the button says for a card.
    pub(super) pay: String,
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
    pub(super) leaves_by_itself: bool,
}

/// An end without a payment, or no session at all.
pub(super) struct Outcome {
    pub(super) sentences: Vec<String>,
    pub(super) sign: Sign,
    pub(super) may_try_again: bool,
}

/// The picture above it.
#[derive(Clone, Copy)]
pub(super) enum Sign {
    /// Red: something was refused.
    Refusal,
    Cross,
    Clock,
    Notice,
}

impl<'a> Body<'a> {
    pub(super) fn of(view: &'a View, words: Words) -> Self {
        let shop = view.shop.name.as_str();
        let to_pay = words.amount(view.order.payment_amount, view.order.currency);
        match &view.standing {
            Standing::Choose { methods, refused } => Self::Choose(Choose {
                entries: Entries::of(methods),
                order_lines: order::lines(&view.order, words),
                refusal: refused.map(|refused| refusal(refused, words)),
                pay: pay(view, words, &to_pay),
                to_pay,
            }),
            Standing::AtPartner { method, url, fields, post } => Self::AtPartner(AtPartner {
                name: methods::name(&method.code),
                to_pay,
                url: Some(url.as_str()).filter(|url| is_web(url)),
                is_post: *post,
                fields,
            }),
            Standing::Waiting { .. } => Self::Waiting,
            Standing::Paid { ticket, leaves_by_itself } => Self::Paid(Paid {
                explanation: text(
                    words.language,
                    TextKey::PaidExplanation,
                    &[("shop", shop.into()), ("amount", to_pay.as_str().into())],
                ),
                shop,
                ticket,
                leaves_by_itself: *leaves_by_itself,
            }),
            Standing::Refused { reason } => Self::Outcome(Outcome {
                sentences: vec![words.say(reason.key()), words.say(TextKey::RefusedExplanation)],
                sign: Sign::Refusal,
                may_try_again: false,
            }),
            Standing::OnHold => Self::ended(Sign::Clock, words.with_shop(TextKey::OnHoldExplanation, shop)),
            Standing::Cancelled => Self::ended(Sign::Cross, words.say(TextKey::CancelledExplanation)),
            Standing::Expired => Self::ended(Sign::Clock, words.with_shop(TextKey::ExpiredExplanation, shop)),
        }
    }

    pub(super) fn problem(sentence: String, may_try_again: bool) -> Self {
        Self::Outcome(Outcome { sentences: vec![sentence], sign: Sign::Notice, may_try_again })
    }

    fn ended(sign: Sign, sentence: String) -> Self {
        Self::Outcome(Outcome { sentences: vec![sentence], sign, may_try_again: false })
    }

    /// Where this body's forms go.
    pub(super) fn forms(&self) -> Forms {
        match self {
            Self::AtPartner(AtPartner { is_post: true, url: Some(url), .. }) => {
                if url[..6].eq_ignore_ascii_case("https:") {
                    Forms::HttpsAnywhere
                } else {
                    Forms::HttpAnywhere
                }
            }
            Self::AtPartner(_) | Self::Choose(_) | Self::Waiting | Self::Paid(_) | Self::Outcome(_) => {
                Forms::Nowhere
            }
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

    /// What the button says for a partner.
    pub(super) fn pay_with(&self, words: Words, partner: &str) -> String {
        text(
            words.language,
            TextKey::PayWith,
            &[("amount", self.to_pay.as_str().into()), ("partner", partner.into())],
        )
    }

    /// What the button says before anything is chosen.
    pub(super) fn first_label(&self, words: Words) -> String {
        match self.entries.entries.first() {
            Some(Entry::Redirect { name, .. }) => self.pay_with(words, name),
            Some(Entry::Cards(_)) | None => self.pay.clone(),
        }
    }
}

/// A card that is only checked is not said to be paid with.
fn pay(view: &View, words: Words, to_pay: &str) -> String {
    if view.order.payment_amount == primitives::Amount::ZERO {
        words.say(TextKey::Verify)
    } else {
        words.with_amount(TextKey::Pay, to_pay)
    }
}

fn refusal(Refused { attempts_left, reason }: Refused, words: Words) -> String {
    format!("{} {}", words.say(reason.key()), words.with_count(TextKey::AttemptsLeft, attempts_left))
}

impl Reason {
    /// What it is called.
    pub const fn key(self) -> TextKey {
        match self {
            Self::RefusedByBank => TextKey::ReasonRefusedByBank,
            Self::CardExpired => TextKey::ReasonCardExpired,
            Self::LimitReached => TextKey::ReasonLimitReached,
            Self::WrongCheckValue => TextKey::ReasonWrongCheckValue,
            Self::CardNotTaken => TextKey::ReasonCardNotTaken,
            Self::BankUnreachable => TextKey::ReasonBankUnreachable,
            Self::Abandoned => TextKey::ReasonAbandoned,
        }
    }
}
