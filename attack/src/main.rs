//! Attacks on the real binary, each a bounded load, with figures that are compared with aims.
//!
//! Whoever attacks has no more than what is there for everybody: connections, requests and, in some attacks, a merchant's key.
//! `cargo xtask attack` starts it.
#![expect(clippy::disallowed_methods, reason = "measures time and asks for its surroundings")]
#![expect(clippy::print_stdout, reason = "the figures are the product")]

mod connections;
mod figures;
mod http;
mod memory;
mod options;
mod overload;
mod readers;
mod requests;
mod shapes;
mod site;

use std::process::ExitCode;

use figures::Figures;
use options::{Asked, Attack, Options};
use site::Site;

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Rig(#[from] rig::Error),
    #[error("{0}: {1}")]
    Io(&'static str, std::io::Error),
    #[error("the gateway answered what nobody would expect: {0}")]
    Unexpected(String),
}

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(Asked::Run(options)) => options,
        Ok(Asked::Help) => {
            println!("{}", options::HELP);
            return ExitCode::SUCCESS;
        }
        Err(mistake) => {
            eprintln!("attack: {mistake}\n\n{}", options::HELP);
            return ExitCode::from(2);
        }
    };
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Failure::Io("the runtime", error));
    match runtime.and_then(|runtime| runtime.block_on(all(&options))) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("attack: an aim was missed");
            ExitCode::FAILURE
        }
        Err(failure) => {
            eprintln!("attack: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the attacks, each on a gateway of its own. Returns whether every aim was reached.
async fn all(options: &Options) -> Result<bool, Failure> {
    let mut is_good = true;
    for &attack in &options.attacks {
        let site = Site::start(options, attack)?;
        let mut figures = Figures::of(attack.title());
        match attack {
            Attack::Shapes => shapes::run(&site, options, &mut figures).await?,
            Attack::Memory => memory::run(&site, options, &mut figures).await?,
            Attack::Connections => connections::run(&site, options, &mut figures).await?,
            Attack::Overload => overload::run(&site, options, &mut figures).await?,
            Attack::Readers => readers::run(&site, options, &mut figures).await?,
        }
        site.end(&mut figures).await?;
        figures.print();
        is_good &= figures.are_good();
    }
    Ok(is_good)
}
