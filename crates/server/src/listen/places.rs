//! The places of all connections of the process. When they have run out, connections that do nothing give way to new ones
//! (ADR 23).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Notify, time::Instant};

use super::{
    holder::Holder,
    news::{Event, News},
    place::{Moment, Place},
};

/// The time for which a phase is new. A connection in a new phase gives way after all others: a caller needs a moment to send
/// what comes next.
const NEW: Duration = Duration::from_secs(1);
/// The largest number of connections that are given up and not closed yet.
const MAX_CLOSING: usize = 128;

pub(super) struct Places {
    all: usize,
    /// The number of connections that an address may hold when places have run out.
    share: usize,
    began: Instant,
    table: Mutex<Table>,
    freed: Notify,
    news: Arc<News>,
}

#[derive(Default)]
struct Table {
    next: u64,
    open: HashMap<u64, Open>,
    held_by: HashMap<Holder, Held>,
    /// The number of connections that were given up and are not closed yet.
    closing: usize,
}

/// What is known of a holder of connections.
#[derive(Default)]
struct Held {
    count: usize,
    /// The time from the clock's start up to which its turns are used up (see [`Places::has_a_turn`]).
    used_up: Duration,
}

struct Open {
    holder: Holder,
    place: Arc<Place>,
}

/// What becomes of a new connection.
pub(super) enum Entry {
    Taken(Seat),
    /// The holder has more than its share, and nothing of its own gives way.
    Refused,
    /// All places are taken by connections that are served.
    Full,
}

/// The place of a connection in the table. It is free again when this is dropped.
pub(super) struct Seat {
    places: Arc<Places>,
    number: u64,
    pub(super) place: Arc<Place>,
}

impl Places {
    pub(super) fn new(all: usize, share: usize) -> Self {
        let (table, freed, news) = (Mutex::default(), Notify::new(), Arc::default());
        Self { all, share, began: Instant::now(), table, freed, news }
    }

    /// Takes a place for a new connection. Another connection may be given up for it.
    pub(super) fn take(self: &Arc<Self>, holder: Holder) -> Entry {
        let mut table = self.table();
        if table.open.len() >= self.all {
            if table.closing >= MAX_CLOSING {
                return Entry::Full;
            }
            if self.has_its_share(&table, holder) {
                // Refusing a caller that comes again and again must cost next to nothing.
                if !(self.has_a_turn(&mut table, holder) && self.make_room(&mut table, Some(holder))) {
                    self.news.count(Event::Refused);
                    return Entry::Refused;
                }
            } else if !self.make_room(&mut table, None) {
                return Entry::Full;
            }
        }
        let place = Arc::new(Place::new(self.began));
        let number = table.add(Open { holder, place: Arc::clone(&place) });
        drop(table);
        Entry::Taken(Seat { places: Arc::clone(self), number, place })
    }

    /// The process has no descriptor for a new connection: gives one up.
    pub(super) fn no_descriptor(&self) {
        self.news.count(Event::NoDescriptor);
        let mut table = self.table();
        if table.closing < MAX_CLOSING {
            self.make_room(&mut table, None);
        }
    }

    /// Returns when a connection has been closed. One waiter is told.
    pub(super) async fn freed(&self) {
        self.freed.notified().await;
    }

    fn has_its_share(&self, table: &Table, holder: Holder) -> bool {
        let count = table.held_by.get(&holder).map_or(0, |held| held.count);
        holder != Holder::Proxy && count >= self.share
    }

    /// Takes one of the turns of a holder with more than its share: new connections that take places of its own. There are an
    /// eighth of all places in a second, and twice as many at once; otherwise callers that come back at once would keep the
    /// gateway busy with handshakes.
    fn has_a_turn(&self, table: &mut Table, holder: Holder) -> bool {
        let now = self.began.elapsed();
        let turns = u32::try_from(self.all / 8).unwrap_or(u32::MAX).max(1);
        let held = table.held_by.entry(holder).or_default();
        let used_up = held.used_up.max(now);
        let has_one = used_up < now + Duration::from_secs(2);
        if has_one {
            held.used_up = used_up + Duration::from_secs(1) / turns;
        }
        has_one
    }

