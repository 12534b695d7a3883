//! The life of a key pair for card data: it is published for 60 days and opens cards for 30 days more.

use jiff::{SignedDuration, Timestamp};
use primitives::{EncryptionKeyId, KeyName, MerchantId};

/// The largest number of active key names of one merchant.
pub const MAX_NAMES: usize = 10;

/// The time for which a key is published: 60 days.
const HANDED_OUT: SignedDuration = SignedDuration::from_hours(60 * 24);
/// The time for which a key opens cards after that: 30 days.
const GRACE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The public half of a key pair, and its generation among the keys of its name.
#[derive(Debug, Clone)]
pub struct EncryptionKey {
    pub id: EncryptionKeyId,
    pub merchant: MerchantId,
    pub name: KeyName,
    /// The first key of a name has generation 1, and each successor the next number.
    pub generation: i64,
    pub created: Timestamp,
    /// The RSA modulus in base64url (RFC 7518, section 6.3.1).
    pub modulus: String,
    /// The RSA public exponent in base64url (RFC 7518, section 6.3.1).
    pub exponent: String,
}

/// The phase of a key's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The key is published, and opens cards.
    Current,
    /// A successor is published in its place. The key still opens cards that were encrypted before.
    Grace,
    /// The key opens no card.
    Retired,
}

impl EncryptionKey {
    /// Returns the time from which the key is not published, 60 days after it was created.
    pub fn expires(&self) -> Timestamp {
        self.created.checked_add(HANDED_OUT).unwrap_or(Timestamp::MAX)
    }

    /// Returns the phase at `now`.
    pub fn phase(&self, now: Timestamp) -> Phase {
        let retired = self.expires().checked_add(GRACE).unwrap_or(Timestamp::MAX);
        match now {
            now if now < self.expires() => Phase::Current,
            now if now < retired => Phase::Grace,
            _ => Phase::Retired,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_days_then_thirty() {
        let created: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let key = EncryptionKey {
            id: EncryptionKeyId::new(7).unwrap(),
            merchant: MerchantId::new(12_345_678_901_234).unwrap(),
            name: KeyName::parse("shop").unwrap(),
            generation: 1,
            created,
            modulus: String::new(),
            exponent: String::new(),
        };
        let phase = |hours: i64| key.phase(created + SignedDuration::from_hours(hours));
        assert_eq!(phase(60 * 24 - 1), Phase::Current);
        assert_eq!(phase(60 * 24), Phase::Grace);
        assert_eq!(phase(90 * 24 - 1), Phase::Grace);
        assert_eq!(phase(90 * 24), Phase::Retired);
    }
}
