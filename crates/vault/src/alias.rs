//! Fingerprints, by which a card is recognised without being unsealed, and aliases, the names of cards
//! outside the vault.

use aws_lc_rs::hmac;
use primitives::{AliasToken, MerchantId, Pan};

use crate::{
    Vault,
    counts::{Operation, count},
    mac::{LENGTH, mac},
};

/// A keyed hash of a card number at a merchant. The same card has different fingerprints at two merchants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint(Vec<u8>);

impl Fingerprint {
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Takes a fingerprint from the store. `None` for a wrong length.
    pub fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        (bytes.len() == 32).then_some(Self(bytes))
    }
}

const LETTERS: &[u8; 52] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SIGNS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

impl Vault {
    /// Returns the fingerprint of a card number at a merchant.
    pub fn fingerprint(&self, merchant: MerchantId, pan: &Pan) -> Fingerprint {
        count(Operation::Fingerprint);
        Fingerprint(keyed(&self.fingerprint, merchant, pan, 0).into())
    }

    /// Returns the token of a card at a merchant. It is computed from both, so that it needs no register. Two
    /// cards with the same first six and last four digits may get the same token (one in 47 thousand million
    /// pairs of 16 digits). The store then refuses the second, and the caller asks again with the next
    /// `attempt`.
    pub fn alias(&self, merchant: MerchantId, pan: &Pan, attempt: u8) -> AliasToken {
        let digits = pan.expose();
        let hash = keyed(&self.alias, merchant, pan, attempt);
        let mut random = hash.iter();
        let (head, tail) = (&digits[..6], &digits[digits.len() - 4..]);
        let mut token = String::with_capacity(digits.len());
        token.push_str(head);
        for place in 0..digits.len() - 10 {
            // The first sign between the digits is a letter, so that no token can be a card number.
            let signs: &[u8] = if place == 0 { LETTERS } else { SIGNS };
            let byte = usize::from(*random.next().expect("a hash has 32 bytes, a token 9 signs"));
            token.push(char::from(signs[byte % signs.len()]));
        }
        token.push_str(tail);
        AliasToken::parse(&token).expect("digits around letters are a token")
    }
}

fn keyed(key: &hmac::Key, merchant: MerchantId, pan: &Pan, attempt: u8) -> [u8; LENGTH] {
    mac(key, &[&merchant.number().to_be_bytes(), &[attempt], pan.expose().as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MasterKeys;

    #[test]
    fn a_token_is_the_cards_at_the_merchants_and_no_card_number() {
        let master = MasterKeys::parse(&MasterKeys::generate(&[1; 32])).ok().unwrap();
        let rows = Vault::first_keys(&master, [([3; 32], [1; 12]), ([4; 32], [2; 12])]);
        let vault = Vault::open(&master, &rows).ok().unwrap();
        let merchants =
            [MerchantId::new(12_345_678_901_234).unwrap(), MerchantId::new(12_345_678_901_235).unwrap()];
        for pan in ["4970105151515140", "375989111111119", "4222222222222", "6304000000000000000"] {
            let pan = Pan::parse(pan).unwrap();
            let token = vault.alias(merchants[0], &pan, 0);
            assert_eq!(token.as_str().len(), pan.expose().len());
            assert_eq!(token, vault.alias(merchants[0], &pan, 0));
            assert_ne!(token, vault.alias(merchants[1], &pan, 0));
            assert_ne!(token, vault.alias(merchants[0], &pan, 1));
            assert_ne!(vault.fingerprint(merchants[0], &pan), vault.fingerprint(merchants[1], &pan));
        }
    }
}
