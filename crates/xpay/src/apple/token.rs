//! A token of Apple Pay as JSON.

use document::{Text, choice, record};

use crate::nested::Nested;

choice! {
    pub enum Version { EcV1 = "EC_v1", }
}

record! {
    /// A token of Apple Pay (EC_v1), as the member paymentData of a PKPaymentToken holds it.
    pub struct Token as "ApplePayToken" {
        version: Version = "version",
        /// The sealed card in base64.
        data: Text<1, 8_192> = "data",
        /// A detached signature (PKCS #7) in base64.
        signature: Text<1, 16_384> = "signature",
        /// An object, or a text with the JSON of it.
        header: Nested<Header> = "header",
    }
}

record! {
    pub struct Header as "ApplePayHeader" {
        /// The public key of the device for this token in base64 (X.509 SubjectPublicKeyInfo).
        ephemeral_public_key: Text<1, 512> = "ephemeralPublicKey",
        /// The SHA-256 hash of the merchant's public key in base64: it tells which key opens the token.
        public_key_hash: Text<1, 64> = "publicKeyHash",
        /// The id of the token in hexadecimal digits.
        transaction_id: Text<1, 128> = "transactionId",
        /// The SHA-256 hash of the application's data in hexadecimal digits, where the request of the payment had any.
        application_data: Option<Text<1, 128>> = "applicationData",
    }
}
