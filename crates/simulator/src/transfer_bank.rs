//! The bank of the sandbox for transfers. It remembers nothing: the amount of a transfer decides what becomes of it.
//!
//! 333.xx is refused with the code that a payment of the amount is refused with, and 777.xx are faults of the connection
//! ([`crate::scenario`]). 555.xx is accepted and comes back: the last two digits name the reason. Any other transfer is settled on its
//! day.

use async_trait::async_trait;
use domain::{target_day, transfer::ReturnReason};
use gateway::ports::{TransferAnswer, TransferBank, TransferLook, TransferNews, TransferQuestion};
use primitives::Amount;
use tokio::time::sleep;

use crate::scenario::{self, Scenario};

/// The reasons of amounts that come back, in euro cents. AM04 comes back on the day of settlement, because the payer's account has not
/// enough money. The others are settled, and the payee's bank returns them.
const RETURNS: [(i64, ReturnReason); 7] = [
    (55_501, ReturnReason::WrongAccount),
    (55_503, ReturnReason::NotSaid),
    (55_504, ReturnReason::ClosedAccount),
    (55_506, ReturnReason::BlockedAccount),
    (55_507, ReturnReason::HolderDead),
    (55_544, ReturnReason::NoFunds),
    (SILENT_AT_FIRST, ReturnReason::WrongAccount),
];

/// The amount of which the bank says nothing on the day of settlement, nor on the day from which it knows all returns.
const SILENT_AT_FIRST: i64 = 55_590;
/// The number of business days after the settlement within which a return may arrive, and one more.
const ALL_RETURNS_DAYS: u8 = 4;

/// The number of business days after the settlement on which a return arrives.
const RETURN_DAYS: u8 = 2;

/// The codes of the table of amounts that say something of a card, which a transfer has not.
const OF_CARDS: [&str; 7] = ["01111", "01117", "01118", "01120", "01131", "01201", "01206"];

pub struct SimulatedTransferBank;

#[async_trait]
impl TransferBank for SimulatedTransferBank {
    async fn order(&self, question: TransferQuestion) -> TransferAnswer {
        tracing::debug!(transaction = %question.id, attempt = question.attempt, "the simulated bank is asked for a transfer");
        let is_first = question.attempt == 1;
        match scenario::by_amount(question.amount) {
            Scenario::Decline(code) if !OF_CARDS.contains(&code.code()) => TransferAnswer::Refused(code),
            Scenario::Silence if is_first => {
                sleep(question.limit.unsigned_abs()).await;
                TransferAnswer::Silence
            }
            Scenario::DoubleSilence if question.attempt <= 2 => {
                sleep(question.limit.unsigned_abs()).await;
                TransferAnswer::Silence
            }
            Scenario::BrokenLine if is_first => TransferAnswer::Silence,
            Scenario::Slow => {
                sleep(question.limit.unsigned_abs() / 2).await;
                TransferAnswer::Accepted
            }
            Scenario::NoLine => TransferAnswer::NotSent,
            Scenario::Approve
            | Scenario::Decline(_)
            | Scenario::Silence
            | Scenario::DoubleSilence
            | Scenario::BrokenLine
            | Scenario::NoFirstLine => TransferAnswer::Accepted,
        }
    }

    async fn look(&self, question: TransferLook) -> TransferNews {
        if question.today < question.settles {
            return TransferNews::Nothing;
        }
        let all_known = target_day::business_days_after(question.settles, ALL_RETURNS_DAYS);
        if question.amount.minor_units() == SILENT_AT_FIRST
            && [question.settles, all_known].contains(&question.today)
        {
            tracing::debug!(transaction = %question.id, "the simulated bank does not tell what became of a transfer");
            return TransferNews::Silence;
        }
        let arrives = target_day::business_days_after(question.settles, RETURN_DAYS);
        match reason(question.amount) {
            Some(ReturnReason::NoFunds) => TransferNews::Returned(ReturnReason::NoFunds),
            Some(reason) if question.today >= arrives => TransferNews::Returned(reason),
            Some(_) | None => TransferNews::Settled,
        }
    }
}

fn reason(amount: Amount) -> Option<ReturnReason> {
    RETURNS.iter().find(|(cents, _)| *cents == amount.minor_units()).map(|(_, reason)| *reason)
}

#[cfg(test)]
mod tests {
    use jiff::{
        SignedDuration,
        civil::{Date, date},
    };
    use primitives::{MerchantId, TransactionId};

    use super::*;

    async fn news(cents: i64, today: Date) -> TransferNews {
        let look = TransferLook {
            merchant: MerchantId::new(1).unwrap(),
            id: TransactionId::new(10_000_000_000_000_000).unwrap(),
            amount: Amount::new(cents).unwrap(),
            settles: date(2026, 11, 27),
            today,
            limit: SignedDuration::from_secs(1),
        };
        SimulatedTransferBank.look(look).await
    }

    /// A Friday's settlement comes back on Tuesday: banks rest on the weekend.
    #[tokio::test]
    async fn a_return_takes_two_business_days() {
        let [thursday, friday, monday, tuesday] =
            [date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1)];
        for (cents, reason) in RETURNS.into_iter().filter(|(cents, _)| *cents != SILENT_AT_FIRST) {
            assert_eq!(news(cents, thursday).await, TransferNews::Nothing);
            let returned = TransferNews::Returned(reason);
            let at_once = reason == ReturnReason::NoFunds;
            for day in [friday, monday] {
                let expected = if at_once { returned } else { TransferNews::Settled };
                assert_eq!(news(cents, day).await, expected, "{cents} {day}");
            }
            assert_eq!(news(cents, tuesday).await, returned);
        }
        assert_eq!(news(1_000, tuesday).await, TransferNews::Settled);
    }

    #[tokio::test]
    async fn a_bank_that_is_silent_on_the_days_on_which_it_is_asked() {
        let returned = TransferNews::Returned(ReturnReason::WrongAccount);
        for (day, expected) in [
            (date(2026, 11, 26), TransferNews::Nothing),
            (date(2026, 11, 27), TransferNews::Silence),
            (date(2026, 11, 30), TransferNews::Settled),
            (date(2026, 12, 1), returned),
            (date(2026, 12, 3), TransferNews::Silence),
            (date(2026, 12, 4), returned),
        ] {
            assert_eq!(news(SILENT_AT_FIRST, day).await, expected, "{day}");
        }
    }
}
