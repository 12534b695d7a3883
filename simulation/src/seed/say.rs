//! Words for the answers of clients, for the trace.

use gateway::Refusal;

use crate::clients::{SessionTold, Told};

pub(super) fn told(told: &Result<Told, Refusal>) -> String {
    match told {
        Ok(Told::Payment { transaction, replayed }) => {
            format!("{} {:?}{}", transaction.id, transaction.state, if *replayed { ", again" } else { "" })
        }
        Ok(Told::Action { action, replayed }) => {
            format!("{} {:?}{}", action.id, action.state, if *replayed { ", again" } else { "" })
        }
        Ok(Told::Session(SessionTold::Made { token, replayed })) => {
            format!("session {token}{}", if *replayed { ", again" } else { "" })
        }
        Ok(Told::Session(SessionTold::Read(found))) => {
            format!("{:?}: {:?}, {}", found.session.number, found.session.stage, found.result.code())
        }
        Ok(Told::Session(SessionTold::Looked(shown))) => {
            format!("{:?}: {:?}", shown.session.number, shown.status)
        }
        Ok(Told::Session(SessionTold::Visited(decision))) => format!("at the partner: {decision:?}"),
        Ok(Told::Seen { ledger, id }) => format!("of {id} on {:?}", ledger.payment.state),
        Err(refusal) => format!("{refusal:?}"),
    }
}
