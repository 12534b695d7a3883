//! `GET /v1/security/encryption/keys/{name}` (Retail API, section 2).

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::StatusCode,
    routing::get,
};
use document::{Object, Schemas, Tree};
use domain::{ReturnCode, encryption_key::EncryptionKey};
use gateway::{Refusal, keys};

use crate::{
    answer::Answer,
    api::v1::{Endpoint, Operation, caller::Caller},
    app::App,
    openapi::{path_parameter, success},
};

pub(crate) const GET: Endpoint =
    Endpoint { path: "/v1/security/encryption/keys/{name}", handler: || get(handle), operation };

async fn handle(
    caller: Caller,
    State(app): State<App>,
    name: Result<Path<String>, PathRejection>,
) -> Result<Answer, Answer> {
    let Path(name) = name.map_err(|_| Refusal::KeyName)?;
    let key = keys::get(&app.gateway, &caller.0, &name).await?;
    let members = Object::new().with("encryptionKey", wire(&key));
    Ok(Answer::success(StatusCode::OK, ReturnCode::APPROVED, members))
}

/// A JWK whose values are texts, `kid` and `exp` included.
fn wire(key: &EncryptionKey) -> Tree {
    let id = key.id.to_string();
    let jwk = Object::new()
        .with("kty", "RSA")
        .with("e", key.exponent.as_str())
        .with("n", key.modulus.as_str())
        .with("kid", id)
        .with("exp", key.expires().as_second().to_string())
        .with("use", "enc")
        .with("alg", "RSA-OAEP-256");
    Object::new()
        .with("id", i64::from(key.id.number()))
        .with("name", key.name.as_str())
        .with("key", jwk)
        .into()
}

fn operation(schemas: &mut Schemas) -> Operation {
    let text = |description: &str| Object::new().with("type", "string").with("description", description);
    let schema = schemas.component("EncryptionKey", |_| {
        let key = Object::new()
            .with("type", "object")
            .with("description", "A JSON Web Key whose values are all texts.")
            .with("additionalProperties", Object::new().with("type", "string"));
        let properties = Object::new()
            .with("id", Object::new().with("type", "integer").with("format", "int32").with("minimum", 1))
            .with("name", text("As it was first asked for; case does not count."))
            .with("key", key);
        let required: Vec<Tree> = ["id", "name", "key"].map(Tree::from).into();
        Object::new().with("type", "object").with("properties", properties).with("required", required).into()
    });
    let example = r#"{"result":{"title":"ACCEPTED","code":"00000","detail":"Transaction approved"},
        "encryptionKey":{"id":23456,"name":"shop-key_1","key":{"kty":"RSA","e":"AQAB","n":"vJ0…","kid":"23456",
        "exp":"1800000000","use":"enc","alg":"RSA-OAEP-256"}}}"#;
    Operation {
        method: "get",
        id: "getEncryptionKey",
        tag: "Security",
        summary: "The public key under which cards are encrypted",
        description: "A name without a key gets one. A key is handed out for 60 days and opens for 30 more. Encrypt \
                      the JSON object {number, expirationDate, cvx, holderName} as a compact JWE with alg RSA-OAEP-256, \
                      enc A256GCM and kid = encryptionKey.id. At most 10 names a merchant (409, 02203).",
        parameters: vec![path_parameter("name", "1 to 30 letters, digits, _ and -; case does not count")],
        request_body: None,
        responses: vec![
            ("200", success(schemas, "The key", &[("encryptionKey", schema)], example)),
            ("409", crate::openapi::refusal(schemas, "As many names as a merchant may have: 02203")),
        ],
    }
}
