//! The orders of this run.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;

use crate::{clock::time_of_day, look::Look, session_id::SessionId, verdict::Verdict, wish::Wish};

/// Older orders are forgotten.
const MOST_ORDERS: usize = 200;

#[derive(Clone)]
pub(crate) struct Order {
    pub(crate) reference: String,
    pub(crate) wish: Wish,
    pub(crate) session: SessionId,
    pub(crate) placed_at: Timestamp,
    /// From the last look at the session.
    pub(crate) known: Option<Known>,
}

#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) verdict: Verdict,
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
    /// Newest first.
    orders: VecDeque<Order>,
    /// References given out in this run.
    count: u64,
}

impl Orders {
    /// Another one each time, in this run by its number and from run to run by the time.
    pub(crate) fn next_reference(&self, now: Timestamp) -> String {
        let mut book = self.book();
        book.count += 1;
        format!("{}-{}", now.strftime("%y%m%d-%H%M%S%3f"), book.count)
    }

    pub(crate) fn add(&self, order: Order) {
        let mut book = self.book();
        book.orders.push_front(order);
        book.orders.truncate(MOST_ORDERS);
    }

    pub(crate) fn find(&self, reference: &str) -> Option<Order> {
        self.book().orders.iter().find(|order| order.reference == reference).cloned()
    }

    /// Newest first.
    pub(crate) fn list(&self) -> Vec<Order> {
        self.book().orders.iter().cloned().collect()
    }

    /// Keeps what a look told. A look that told nothing takes nothing away.
    pub(crate) fn learn(&self, reference: &str, look: &Look) {
        if look.verdict == Verdict::Unknown {
            return;
        }
        let (verdict, code, transaction) = (look.verdict, look.code.clone(), look.transaction.clone());
        let mut book = self.book();
        if let Some(order) = book.orders.iter_mut().find(|order| order.reference == reference) {
            order.known = Some(Known { verdict, code, transaction });
        }
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        // Every change is whole, so that a panic elsewhere leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Form;

    fn order(reference: String) -> Order {
        let wish = Wish::parse(&Form::default()).unwrap();
        let session = SessionId::parse("1").unwrap();
        Order { reference, wish, session, placed_at: Timestamp::UNIX_EPOCH, known: None }
    }

    #[test]
    fn the_oldest_orders_are_forgotten() {
        let orders = Orders::default();
        let references: Vec<_> =
            (0..=MOST_ORDERS).map(|_| orders.next_reference(Timestamp::UNIX_EPOCH)).collect();
        for reference in &references {
            orders.add(order(reference.clone()));
        }
        assert_eq!(orders.list().len(), MOST_ORDERS);
        assert!(orders.find(&references[0]).is_none());
        assert_eq!(orders.list()[0].reference, references[MOST_ORDERS]);
    }

    #[test]
    fn references_differ_within_one_moment() {
        let orders = Orders::default();
        let reference = || orders.next_reference(Timestamp::UNIX_EPOCH);
        assert_eq!([reference(), reference()], ["700101-000000000-1", "700101-000000000-2"]);
    }
}
