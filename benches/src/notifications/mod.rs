//! Notifications: their rate, their delay, and whether a merchant whose server hangs holds up the others.

mod backlog;
mod delay;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use client::Client;
use rig::{Gateway, Options};

use crate::buyer::NewSessions;
use crate::figures::Rate;
use crate::load::drive;
use crate::run::{Error, program, progress};

const CONNECTIONS: usize = 32;

pub(crate) async fn measure(directory: &Path) -> Result<Vec<Rate>, Error> {
    progress("notifications, a backlog");
    let backlog = backlog::measure(&house(directory, "backlog")).await?;
    progress("notifications, their delay");
    let alone = delay::alone(&house(directory, "delay")).await?;
    progress("notifications, beside a merchant that hangs");
    let beside = delay::beside_one_that_hangs(&house(directory, "hanging")).await?;
    Ok([vec![backlog], alone, beside].concat())
}

fn house(directory: &Path, name: &str) -> Options {
    Options { program: program(), data: directory.join(name), settings: Vec::new() }
}

/// Makes sessions whose notifications go to the URL.
async fn sessions(shop: &Client, notification_url: String, count: usize) -> Result<Vec<String>, Error> {
    let work = Arc::new(NewSessions { notification_url: Some(notification_url) });
    let mut made = Vec::with_capacity(count);
    while made.len() < count {
        made.extend(
            drive(std::slice::from_ref(shop), CONNECTIONS, Duration::from_millis(200), &work).await?.accepted,
        );
    }
    made.truncate(count);
    Ok(made)
}

fn start(house: &Options) -> Result<Gateway, Error> {
    Ok(Gateway::start(house.clone())?)
}
