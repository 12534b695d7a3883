//! The rounds.

use std::{
    io::{IsTerminal as _, Write as _},
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::{
    Failure, audit,
    books::Books,
    day::Day,
    load::{self, HangUps, Load, Pace},
    options::Options,
    remittances,
    sessions::{self, Buyers},
    site::Site,
    tally::{self, Tally},
    trouble::Trouble,
};

const SHOPS: usize = 24;
const BUYERS: usize = 8;
/// The longest load of a round, so that a round without a kill fails instead of hanging.
const LONGEST: Duration = Duration::from_secs(60);
/// One in this many rounds with several gateways freezes a gateway instead of killing processes.
const FREEZES_EVERY: u64 = 15;
/// The time for which a gateway hangs. It is longer than the bank's limit and the time until the reconciler
/// takes over, together 10.4 s.
const FROZEN_MS: std::ops::Range<u64> = 12_000..15_000;

pub(crate) async fn all(options: &Options) -> Result<(), Failure> {
    let directory = options.directory.join(format!("torture-{}", std::process::id()));
    println!("{:?}, {} rounds, seed {}", options.engine, options.rounds, options.seed);
    let outcome = torture(options, &directory).await;
    if outcome.is_ok() {
        drop(std::fs::remove_dir_all(&directory));
    } else {
        eprintln!("torture: stores and logs are left in {}", directory.display());
    }
    outcome
}

async fn torture(options: &Options, directory: &std::path::Path) -> Result<(), Failure> {
    let site = Site::make(options, directory)?;
    let mut torture = Torture {
        day: Day::start(&site).await?,
        site,
        books: Arc::default(),
        sessions: Arc::default(),
        dice: fastrand::Rng::with_seed(options.seed),
        tally: Tally::default(),
    };
    for number in 1..=options.rounds {
        let told = torture.round(number, options.rounds).await.inspect_err(|_| {
            eprintln!("torture: in round {number}");
        })?;
        tell(number, options.rounds, &told);
    }
    torture.end().await
}

struct Torture {
    site: Site,
    day: Day,
    books: Arc<Books>,
    sessions: Arc<sessions::Books>,
    dice: fastrand::Rng,
    tally: Tally,
}

/// Whether the day ends in a round, and whether its close is killed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closing {
    None,
    /// The close is killed with the rest of the round.
    Dies,
    /// The close goes on while the rest is killed.
    Outlives,
}

impl Closing {
    /// Returns the close of a round. All kills of a close are in the first half, so that at the end nobody
    /// has to wait long for the last of their leases.
    const fn of(round: u64, rounds: u64) -> Self {
        match (round * 2 <= rounds, round % 4) {
            (true, 0 | 2) => Self::Dies,
            (false, 0) => Self::Outlives,
            _ => Self::None,
        }
    }
}

impl Torture {
    async fn round(&mut self, number: u64, rounds: u64) -> Result<String, Failure> {
        let since = self.books.open().asks.len() as u64 + 1;
        self.site.turn_listener(&mut self.dice)?;
        let freezes = self.site.gateways.len() > 1 && number.is_multiple_of(FREEZES_EVERY);
        let (what, down) = match Trouble::of(number, &self.site) {
            _ if freezes => self.freeze().await?,
            Some(trouble) => self.trouble(trouble).await?,
            None => self.kill(Closing::of(number, rounds)).await?,
        };
        let shop = self.dice.choice(self.site.shops()?);
        let shop = shop.ok_or_else(|| Failure::Violated("no gateway is left".to_owned()))?;
        let again = load::answer_all(&shop, &self.books, false).await?;
        let back = down.elapsed();
        audit::pending(&shop, &self.books, false).await?;
        let payments = audit::payments(&shop, &self.books, since).await?;
        let read = sessions::read_by_shops(&shop, &self.sessions).await?;
        audit::lags(&shop).await?;
        self.site.end_trouble()?;
        let asked = self.books.open().asks.len() as u64 + 1 - since;
        Ok(format!(
            "{what:<60} {asked:>5} requests, {again:>3} answered at the second time, after {back:>6.1?}, \
             {payments:>4} payments and {read:>3} sessions audited"
        ))
    }

