//! What the ACS signs for the SDK: a JWS (PS256) with a chain of certificates up to the directory server's root (section 6.2.3.2).

use document::{Problems, Record, Text, Value, read_json_of, record, write_json};
use jiff::Timestamp;
use jose::{
    KeyError, Refused,
    ps256::{Signed, SigningKey},
};

use super::root::trusted_key;
use crate::areq::EphemeralKey;

/// The largest number of values of the content.
const MAX_VALUES: usize = 50;

record! {
    /// The content of `acsSignedContent`.
    pub struct SignedContent as "AcsSignedContent" {
        /// The address to which the SDK sends its CReq.
        acs_url: Text<1, 2_048> = "acsURL",
        acs_ephem_pub_key: EphemeralKey = "acsEphemPubKey",
        /// The key of the AReq, so that the SDK sees that it is its own transaction.
        sdk_ephem_pub_key: EphemeralKey = "sdkEphemPubKey",
    }
}

impl SignedContent {
    /// Signs the content. `chain` is the certificates in DER, that of the key first.
    pub fn sign(&self, key: &SigningKey, chain: &[Vec<u8>]) -> Result<String, KeyError> {
        key.sign(chain, write_json(&self.write()).as_bytes())
    }

    /// Checks the signature up to the root, whose public key is given as a SubjectPublicKeyInfo, and reads the content.
    pub fn verify(token: &str, root: &[u8], now: Timestamp) -> Result<Self, Refused> {
        let signed = Signed::parse(token)?;
        let key = trusted_key(signed.chain(), root, now)?;
        let tree = read_json_of(&signed.verify(&key)?, MAX_VALUES).map_err(|_| Refused)?;
        Self::from_document(&tree, &mut Problems::new()).ok_or(Refused)
    }
}
