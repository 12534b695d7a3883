//! What is asked of the collection of transactions.

use super::population::{Population, RARE, RARE_AMOUNT, RARE_LAST4, RARE_METHOD};

const TRANSACTIONS: &str = "/v1/checkout/transactions";
/// The number of transactions on a page, where a request does not say it.
const PAGE: usize = 20;

pub(super) struct Question {
    pub(super) name: &'static str,
    /// Whether the time of the answer must not depend on the size of the store.
    pub(super) has_aim: bool,
    /// The query of a request.
    query: fn(&Population, usize) -> String,
    /// The number of transactions that the answer must count.
    total: fn(&Population) -> usize,
}

impl Question {
    /// Returns the path of request number `nth`.
    pub(super) fn path(&self, population: &Population, nth: usize) -> String {
        format!("{TRANSACTIONS}{}", (self.query)(population, nth))
    }

    pub(super) fn total(&self, population: &Population) -> usize {
        (self.total)(population)
    }
}

/// Returns the route of the requests as the log tells it.
pub(super) const fn route() -> &'static str {
    TRANSACTIONS
}

pub(super) const QUESTIONS: [Question; 9] = [
    Question {
        name: "first page",
        has_aim: true,
        query: |_, _| String::new(),
        total: |population| population.total,
    },
    Question {
        name: "first page, newest first",
        has_aim: true,
        query: |_, _| "?sort=date,desc".to_owned(),
        total: |population| population.total,
    },
    Question {
        name: "first page, oldest first",
        has_aim: true,
        query: |_, _| "?sort=date,asc".to_owned(),
        total: |population| population.total,
    },
    Question {
        name: "20 of a payment method",
        has_aim: true,
        query: |_, _| format!("?paymentMethodId={RARE_METHOD}"),
        total: |_| RARE,
    },
    Question {
        name: "20 of a card's last 4 digits",
        has_aim: true,
        query: |_, _| format!("?cardLast4={RARE_LAST4}"),
        total: |_| RARE,
    },
    Question {
        name: "20 of an amount",
        has_aim: true,
        query: |_, _| format!("?amountFrom={RARE_AMOUNT}&amountTo={RARE_AMOUNT}"),
        total: |_| RARE,
    },
    Question {
        name: "search by order reference",
        has_aim: true,
        query: |population, nth| format!("?order.reference={}", population.order(nth)),
        total: |_| 1,
    },
    Question {
        name: "a third of all, by payment method",
        has_aim: false,
        query: |_, _| "?paymentMethodId=CB".to_owned(),
        total: |population| population.of_cb,
    },
    Question {
        name: "deepest page, oldest first",
        has_aim: false,
        query: |population, _| format!("?sort=date,asc&page={}", (population.total - 1) / PAGE),
        total: |population| population.total,
    },
];
