//! The merchants of the payments. A point of sale has one remittance a day: to end many days in a minute,
//! each close of the same day is for other merchants.

use std::{fmt, sync::Arc};

use document::{Tree, read_json};
use rig::Gateway;

use crate::Failure;

/// The number of merchants of one close. A close with several remittances can be killed with some of them
/// closed, one open and others not begun.
pub(crate) const AT_A_TIME: usize = 6;

#[derive(Clone)]
pub(crate) struct Merchant {
    pub(crate) id: Arc<str>,
    /// The `Authorization` header of its requests.
    pub(crate) authorization: Arc<str>,
}

impl Merchant {
    /// Makes a new merchant, none of whose captures was ever remitted.
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

/// Leaves out the access key.
impl fmt::Debug for Merchant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}
