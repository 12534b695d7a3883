//! Checks after every commit that a session and its payments agree: the pending payment, the paid one, and
//! the attempts that are left.

use std::sync::Arc;

use domain::{
    ReturnCode,
    session::{Session, Stage},
    transaction::{State, Transaction},
};
use gateway::ports::Versioned;
use primitives::SessionNumber;

use super::{Auditor, Rows};
use crate::{
    instance::{ATTEMPTS, House},
    world::World,
};

impl Auditor {
    pub(super) fn session(&mut self, house: &House, rows: &Rows, number: SessionNumber) {
        let world = &house.world;
        let Some(now) = rows.sessions.get(&number) else {
            return world.violate("a session does not vanish", || number.to_string());
        };
        let payments = rows.of_session(number);
        if let Some(before) = self.sessions.insert(number, Arc::clone(now)) {
            check_move(world, &before, now);
        }
        check_payments(world, &now.value, &payments);
        check_attempts(world, &now.value, &payments);
    }
}

fn check_payments(world: &World, session: &Session, payments: &[&Transaction]) {
    let number = session.number;
    let told = || {
        let payments: Vec<_> = payments.iter().map(|payment| (payment.id, &payment.state)).collect();
        format!("{number}: {:?}, with {payments:?}", session.stage)
    };
    let accepted = payments.iter().filter(|payment| matches!(payment.state, State::Accepted(_)));
    let accepted: Vec<_> = accepted.map(|payment| payment.id).collect();
    let paid = match session.stage {
        Stage::Paid { transaction } => vec![transaction],
        Stage::Created
        | Stage::Open
        | Stage::Trying { .. }
        | Stage::Refused { .. }
        | Stage::Cancelled
        | Stage::Done
        | Stage::Expired { .. } => Vec::new(),
    };
    if accepted != paid {
        world.violate("a session is paid by the one payment that is accepted", told);
    }
    let out: Vec<_> =
        payments.iter().filter(|payment| payment.state.is_pending()).map(|payment| payment.id).collect();
    let expected: Vec<_> = session.trying().into_iter().collect();
    if out != expected {
        world.violate("what is out is what its session waits for", told);
    }
    if let Stage::Refused { transaction } = session.stage
        && payments.iter().all(|payment| payment.id != transaction)
    {
        world.violate("a session is refused by a payment that there is", told);
    }
}

/// Checks the attempts. A payment that the buyer abandoned, or whose bank could not be reached, uses up no
/// attempt. Every other payment that failed uses up one.
fn check_attempts(world: &World, session: &Session, payments: &[&Transaction]) {
    let costs = |payment: &&&Transaction| match &payment.state {
        State::Refused(code) => ![ReturnCode::ABANDONED, ReturnCode::ACQUIRER_UNREACHABLE].contains(code),
        State::Reversed | State::Undoing { .. } => payment.card.is_some(),
        State::Authorizing { .. }
        | State::Unanswered
        | State::AtPartner { .. }
        | State::OnHold(_)
        | State::Reversing { .. }
        | State::Accepted(_) => false,
    };
    let refused = u32::try_from(payments.iter().filter(costs).count()).unwrap_or(u32::MAX);
    if session.attempts_left.saturating_add(refused) != ATTEMPTS {
        world.violate("a refusal counts once", || {
            format!("{}: {refused} refused, {} left", session.number, session.attempts_left)
        });
    }
    if usize::try_from(session.tries).ok() != Some(payments.len()) {
        world.violate("each try of a session is a payment", || {
            format!("{}: {} tries, {} payments", session.number, session.tries, payments.len())
        });
    }
}

fn check_move(world: &World, before: &Versioned<Session>, now: &Versioned<Session>) {
    let number = now.value.number;
    let told = || {
        format!(
            "{number}: {:?} ({}), {:?} ({})",
            before.value.stage, before.version, now.value.stage, now.version
        )
    };
    if before.value.is_final() && before.value.stage != now.value.stage {
        world.violate("a session stays as it ended", told);
    }
    if now.version < before.version || now.version == before.version && before.value != now.value {
        world.violate("what changes a session raises its version", told);
    }
    if before.value.stage != now.value.stage {
        world.count(match now.value.stage {
            Stage::Created => "session: made",
            Stage::Open => "session: open",
            Stage::Trying { .. } => "session: trying",
            Stage::Paid { .. } => "session: paid",
            Stage::Refused { .. } => "session: refused",
            Stage::Cancelled => "session: cancelled",
            Stage::Done => "session: done",
            Stage::Expired { .. } => "session: expired",
        });
    }
}
