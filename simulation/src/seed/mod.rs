//! One seed: rough days, on which anything may happen next, and then quiet ones, until all work is done.

mod dry;
mod say;

use std::sync::{Arc, Mutex};

use gateway::Gateway;
use primitives::TransactionId;

use crate::{
    Planted,
    auditor::{Auditor, Rows},
    clients::{Asked, Books, Heard, SessionWish, Wanted, ask, draw, draw_session, draw_step},
    executor::{Executor, Task},
    instance::House,
    random::Random,
    workers::{WORKERS, Worker, run},
    world::{World, lock},
};

/// The number of wishes of all clients together.
const WISHES: u64 = 90;
const PAYMENTS: usize = 8;
const SESSIONS: usize = 6;
const MAX_TASKS: usize = 24;
/// The number of steps after which the rough days end, also if clients still wait.
const MAX_STEPS: u64 = 6_000;
const HOUR_MS: i64 = 3_600_000;
/// The lifetime of an authorisation in milliseconds.
const WEEK_MS: i64 = 7 * 24 * HOUR_MS;

pub(crate) struct Seed {
    house: Arc<House>,
    instances: Vec<Arc<Gateway>>,
    executor: Executor,
    auditor: Auditor,
    rows: Rows,
    books: Books,
    mail: Arc<Mutex<Vec<Heard>>>,
    /// Whether each client waits for an answer.
    busy: Vec<bool>,
    wishes_left: u64,
    /// The number of wishes left at which, in most seeds, most of a week passes at once, so that
    /// authorisations are about to expire.
    week_passes_at: u64,
    payments_left: usize,
    sessions_left: usize,
    /// The share of wishes for sessions, in thousandths.
    session_wishes: u64,
    /// The requests that had a key, to be repeated.
    keyed: Vec<Asked>,
}

impl Seed {
    pub(crate) fn new(number: u64, planted: Planted, traced: bool) -> Self {
        let world = Arc::new(World::new(number, planted, traced));
        let house = Arc::new(House::new(&world));
        let (instances, clients, week_passes_at, session_wishes) = {
            let mut dice = world.dice();
            let session_wishes = [0, 300, 700, 1_000][dice.index(4)];
            (2 + dice.index(2), 3 + dice.index(4), dice.below(WISHES * 3 / 2), session_wishes)
        };
        Self {
            instances: (0..instances).map(|_| house.open_instance()).collect(),
            house,
            executor: Executor::default(),
            auditor: Auditor::default(),
            rows: Rows::default(),
            books: Books::default(),
            mail: Arc::default(),
            busy: vec![false; clients],
            wishes_left: WISHES,
            week_passes_at,
            payments_left: PAYMENTS,
            sessions_left: SESSIONS,
            session_wishes,
            keyed: Vec::new(),
        }
    }

    pub(crate) fn world(&self) -> &World {
        &self.house.world
    }

    /// Runs the seed to its end, or to the first rule that does not hold.
    pub(crate) fn run(&mut self) {
        let waits = |seed: &Self| seed.wishes_left > 0 || seed.busy.contains(&true);
        while waits(self) && self.world().step() < MAX_STEPS && self.world().violation().is_none() {
            self.rough_step();
            self.after_step();
        }
        self.world().calm_down();
        self.world().note(|| "from here on nothing goes wrong".to_owned());
        self.run_dry();
        if self.world().violation().is_none() {
            let house = Arc::clone(&self.house);
            self.auditor.end(&house, &self.books, &mut self.rows);
        }
    }

    fn rough_step(&mut self) {
        let roll = self.world().dice().below(1_000);
        match roll {
            0..=99 => self.wish(),
            100..=149 => self.work(),
            150..=349 => self.pass(),
            350..=356 if self.world().mishap(300) => self.crash(),
            _ => self.poll(),
        }
    }

    fn after_step(&mut self) {
        self.house.bank.open_the_post();
        let heard: Vec<Heard> = std::mem::take(&mut *lock(&self.mail));
        for heard in heard {
            self.busy[heard.client] = false;
            self.books.write(&self.house.world, &heard);
        }
        self.auditor.look(&self.house, &mut self.rows);
        self.world().next_step();
    }

    fn poll(&mut self) {
        let house = Arc::clone(&self.house);
        self.executor.step(|many| house.world.dice().index(many));
    }

