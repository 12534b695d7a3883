//! The answers about sessions that shops and buyers got. A later answer must not contradict them.

use std::collections::BTreeMap;

use domain::ReturnCode;
use gateway::sessions::{Found, SessionStatus, SessionView};
use primitives::{SessionId, SessionNumber};

use super::{
    SURELY_REPEATABLE_MS,
    ask::Heard,
    buyers::{SessionTold, Token},
};
use crate::{bank::partner::Visit, world::World};

#[derive(Default)]
pub(crate) struct Sessions {
    /// The known sessions, each with the tries that a buyer saw last.
    known: Vec<(Token, u32)>,
    visits: Vec<Visit>,
    /// The final results that shops read, and the step at which each was read.
    finals: BTreeMap<SessionNumber, (ReturnCode, u64)>,
    /// The final states that buyers saw, and the step at which each was seen.
    ends: BTreeMap<SessionNumber, (&'static str, u64)>,
    /// The sessions that were made under each key, the latest last.
    made: BTreeMap<String, Vec<Made>>,
}

struct Made {
    token: String,
    asked_ms: i64,
    /// The step at which it was told.
    told: u64,
}

impl Sessions {
    pub(crate) fn known(&self) -> &[(Token, u32)] {
        &self.known
    }

    /// Returns the sessions whose end nobody has seen, the latest last.
    pub(crate) fn alive(&self) -> Vec<&(Token, u32)> {
        let has_ended = |token: &Token| {
            let number = SessionId::parse(token).map(|id| id.number());
            number.is_none_or(|number| self.ends.contains_key(&number) || self.finals.contains_key(&number))
        };
        self.known.iter().filter(|(token, _)| !has_ended(token)).collect()
    }

    pub(crate) fn visits(&self) -> &[Visit] {
        &self.visits
    }

    pub(super) fn write(&mut self, world: &World, heard: &Heard, told: &SessionTold) {
        match told {
            SessionTold::Made { token, replayed } => self.made(world, heard, token, *replayed),
            SessionTold::Read(found) => self.read(world, heard, found),
            SessionTold::Looked(shown) => self.looked(world, heard, shown),
            SessionTold::Visited(decision) => {
                world.count(if decision.is_some() { "visit: decided" } else { "visit: nothing to decide" });
            }
        }
    }

    fn made(&mut self, world: &World, heard: &Heard, token: &str, replayed: bool) {
        if self.known.iter().all(|(known, _)| **known != *token) {
            self.known.push((token.into(), 0));
        }
        let Some(key) = &heard.asked.key else { return };
        let meanings = self.made.entry(key.clone()).or_default();
        if let Some((latest, earlier)) = meanings.split_last() {
            // It was asked while the key had its earlier meaning, and is told late.
            let of_before = heard.began < latest.told && earlier.iter().any(|before| before.token == token);
            if of_before || heard.began_ms < latest.asked_ms {
                return;
            }
            if world.now_ms() - latest.asked_ms < SURELY_REPEATABLE_MS {
                if latest.token != token {
                    world.violate("under one key there is one session", || {
                        format!("{key}: {}, {token}", latest.token)
                    });
                }
                return;
            }
        }
        if !replayed {
            let (token, told) = (token.to_owned(), world.step());
            meanings.push(Made { token, asked_ms: heard.began_ms, told });
        }
    }

    fn read(&mut self, world: &World, heard: &Heard, found: &Found) {
        let session = &found.session;
        let number = session.number;
        match self.finals.get(&number) {
            Some((code, _)) if session.is_final() && *code != found.result => {
                world.violate("what a shop read of a session that had ended stays", || {
                    format!("{number}: {} and then {}", code.code(), found.result.code())
                });
            }
            Some((code, step)) if !session.is_final() && heard.began > *step => {
                world.violate("a session that was read as ended has ended", || {
                    format!("{number}: {} and then {}", code.code(), session.stage.name())
                });
            }
            None if session.is_final() => {
                self.finals.insert(number, (found.result, world.step()));
            }
            Some(_) | None => {}
        }
    }

    fn looked(&mut self, world: &World, heard: &Heard, shown: &SessionView) {
        let (number, text) = (shown.session.number, shown.id.text());
        if let Some((_, tries)) = self.known.iter_mut().find(|(token, _)| **token == *text) {
            *tries = (*tries).max(shown.session.tries);
        }
        if let SessionStatus::AtPartner { redirection } = &shown.status
            && let Some(visit) = Visit::of(redirection)
            && !self.visits.contains(&visit)
        {
            self.visits.push(visit);
        }
        let end = match &shown.status {
            SessionStatus::Paid => Some("paid"),
            SessionStatus::Refused { .. } => Some("refused"),
            SessionStatus::Cancelled => Some("cancelled"),
            SessionStatus::Expired => Some("expired"),
            // The second and the third are those of a wallet, which no client here looks after.
            SessionStatus::Choose { .. }
            | SessionStatus::Manage { .. }
            | SessionStatus::Done
            | SessionStatus::AtPartner { .. }
            | SessionStatus::Waiting
            | SessionStatus::Undecided => None,
        };
        match self.ends.get(&number) {
            Some((before, step)) if heard.began > *step && end != Some(before) => {
                world.violate("what a buyer saw of the end stays", || format!("{number}: {before}, {end:?}"));
            }
            None => {
                if let Some(end) = end {
                    world.count(end);
                    self.ends.insert(number, (end, world.step()));
                }
            }
            Some(_) => {}
        }
    }
}
