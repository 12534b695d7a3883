//! The rows of a store in memory, as an auditor reads them: those that were written, or all.

use std::collections::BTreeSet;

use domain::{
    action::Action,
    duplicate::{Claim, Holder},
    notification::Notification,
    remittance::{Line, Remittance},
    session::Session,
    transaction::Transaction,
    work::{Due, Work},
};
use gateway::ports::{StoreError, Versioned};
use jiff::{Timestamp, civil::Date};
use primitives::{Amount, MerchantId, OrderReference, Reference, SessionNumber, TransactionId};

use crate::{
    Database,
    cells::{Cell, Cells},
    error::Impossible,
    query::{Query, Reader},
    sqlite::{Memory, RowName, Touched},
    tables::{actions, notifications, remittance_lines, remittances, sessions, transactions},
    value::Value,
};

/// Rows of a store, as they are now.
#[derive(Default)]
pub struct Changes {
    pub payments: Vec<PaymentRow>,
    /// All actions on a payment, in the order in which they were decided.
    pub actions: Vec<(TransactionId, Vec<Action>)>,
    pub sessions: Vec<Versioned<Session>>,
    pub notifications: Vec<Notification>,
    /// By the `rowid`; `None`: there is no such row, or none any more.
    pub claims: Vec<(i64, Option<ClaimRow>)>,
    pub lines: Vec<(i64, Option<LineRow>)>,
    /// All of them, where one was written.
    pub remittances: Option<Vec<Remittance>>,
    /// For each payment, action, session or notification that was deleted: its table.
    pub lost: Vec<String>,
}

pub struct PaymentRow {
    pub payment: Versioned<Transaction>,
    pub due: Option<Due>,
    pub leased_until: Timestamp,
}

#[derive(PartialEq)]
pub struct ClaimRow {
    pub claim: Claim,
    pub holder: Holder,
    pub until: Timestamp,
}

#[derive(PartialEq)]
pub struct LineRow {
    pub line: Line,
    /// The day of the remittance that it is in.
    pub remitted_on: Option<Date>,
}

impl Database<Memory> {
    /// The rows that were written since the last call, and some whose commit was rolled back; `None`: no row was written.
    pub fn changes(&self) -> Result<Option<Changes>, StoreError> {
        let touched = self.engine.take_touched();
        if touched.written.is_empty() { Ok(None) } else { self.engine.changes(touched).map(Some) }
    }

    /// All rows of these tables.
    pub fn everything(&self) -> Result<Changes, StoreError> {
        let read: Reader<RowName> = |row| Ok((text(row, 0)?.to_owned(), integer(row, 1)?));
        let query = Query { sql: EVERY_ROW, values: Vec::new(), read };
        let written = self.engine.all(&query)?.into_iter().collect();
        self.engine.changes(Touched { written, deleted: BTreeSet::new() })
    }
}

impl Memory {
    fn changes(&self, touched: Touched) -> Result<Changes, StoreError> {
        let mut changes = Changes::default();
        let mut acted_upon = BTreeSet::new();
        for (table, row) in touched.written {
            let is_there = match table.as_str() {
                "transactions" => add(&mut changes.payments, self.payment(row)?),
                "actions" => add(&mut acted_upon, self.at(ACTED_UPON, row, |row| transaction(row, 0))?),
                "sessions" => add(&mut changes.sessions, self.session(row)?),
                "notifications" => add(&mut changes.notifications, self.first(&notifications::find(row))?),
                "claims" => add(&mut changes.claims, Some((row, self.at(CLAIM, row, read_claim)?))),
                "remittance_lines" => add(&mut changes.lines, Some((row, self.at(LINE, row, read_line)?))),
                "remittances" | "remittance_totals" => {
                    changes.remittances = Some(self.remittances()?);
                    true
                }
                _ => true,
            };
            // A row whose insertion was rolled back is not there either, but was not deleted by a statement.
            if !is_there && touched.deleted.contains(&(table.clone(), row)) {
                changes.lost.push(table);
            }
        }
        for payment in acted_upon {
            let looks = self.all(&actions::of(payment))?;
            changes.actions.push((payment, looks.into_iter().map(|look| look.action).collect()));
        }
        Ok(changes)
    }

    fn payment(&self, row: i64) -> Result<Option<PaymentRow>, StoreError> {
        let Some(work) = self.at(WORK, row, read_work)? else { return Ok(None) };
        let payment = self.first(&transactions::find(work.merchant, work.payment))?;
        Ok(payment.map(|payment| PaymentRow { payment, due: work.due, leased_until: work.leased_until }))
    }

    fn session(&self, row: i64) -> Result<Option<Versioned<Session>>, StoreError> {
        let number = self.at(SESSION, row, |row| {
            SessionNumber::new(integer(row, 0)?).ok_or(Impossible("sessions.number"))
        })?;
        number.map_or(Ok(None), |number| self.first(&sessions::find(number)))
    }

    fn remittances(&self) -> Result<Vec<Remittance>, StoreError> {
        Ok(remittances::with_totals(self.all(&remittances::newest(None, None, usize::MAX))?))
    }

