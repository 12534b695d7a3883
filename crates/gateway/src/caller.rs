//! Who asks for what is being done, and from which address. Audit lines and limits need it.
//!
//! It belongs to the task, as the request id of the log does: a use case has no parameter for it. `web` sets it for each request,
//! a worker for each round, and a command for the operator.

use std::{
    fmt,
    net::IpAddr,
    sync::{Arc, OnceLock},
};

/// The actor of an audit line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A merchant, by the id of the access key that it used.
    Merchant { key_id: String },
    /// A buyer, who has the id of a session.
    Buyer,
    /// A visitor of a partner's page.
    Partner,
    /// A user of the machine on which a command runs.
    Operator { user: String },
    /// A worker, by its name.
    Worker(&'static str),
    /// A caller who has not proven who it is.
    Unknown,
    /// The gateway at its start.
    Gateway,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Merchant { key_id } => write!(f, "key:{key_id}"),
            Self::Buyer => f.write_str("buyer"),
            Self::Partner => f.write_str("partner"),
            Self::Operator { user } => write!(f, "operator:{user}"),
            Self::Worker(name) => write!(f, "worker:{name}"),
            Self::Unknown => f.write_str("unknown"),
            Self::Gateway => f.write_str("gateway"),
        }
    }
}

/// The caller of a use case.
#[derive(Clone, Default)]
pub struct Caller {
    /// It is not known before the caller is authenticated.
    actor: Arc<OnceLock<Actor>>,
    address: Option<IpAddr>,
}

tokio::task_local! {
    static CALLER: Caller;
}

impl Caller {
    /// A caller at an address, who has not said yet who it is.
    pub fn at(address: Option<IpAddr>) -> Self {
        Self { actor: Arc::default(), address }
    }

    pub fn of(actor: Actor) -> Self {
        Self { actor: Arc::new(OnceLock::from(actor)), address: None }
    }

    /// Runs a future on behalf of this caller.
    pub async fn run<F: Future>(self, future: F) -> F::Output {
        CALLER.scope(self, future).await
    }
}

/// Records who the caller of this task is. The first who is recorded stays.
pub fn identify(actor: Actor) {
    // Outside a scope there is no request, and nothing to record.
    let _ = CALLER.try_with(|caller| caller.actor.set(actor));
}

/// Returns who the caller of this task is.
pub(crate) fn actor() -> Actor {
    let known = CALLER.try_with(|caller| caller.actor.get().cloned().unwrap_or(Actor::Unknown));
    known.unwrap_or(Actor::Gateway)
}

/// Returns the address of the caller of this task. `None` for workers, commands and the start of the gateway.
pub(crate) fn address() -> Option<IpAddr> {
    CALLER.try_with(|caller| caller.address).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_task_knows_its_caller_and_others_do_not() {
        let address: IpAddr = "192.0.2.1".parse().unwrap();
        Caller::at(Some(address))
            .run(async {
                assert_eq!(actor(), Actor::Unknown);
                identify(Actor::Buyer);
                identify(Actor::Partner);
                assert_eq!((actor(), super::address()), (Actor::Buyer, Some(address)));
            })
            .await;
        assert_eq!((actor(), super::address()), (Actor::Gateway, None));
    }
}
