//! The file of a day as a message to the bank: a customer credit transfer initiation (ISO 20022, pain.001.001.09), as the SEPA rules
//! have it (EPC132-08, customer-to-bank implementation guidelines).

use std::io::{self, Write};

use domain::transfer::Account;
use gateway::{
    payouts::FiledPayee,
    ports::{FilePart, TransferFile},
};
use jiff::{Timestamp, civil::Date};
use primitives::{Bic, Iban, OrderReference};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use super::sepa_text::sepa_text;

const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
/// The largest number of characters of a name, and of a text for the payee.
const MAX_NAME: usize = 70;
const MAX_REMITTANCE: usize = 140;
const MAX_REFERENCE: usize = 35;

/// Writes a message piece by piece, so that its size has no bound in memory.
pub(super) struct Message<W: Write> {
    xml: Writer<W>,
}

/// What one transfer says.
pub(super) struct Credit<'a> {
    /// The id of the transfer, which banks give back as the end-to-end id.
    pub(super) id: String,
    pub(super) cents: i64,
    pub(super) payee: &'a FiledPayee,
    pub(super) bic: &'a Bic,
    pub(super) order_reference: Option<&'a OrderReference>,
}

impl<W: Write> Message<W> {
    /// Begins the message. Its id is the same whenever the file of the day is written.
    pub(super) fn begin(to: W, cell: u8, file: &TransferFile, closed: Timestamp) -> io::Result<Self> {
        let mut message = Self { xml: Writer::new_with_indent(to, b' ', 1) };
        message.xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        message
            .xml
            .write_event(Event::Start(BytesStart::new("Document").with_attributes([("xmlns", NAMESPACE)])))?;
        message.open("CstmrCdtTrfInitn")?;
        message.open("GrpHdr")?;
        message.text("MsgId", &format!("GUICHET-{cell}-{}", compact(file.day)))?;
        message.text("CreDtTm", &closed.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())?;
        message.totals(file.transfers, file.cents)?;
        message.within(&["InitgPty"], |message| message.text("Nm", "Guichet"))?;
        message.close("GrpHdr")?;
        Ok(message)
    }

    /// Begins the part of the transfers that are paid from one account. `number` counts the parts from 1.
    pub(super) fn begin_part(
        &mut self,
        day: Date,
        executed: Date,
        part: &FilePart,
        number: usize,
    ) -> io::Result<()> {
        let Account { iban, bic, holder } = &part.payer;
        self.open("PmtInf")?;
        self.text(
            "PmtInfId",
            &sepa_text(&format!("{}-{}-{number}", compact(day), part.merchant), MAX_REFERENCE),
        )?;
        self.text("PmtMtd", "TRF")?;
        self.totals(part.transfers, part.cents)?;
        self.within(&["PmtTpInf", "SvcLvl"], |message| message.text("Cd", "SEPA"))?;
        self.within(&["ReqdExctnDt"], |message| message.text("Dt", &executed.to_string()))?;
        self.within(&["Dbtr"], |message| message.text("Nm", &sepa_text(holder, MAX_NAME)))?;
        self.account("DbtrAcct", iban)?;
        self.bank("DbtrAgt", bic)?;
        // Each side pays its own bank.
        self.text("ChrgBr", "SLEV")
    }

    pub(super) fn end_part(&mut self) -> io::Result<()> {
        self.close("PmtInf")
    }

    pub(super) fn credit(&mut self, credit: &Credit<'_>) -> io::Result<()> {
        self.open("CdtTrfTxInf")?;
        self.within(&["PmtId"], |message| {
            message.text("InstrId", &credit.id)?;
            message.text("EndToEndId", &credit.id)
        })?;
        self.within(&["Amt"], |message| {
            let amount = BytesStart::new("InstdAmt").with_attributes([("Ccy", "EUR")]);
            message.xml.write_event(Event::Start(amount))?;
            message.xml.write_event(Event::Text(BytesText::new(&euros(credit.cents))))?;
            message.close("InstdAmt")
        })?;
        self.bank("CdtrAgt", credit.bic)?;
        self.within(&["Cdtr"], |message| message.text("Nm", &sepa_text(&credit.payee.holder, MAX_NAME)))?;
        self.account("CdtrAcct", &credit.payee.iban)?;
        if let Some(reference) = credit.order_reference {
            let words = sepa_text(reference.as_str(), MAX_REMITTANCE);
            self.within(&["RmtInf"], |message| message.text("Ustrd", &words))?;
        }
        self.close("CdtTrfTxInf")
    }

    /// Ends the message, and returns where it was written.
    pub(super) fn end(mut self) -> io::Result<W> {
        self.close("CstmrCdtTrfInitn")?;
        self.close("Document")?;
        let mut to = self.xml.into_inner();
        to.write_all(b"\n")?;
        Ok(to)
    }

    /// Returns where the message was written, which is not ended.
    pub(super) fn break_off(self) -> W {
        self.xml.into_inner()
    }

    fn totals(&mut self, transfers: i64, cents: i64) -> io::Result<()> {
        self.text("NbOfTxs", &transfers.to_string())?;
        self.text("CtrlSum", &euros(cents))
    }

    fn account(&mut self, name: &str, iban: &Iban) -> io::Result<()> {
        self.within(&[name, "Id"], |message| message.text("IBAN", iban.expose()))
    }

    fn bank(&mut self, name: &str, bic: &Bic) -> io::Result<()> {
        self.within(&[name, "FinInstnId"], |message| message.text("BICFI", bic.as_str()))
    }

    fn within(&mut self, names: &[&str], write: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        names.iter().try_for_each(|name| self.open(name))?;
        write(self)?;
        names.iter().rev().try_for_each(|name| self.close(name))
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.open(name)?;
        self.xml.write_event(Event::Text(BytesText::new(text)))?;
        self.close(name)
    }

    fn open(&mut self, name: &str) -> io::Result<()> {
        self.xml.write_event(Event::Start(BytesStart::new(name)))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.xml.write_event(Event::End(BytesEnd::new(name)))
    }
}

/// Writes a day as `20261122`.
fn compact(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

fn euros(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
