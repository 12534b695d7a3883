//! The answers that clients got. A later answer must not contradict them.

use std::collections::BTreeMap;

use domain::transaction::State;
use gateway::Refusal;
use primitives::TransactionId;

use super::{Heard, SessionTold, Told, Wanted, sessions::Sessions};
use crate::{auditor::Rows, world::World};

/// The time for which every clock takes a key for valid: 24 hours, less the seconds by which two clocks may
/// differ.
pub(crate) const SURELY_REPEATABLE_MS: i64 = (24 * 3_600 - 10) * 1_000;

#[derive(Default)]
pub(crate) struct Books {
    /// The final states, and the step at which each was told.
    finals: BTreeMap<TransactionId, (State, u64)>,
    /// What was done first under each key, and what was told of it.
    keyed: BTreeMap<String, Keyed>,
    pub(crate) sessions: Sessions,
    known: Vec<TransactionId>,
    /// Those of the known ids on which actions may be tried.
    accepted: Vec<TransactionId>,
}

struct Keyed {
    id: TransactionId,
    state: State,
    asked_ms: i64,
}

impl Books {
    /// Returns ids that clients have heard of. With `accepted` they are only those of accepted transactions,
    /// if there are any.
    pub(crate) fn targets(&self, accepted: bool) -> &[TransactionId] {
        if accepted && !self.accepted.is_empty() { &self.accepted } else { &self.known }
    }

    pub(crate) fn write(&mut self, world: &World, heard: &Heard) {
        let (id, state, replayed) = match &heard.told {
            Err(Refusal::Internal) => {
                return world.violate("nobody is told of our own fault", || format!("{:?}", heard.asked));
            }
            Err(refusal) => return world.count(count_of(refusal)),
            Ok(Told::Payment { transaction, replayed }) => {
                (transaction.id, transaction.state.clone(), Some(*replayed))
            }
            Ok(Told::Action { action, replayed }) => (action.id, action.state.clone(), Some(*replayed)),
            Ok(Told::Seen { ledger, id }) => {
                let state = ledger.action(*id).map_or(&ledger.payment.state, |action| &action.state);
                (*id, state.clone(), None)
            }
            Ok(Told::Session(told)) => {
                self.sessions.write(world, heard, told);
                if let SessionTold::Read(found) = told {
                    for payment in &found.transactions {
                        self.write_state(world, heard, payment.id, payment.state.clone(), None);
                    }
                }
                return;
            }
        };
        self.write_state(world, heard, id, state, replayed);
    }

    fn write_state(
        &mut self,
        world: &World,
        heard: &Heard,
        id: TransactionId,
        state: State,
        replayed: Option<bool>,
    ) {
        if !self.known.contains(&id) {
            self.known.push(id);
        }
        if matches!(state, State::Accepted(_)) && !self.accepted.contains(&id) {
            self.accepted.push(id);
        }
        self.check_key(world, heard, id, &state, replayed);
        self.check_final(world, heard, id, state, replayed == Some(true));
    }

    fn check_final(&mut self, world: &World, heard: &Heard, id: TransactionId, state: State, replayed: bool) {
        let is_final = !state.is_pending();
        match self.finals.get(&id) {
            Some((before, _)) if is_final && !is_same(before, &state) => {
                world.violate("what was told is never told otherwise", || {
                    format!("{id}: {before:?}, then {state:?}")
                });
            }
            // A repeat gets the first answer, which may have been that the outcome is unknown.
            Some((before, told)) if !is_final && !replayed && heard.began > *told => {
                world.violate("what was told is not forgotten", || {
                    format!("{id}: {before:?}, then {state:?}")
                });
            }
            None if is_final => {
                self.finals.insert(id, (state, world.step()));
            }
            Some(_) | None => {}
        }
    }

    fn check_key(
        &mut self,
        world: &World,
        heard: &Heard,
        id: TransactionId,
        state: &State,
        replayed: Option<bool>,
    ) {
        let (Some(key), Some(replayed)) = (&heard.asked.key, replayed) else { return };
        world.count(if replayed { "replayed" } else { "done under a key" });
        let keyed = || Keyed { id, state: state.clone(), asked_ms: heard.began_ms };
        match self.keyed.get(key) {
            // It was asked before the first was and is told late, so it is an answer under an earlier meaning
            // of the key.
            Some(first) if heard.began_ms < first.asked_ms => {}
            Some(first) if world.now_ms() - first.asked_ms < SURELY_REPEATABLE_MS => {
                if first.id != id {
                    world.violate("under one key there is one answer", || {
                        format!("{key}: {} and then {id}", first.id)
                    });
                } else if replayed && !may_be_told_again(&first.state, state) {
                    world.violate("a repeat is told the first answer", || {
                        format!("{key}, {id}: {:?} and then {state:?}", first.state)
                    });
                }
            }
            Some(_) | None if !replayed => {
                self.keyed.insert(key.clone(), keyed());
            }
            Some(_) | None => {}
        }
    }

    /// Checks that everything that was told is still true.
    pub(crate) fn check_all(&self, world: &World, rows: &Rows) {
        for (id, (told, _)) in &self.finals {
            let stored = rows.state(*id);
            if stored.is_none_or(|stored| !is_same(told, stored)) {
                world.violate("what was told stands in the store", || {
                    format!("{id}: {told:?}, but {stored:?}")
                });
            }
        }
    }
}

/// Whether two states are the same for a merchant: a payment that is being undone is shown as reversed.
pub(crate) fn is_same(one: &State, other: &State) -> bool {
    let undone = |state: &State| matches!(state, State::Reversed | State::Undoing { .. });
    one == other || undone(one) && undone(other)
}

/// Whether a repeat may get this answer. It gets the first answer that was written. The first client may have
/// been told what was read after that: that the unanswered payment is reversed meanwhile.
fn may_be_told_again(first: &State, again: &State) -> bool {
    first.is_pending() || is_same(first, again) || is_same(first, &State::Reversed) && again.is_pending()
}

const fn count_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Duplicate { .. } => "told: duplicate",
        Refusal::RepeatDiffers => "told: another request under the key",
        Refusal::RepeatPending => "told: the first request still runs",
        Refusal::Unavailable => "told: unavailable",
        Refusal::CommitUnknown => "told: nobody knows",
        Refusal::Unknown(_) => "told: unknown",
        Refusal::SessionMoved => "told: the session has moved on",
        _ => "told: other refusals",
    }
}

impl Wanted {
    pub(crate) const fn word(&self) -> &'static str {
        match self {
            Self::Pay { .. } => "pay",
            Self::Act { .. } => "act",
            Self::Look { .. } => "look",
            Self::Session(wish) => wish.word(),
        }
    }
}
