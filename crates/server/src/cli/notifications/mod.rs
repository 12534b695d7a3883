//! `guichet notifications …`: which notifications were sent to merchants, when, and what was answered.

mod show;

use clap::Subcommand;
use document::{Object, Tree, write_json};
use gateway::{Refusal, notifications};
use primitives::MerchantId;

use super::{Failure, merchant::merchant_id};
use crate::{config::Config, terminal::say};

#[derive(Subcommand)]
pub(super) enum Action {
    /// Print the notifications, the newest first.
    List {
        /// Of one merchant only.
        #[arg(long, value_parser = merchant_id)]
        merchant: Option<MerchantId>,
        /// At most so many.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=10_000))]
        most: u16,
    },
    /// Print one notification with every attempt.
    Show { id: i64 },
    /// Send one again, now and on the schedule, whatever became of it. The gateway that runs on the store does it.
    Resend { id: i64 },
}

pub(super) async fn run(config: &Config, action: Action, json: bool) -> Result<(), Failure> {
    let gateway = super::open_existing(config).await?;
    match action {
        Action::List { merchant, most } => {
            let listed = notifications::list(&gateway, merchant, usize::from(most)).await.map_err(told)?;
            if json {
                let row = |one| show::wire(one, &notifications::shown_address(&gateway, one));
                let rows: Vec<Object> = listed.iter().map(row).collect();
                say(write_json(&Tree::from(rows)));
                return Ok(());
            }
            show::table(&listed);
        }
        Action::Show { id } => {
            let (notification, attempts) =
                notifications::show(&gateway, id).await.map_err(told)?.ok_or_else(unknown)?;
            let url = notifications::shown_address(&gateway, &notification);
            show::one(&notification, &url, &attempts, json);
        }
        Action::Resend { id } => {
            notifications::resend(&gateway, id).await.map_err(told)?.ok_or_else(unknown)?;
            if json {
                say(write_json(&Object::new().with("id", id.to_string()).with("state", "WAITING").into()));
            } else {
                say(format!(
                    "notification {id} is sent again: `guichet notifications show {id}` tells how it goes"
                ));
            }
        }
    }
    Ok(())
}

fn told(refusal: Refusal) -> Failure {
    Failure::Said(match refusal {
        Refusal::Unavailable => "the store is not available: try again in a moment".to_owned(),
        Refusal::CommitUnknown => {
            "it is not known whether it was written: look at the notification, and try again".to_owned()
        }
        other => format!("the store could not be asked: {other:?}"),
    })
}

fn unknown() -> Failure {
    Failure::Said("there is no such notification: see `guichet notifications list`".to_owned())
}
