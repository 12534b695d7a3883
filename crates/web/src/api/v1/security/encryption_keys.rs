//! `GET /v1/security/encryption/keys/{name}` (Retail API, section 2).

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{Method, StatusCode},
    routing::get,
};
use document::{Text, choice, record};
use domain::{ReturnCode, encryption_key};
use gateway::{CardLike, Refusal, keys};
use primitives::{EncryptionKeyId, KeyName};

use crate::{
    answer::Answer,
    api::v1::{Endpoint, Operation, caller::Caller},
    app::App,
    openapi::{path_parameter, refusal, success},
};

pub(crate) const ENDPOINTS: &[Endpoint] =
    &[Endpoint { path: "/v1/security/encryption/keys/{name}", handler: || get(handle), operation }];

record! {
    struct KeyAnswer as "EncryptionKeyResponse" {
        key: EncryptionKey = "encryptionKey",
    }
}

record! {
    struct EncryptionKey as "EncryptionKey" {
        id: EncryptionKeyId = "id",
        /// As it was first asked for; case does not count.
        name: KeyName = "name",
        /// A JSON Web Key whose values are all texts.
        key: JsonWebKey = "key",
    }
}

record! {
    struct JsonWebKey as "JsonWebKey" {
        kind: KeyType = "kty",
        exponent: Number = "e",
        modulus: Number = "n",
        /// The id above.
        id: Number = "kid",
        /// Unix seconds.
        expires: Number = "exp",
        purpose: KeyUse = "use",
        algorithm: Algorithm = "alg",
    }
}

/// A text in base64url or of digits. A modulus of 4096 bits has 683 characters.
type Number = Text<1, 683>;

choice! { enum KeyType { Rsa = "RSA", } }
choice! { enum KeyUse { Encryption = "enc", } }
choice! { enum Algorithm { RsaOaep256 = "RSA-OAEP-256", } }

async fn handle(
    caller: Caller,
    State(app): State<App>,
    name: Result<Path<String>, PathRejection>,
) -> Result<Answer, Answer> {
    let Path(name) = name.map_err(|_| Refusal::KeyName)?;
    let key = keys::get(&app.gateway, &caller.0, &name, &CardLike::in_identifier("name", &name)).await?;
    let answer = KeyAnswer::of(&key).ok_or(Refusal::Internal)?;
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, &answer))
}

impl KeyAnswer {
    fn of(key: &encryption_key::EncryptionKey) -> Option<Self> {
        let number = |text: &str| Number::parse(text).ok();
        let jwk = JsonWebKey {
            kind: KeyType::Rsa,
            exponent: number(&key.exponent)?,
            modulus: number(&key.modulus)?,
            id: number(&key.id.to_string())?,
            expires: number(&key.expires().as_second().to_string())?,
            purpose: KeyUse::Encryption,
            algorithm: Algorithm::RsaOaep256,
        };
        Some(Self { key: EncryptionKey { id: key.id, name: key.name.clone(), key: jwk } })
    }
}

const EXAMPLE: &str = r#"{"encryptionKey":{"id":23456,"name":"shop-key_1","key":{"kty":"RSA","e":"AQAB","n":"vJ0…",
    "kid":"23456","exp":"1800000000","use":"enc","alg":"RSA-OAEP-256"}}}"#;

fn operation() -> Operation {
    Operation {
        method: Method::GET,
        id: "getEncryptionKey",
        tag: "Security",
        summary: "The public key under which cards are encrypted",
        description: "A name without a key gets one. A key is handed out for 60 days and opens for 30 more. Encrypt \
                      the JSON object {number, expirationDate, cvx, holderName} as a compact JWE with alg RSA-OAEP-256, \
                      enc A256GCM and kid = encryptionKey.id. At most 10 names a merchant (409, 02203).",
        parameters: vec![
            path_parameter("name", "1 to 30 letters, digits, _ and -; case does not count")
                .with_pattern(KeyName::PATTERN),
        ],
        body: None,
        responses: vec![
            success::<KeyAnswer>(StatusCode::OK, "The key", ReturnCode::APPROVED, EXAMPLE),
            refusal(StatusCode::CONFLICT, "As many names as a merchant may have: 02203"),
        ],
    }
}
