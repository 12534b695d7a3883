//! The merchants that pay. A point of sale has one remittance a day: to end many days in a minute, torture ends the same
//! day for others each time.

use std::{fmt, sync::Arc};

use document::{Tree, read_json};
use rig::Gateway;

use crate::Failure;

/// A close that has several remittances to make can be killed with some of them closed, one open, and others not begun.
pub(crate) const AT_A_TIME: usize = 6;

#[derive(Clone)]
pub(crate) struct Merchant {
    pub(crate) id: Arc<str>,
    /// The header of its requests.
    pub(crate) authorization: Arc<str>,
}

impl Merchant {
    /// A new one: nothing of it has ever been remitted.
    pub(crate) fn make(gateway: &Gateway) -> Result<Self, Failure> {
        let words = ["merchant", "create", "--name", "Torture", "--json"];
        let made = read_json(gateway.manage(&words)?.as_bytes()).map_err(|_| unreadable())?;
        let text = |name: &str| made.at(&[name]).and_then(Tree::as_text).ok_or_else(unreadable);
        let shop = gateway.shop_of(text("merchant_id")?, text("access_key")?)?;
        Ok(Self { id: shop.merchant_id().into(), authorization: shop.authorization().into() })
    }
}

fn unreadable() -> Failure {
    Failure::Violated("what `merchant create` says cannot be read".to_owned())
}

/// Without the access key.
impl fmt::Debug for Merchant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}
