//! The rounds.

use std::{
    io::{IsTerminal as _, Write as _},
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{task::JoinSet, time::sleep};

use crate::{Failure, audit, books::Books, load, options::Options, remittances, site::Site};

const SHOPS: usize = 24;

pub(crate) async fn all(options: &Options) -> Result<(), Failure> {
    let directory = options.directory.join(format!("torture-{}", std::process::id()));
    let mut site = Site::make(options, &directory)?;
    let (books, mut dice) = (Arc::new(Books::default()), fastrand::Rng::with_seed(options.seed));
    println!("{:?}, {} rounds, seed {}", options.engine, options.rounds, options.seed);
    for number in 1..=options.rounds {
        let told = one(&mut site, &books, &mut dice).await.inspect_err(|_| {
            eprintln!("torture: round {number}; stores and logs are left in {}", directory.display());
        })?;
        tell(number, options.rounds, &told);
    }
    let shop = site.gateways[0].shop()?;
    load::answer_all(&shop, &books, true).await?;
    audit::pending(&shop, &books, true).await?;
    site.end_day()?;
    let gateway = &site.gateways[0];
    audit::payments(&shop, &books, 0).await?;
    audit::lags(&shop).await?;
    let remitted = remittances::audit(gateway, &shop, &books).await?;
    summary(&books, remitted);
    drop(site);
    drop(std::fs::remove_dir_all(&directory));
    Ok(())
}

async fn one(site: &mut Site, books: &Arc<Books>, dice: &mut fastrand::Rng) -> Result<String, Failure> {
    let since = books.open().asks.len() as u64;
    let until = Instant::now() + Duration::from_secs(5);
    let shops = site.shops()?;
    let mut work = JoinSet::new();
    for number in 0..SHOPS {
        let shop = shops[number % shops.len()].clone();
        work.spawn(load::work(shop, Arc::clone(books), dice.fork(), until));
    }
    sleep(Duration::from_millis(dice.u64(200..1_200))).await;
    // Days end at the worst of times, too.
    if dice.u8(..4) == 0 {
        site.end_day()?;
    }
    let killed = site.kill(dice)?;
    // Those that talk to a gateway that lives stop when their next answer is an error, or are stopped here.
    sleep(Duration::from_millis(dice.u64(..300))).await;
    work.shutdown().await;
    let down = Instant::now();
    site.restart()?;
    let shop = dice.choice(site.shops()?).ok_or_else(|| Failure::Violated("no gateway".to_owned()))?;
    let again = load::answer_all(&shop, books, false).await?;
    let back = down.elapsed();
    audit::pending(&shop, books, false).await?;
    let payments = audit::payments(&shop, books, since).await?;
    audit::lags(&shop).await?;
    let asked = books.open().asks.len() as u64 - since;
    Ok(format!(
        "killed {killed:<22} {asked:>5} requests, {again:>3} answered at the second time, after {back:>6.1?}, \
         {payments:>4} payments audited"
    ))
}

fn tell(number: u64, rounds: u64, words: &str) {
    if std::io::stdout().is_terminal() && number < rounds {
        print!("\r\x1b[2Kround {number} of {rounds}: {words}");
        drop(std::io::stdout().flush());
    } else {
        println!("round {number} of {rounds}: {words}");
    }
}

fn summary(books: &Books, remitted: usize) {
    let pages = books.open();
    let count = |title: &str| {
        pages.asks.values().filter(|ask| ask.told.as_ref().is_some_and(|told| told.title == title)).count()
    };
    println!(
        "\n{} requests acknowledged: {} accepted, {} refused, {} with an error, {} cancelled, {} pending at first;\n\
         every one is in the store as it was told, once; {remitted} payments remitted to the last cent",
        pages.asks.len(),
        count("ACCEPTED"),
        count("REFUSED"),
        count("ERROR"),
        count("CANCELLED"),
        count("ONHOLD_PARTNER"),
    );
}