    /// Lets a client that does not wait send a wish to a random instance.
    fn wish(&mut self) {
        let free: Vec<usize> = (0..self.busy.len()).filter(|client| !self.busy[*client]).collect();
        if free.is_empty() || self.wishes_left == 0 || self.executor.len() >= MAX_TASKS {
            return self.poll();
        }
        self.wishes_left -= 1;
        if self.wishes_left == self.week_passes_at {
            let short_ms = i64::try_from(self.world().dice().below(120_000)).unwrap_or_default();
            self.advance(WEEK_MS - short_ms);
        }
        let (client, instance, asked) = {
            let house = Arc::clone(&self.house);
            let mut dice = house.world.dice();
            let client = free[dice.index(free.len())];
            let instance = dice.index(self.instances.len());
            let again = !self.keyed.is_empty() && dice.per_mille(250);
            let asked =
                if again { self.keyed[dice.index(self.keyed.len())].clone() } else { self.draw(&mut dice) };
            (client, instance, asked)
        };
        match asked.wanted {
            Wanted::Pay { .. } => self.payments_left = self.payments_left.saturating_sub(1),
            Wanted::Session(SessionWish::Make { .. }) => {
                self.sessions_left = self.sessions_left.saturating_sub(1);
            }
            Wanted::Act { .. } | Wanted::Look { .. } | Wanted::Session(_) => {}
        }
        if asked.key.is_some() {
            self.keyed.push(asked.clone());
        }
        self.ask(client, instance, asked);
    }

    fn draw(&self, dice: &mut Random) -> Asked {
        let wanted = if dice.per_mille(self.session_wishes) {
            Wanted::Session(self.draw_session(dice))
        } else {
            let known: &[TransactionId] = self.books.targets(dice.per_mille(850));
            draw(dice, known, self.house.world.now_ms(), self.payments_left > 0)
        };
        // Buyers send no key.
        let takes_key = match wanted {
            Wanted::Session(ref wish) => matches!(wish, SessionWish::Make { .. }),
            Wanted::Pay { .. } | Wanted::Act { .. } | Wanted::Look { .. } => true,
        };
        let keyed = takes_key && dice.per_mille(500);
        // Some requests have a key that was used for something else.
        let number = if dice.per_mille(30) { dice.index(self.keyed.len()) } else { self.keyed.len() };
        Asked { wanted, key: keyed.then(|| format!("key {number}")) }
    }

    /// Draws a wish, mostly of the latest session that has not ended, so that many clients use one session.
    fn draw_session(&self, dice: &mut Random) -> SessionWish {
        let (known, alive) = (self.books.sessions.known(), self.books.sessions.alive());
        let may_make = self.sessions_left > 0 && (alive.is_empty() || dice.per_mille(50));
        let latest = alive.last().copied().filter(|_| dice.per_mille(700));
        match latest.or_else(|| known.get(dice.index(known.len()))) {
            Some((token, tries)) if !may_make => {
                draw_step(dice, (token, *tries), self.books.sessions.visits())
            }
            Some(_) | None => draw_session(dice),
        }
    }

    fn ask(&mut self, client: usize, instance: usize, asked: Asked) {
        self.busy[client] = true;
        let (gateway, house, mail) =
            (Arc::clone(&self.instances[instance]), Arc::clone(&self.house), Arc::clone(&self.mail));
        let (began, began_ms) = (house.world.step(), house.world.now_ms());
        house.world.count(asked.wanted.word());
        house.world.note(|| format!("client {client} asks instance {instance}: {asked:?}"));
        let future = Box::pin(async move {
            let told = ask(&gateway, &house.bank, &house.merchant, &asked).await;
            house.world.note(|| format!("client {client} is told {}", say::told(&told)));
            lock(&mail).push(Heard { client, asked, began, began_ms, told });
        });
        self.executor.start(Task { instance, client: Some(client), future });
    }

    fn work(&mut self) {
        if self.executor.len() >= MAX_TASKS {
            return self.poll();
        }
        let (instance, worker) = {
            let mut dice = self.house.world.dice();
            (dice.index(self.instances.len()), WORKERS[dice.index(WORKERS.len())])
        };
        self.start_worker(instance, worker);
    }

    fn start_worker(&mut self, instance: usize, worker: Worker) {
        let (gateway, house) = (Arc::clone(&self.instances[instance]), Arc::clone(&self.house));
        let future = Box::pin(async move { run(&gateway, worker, &house).await });
        self.executor.start(Task { instance, client: None, future });
    }

    /// Lets time pass, mostly a little, sometimes days.
    fn pass(&mut self) {
        let by_ms = {
            let mut dice = self.house.world.dice();
            let (most, least) = match dice.below(1_000) {
                0..=799 => (40, 0),
                800..=949 => (4_000, 0),
                950..=989 => (40_000, 1_000),
                990..=995 => (6 * 3_600_000, 60_000),
                _ => (4 * 24 * 3_600_000, 3_600_000),
            };
            i64::try_from(least + dice.below(most)).unwrap_or_default()
        };
        self.advance(by_ms);
    }

    /// Advances the time. What arrives at the bank by then is booked before anybody hears of it.
    fn advance(&self, by_ms: i64) {
        self.world().advance(by_ms);
        self.house.bank.open_the_post();
    }

    fn crash(&mut self) {
        let instance = self.house.world.dice().index(self.instances.len());
        self.world().count("crash");
        self.world().note(|| format!("instance {instance} crashes"));
        let house = Arc::clone(&self.house);
        house.world.crash(|| {
            for client in self.executor.crash(instance) {
                self.busy[client] = false;
            }
        });
        self.instances[instance] = self.house.open_instance();
    }
}
