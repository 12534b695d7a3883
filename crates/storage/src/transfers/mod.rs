//! Transfers, their payees, the files of their days, and the accounts that they are paid from.

mod accounts;
mod files;
mod parts;
pub(crate) mod payees;
pub(crate) mod rows;
mod state;

use async_trait::async_trait;
use domain::transfer::{Account, Transfer};
use gateway::ports::{
    FilePart, FiledTransfer, Lease, StoreError, TransferFile, TransferWrite, Transfers, Versioned,
};
use jiff::{Timestamp, civil::Date};
use primitives::{MerchantId, Reference, Sealed, TransactionId};

use crate::{database::Database, engine::Engine, lease, step::Step};

#[async_trait]
impl<E: Engine> Transfers for Database<E> {
    async fn transfer(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Versioned<Transfer>>, StoreError> {
        self.engine.first(rows::find(merchant, id)).await
    }

    async fn payee_iban(
        &self,
        merchant: MerchantId,
        id: TransactionId,
    ) -> Result<Option<Sealed>, StoreError> {
        self.engine.first(payees::iban(merchant, id)).await
    }

    async fn take_transfers(
        &self,
        lease: Lease,
        most: usize,
    ) -> Result<Vec<Versioned<Transfer>>, StoreError> {
        let due = self.readable("transfers", most, |most| rows::due(lease.from, most)).await?;
        lease::take_each(due, |found| async move {
            let taken = lease::take(&self.engine, vec![rows::take(&found, lease)]).await?;
            Ok(taken.then_some(found))
        })
        .await
    }

    async fn oldest_transfer_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.engine.first(rows::oldest_due()).await
    }

    async fn unfiled_day(&self, after: Option<Date>) -> Result<Option<Date>, StoreError> {
        let (mut days, mut failure) = (Vec::new(), None);
        for day in self.engine.rows(rows::unfiled_days(after)).await? {
            match day {
                Ok(day) => days.push(day),
                Err(error) => failure = Some(error),
            }
        }
        match (days.first(), failure) {
            (None, Some(error)) => Err(error.into()),
            (day, _) => Ok(day.copied()),
        }
    }

    async fn unfiled_transfers(
        &self,
        up_to: Date,
        most: usize,
    ) -> Result<Vec<Versioned<Transfer>>, StoreError> {
        self.readable("unfiled transfers", most, |most| rows::unfiled(up_to, most)).await
    }

    async fn take_transfer_file(&self, day: Date, lease: Lease) -> Result<bool, StoreError> {
        lease::take(&self.engine, vec![files::take(day, lease)]).await
    }

    async fn transfer_file(&self, day: Date) -> Result<Option<TransferFile>, StoreError> {
        self.engine.first(files::find(day)).await
    }

    async fn transfer_files(&self, most: usize) -> Result<Vec<TransferFile>, StoreError> {
        self.engine.all(files::newest(most)).await
    }

    async fn files_not_exported(&self, before: Date, most: usize) -> Result<Vec<TransferFile>, StoreError> {
        self.engine.all(files::not_exported(before, most)).await
    }

    async fn file_parts(&self, day: Date) -> Result<Vec<FilePart>, StoreError> {
        self.engine.all(parts::of(day)).await
    }

    async fn filed_transfers(
        &self,
        day: Date,
        part: &FilePart,
        after: Option<TransactionId>,
        most: usize,
    ) -> Result<Vec<FiledTransfer>, StoreError> {
        self.engine.all(rows::filed(day, part, after, most)).await
    }

    async fn payer_account(
        &self,
        merchant: MerchantId,
        method: &Reference,
    ) -> Result<Option<Account>, StoreError> {
        self.engine.first(accounts::find(merchant, method)).await
    }
}

pub(crate) fn steps(at: Timestamp, write: TransferWrite) -> Vec<Step> {
    match write {
        TransferWrite::Add { transfer, payee_iban } => {
            let payee = payees::insert(&transfer, &payee_iban);
            std::iter::once(rows::insert(&transfer)).chain(payee).collect()
        }
        TransferWrite::Update(transfer) => vec![rows::update(&transfer)],
        TransferWrite::KeepFile { day, leased_until } => vec![files::keep(day, leased_until)],
        TransferWrite::CloseFile { day, executes } => files::close(day, executes, at).into(),
        TransferWrite::ExportFile { day } => vec![files::export(day, at)],
        TransferWrite::SetAccount { merchant, method, account } => {
            vec![accounts::set(merchant, &method, &account)]
        }
    }
}
