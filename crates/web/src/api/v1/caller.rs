//! Authentication by HTTP Basic. A handler that takes a [`Caller`] runs only for an authenticated merchant.
//!
//! The header is read before a request takes a place, so that a flood without credentials takes none; the merchant is looked up when
//! the request has its place.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::merchant::Merchant;
use gateway::{Gateway, Refusal, authentication};
use primitives::{MerchantId, Secret};
use zeroize::Zeroizing;

use crate::{answer::Answer, app::App, middleware::WhoCalls};

/// The longest credentials that are looked up, in bytes. An id has 14 characters and a key about 64, so longer ones belong
/// to no merchant.
const MAX_HEADER: usize = 1_024;

pub(crate) struct Caller(pub(crate) Merchant);

impl Caller {
    /// Returns the merchant if `{merchantId}` of the path is that merchant's own id, and refuses the request otherwise.
    pub(crate) fn named(self, id: &str) -> Result<Merchant, Refusal> {
        if MerchantId::parse(id) == Some(self.0.id) { Ok(self.0) } else { Err(Refusal::NotPermitted) }
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Answer;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Answer> {
        let Credentials { id, key } = parts.extensions.remove().ok_or(Refusal::CredentialsWrong)?;
        let merchant = authentication::authenticate(&app.gateway, id, &key).await?;
        if let Some(WhoCalls(who)) = parts.extensions.get() {
            let _ = who.set(merchant.id);
        }
        Ok(Self(merchant))
    }
}

/// Credentials of the right form, which nobody has looked up yet.
#[derive(Clone)]
pub(crate) struct Credentials {
    id: MerchantId,
    key: Secret,
}

impl Credentials {
    /// Takes the credentials of a request, which [`Caller`] finds among its extensions. A request without any guesses nothing and is
    /// not counted; malformed ones are.
    pub(crate) fn of(headers: &HeaderMap, gateway: &Gateway) -> Result<Self, Refusal> {
        if !headers.contains_key(header::AUTHORIZATION) {
            return Err(Refusal::CredentialsWrong);
        }
        basic(headers).ok_or_else(|| authentication::refuse_malformed(gateway))
    }
}

/// Reads the credentials (RFC 7617). Malformed credentials are refused with the same answer as wrong ones.
fn basic(headers: &HeaderMap) -> Option<Credentials> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    // Two headers are refused: a proxy before the gateway may have used the other one.
    let (Some(header), None) = (given.next(), given.next()) else { return None };
    let header = header.to_str().ok().filter(|text| text.len() <= MAX_HEADER)?;
    let (scheme, credentials) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = Zeroizing::new(STANDARD.decode(credentials.trim()).ok()?);
    let (id, key) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    Some(Credentials { id: MerchantId::parse(id)?, key: Secret::new(key.to_owned()) })
}
