//! Counts what was done.

use std::{collections::BTreeMap, fmt};

use rig::Arrival;

use crate::{books::Books, merchants::Merchant, sessions};

/// The result of a close of the day.
#[derive(Clone, Copy)]
pub(crate) struct Closed {
    /// Whether the close was killed before its end.
    pub(crate) killed: bool,
    pub(crate) left_open: usize,
    pub(crate) closed: usize,
    pub(crate) not_begun: usize,
}

impl Closed {
    fn in_the_middle(self) -> bool {
        self.killed && (self.left_open > 0 || self.closed > 0 && self.not_begun > 0)
    }
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { killed, left_open, closed, not_begun } = self;
        let word = if *killed { "killed" } else { "done" };
        write!(f, "close {word}: {closed} closed, {left_open} open, {not_begun} not")
    }
}

#[derive(Default)]
pub(crate) struct Tally {
    rounds: BTreeMap<&'static str, u64>,
    closes: Vec<Closed>,
}

impl Tally {
    pub(crate) fn add(&mut self, what: &'static str) {
        *self.rounds.entry(what).or_default() += 1;
    }

    pub(crate) fn close(&mut self, closed: Closed) {
        self.closes.push(closed);
    }

    pub(crate) fn print(&self, books: &Books, remitted: usize) {
        let rounds: Vec<String> = self.rounds.iter().map(|(what, times)| format!("{what} {times}")).collect();
        let killed = self.closes.iter().filter(|it| it.killed).count();
        let middle = self.closes.iter().filter(|it| it.in_the_middle()).count();
        let left: usize = self.closes.iter().map(|it| it.left_open).sum();
        println!(
            "\nrounds: {}\ncloses of the day: {}, {killed} killed, {middle} of them in the middle; {left} remittances were \
             left open, and closed by others",
            rounds.join(", "),
            self.closes.len(),
        );
        let pages = books.open();
        let count = |title: &str| {
            pages
                .asks
                .values()
                .filter(|ask| ask.told.as_ref().is_some_and(|told| told.title == title))
                .count()
        };
        println!(
            "{} requests acknowledged: {} accepted, {} refused, {} with an error, {} cancelled, {} pending at first;\n\
             every one is in the store as it was told, once; {remitted} payments remitted to the last cent",
            pages.asks.len(),
            count("ACCEPTED"),
            count("REFUSED"),
            count("ERROR"),
            count("CANCELLED"),
            count("ONHOLD_PARTNER"),
        );
    }
}

pub(crate) fn print_sessions(sessions: &sessions::Books, paid: &[(Merchant, String)], arrivals: &[Arrival]) {
    let made = sessions.all(|_| true);
    let told = made.iter().filter(|(_, kept)| kept.paid).count();
    let read = made.iter().filter(|(_, kept)| kept.read.is_some()).count();
    println!(
        "{} sessions: {} paid, each once, as {told} buyers were told, {read} read by their shops; {} \
         notifications came, each end was told",
        made.len(),
        paid.len(),
        arrivals.len(),
    );
}
