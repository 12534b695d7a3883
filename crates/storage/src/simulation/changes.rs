//! The rows of a store in memory, for an auditor: those that were written, or all.

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
use primitives::{MerchantId, OrderReference, TransactionId};

use crate::{
    Database,
    cells::Cells,
    columns::Column,
    error::Impossible,
    notifications::rows as notifications,
    payments::{actions, transactions},
    query::{Query, Reader},
    remittances::{lines, rows as remittances},
    sessions::rows as sessions,
    sqlite::{Memory, RowName, Touched},
    value::Value,
};

/// Rows of a store as they are now.
#[derive(Default)]
pub struct Changes {
    pub payments: Vec<PaymentRow>,
    /// All actions on a payment, in the order in which they were decided.
    pub actions: Vec<(TransactionId, Vec<Action>)>,
    pub sessions: Vec<Versioned<Session>>,
    pub notifications: Vec<Notification>,
    /// By `rowid`; `None` if there is no such row (any more).
    pub claims: Vec<(i64, Option<ClaimRow>)>,
    pub lines: Vec<(i64, Option<LineRow>)>,
    /// All remittances, if one was written.
    pub remittances: Option<Vec<Remittance>>,
    /// The table of each payment, action, session or notification that was deleted.
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
    /// The day of the remittance that contains the line.
    pub remitted_on: Option<Date>,
}

impl Database<Memory> {
    /// Returns the rows that were written since the last call, and some whose commit was rolled back; `None` if no
    /// row was written.
    pub fn changes(&self) -> Result<Option<Changes>, StoreError> {
        let touched = self.engine.take_touched();
        if touched.written.is_empty() { Ok(None) } else { self.engine.changes(touched).map(Some) }
    }

    /// Returns all rows of these tables.
    pub fn everything(&self) -> Result<Changes, StoreError> {
        let read: Reader<RowName> = |row| Ok((row.text(column(0))?.to_owned(), row.integer(column(1))?));
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
                "actions" => add(&mut acted_upon, self.at(ACTED_UPON, row, to_payment)?),
                "sessions" => add(&mut changes.sessions, self.session(row)?),
                "notifications" => add(&mut changes.notifications, self.notification(row)?),
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
            let (merchant, id) = payment;
            let moments = self.all(&actions::moment_of(merchant, id))?.into_iter();
            let actions = moments.filter_map(|moment| moment.action).map(|(action, _)| action).collect();
            changes.actions.push((id, actions));
        }
        Ok(changes)
    }

    fn payment(&self, row: i64) -> Result<Option<PaymentRow>, StoreError> {
        let Some(work) = self.at(WORK, row, read_work)? else { return Ok(None) };
        let payment = self.first(&transactions::find(work.merchant, work.payment))?;
        Ok(payment.map(|payment| PaymentRow { payment, due: work.due, leased_until: work.leased_until }))
    }

    fn session(&self, row: i64) -> Result<Option<Versioned<Session>>, StoreError> {
        let key = self.at(SESSION, row, |row| Ok((row.merchant(column(0))?, row.session(column(1))?)))?;
        key.map_or(Ok(None), |(merchant, number)| self.first(&sessions::find(merchant, number)))
    }

    fn notification(&self, row: i64) -> Result<Option<Notification>, StoreError> {
        let id = self.at(NOTIFICATION, row, |row| row.integer(column(0)))?;
        id.map_or(Ok(None), |id| self.first(&notifications::by_id(id)))
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

/// Adds the row if there is one, and returns whether there is.
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

const SESSION: &str = "SELECT merchant_id, number FROM sessions WHERE rowid = $1";

const NOTIFICATION: &str = "SELECT id FROM notifications WHERE rowid = $1";

const ACTED_UPON: &str = "SELECT merchant_id, transaction_id FROM actions WHERE rowid = $1";

fn to_payment(row: &dyn Cells) -> Result<(MerchantId, TransactionId), Impossible> {
    Ok((row.merchant(column(0))?, row.transaction(column(1))?))
}

const WORK: &str =
    "SELECT merchant_id, id, wake_for, wake_at_ms, leased_until_ms FROM transactions WHERE rowid = $1";

struct PaymentWork {
    merchant: MerchantId,
    payment: TransactionId,
    due: Option<Due>,
    leased_until: Timestamp,
}

fn read_work(row: &dyn Cells) -> Result<PaymentWork, Impossible> {
    let due = match row.maybe_parsed(column(2), Work::parse)? {
        None => None,
        Some(work) => Some(Due { work, at: row.moment(column(3))? }),
    };
    Ok(PaymentWork {
        merchant: row.merchant(column(0))?,
        payment: row.transaction(column(1))?,
        due,
        leased_until: row.moment(column(4))?,
    })
}

const CLAIM: &str =
    "SELECT merchant_id, payment_method_id, order_reference, amount, transaction_id, accepted, until_ms
    FROM claims WHERE rowid = $1";

fn read_claim(row: &dyn Cells) -> Result<ClaimRow, Impossible> {
    Ok(ClaimRow {
        claim: Claim {
            merchant: row.merchant(column(0))?,
            payment_method: row.reference(column(1))?,
            order_reference: OrderReference::stored(row.text(column(2))?),
            amount: row.amount(column(3))?,
        },
        holder: Holder { transaction: row.transaction(column(4))?, accepted: row.truth(column(5))? },
        // The claim of a payment that is out has no end: a number that is no moment.
        until: Timestamp::from_millisecond(row.integer(column(6))?).unwrap_or(Timestamp::MAX),
    })
}

const LINE: &str =
    "SELECT entry_id, transaction_id, merchant_id, point_of_sale, payment_method_id, order_reference, kind,
        amount, currency, made_ms, day, remitted_on
    FROM remittance_lines WHERE rowid = $1";

fn read_line(row: &dyn Cells) -> Result<LineRow, Impossible> {
    Ok(LineRow { line: lines::read(row)?, remitted_on: row.maybe_day(column(11))? })
}

/// A column of one of the statements here.
const fn column(position: usize) -> Column {
    Column::nth(position, "a column that the auditor reads")
}
