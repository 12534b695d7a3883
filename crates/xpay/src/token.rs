//! The token of either wallet as JSON: the `tokenData` of a payment.

use document::{Fault, Object, Path, Problems, Record as _};

use crate::{Wallet, apple, google};

/// A token whose members are there. Nothing of it was checked yet.
#[derive(Clone, PartialEq)]
pub enum Token {
    Apple(apple::Token),
    Google(google::Token),
}

/// The member that tells the wallet, for each of them.
const VERSIONS: [(&str, Wallet); 2] = [("version", Wallet::ApplePay), ("protocolVersion", Wallet::GooglePay)];

impl Token {
    pub const fn wallet(&self) -> Wallet {
        match self {
            Self::Apple(_) => Wallet::ApplePay,
            Self::Google(_) => Wallet::GooglePay,
        }
    }

    /// Reads a token. The wallet is told by the name of the member that names the version.
    pub fn read(object: &Object, at: &Path<'_>, problems: &mut Problems) -> Option<Self> {
        let of = VERSIONS.iter().find(|(name, _)| object.get(name).is_some());
        match of.map(|(_, wallet)| wallet) {
            Some(Wallet::ApplePay) => apple::Token::read_members(object, at, problems).map(Self::Apple),
            Some(Wallet::GooglePay) => google::Token::read_members(object, at, problems).map(Self::Google),
            None => {
                const RULE: &str =
                    "is a token of Apple Pay, with version, or of Google Pay, with protocolVersion";
                problems.add(at, Fault::Rule(RULE));
                None
            }
        }
    }
}
