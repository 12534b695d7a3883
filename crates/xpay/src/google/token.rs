//! A token of Google Pay as JSON.

use document::{Text, choice, record};

use crate::nested::Nested;

choice! {
    pub enum ProtocolVersion { EcV2 = "ECv2", }
}

record! {
    /// A token of Google Pay (ECv2), as `paymentMethodData.tokenizationData.token` holds it.
    pub struct Token as "GooglePayToken" {
        protocol_version: ProtocolVersion = "protocolVersion",
        /// The signature of signedMessage by the intermediate key, in base64.
        signature: Text<1, 512> = "signature",
        /// An object, or a text with the JSON of it.
        intermediate: Nested<IntermediateSigningKey> = "intermediateSigningKey",
        /// The sealed message: a text with the JSON of encryptedMessage, ephemeralPublicKey and tag.
        signed_message: Text<1, 8_192> = "signedMessage",
    }
}

record! {
    /// The key that signed the message, signed itself by a root key of Google.
    pub struct IntermediateSigningKey as "GooglePaySigningKey" {
        /// A text with the JSON of keyValue and keyExpiration.
        signed_key: Text<1, 1_024> = "signedKey",
        /// Signatures of signedKey in base64, one of which is by a root key of today.
        signatures: Signatures = "signatures",
    }
}

/// At most this many signatures are tried.
type Signatures = document::List<Text<1, 512>, 8, 1>;