    /// Gives up the connection that does least: of `own` where it is given, and otherwise of the addresses that have more than
    /// their share, if there are any. Returns false if none may be closed.
    fn make_room(&self, table: &mut Table, own: Option<Holder>) -> bool {
        // A connection may begin a request in the moment in which it is chosen. Then another is chosen.
        for _ in 0..4 {
            let Some((number, seen)) = self.least(table, own) else { return false };
            if table.open[&number].place.give_up(seen) {
                table.remove(number);
                table.closing += 1;
                self.news.count(Event::GaveWay(seen.phase()));
                return true;
            }
        }
        false
    }

    fn least(&self, table: &Table, own: Option<Holder>) -> Option<(u64, Moment)> {
        let now = self.began.elapsed();
        let mut in_excess: Vec<Holder> =
            table.held_by.keys().copied().filter(|holder| self.has_its_share(table, *holder)).collect();
        in_excess.sort_unstable();
        let rank = |(number, open): (&u64, &Open)| {
            let seen = open.place.moment();
            let age = now.saturating_sub(seen.since());
            let fits = own.is_none_or(|own| own == open.holder);
            let is_in_excess = in_excess.binary_search(&open.holder).is_ok();
            (fits && seen.phase().may_be_given_up())
                .then(|| ((!is_in_excess, age < NEW, seen.phase(), seen.since()), *number, seen))
        };
        let least = table.open.iter().filter_map(rank).min_by_key(|(rank, ..)| *rank);
        least.map(|(_, number, seen)| (number, seen))
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn add(&mut self, open: Open) -> u64 {
        let number = self.next;
        self.next += 1;
        self.held_by.entry(open.holder).or_default().count += 1;
        self.open.insert(number, open);
        number
    }

    fn remove(&mut self, number: u64) -> Option<Open> {
        let open = self.open.remove(&number)?;
        self.leave(open.holder);
        Some(open)
    }

    fn leave(&mut self, holder: Holder) {
        if let Some(held) = self.held_by.get_mut(&holder) {
            held.count -= 1;
            if held.count == 0 {
                self.held_by.remove(&holder);
            }
        }
    }
}

impl Seat {
    /// Sets who holds the connection, once a proxy has told it. Returns false if places have run out, and the address has
    /// more than its share and no turn.
    pub(super) fn belongs_to(&self, holder: Holder) -> bool {
        let mut table = self.places.table();
        let is_full = table.open.len() >= self.places.all;
        let has_its_share = self.places.has_its_share(&table, holder);
        if is_full && has_its_share && !self.places.has_a_turn(&mut table, holder) {
            self.places.news.count(Event::Refused);
            return false;
        }
        if let Some(open) = table.open.get_mut(&self.number) {
            let before = std::mem::replace(&mut open.holder, holder);
            table.held_by.entry(holder).or_default().count += 1;
            table.leave(before);
        }
        true
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut table = self.places.table();
        if table.remove(self.number).is_none() {
            table.closing -= 1;
        }
        drop(table);
        self.places.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use tokio::time::advance;

    use super::{super::place::Phase, *};

    const A_SECOND: Duration = Duration::from_secs(1);

    fn address(last: u8) -> Holder {
        Holder::address(IpAddr::from([10, 0, 0, last]))
    }

    fn taken(places: &Arc<Places>, holder: Holder, phase: Phase) -> Seat {
        match places.take(holder) {
            Entry::Taken(seat) => {
                seat.place.enter(phase);
                seat
            }
            Entry::Refused | Entry::Full => panic!("no place"),
        }
    }

    fn is_open(seat: &Seat) -> bool {
        seat.place.moment().phase() != Phase::GivenUp
    }

    #[tokio::test(start_paused = true)]
    async fn the_order_in_which_connections_give_way() {
        let places = Arc::new(Places::new(7, 100));
        let mut seats = Vec::new();
        for phase in [Phase::Served, Phase::Stuck, Phase::Sending, Phase::Opening, Phase::Idle, Phase::Idle] {
            seats.push(taken(&places, address(1), phase));
            advance(A_SECOND).await;
        }
        seats.push(taken(&places, address(1), Phase::Answered));
        advance(A_SECOND).await;
        // The older of two idle ones, the other, slow headers, a slow body, a slow reader; and never who is served.
        for next in [4, 5, 3, 2, 1] {
            assert!(is_open(&seats[next]));
            seats.push(taken(&places, address(2), Phase::Served));
            assert!(!is_open(&seats[next]), "{next}");
        }
        assert!(matches!(places.take(address(2)), Entry::Full));
        assert!(is_open(&seats[0]) && is_open(&seats[6]));
    }

    #[tokio::test(start_paused = true)]
    async fn who_has_just_come_gives_way_last() {
        let places = Arc::new(Places::new(2, 100));
        let slow = taken(&places, address(1), Phase::Opening);
        advance(A_SECOND).await;
        let new = taken(&places, address(2), Phase::Idle);
        let _third = taken(&places, address(3), Phase::Served);
        assert!(!is_open(&slow) && is_open(&new));
        let _fourth = taken(&places, address(4), Phase::Served);
        assert!(!is_open(&new));
    }

    #[tokio::test(start_paused = true)]
    async fn an_address_with_more_than_its_share_gives_way_first() {
        let places = Arc::new(Places::new(4, 2));
        let honest = taken(&places, address(1), Phase::Idle);
        advance(A_SECOND).await;
        let attackers = [(); 3].map(|()| taken(&places, address(2), Phase::Opening));
        let _other = taken(&places, address(3), Phase::Idle);
        assert!(is_open(&honest), "the oldest idle connection, of an address within its share");
        assert_eq!(attackers.iter().filter(|seat| is_open(seat)).count(), 2);
        // It gets a place for its own place only.
        let _own = taken(&places, address(2), Phase::Opening);
        assert_eq!(attackers.iter().filter(|seat| is_open(seat)).count(), 1);
        assert!(is_open(&honest));
        // A proxy has no share.
        let _proxied = taken(&places, Holder::Proxy, Phase::Opening);
    }

    #[tokio::test(start_paused = true)]
    async fn an_address_with_more_than_its_share_has_so_many_turns() {
        let places = Arc::new(Places::new(80, 40));
        let mut seats: Vec<Seat> = (0..80).map(|_| taken(&places, address(1), Phase::Idle)).collect();
        let mut turns = || {
            let before = seats.len();
            while let Entry::Taken(seat) = places.take(address(1)) {
                seat.place.enter(Phase::Idle);
                seats.push(seat);
            }
            seats.len() - before
        };
        assert_eq!(turns(), 20);
        advance(A_SECOND).await;
        assert_eq!(turns(), 10);
        advance(A_SECOND * 100).await;
        assert_eq!(turns(), 20);
    }

    #[tokio::test(start_paused = true)]
    async fn places_are_free_again() {
        let places = Arc::new(Places::new(1, 1));
        for last in 0..=200 {
            drop(taken(&places, address(last), Phase::Served));
        }
        let kept = taken(&places, address(1), Phase::Idle);
        advance(A_SECOND).await;
        drop(taken(&places, address(2), Phase::Served));
        drop(kept);
        let table = places.table();
        assert!(table.open.is_empty() && table.held_by.is_empty() && table.closing == 0);
    }

    #[tokio::test(start_paused = true)]
    async fn an_address_that_a_proxy_tells_has_a_share() {
        let places = Arc::new(Places::new(3, 2));
        let seats = [(); 3].map(|()| taken(&places, Holder::Proxy, Phase::Opening));
        assert!(seats[0].belongs_to(address(1)) && seats[1].belongs_to(address(1)));
        let turns = (0..10).take_while(|_| seats[2].belongs_to(address(1))).count();
        assert_eq!(turns, 2);
        assert!(seats[2].belongs_to(address(2)));
    }
}
