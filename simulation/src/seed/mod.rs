//! One seed: rough days, in which anything may come next, and then quiet ones, until everything has run dry.

mod dry;

use std::sync::{Arc, Mutex};

use gateway::Gateway;
use primitives::TransactionId;

use crate::{
    Planted,
    auditor::Auditor,
    clients::{Asked, Books, Heard, Told, ask, draw},
    executor::{Executor, Task},
    instance::House,
    workers::{WORKERS, Worker, run},
    world::{World, lock},
};

/// Wishes of all clients together.
const WISHES: u64 = 90;
const PAYMENTS: usize = 8;
const MOST_TASKS: usize = 24;
/// Ends the rough days where clients wait for long.
const MOST_STEPS: u64 = 6_000;
const HOUR_MS: i64 = 3_600_000;
/// How long an authorisation lives.
const WEEK_MS: i64 = 7 * 24 * HOUR_MS;

pub(crate) struct Seed {
    house: Arc<House>,
    instances: Vec<Arc<Gateway>>,
    executor: Executor,
    auditor: Auditor,
    books: Books,
    mail: Arc<Mutex<Vec<Heard>>>,
    /// Whether each client waits for an answer.
    busy: Vec<bool>,
    wishes_left: u64,
    /// With so many wishes left most of a week passes at once, in most seeds: authorisations are about to run out.
    week_passes_at: u64,
    payments_left: usize,
    /// What was asked under a key, to be asked again.
    keyed: Vec<Asked>,
}

impl Seed {
    pub(crate) fn new(number: u64, planted: Planted, traced: bool) -> Self {
        let world = Arc::new(World::new(number, planted, traced));
        let house = Arc::new(House::new(&world));
        let (instances, clients, week_passes_at) = {
            let mut dice = world.dice();
            (2 + dice.index(2), 3 + dice.index(4), dice.below(WISHES * 3 / 2))
        };
        Self {
            instances: (0..instances).map(|_| house.open_instance()).collect(),
            house,
            executor: Executor::default(),
            auditor: Auditor::default(),
            books: Books::default(),
            mail: Arc::default(),
            busy: vec![false; clients],
            wishes_left: WISHES,
            week_passes_at,
            payments_left: PAYMENTS,
            keyed: Vec::new(),
        }
    }

    pub(crate) fn world(&self) -> &World {
        &self.house.world
    }

    /// To its end, or to the first rule that does not hold.
    pub(crate) fn run(&mut self) {
        let waits = |seed: &Self| seed.wishes_left > 0 || seed.busy.contains(&true);
        while waits(self) && self.world().step() < MOST_STEPS && self.world().violation().is_none() {
            self.rough_step();
            self.after_step();
        }
        self.world().calm_down();
        self.world().note(|| "from here on nothing goes wrong".to_owned());
        self.run_dry();
        if self.world().violation().is_none() {
            let house = Arc::clone(&self.house);
            self.auditor.end(&house, &self.books);
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
        self.auditor.look(&self.house);
        self.world().next_step();
    }

    fn poll(&mut self) {
        let house = Arc::clone(&self.house);
        self.executor.step(|many| house.world.dice().index(many));
    }

    /// A client that waits for nothing asks for something, at whichever instance.
    fn wish(&mut self) {
        let free: Vec<usize> = (0..self.busy.len()).filter(|client| !self.busy[*client]).collect();
        if free.is_empty() || self.wishes_left == 0 || self.executor.len() >= MOST_TASKS {
            return self.poll();
        }
        self.wishes_left -= 1;
        if self.wishes_left == self.week_passes_at {
            let short_ms = i64::try_from(self.world().dice().below(120_000)).unwrap_or_default();
            self.advance(WEEK_MS - short_ms);
        }
        let (client, instance, asked) = {
            let world = Arc::clone(&self.house);
            let mut dice = world.world.dice();
            let client = free[dice.index(free.len())];
            let instance = dice.index(self.instances.len());
            let again = !self.keyed.is_empty() && dice.per_mille(250);
            let asked = if again {
                self.keyed[dice.index(self.keyed.len())].clone()
            } else {
                let known: &[TransactionId] = self.books.targets(dice.per_mille(850));
                let wanted = draw(&mut dice, known, self.house.world.now_ms(), self.payments_left > 0);
                let keyed = dice.per_mille(500);
                // Now and then a key that was used for something else.
                let number = if dice.per_mille(30) { dice.index(self.keyed.len()) } else { self.keyed.len() };
                Asked { wanted, key: keyed.then(|| format!("key {number}")) }
            };
            (client, instance, asked)
        };
        if matches!(asked.wanted, crate::clients::Wanted::Pay { .. }) {
            self.payments_left = self.payments_left.saturating_sub(1);
        }
        if asked.key.is_some() {
            self.keyed.push(asked.clone());
        }
        self.ask(client, instance, asked);
    }

    fn ask(&mut self, client: usize, instance: usize, asked: Asked) {
        self.busy[client] = true;
        let (gateway, house, mail) =
            (Arc::clone(&self.instances[instance]), Arc::clone(&self.house), Arc::clone(&self.mail));
        let (began, began_ms) = (house.world.step(), house.world.now_ms());
        house.world.count(asked.wanted.word());
        house.world.note(|| format!("client {client} asks instance {instance}: {asked:?}"));
        let future = Box::pin(async move {
            let told = ask(&gateway, &house.merchant, &asked).await;
            house.world.note(|| format!("client {client} is told {}", say(&told)));
            lock(&mail).push(Heard { client, asked, began, began_ms, told });
        });
        self.executor.start(Task { instance, client: Some(client), future });
    }

    fn work(&mut self) {
        if self.executor.len() >= MOST_TASKS {
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
        let future = Box::pin(async move { run(&gateway, worker, &house.world).await });
        self.executor.start(Task { instance, client: None, future });
    }

    /// Time passes, mostly a little, sometimes days.
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

    /// What arrives at the bank by then is booked before anybody hears of it.
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

fn say(told: &Result<Told, gateway::Refusal>) -> String {
    match told {
        Ok(Told::Payment { transaction, replayed }) => {
            format!("{} {:?}{}", transaction.id, transaction.state, if *replayed { ", again" } else { "" })
        }
        Ok(Told::Action { ledger, action, replayed }) => {
            let state = ledger.action(*action).map(|action| &action.state);
            format!("{action} {state:?}{}", if *replayed { ", again" } else { "" })
        }
        Ok(Told::Seen { ledger, id }) => format!("of {id} on {:?}", ledger.payment.state),
        Err(refusal) => format!("{refusal:?}"),
    }
}
