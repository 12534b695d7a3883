//! Statements whose text is altered before they are run. All but one are faults that are planted on purpose: a tool that looks
//! for faults has to find them.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alteration {
    /// A version that is not the stored one does not keep a row from being updated.
    VersionsIgnored,
    /// A claim that is held is taken.
    ClaimsIgnored,
    /// A line is reduced although it was remitted.
    RemittedLinesReduced,
    /// A request under an idempotency key is never a repeat.
    RequestsForgotten,
    /// A session is not marked as paid.
    SessionsForgotten,
    /// A refusal takes two of a session's attempts.
    RefusalsCountedTwice,
    /// No notification is added.
    NotificationsForgotten,
    /// A notification that is being sent may be taken again.
    LeasesForgotten,
    /// A notification counts as delivered, whatever was answered.
    DeliveryBelieved,
    /// A notification is given up after its first attempt.
    GivenUpAtOnce,
    /// No fault: lines are gathered and postponed two at a time, so that a remittance takes several commits.
    FewLinesAtOnce,
}

/// In statements that begin with the first text, the second is replaced by the third.
type Edit = (&'static str, &'static str, &'static str);

const TAKE_CLAIM: &str = "INSERT INTO claims";
const TAKE_REQUEST: &str = "INSERT INTO requests";
const FIND_REQUEST: &str = "SELECT digest";
const PAY_SESSION: &str = "UPDATE sessions";
const CHANGE_LINE: &str = "UPDATE remittance_lines";
const REMOVE_LINE: &str = "DELETE FROM remittance_lines";
const NOTIFY: &str = "INSERT INTO notifications";
const UPDATE_NOTIFICATION: &str = "UPDATE notifications";
const SEND_AGAIN: &str = "UPDATE notifications SET next_ms = $1 WHERE";

impl Alteration {
    /// An edit keeps the placeholders of its statement, because the same values are bound to it.
    const fn edits(self) -> &'static [Edit] {
        match self {
            Self::VersionsIgnored => &[("UPDATE", "AND version = $", "AND 0 < $")],
            Self::ClaimsIgnored => &[(TAKE_CLAIM, "WHERE claims.until_ms <= $", "WHERE 0 < $")],
            Self::RemittedLinesReduced => &[
                (CHANGE_LINE, "AND amount = $", "AND 0 < $"),
                (CHANGE_LINE, "AND remitted_on IS NULL", ""),
                (REMOVE_LINE, "AND amount = $", "AND 0 < $"),
                (REMOVE_LINE, "AND remitted_on IS NULL", ""),
            ],
            Self::RequestsForgotten => &[
                (TAKE_REQUEST, "WHERE requests.until_ms <= $", "WHERE 0 < $"),
                (FIND_REQUEST, "AND until_ms > $", "AND 0 > $"),
            ],
            Self::SessionsForgotten => {
                &[(PAY_SESSION, "stage = $3", r#"stage = IIF($3 LIKE '%"PAID"%', stage, $3)"#)]
            }
            Self::RefusalsCountedTwice => {
                &[(PAY_SESSION, "attempts_left = $6", "attempts_left = $6 - (0 < $6 AND $6 < attempts_left)")]
            }
            Self::NotificationsForgotten => {
                &[(NOTIFY, "INSERT INTO", "INSERT OR IGNORE INTO"), (NOTIFY, "'WAITING'", "NULL")]
            }
            Self::LeasesForgotten => {
                &[(UPDATE_NOTIFICATION, "next_ms = $1, attempts", "next_ms = MIN($1, next_ms), attempts")]
            }
            Self::DeliveryBelieved => &[
                (SEND_AGAIN, "next_ms = $1 WHERE", "state = 'DELIVERED', next_ms = NULLIF($1, $1) WHERE"),
                (UPDATE_NOTIFICATION, "'GIVEN_UP'", "'DELIVERED'"),
            ],
            Self::GivenUpAtOnce => {
                &[(SEND_AGAIN, "next_ms = $1 WHERE", "state = 'GIVEN_UP', next_ms = NULLIF($1, $1) WHERE")]
            }
            Self::FewLinesAtOnce => &[(CHANGE_LINE, "LIMIT $", "LIMIT 2 + 0 * $")],
        }
    }
}

pub(super) fn alter(alterations: &[Alteration], sql: &'static str) -> &'static str {
    let mut altered = Cow::Borrowed(sql);
    for (statement, from, to) in alterations.iter().flat_map(|alteration| alteration.edits()) {
        if sql.starts_with(statement) && altered.contains(from) {
            altered = Cow::Owned(altered.replace(from, to));
        }
    }
    match altered {
        Cow::Borrowed(sql) => sql,
        Cow::Owned(text) => kept(text),
    }
}

/// Statements are literals, so a text in the place of one has to live as long as the process. Each is kept once.
fn kept(text: String) -> &'static str {
    static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(text.as_str()) {
        return known;
    }
    let text: &'static str = text.leak();
    kept.insert(text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::remittances::steps;
    use domain::remittance::RemittanceKey;
    use gateway::ports::RemittanceWrite;
    use jiff::{Timestamp, civil::date};
    use primitives::{MerchantId, Reference};

    /// That the faults alter something is shown where they are found. This alteration is no fault.
    #[test]
    fn few_lines_are_gathered_and_postponed_at_once() {
        let key = RemittanceKey {
            merchant: MerchantId::new(1).unwrap(),
            point_of_sale: Reference::parse("SHOP1").unwrap(),
            day: date(2026, 11, 22),
        };
        let now = Timestamp::UNIX_EPOCH;
        let gather = RemittanceWrite::GatherLines { key: key.clone(), most: 9, leased_until: now };
        let postpone = RemittanceWrite::PostponeLines { key, most: 9 };
        let altered: Vec<bool> = [gather, postpone]
            .into_iter()
            .flat_map(steps)
            .map(|step| alter(&[Alteration::FewLinesAtOnce], step.sql).contains("LIMIT 2 + 0 * $"))
            .collect();
        assert_eq!(altered, [false, true, true], "the remittance, the lines gathered, the lines postponed");
    }
}
