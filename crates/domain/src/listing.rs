//! A merchant's transactions as a collection: what it may be filtered by, and in which orders it is read.

use std::cmp::Ordering;

use document::{Fault, Object};
use primitives::{AliasToken, Amount, OrderReference, Reference, TransactionId};

use crate::{
    Title,
    transaction::{State, TransactionType},
};

/// A transaction of the collection, with all that filters look at: a payment, a capture, a refund or a cancel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: TransactionId,
    /// The payment that the action is on; the payment itself where it is one.
    pub payment: TransactionId,
    pub kind: TransactionType,
    pub status: Title,
    pub amount: Amount,
    pub order_reference: OrderReference,
    pub payment_method: Reference,
    pub point_of_sale: Reference,
    /// The wallet whose card paid, or into which the card was to come.
    pub wallet: Option<Reference>,
    pub card: Option<ListedCard>,
}

/// What may be asked of the card of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCard {
    pub first: FirstDigits,
    pub last: LastDigits,
    pub token: AliasToken,
}

impl ListedCard {
    /// Takes the digits from the token, which begins with the first six of the number and ends with its last four. `None`
    /// where a token of an earlier version has another form.
    pub fn of(token: &AliasToken) -> Option<Self> {
        let text = token.as_str();
        let first = FirstDigits::parse(text.get(..6)?).ok()?;
        let last = LastDigits::parse(text.get(text.len() - 4..)?).ok()?;
        Some(Self { first, last, token: token.clone() })
    }
}

/// The first six digits of a card number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstDigits(String);

/// The last four digits of a card number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastDigits(String);

macro_rules! digits {
    ($name:ident, $count:literal, $words:literal, $pattern:literal) => {
        impl $name {
            pub fn parse(text: &str) -> Result<Self, Fault> {
                let sound = text.len() == $count && text.bytes().all(|c| c.is_ascii_digit());
                if sound { Ok(Self(text.to_owned())) } else { Err(Fault::Pattern($words)) }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        document::text_value!(
            $name,
            $name::parse,
            |value: &$name| value.0.clone(),
            Object::new().with("type", "string").with("pattern", $pattern)
        );
    };
}

digits!(FirstDigits, 6, "6 digits", "^[0-9]{6}$");
digits!(LastDigits, 4, "4 digits", "^[0-9]{4}$");

/// Returns the status of a transaction in answers. That of an action that was refused is ERROR, whatever its code means elsewhere.
pub fn status_of(is_action: bool, state: &State) -> Title {
    match state {
        State::Refused(_) if is_action => Title::Error,
        other => other.result().title(),
    }
}

/// What a transaction must be to be in the answer. An absent part asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub order_reference: Option<OrderReference>,
    /// The numbers of ids from the first to before the second: ids sort by time.
    pub ids: Ids,
    pub kind: Option<TransactionType>,
    pub status: Option<Title>,
    pub amount_from: Option<Amount>,
    pub amount_to: Option<Amount>,
    pub payment_method: Option<Reference>,
    pub point_of_sale: Option<Reference>,
    pub wallet: Option<Reference>,
    pub card_first: Option<FirstDigits>,
    pub card_last: Option<LastDigits>,
    pub token: Option<AliasToken>,
}

/// A range of numbers of ids: `from` is in it, `below` is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ids {
    pub from: i64,
    pub below: i64,
}

impl Default for Ids {
    fn default() -> Self {
        Self { from: 0, below: i64::MAX }
    }
}

impl Filter {
    pub fn lets_through(&self, listed: &Listed) -> bool {
        fn is<T: PartialEq>(asked: Option<&T>, has: Option<&T>) -> bool {
            asked.is_none() || asked == has
        }
        let card = listed.card.as_ref();
        (self.ids.from..self.ids.below).contains(&listed.id.number())
            && is(self.order_reference.as_ref(), Some(&listed.order_reference))
            && is(self.kind.as_ref(), Some(&listed.kind))
            && is(self.status.as_ref(), Some(&listed.status))
            && self.amount_from.is_none_or(|from| listed.amount >= from)
            && self.amount_to.is_none_or(|to| listed.amount <= to)
            && is(self.payment_method.as_ref(), Some(&listed.payment_method))
            && is(self.point_of_sale.as_ref(), Some(&listed.point_of_sale))
            && is(self.wallet.as_ref(), listed.wallet.as_ref())
            && is(self.card_first.as_ref(), card.map(|card| &card.first))
            && is(self.card_last.as_ref(), card.map(|card| &card.last))
            && is(self.token.as_ref(), card.map(|card| &card.token))
    }
}

/// The order of the collection. It is total: ties are broken by the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Order {
    /// What is compared first. `None` is the id, and so the date: ids sort by time.
    pub by_amount: Option<Direction>,
    pub by_date: Direction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    Ascending,
    Descending,
}

