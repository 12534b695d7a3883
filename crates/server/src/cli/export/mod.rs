//! `guichet export …`: reads the store in small steps, whether or not a gateway runs on it.

mod output;
mod row;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use document::write_json;
use gateway::{merchants, transactions::Export};
use primitives::MerchantId;

use super::{Failure, csv::Sheet, merchant::merchant_id};
use crate::{
    config::Config,
    terminal::{complain, is_watched},
};
use output::{Output, Reader};

/// The number of transactions read after which the progress is told.
const READ_PER_LINE: usize = 100_000;

#[derive(Subcommand)]
pub(super) enum Action {
    /// Write the transactions of a merchant, the oldest first: payments, captures, refunds and cancels.
    Transactions {
        #[arg(long, value_parser = merchant_id)]
        merchant: MerchantId,
        #[arg(long, value_enum)]
        format: Format,
        /// The file to write, of mode 0600. One that is there is replaced [default: stdout]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// For CSV: with a byte-order mark, and ids that a spreadsheet does not take for numbers and round.
        #[arg(long)]
        spreadsheet: bool,
        #[command(flatten)]
        filters: Box<Filters>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Comma-separated values (RFC 4180), with a header.
    Csv,
    /// One JSON document a line: an item of GET /v1/checkout/transactions.
    Jsonl,
}

/// The filters of `GET /v1/checkout/transactions`.
#[derive(Args)]
pub(super) struct Filters {
    #[arg(long)]
    order_reference: Option<String>,
    /// The earliest date, with a time and an offset: 2026-11-01T00:00:00+01:00
    #[arg(long)]
    date_from: Option<String>,
    /// The latest date, which is in the range.
    #[arg(long)]
    date_to: Option<String>,
    /// AUTHORIZATION_AND_CAPTURE, CAPTURE, REFUND, …
    #[arg(long = "type")]
    kind: Option<String>,
    /// The title of the result: ACCEPTED, REFUSED, …
    #[arg(long)]
    status: Option<String>,
    /// The least amount, in minor units.
    #[arg(long)]
    amount_from: Option<String>,
    /// The largest amount, in minor units.
    #[arg(long)]
    amount_to: Option<String>,
    #[arg(long)]
    payment_method_id: Option<String>,
    #[arg(long)]
    point_of_sale_reference: Option<String>,
    #[arg(long)]
    mx_wallet_id: Option<String>,
    /// The first six digits of the card number.
    #[arg(long)]
    card_first6: Option<String>,
    /// The last four digits of the card number.
    #[arg(long)]
    card_last4: Option<String>,
    #[arg(long)]
    mx_token: Option<String>,
}

impl Filters {
    /// Returns what is given by the names that the API has for it.
    fn given(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = [
            ("order.reference", &self.order_reference),
            ("dateFrom", &self.date_from),
            ("dateTo", &self.date_to),
            ("type", &self.kind),
            ("status", &self.status),
            ("amountFrom", &self.amount_from),
            ("amountTo", &self.amount_to),
            ("paymentMethodId", &self.payment_method_id),
            ("pointOfSaleReference", &self.point_of_sale_reference),
            ("mxWalletId", &self.mx_wallet_id),
            ("cardFirst6", &self.card_first6),
            ("cardLast4", &self.card_last4),
            ("mxToken", &self.mx_token),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }
}

pub(super) async fn run(config: &Config, action: Action) -> Result<(), Failure> {
    let Action::Transactions { merchant, format, out, spreadsheet, filters } = action;
    let filter = web::transactions_filter(filters.given())
        .map_err(|wrong| Failure::Said(format!("the filters: {wrong}")))?;
    let gateway = super::open_existing(config).await?;
    let all = merchants::list(&gateway).await.map_err(|error| Failure::Said(error.to_string()))?;
    if all.iter().all(|known| known.id != merchant) {
        return Err(Failure::Said("there is no such merchant: see `guichet merchant list`".to_owned()));
    }
    let mut output = Output::open(out.as_deref())?;
    let sheet = (format == Format::Csv).then_some(Sheet { spreadsheet });
    write(Export::begin(&gateway, merchant, filter), sheet.as_ref(), &mut output).await
}

async fn write(mut export: Export<'_>, sheet: Option<&Sheet>, output: &mut Output) -> Result<(), Failure> {
    let merchant = export.merchant();
    if let Some(sheet) = sheet
        && output.line(&row::header(sheet))? == Reader::Gone
    {
        return Ok(());
    }
    let (mut read, mut told, mut written) = (0, READ_PER_LINE, 0_usize);
    let refused = |refusal| Failure::Said(format!("the transactions cannot be read: {refusal:?}"));
    while let Some(step) = export.next().await.map_err(refused)? {
        for item in step.entries.iter().filter_map(web::transaction_item) {
            let line = match sheet {
                Some(sheet) => row::row(sheet, merchant, &item),
                None => write_json(&item.into()),
            };
            if output.line(&line)? == Reader::Gone {
                return Ok(());
            }
            written += 1;
        }
        read += step.read;
        if is_watched() && read >= told {
            complain(format!("{read} transactions read, {written} written"));
            told = read + READ_PER_LINE;
        }
    }
    output.finish()
}
