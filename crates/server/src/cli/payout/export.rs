//! `guichet payout export`: the closed file of a day, read page by page.

use std::{io, path::PathBuf};

use domain::{remittance::day_of, transfer::Transfer};
use gateway::{
    Gateway, Refusal, payouts,
    ports::{Closing, FilePart, StoreError, TransferFile},
};
use jiff::civil::Date;

use super::{
    Failure,
    destination::Destination,
    pain001::{Credit, Message},
};

/// The number of transfers that are read at a time.
const PAGE: usize = 50;

pub(super) async fn run(gateway: &Gateway, day: Date, out: Option<PathBuf>) -> Result<(), Failure> {
    let (file, closed) = closed_file(gateway, day).await?;
    let parts = gateway.store.file_parts(day).await.map_err(store_failure)?;
    let destination = Destination::open(out).map_err(|error| write_failure(&error))?;
    // Before the first account number is read: whoever reads the output may end the command at any time.
    payouts::note_export(gateway, &file).await.map_err(|refusal| refused(&refusal))?;
    let message = Message::begin(destination, gateway.settings.cell.number(), &file, closed.at);
    let mut message = message.map_err(|error| write_failure(&error))?;
    if let Err(failure) = write_parts(gateway, &mut message, day, closed.executes, &parts).await {
        message.break_off().discard();
        return Err(failure);
    }
    message.end().and_then(Destination::finish).map_err(|error| write_failure(&error))
}

async fn closed_file(gateway: &Gateway, day: Date) -> Result<(TransferFile, Closing), Failure> {
    let file = gateway.store.transfer_file(day).await.map_err(store_failure)?;
    let today = day_of(gateway.clock.now(), &gateway.settings.calendar);
    let words = match file {
        Some(file @ TransferFile { closed: Some(closed), .. }) => return Ok((file, closed)),
        Some(_) => "the file of this day is still being gathered: try again in a minute",
        None if day >= today => "the day is not over: its file is there after its end",
        None => "there is no file of this day: no transfer was accepted on it, or no gateway has run since",
    };
    Err(Failure::Said(words.to_owned()))
}

async fn write_parts(
    gateway: &Gateway,
    message: &mut Message<Destination>,
    day: Date,
    executes: Date,
    parts: &[FilePart],
) -> Result<(), Failure> {
    for (index, part) in parts.iter().enumerate() {
        message.begin_part(day, executes, part, index + 1).map_err(|error| write_failure(&error))?;
        write_transfers(gateway, message, day, part).await?;
        message.end_part().map_err(|error| write_failure(&error))?;
    }
    Ok(())
}

async fn write_transfers(
    gateway: &Gateway,
    message: &mut Message<Destination>,
    day: Date,
    part: &FilePart,
) -> Result<(), Failure> {
    const FORGOTTEN: &str = "payees of this day have been forgotten (see `guichet retention show`): the file cannot be written any more";
    let mut after = None;
    loop {
        let page = gateway.store.filed_transfers(day, part, after, PAGE).await.map_err(store_failure)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.transfer.id);
        for filed in &page {
            let payee = payouts::filed_payee(gateway, filed).await.map_err(|refusal| refused(&refusal))?;
            let payee = payee.ok_or_else(|| Failure::Said(FORGOTTEN.to_owned()))?;
            let Transfer { id, amount, payee_bic, details, .. } = &filed.transfer;
            let credit = Credit {
                id: id.to_string(),
                cents: amount.minor_units(),
                payee: &payee,
                bic: payee_bic,
                order_reference: details.as_ref().and_then(|details| details.order_reference.as_ref()),
            };
            message.credit(&credit).map_err(|error| write_failure(&error))?;
        }
    }
}

fn store_failure(error: StoreError) -> Failure {
    Failure::Said(error.to_string())
}

fn refused(refusal: &Refusal) -> Failure {
    Failure::Said(format!("the file could not be written: {refusal:?}"))
}

fn write_failure(error: &io::Error) -> Failure {
    Failure::Said(format!("the file could not be written: {error}"))
}