impl Order {
    pub const NEWEST_FIRST: Self = Self { by_amount: None, by_date: Direction::Descending };

    /// Returns the same order from the other end.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { by_amount: self.by_amount.map(Direction::reversed), by_date: self.by_date.reversed() }
    }

    /// Compares two transactions by their amounts and ids.
    pub fn compare(self, (amount, id): (Amount, TransactionId), other: (Amount, TransactionId)) -> Ordering {
        let by_amount = self.by_amount.map_or(Ordering::Equal, |to| to.apply(amount.cmp(&other.0)));
        by_amount.then(self.by_date.apply(id.cmp(&other.1)))
    }
}

impl Direction {
    const fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }

    fn apply(self, ascending: Ordering) -> Ordering {
        if self == Self::Ascending { ascending } else { ascending.reverse() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ReturnCode;

    fn listed() -> Listed {
        Listed {
            id: TransactionId::new(17_953_488_000_000_018).unwrap(),
            payment: TransactionId::new(17_953_488_000_000_018).unwrap(),
            kind: TransactionType::Authorization,
            status: Title::Accepted,
            amount: Amount::new(2_499).unwrap(),
            order_reference: OrderReference::parse("order-1").unwrap(),
            payment_method: Reference::parse("CB").unwrap(),
            point_of_sale: Reference::parse("SHOP1").unwrap(),
            wallet: None,
            card: ListedCard::of(&AliasToken::stored("497010gPNzHt5140")),
        }
    }

    #[test]
    fn each_part_of_a_filter_keeps_out_what_differs() {
        let listed = listed();
        assert!(Filter::default().lets_through(&listed));
        let id = listed.id.number();
        let amount = |units| Amount::new(units);
        let same = Filter {
            order_reference: OrderReference::parse("order-1").ok(),
            ids: Ids { from: id, below: id + 1 },
            kind: Some(TransactionType::Authorization),
            status: Some(Title::Accepted),
            amount_from: amount(2_499),
            amount_to: amount(2_499),
            payment_method: Reference::parse("CB").ok(),
            point_of_sale: Reference::parse("SHOP1").ok(),
            wallet: None,
            card_first: FirstDigits::parse("497010").ok(),
            card_last: LastDigits::parse("5140").ok(),
            token: Some(AliasToken::stored("497010gPNzHt5140")),
        };
        assert!(same.lets_through(&listed));
        for other in [
            Filter { order_reference: OrderReference::parse("order-2").ok(), ..same.clone() },
            Filter { ids: Ids { from: id + 1, below: id + 9 }, ..same.clone() },
            Filter { ids: Ids { from: 0, below: id }, ..same.clone() },
            Filter { kind: Some(TransactionType::Refund), ..same.clone() },
            Filter { status: Some(Title::Refused), ..same.clone() },
            Filter { amount_from: amount(2_500), ..same.clone() },
            Filter { amount_to: amount(2_498), ..same.clone() },
            Filter { payment_method: Reference::parse("AMEX").ok(), ..same.clone() },
            Filter { point_of_sale: Reference::parse("SHOP2").ok(), ..same.clone() },
            Filter { wallet: Reference::parse("W1").ok(), ..same.clone() },
            Filter { card_first: FirstDigits::parse("497011").ok(), ..same.clone() },
            Filter { card_last: LastDigits::parse("5141").ok(), ..same.clone() },
            Filter { token: Some(AliasToken::stored("497010aPNzHt5140")), ..same },
        ] {
            assert!(!other.lets_through(&listed), "{other:?}");
        }
    }

    #[test]
    fn an_order_is_total_and_has_two_ends() {
        let key = |amount, id| (Amount::new(amount).unwrap(), TransactionId::new(id).unwrap());
        let (small, large) = (key(1, 17_000_000_000_000_002), key(2, 17_000_000_000_000_001));
        let newest = Order::NEWEST_FIRST;
        assert_eq!(newest.compare(small, large), Ordering::Less);
        assert_eq!(newest.reversed().compare(small, large), Ordering::Greater);
        let by_amount = Order { by_amount: Some(Direction::Descending), ..newest };
        assert_eq!(by_amount.compare(small, large), Ordering::Greater);
        let same = (small.0, large.1);
        assert_eq!(by_amount.compare(small, same), Ordering::Less);
        assert_eq!(by_amount.reversed().compare(small, same), Ordering::Greater);
    }

    #[test]
    fn a_refused_action_has_an_error() {
        let refused = State::Refused(ReturnCode::BANK_CARD_EXPIRED);
        assert_eq!(status_of(false, &refused), Title::Refused);
        assert_eq!(status_of(true, &refused), Title::Error);
        assert_eq!(status_of(true, &State::Accepted(None)), Title::Accepted);
    }
}
