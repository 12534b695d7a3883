//! The queue of requests that wait for a place.
//!
//! The first [`IN_ORDER`] of a line are served in the order in which they came. Behind them the newest is served first: when more
//! come than can be served, everybody would otherwise wait until the limit, and be answered late or not at all.

use std::collections::VecDeque;

use super::{MAX_WORKING, Purpose};

/// The number of requests of one purpose that are served in order. They wait about as long as a request takes.
const IN_ORDER: usize = MAX_WORKING;
/// The largest number of requests of one purpose that wait behind those. The oldest is pushed out.
const MAX_BEHIND: usize = 4_096;
/// As many existing ones go before one that is new, so that a flood of reads does not end all business.
const EXISTING_BEFORE_NEW: u32 = 7;

/// Where an item stands in its line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Position {
    InOrder,
    Behind,
}

pub(super) struct Queue<T> {
    existing: Line<T>,
    new: Line<T>,
    /// The number of existing ones that went before the new ones that wait.
    went_before: u32,
}

struct Line<T> {
    in_order: VecDeque<T>,
    /// The newest is the last.
    behind: VecDeque<T>,
}

impl<T> Default for Line<T> {
    fn default() -> Self {
        Self { in_order: VecDeque::new(), behind: VecDeque::new() }
    }
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self { existing: Line::default(), new: Line::default(), went_before: 0 }
    }
}

impl<T> Queue<T> {
    pub(super) fn push(&mut self, purpose: Purpose, item: T) -> Position {
        match purpose {
            Purpose::Existing => self.existing.push(item),
            Purpose::New => self.new.push(item),
        }
    }

    /// Takes out who is next. Items that have gone meanwhile do not move up.
    pub(super) fn pop(&mut self, has_gone: fn(&T) -> bool) -> Option<T> {
        if self.went_before < EXISTING_BEFORE_NEW
            && let Some(item) = self.existing.pop(has_gone)
        {
            self.went_before += 1;
            return Some(item);
        }
        self.went_before = 0;
        self.new.pop(has_gone).or_else(|| self.existing.pop(has_gone))
    }
}

impl<T> Line<T> {
    fn push(&mut self, item: T) -> Position {
        if self.in_order.len() < IN_ORDER {
            self.in_order.push_back(item);
            return Position::InOrder;
        }
        self.behind.push_back(item);
        if self.behind.len() > MAX_BEHIND {
            self.behind.pop_front();
        }
        Position::Behind
    }

    fn pop(&mut self, has_gone: fn(&T) -> bool) -> Option<T> {
        let item = self.in_order.pop_front();
        while let Some(newest) = self.behind.pop_back() {
            if !has_gone(&newest) {
                self.in_order.push_back(newest);
                break;
            }
        }
        item
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drained(queue: &mut Queue<usize>) -> Vec<usize> {
        std::iter::from_fn(|| queue.pop(|_| false)).collect()
    }

    #[test]
    fn the_first_are_served_in_order_and_of_the_others_the_newest() {
        let mut queue = Queue::default();
        for number in 0..IN_ORDER {
            assert_eq!(queue.push(Purpose::New, number), Position::InOrder);
        }
        for number in IN_ORDER..IN_ORDER + 3 {
            assert_eq!(queue.push(Purpose::New, number), Position::Behind);
        }
        let served = drained(&mut queue);
        assert_eq!(served[..IN_ORDER], (0..IN_ORDER).collect::<Vec<_>>());
        assert_eq!(served[IN_ORDER..], [IN_ORDER + 2, IN_ORDER + 1, IN_ORDER]);
    }

    #[test]
    fn what_exists_goes_before_what_is_new_but_not_for_ever() {
        let mut queue = Queue::default();
        for number in 100..103 {
            queue.push(Purpose::New, number);
        }
        for number in 0..9 {
            queue.push(Purpose::Existing, number);
        }
        assert_eq!(drained(&mut queue), [0, 1, 2, 3, 4, 5, 6, 100, 7, 8, 101, 102]);
    }

    #[test]
    fn the_oldest_of_too_many_is_pushed_out() {
        let mut queue = Queue::default();
        for number in 0..=IN_ORDER + MAX_BEHIND {
            queue.push(Purpose::New, number);
        }
        let served = drained(&mut queue);
        assert_eq!(served.len(), IN_ORDER + MAX_BEHIND);
        assert!(!served.contains(&IN_ORDER));
    }

    #[test]
    fn who_has_gone_does_not_move_up() {
        let mut queue = Queue::default();
        for number in 0..IN_ORDER + 5 {
            queue.push(Purpose::New, number);
        }
        assert_eq!(queue.pop(|number| *number > IN_ORDER + 1), Some(0));
        let served = drained(&mut queue);
        assert_eq!(served[IN_ORDER - 1..], [IN_ORDER + 1, IN_ORDER]);
    }
}
