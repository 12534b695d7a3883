//! A transfer in answers (Retail API, section 6: TransactionTransfer).

use document::{Echoed, Moment, choice, record};
use domain::transfer::Transfer;
use primitives::{Amount, Bic, Country, MaskedIban, Prose, TransactionId};

use crate::{
    echo::{members, part},
    records::{
        action::Comment,
        transfer::{PayeeName, TransferCurrency},
    },
};

choice! {
    pub(super) enum TransferType { Transfer = "TRANSFER", }
}

record! {
    /// The transfer, also in the answer to a request for one (BankTransferResponse).
    pub(super) struct TransferAnswer as "BankTransferResponse" {
        transaction: TransactionTransfer = "transaction",
    }
}

record! {
    pub(super) struct TransactionTransfer as "TransactionTransfer" {
        id: TransactionId = "id",
        date: Moment = "date",
        kind: TransferType = "type",
        accounts: UsedBankAccounts = "usedBankAccounts",
        amount: Amount = "amount",
        currency: TransferCurrency = "currency",
        comment: Option<Echoed<Prose<Comment>>> = "comment",
    }
}

record! {
    pub(super) struct UsedBankAccounts as "UsedBankAccounts" {
        payer: BankAccountData = "payerBankAccount",
        payee: BankAccountData = "payeeBankAccount",
    }
}

record! {
    /// An account, whose number is masked but for its first and last four characters.
    pub(super) struct BankAccountData as "BankAccountData" {
        bic: Bic = "bic",
        /// Absent once the payee's details have been forgotten.
        holder: Option<PayeeName> = "holderName",
        iban: MaskedIban = "maskedIban",
        country: Option<Country> = "country",
    }
}

impl TransferAnswer {
    pub(super) fn of(transfer: &Transfer) -> Self {
        let details = transfer.details.as_ref();
        let comment = details.and_then(|details| part(&mut members(&details.echo), "comment"));
        let payer = &transfer.payer;
        let accounts = UsedBankAccounts {
            payer: account(payer.bic.clone(), Some(&payer.holder), payer.iban.masked()),
            payee: account(
                transfer.payee_bic.clone(),
                details.map(|details| &details.holder),
                transfer.payee_iban.clone(),
            ),
        };
        Self {
            transaction: TransactionTransfer {
                id: transfer.id,
                date: Moment(transfer.created),
                kind: TransferType::Transfer,
                accounts,
                amount: transfer.amount,
                currency: TransferCurrency::Euro,
                comment,
            },
        }
    }
}

fn account(bic: Bic, holder: Option<&String>, iban: MaskedIban) -> BankAccountData {
    let country = iban.country();
    BankAccountData { bic, holder: holder.map(|holder| PayeeName::stored(holder)), iban, country }
}

/// The example in the description.
pub(super) const EXAMPLE: &str = r#"{"transaction":{"id":"17953488000000008","date":"2026-11-22T12:00:00.000+00:00",
    "type":"TRANSFER","usedBankAccounts":{"payerBankAccount":{"bic":"AGRIFRPP","holderName":"Guichet Sandbox",
    "maskedIban":"FR76XXXXXXXXXXXXXXXXXXX0189","country":"FR"},"payeeBankAccount":{"bic":"DEUTDEFF",
    "holderName":"Camille Martin","maskedIban":"DE89XXXXXXXXXXXXXX3000","country":"DE"}},"amount":2499,"currency":"EUR",
    "comment":"refund of order-1"}}"#;