    /// Kills processes under load, and starts them again. A close of the day may be among them.
    async fn kill(&mut self, closing: Closing) -> Result<(String, Instant), Failure> {
        let load = self.load(6, Duration::ZERO, LONGEST, HangUps::Expected)?;
        sleep(Duration::from_millis(self.dice.u64(200..1_200))).await;
        if closing != Closing::None {
            self.day.begin_close(&self.site)?;
            sleep(self.day.before_the_kill(&mut self.dice)).await;
        }
        if closing == Closing::Dies {
            self.day.kill_close()?;
        }
        let killed = self.site.kill(&mut self.dice)?;
        // Shops of a gateway that is not killed stop at their next error, or are stopped here.
        sleep(Duration::from_millis(self.dice.u64(..300))).await;
        load.stop().await?;
        let down = Instant::now();
        let database_died = self.site.database_is_down();
        self.site.restart()?;
        self.tally.add(killed);
        let Some(closed) = self.day.end_close(&self.site, database_died).await? else {
            return Ok((killed.to_owned(), down));
        };
        let words = format!("{killed}; {closed}");
        self.tally.close(closed);
        Ok((words, down))
    }

    /// Freezes one gateway until the others take over its work, and continues it.
    async fn freeze(&mut self) -> Result<(String, Instant), Failure> {
        let frozen_for = Duration::from_millis(self.dice.u64(FROZEN_MS));
        let (before, after) = (Duration::from_millis(500), Duration::from_secs(1));
        // Banks are slow, so that questions are pending when it stops; there are pauses, because the round is
        // long.
        let length = before + frozen_for + after;
        let load = self.load(50, Duration::from_millis(150), length, HangUps::Expected)?;
        sleep(before).await;
        let victim = self.dice.choice(&self.site.gateways).ok_or_else(no_gateway)?;
        victim.freeze()?;
        sleep(frozen_for).await;
        victim.thaw()?;
        let down = Instant::now();
        // The answers of the gateway that was frozen count like any other.
        load.end().await?;
        self.tally.add("one gateway frozen");
        Ok((format!("one gateway frozen for {frozen_for:.1?}"), down))
    }

    /// Takes something from one gateway that it needs, under load, and gives it back. Unless it has no file descriptors, it
    /// must answer every request all the while.
    async fn trouble(&mut self, trouble: Trouble) -> Result<(String, Instant), Failure> {
        self.site.prepare(trouble)?;
        let lasts = Duration::from_millis(self.dice.u64(800..2_500));
        let (before, after) = (Duration::from_millis(400), Duration::from_millis(1_500));
        let load = self.load(6, Duration::from_millis(2), before + lasts + after, trouble.hang_ups())?;
        sleep(before).await;
        let taken = self.site.begin(trouble)?;
        sleep(lasts).await;
        self.site.relieve(taken)?;
        let down = Instant::now();
        load.end().await?;
        self.tally.add(trouble.words());
        Ok((format!("{} for {lasts:.1?}", trouble.words()), down))
    }

    fn load(
        &mut self,
        slow_percent: u8,
        pause: Duration,
        length: Duration,
        hang_ups: HangUps,
    ) -> Result<Load, Failure> {
        let until = Instant::now() + length;
        let pace = Pace { shops: SHOPS, buyers: BUYERS, slow_percent, pause, until, hang_ups };
        let (books, notified) = (Arc::clone(&self.sessions), self.site.listener.url("/told?a=1").into());
        let buyers = Buyers { books, notified, until, hang_ups };
        let (lines, merchants) = (self.site.shops()?, self.day.merchants());
        Ok(Load::start(&lines, merchants, &self.books, &buyers, &mut self.dice, pace))
    }

    /// Waits until everything that was begun has ended, and compares the amounts.
    async fn end(mut self) -> Result<(), Failure> {
        self.site.listener_is_sound()?;
        let gateway = self.site.gateways.first().ok_or_else(no_gateway)?;
        let shop = gateway.shop()?;
        load::answer_all(&shop, &self.books, true).await?;
        audit::pending(&shop, &self.books, true).await?;
        let paid = sessions::end(&shop, &self.sessions, &self.site.listener).await?;
        self.day.wait_for_abandoned(gateway).await?;
        Day::end_all(gateway)?;
        audit::payments(&shop, &self.books, 0).await?;
        audit::lags(&shop).await?;
        let remitted =
            remittances::audit(gateway, &shop, &self.books, &paid, self.day.all_merchants()).await?;
        self.tally.print(&self.books, remitted);
        tally::print_sessions(&self.sessions, &paid, &self.site.listener.arrivals());
        Ok(())
    }
}

fn no_gateway() -> Failure {
    Failure::Violated("no gateway is left".to_owned())
}

fn tell(number: u64, rounds: u64, words: &str) {
    if std::io::stdout().is_terminal() && number < rounds {
        print!("\r\x1b[2Kround {number} of {rounds}: {words}");
        drop(std::io::stdout().flush());
    } else {
        println!("round {number} of {rounds}: {words}");
    }
}
