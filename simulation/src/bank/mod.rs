//! The bank: its books, and the messages that are on their way to it. The books hold the money that really
//! moved, whatever anybody was told.

mod line;
pub(crate) mod partner;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use primitives::{Amount, TransactionId};

use crate::{
    Planted,
    world::{World, lock},
};

pub(crate) struct Bank {
    pub(super) world: Arc<World>,
    books: Mutex<Books>,
    desk: Mutex<partner::Desk>,
    /// Whether a reversal that arrives before its authorisation keeps that from being booked. Where it does
    /// not, the gateway must not ask so late that this can happen.
    pub(super) remembers_reversals: bool,
}

#[derive(Default)]
struct Books {
    holds: BTreeMap<TransactionId, Hold>,
    /// The released amounts, by the action that releases and the authorisation that holds them.
    releases: BTreeMap<(TransactionId, TransactionId), i64>,
    reversed_first: BTreeSet<TransactionId>,
    reversals_heard: BTreeSet<TransactionId>,
    /// The messages by the time of their arrival. The number keeps those of one moment apart.
    on_the_way: BTreeMap<(i64, u64), Message>,
    sent: u64,
    /// The authorisations that were reversed since the last check of the auditor.
    undone: BTreeSet<TransactionId>,
}

#[derive(Clone, Copy)]
pub(crate) struct Hold {
    pub(crate) amount: i64,
    pub(crate) status: HoldStatus,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum HoldStatus {
    Booked,
    Declined,
    Reversed,
}

#[derive(Clone, Copy)]
pub(super) enum Message {
    Authorize { id: TransactionId, amount: Amount, approved: bool },
    Reverse { id: TransactionId },
    Release { id: TransactionId, authorisation: TransactionId, amount: Amount },
}

impl Bank {
    pub(crate) fn new(world: Arc<World>) -> Self {
        // Where the clocks differ by too much, a bank that remembers reversals would hide that.
        let may_remember = world.planted != Planted::ClocksFarApart;
        let remembers_reversals = world.dice().below(2) == 0 && may_remember;
        Self { world, books: Mutex::default(), desk: Mutex::default(), remembers_reversals }
    }

    pub(super) fn send(&self, arrives_ms: i64, message: Message) {
        let mut books = lock(&self.books);
        books.sent += 1;
        let number = books.sent;
        books.on_the_way.insert((arrives_ms, number), message);
    }

    /// Books what has arrived by now, whether or not the instance that sent it still runs.
    pub(crate) fn open_the_post(&self) {
        let now = self.world.now_ms();
        loop {
            let mut books = lock(&self.books);
            let Some(first) = books.on_the_way.first_entry() else { return };
            if first.key().0 > now {
                return;
            }
            let message = first.remove();
            self.book(&mut books, message);
        }
    }

    pub(crate) fn post_is_empty(&self) -> bool {
        lock(&self.books).on_the_way.is_empty()
    }

    pub(crate) fn hold(&self, id: TransactionId) -> Option<Hold> {
        lock(&self.books).holds.get(&id).copied()
    }

    pub(crate) fn holds(&self) -> BTreeMap<TransactionId, Hold> {
        lock(&self.books).holds.clone()
    }

    /// Returns the amount that was released of an authorisation.
    pub(crate) fn released(&self, authorisation: TransactionId) -> i64 {
        let books = lock(&self.books);
        let parts = books.releases.iter().filter(|((_, of), _)| *of == authorisation);
        parts.map(|(_, amount)| amount).sum()
    }

    pub(crate) fn take_undone(&self) -> BTreeSet<TransactionId> {
        std::mem::take(&mut lock(&self.books).undone)
    }

    fn book(&self, books: &mut Books, message: Message) {
        match message {
            Message::Authorize { id, amount, approved } => {
                self.book_authorization(books, id, amount, approved);
            }
            Message::Reverse { id } => self.book_reversal(books, id),
            Message::Release { id, authorisation, amount } => {
                let amount = amount.minor_units();
                if books.releases.insert((id, authorisation), amount).is_none() {
                    self.world.count("bank: released");
                    self.world.note(|| format!("bank: {amount} of {authorisation} given back for {id}"));
                }
            }
        }
    }

    fn book_reversal(&self, books: &mut Books, id: TransactionId) {
        books.reversals_heard.insert(id);
        if self.world.planted == Planted::PartnerKeepsLateYes && self.is_late(id) {
            return;
        }
        match books.holds.get_mut(&id) {
            Some(hold) if hold.status == HoldStatus::Booked => {
                self.world.count("bank: yes undone");
                self.world.note(|| format!("bank: {id} undone"));
                hold.status = HoldStatus::Reversed;
                books.undone.insert(id);
            }
            None if self.remembers_reversals => {
                books.reversed_first.insert(id);
            }
            Some(_) | None => {}
        }
    }

    /// Books an authorisation once, however often its message arrives.
    fn book_authorization(&self, books: &mut Books, id: TransactionId, amount: Amount, approved: bool) {
        if let Some(hold) = books.holds.get_mut(&id) {
            if self.world.planted == Planted::BankBooksTwice && hold.status == HoldStatus::Booked {
                hold.amount += amount.minor_units();
            }
            return;
        }
        let status = match (approved, books.reversed_first.contains(&id)) {
            (true, false) => HoldStatus::Booked,
            (true, true) => HoldStatus::Reversed,
            (false, _) => HoldStatus::Declined,
        };
        if status == HoldStatus::Reversed {
            self.world.count("bank: undone before it came");
        }
        self.world.note(|| {
            let word = if status == HoldStatus::Booked { "booked" } else { "not booked" };
            format!("bank: {id} over {} {word}", amount.minor_units())
        });
        books.holds.insert(id, Hold { amount: amount.minor_units(), status });
    }
}
