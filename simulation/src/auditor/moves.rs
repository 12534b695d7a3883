//! Checks the changes of a payment from one check to the next.

use domain::{
    ReturnCode,
    action::{Action, ActionKind, ReleaseState},
    ledger::Ledger,
    transaction::State,
};
use gateway::ports::Versioned;

use super::{Sums, limits::taken_from};
use crate::{clients::is_same, instance::METHODS, world::World};

pub(super) fn check(world: &World, before: Option<&Versioned<Ledger>>, now: &Versioned<Ledger>) {
    let Some(before) = before else { return };
    let id = now.value.payment.id;
    if now.version < before.version {
        world.violate("versions rise", || format!("{id}: from {} to {}", before.version, now.version));
    }
    if now.version == before.version && money(&before.value) != money(&now.value) {
        world.violate("what changes the money raises the version", || id.to_string());
    }
    check_state(world, &id.to_string(), &before.value.payment.state, &now.value.payment.state);
    for old in &before.value.actions {
        match now.value.action(old.id) {
            None => world.violate("an action does not vanish", || old.id.to_string()),
            Some(new) => check_action(world, old, new),
        }
    }
    let was_accepted = |action: &Action| before.value.action(action.id).is_some_and(Action::is_accepted);
    for action in now.value.actions.iter().filter(|action| action.is_accepted() && !was_accepted(action)) {
        check_acceptance(world, &before.value, action);
    }
    for action in now.value.actions.iter().filter(|action| before.value.action(action.id).is_none()) {
        check_refusal(world, &now.value, action);
    }
}

/// Returns the states that decide on money, which leaves out refusals.
fn money(ledger: &Ledger) -> (State, Vec<&Action>) {
    let counts = |action: &&Action| !matches!(action.state, State::Refused(_)) || action.by_gateway;
    (ledger.payment.state.clone(), ledger.actions.iter().filter(counts).collect())
}

fn check_state(world: &World, id: &str, before: &State, now: &State) {
    let settled = matches!(before, State::Accepted(_) | State::Refused(_));
    let reopened = matches!(before, State::Reversed | State::Undoing { .. }) && !is_same(before, now);
    if before != now {
        match now {
            State::Reversing { attempt: 1, .. } => world.count("undoing began"),
            State::Undoing { attempt: 0, .. } => world.count("undoing began again after a late yes"),
            State::Reversed => world.count("undone"),
            _ => {}
        }
    }
    if settled && before != now || reopened {
        world.violate("what is final stays", || format!("{id}: from {before:?} to {now:?}"));
    }
}

fn check_action(world: &World, before: &Action, now: &Action) {
    check_state(world, &now.id.to_string(), &before.state, &now.state);
    let same = before.kind == now.kind
        && before.target == now.target
        && before.amount == now.amount
        && before.reference == now.reference
        && before.place == now.place
        && before.taken == now.taken
        && before.release.map(|release| release.amount) == now.release.map(|release| release.amount);
    if !same {
        world.violate("what was asked for does not change", || now.id.to_string());
    }
    let is_confirmed = |action: &Action| action.release.is_some_and(|it| it.state == ReleaseState::Confirmed);
    if is_confirmed(before) && !is_confirmed(now) {
        world.violate("what a bank has confirmed stays confirmed", || now.id.to_string());
    }
}

fn check_acceptance(world: &World, before: &Ledger, action: &Action) {
    count(world, action);
    // An expiry after late deliveries that took everything is only written down.
    if Sums::of(before).is_cancelled() && action.kind != ActionKind::Expiry {
        world.violate("nothing is accepted after a full cancel", || {
            format!("{} {:?}", action.id, action.kind)
        });
    }
    if !matches!(before.payment.state, State::Accepted(_)) {
        world.violate("nothing is accepted on what is not accepted", || action.id.to_string());
    }
    check_twin(world, before, action);
    let renewed = matches!(action.state, State::Accepted(Some(_)));
    let ended = before.accepted(ActionKind::Expiry).next().is_some() || action.created >= before.expires();
    if action.kind == ActionKind::Capture && ended && !renewed {
        world.violate("after the end of an authorisation a capture renews it", || action.id.to_string());
    }
}

/// Checks that no capture or refund is the same as another of the same day that was not cancelled.
fn check_twin(world: &World, before: &Ledger, action: &Action) {
    let looked_for = matches!(action.kind, ActionKind::Capture | ActionKind::Refund)
        && !action.by_gateway
        && METHODS.iter().any(|(name, checks)| *checks && *name == before.payment.payment_method.as_str());
    // Not checked are the gateway's own captures, which take what is left without a duplicate check, a
    // merchant's capture that began before one of these, actions that began together by clocks that differ,
    // and a late delivery, which counts when it is answered.
    let since_ms = action.created.as_millisecond() - 3_600_000;
    let twin = before.accepted(action.kind).filter(|other| !other.by_gateway).find(|other| {
        other.amount() == action.amount()
            && other.reference == action.reference
            && other.created.as_millisecond() >= since_ms
            && other.amount().minor_units() > taken_from(before, other.id)
    });
    if let Some(twin) = twin.filter(|_| looked_for) {
        world.violate("the same is not done twice", || format!("{} and {}", twin.id, action.id));
    }
}

/// Checks that a deferred capture, which the gateway tries once, does not fail by the gateway's own fault.
fn check_refusal(world: &World, now: &Ledger, action: &Action) {
    let own = action.by_gateway && action.kind == ActionKind::Capture;
    if own && action.state == State::Refused(ReturnCode::SUM_EXCEEDED) {
        world.violate("a deferred capture takes what is left, and not what was", || {
            format!("{} of {}, with {} left", action.id, now.payment.id, Sums::of(now).free)
        });
    }
}

fn count(world: &World, action: &Action) {
    world.count(match (action.kind, action.by_gateway, &action.state) {
        (ActionKind::Capture, true, _) => "accepted: deferred capture",
        (ActionKind::Capture, false, State::Accepted(Some(_))) => "accepted: late capture",
        (ActionKind::Capture, false, _) if action.release.is_some() => "accepted: final capture",
        (ActionKind::Capture, false, _) => "accepted: capture",
        (ActionKind::Refund, ..) => "accepted: refund",
        (ActionKind::Cancel, ..) => "accepted: cancel",
        (ActionKind::Expiry, ..) => "accepted: expiry",
    });
}