    fn at<T>(&self, sql: &'static str, row: i64, read: Reader<T>) -> Result<Option<T>, StoreError> {
        self.first(&Query { sql, values: vec![Value::Integer(row)], read })
    }

    fn first<T>(&self, query: &Query<T>) -> Result<Option<T>, StoreError> {
        Ok(self.all(query)?.into_iter().next())
    }

    fn all<T>(&self, query: &Query<T>) -> Result<Vec<T>, StoreError> {
        Ok(self.ask(query)?.into_iter().collect::<Result<_, Impossible>>()?)
    }
}

/// Answers whether there is a row.
fn add<T>(to: &mut impl Extend<T>, row: Option<T>) -> bool {
    let is_there = row.is_some();
    to.extend(row);
    is_there
}

const EVERY_ROW: &str = "
    SELECT 'transactions', rowid FROM transactions
    UNION ALL SELECT 'actions', rowid FROM actions
    UNION ALL SELECT 'sessions', rowid FROM sessions
    UNION ALL SELECT 'notifications', rowid FROM notifications
    UNION ALL SELECT 'claims', rowid FROM claims
    UNION ALL SELECT 'remittance_lines', rowid FROM remittance_lines
    UNION ALL SELECT 'remittances', rowid FROM remittances";

const SESSION: &str = "SELECT number FROM sessions WHERE rowid = $1";

const ACTED_UPON: &str = "SELECT transaction_id FROM actions WHERE rowid = $1";

const WORK: &str =
    "SELECT merchant_id, id, wake_for, wake_at_ms, leased_until_ms FROM transactions WHERE rowid = $1";

struct PaymentWork {
    merchant: MerchantId,
    payment: TransactionId,
    due: Option<Due>,
    leased_until: Timestamp,
}

fn read_work(row: &dyn Cells) -> Result<PaymentWork, Impossible> {
    let due = match row.cell(2) {
        Cell::Null => None,
        _ => Some(Due {
            work: Work::parse(text(row, 2)?).ok_or(Impossible("transactions.wake_for"))?,
            at: moment(row, 3)?,
        }),
    };
    Ok(PaymentWork {
        merchant: merchant(row, 0)?,
        payment: transaction(row, 1)?,
        due,
        leased_until: moment(row, 4)?,
    })
}

const CLAIM: &str =
    "SELECT merchant_id, payment_method_id, order_reference, amount, transaction_id, accepted, until_ms
    FROM claims WHERE rowid = $1";

fn read_claim(row: &dyn Cells) -> Result<ClaimRow, Impossible> {
    Ok(ClaimRow {
        claim: Claim {
            merchant: merchant(row, 0)?,
            payment_method: Reference::parse(text(row, 1)?)
                .map_err(|_| Impossible("claims.payment_method_id"))?,
            order_reference: OrderReference::parse(text(row, 2)?)
                .map_err(|_| Impossible("claims.order_reference"))?,
            amount: Amount::new(integer(row, 3)?).ok_or(Impossible("claims.amount"))?,
        },
        holder: Holder { transaction: transaction(row, 4)?, accepted: integer(row, 5)? != 0 },
        // The claim of a payment that is out has no end: a number that is no moment.
        until: Timestamp::from_millisecond(integer(row, 6)?).unwrap_or(Timestamp::MAX),
    })
}

const LINE: &str =
    "SELECT entry_id, transaction_id, merchant_id, point_of_sale, payment_method_id, order_reference, kind,
        amount, currency, made_ms, day, remitted_on
    FROM remittance_lines WHERE rowid = $1";

fn read_line(row: &dyn Cells) -> Result<LineRow, Impossible> {
    let remitted_on = match row.cell(11) {
        Cell::Null => None,
        _ => Some(text(row, 11)?.parse().map_err(|_| Impossible("remittance_lines.remitted_on"))?),
    };
    Ok(LineRow { line: remittance_lines::read(row)?, remitted_on })
}

fn integer(row: &dyn Cells, index: usize) -> Result<i64, Impossible> {
    match row.cell(index) {
        Cell::Integer(number) => Ok(number),
        Cell::Null | Cell::Text(_) | Cell::Blob(_) | Cell::Foreign => Err(Impossible("an integer")),
    }
}

fn text(row: &dyn Cells, index: usize) -> Result<&str, Impossible> {
    match row.cell(index) {
        Cell::Text(text) => Ok(text),
        Cell::Null | Cell::Integer(_) | Cell::Blob(_) | Cell::Foreign => Err(Impossible("a text")),
    }
}

fn moment(row: &dyn Cells, index: usize) -> Result<Timestamp, Impossible> {
    Timestamp::from_millisecond(integer(row, index)?).map_err(|_| Impossible("a moment"))
}

fn merchant(row: &dyn Cells, index: usize) -> Result<MerchantId, Impossible> {
    MerchantId::new(integer(row, index)?).ok_or(Impossible("a merchant's id"))
}

fn transaction(row: &dyn Cells, index: usize) -> Result<TransactionId, Impossible> {
    TransactionId::new(integer(row, index)?).ok_or(Impossible("a transaction's id"))
}
