//! The orders that the shop has taken in this run.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;

use crate::{
    choices::Choices, clock::time_of_day, payment_status::PaymentStatus, session_detail::SessionDetail,
    session_id::SessionId,
};

/// The largest number of orders that are kept. Older ones are dropped.
const MAX_ORDERS_KEPT: usize = 200;

#[derive(Clone)]
pub(crate) struct Order {
    pub(crate) reference: String,
    pub(crate) choices: Choices,
    pub(crate) session: SessionId,
    pub(crate) placed_at: Timestamp,
    /// The last answer of the gateway about the order. `None` before the shop has asked.
    pub(crate) known: Option<Known>,
}

/// The state of a payment as the gateway told it.
#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) status: PaymentStatus,
    pub(crate) code: String,
    pub(crate) transaction: Option<String>,
}

impl Order {
    pub(crate) fn time(&self) -> String {
        time_of_day(self.placed_at)
    }
}

#[derive(Default)]
pub(crate) struct Orders(Mutex<Book>);

#[derive(Default)]
struct Book {
    /// The orders, the newest first.
    orders: VecDeque<Order>,
    /// The number of references that were given out.
    reference_count: u64,
}

impl Orders {
    /// Returns a new reference: the time makes it unique among runs, the count within a run.
    pub(crate) fn next_reference(&self, now: Timestamp) -> String {
        let mut book = self.book();
        book.reference_count += 1;
        format!("{}-{}", now.strftime("%y%m%d-%H%M%S%3f"), book.reference_count)
    }

    pub(crate) fn add(&self, order: Order) {
        let mut book = self.book();
        book.orders.push_front(order);
        book.orders.truncate(MAX_ORDERS_KEPT);
    }

    pub(crate) fn find(&self, reference: &str) -> Option<Order> {
        self.book().orders.iter().find(|order| order.reference == reference).cloned()
    }

    /// Returns all orders, the newest first.
    pub(crate) fn list(&self) -> Vec<Order> {
        self.book().orders.iter().cloned().collect()
    }

    /// Keeps the gateway's answer about an order. An answer that does not tell the status changes
    /// nothing.
    pub(crate) fn update(&self, reference: &str, detail: &SessionDetail) {
        if detail.payment_status == PaymentStatus::Unknown {
            return;
        }
        let known = Known {
            status: detail.payment_status,
            code: detail.code.clone(),
            transaction: detail.transaction.clone(),
        };
        let mut book = self.book();
        if let Some(order) = book.orders.iter_mut().find(|order| order.reference == reference) {
            order.known = Some(known);
        }
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        // A panic while the lock is held leaves no change half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;

    fn order(reference: String) -> Order {
        let choices = Choices::parse(&Form::default()).unwrap();
        let session = SessionId::parse("1").unwrap();
        Order { reference, choices, session, placed_at: Timestamp::UNIX_EPOCH, known: None }
    }

    #[test]
    fn the_oldest_orders_are_forgotten() {
        let orders = Orders::default();
        let references: Vec<_> =
            (0..=MAX_ORDERS_KEPT).map(|_| orders.next_reference(Timestamp::UNIX_EPOCH)).collect();
        for reference in &references {
            orders.add(order(reference.clone()));
        }
        assert_eq!(orders.list().len(), MAX_ORDERS_KEPT);
        assert!(orders.find(&references[0]).is_none());
        assert_eq!(orders.list()[0].reference, references[MAX_ORDERS_KEPT]);
    }

    #[test]
    fn references_differ_within_one_moment() {
        let orders = Orders::default();
        let reference = || orders.next_reference(Timestamp::UNIX_EPOCH);
        assert_eq!([reference(), reference()], ["700101-000000000-1", "700101-000000000-2"]);
    }
}
