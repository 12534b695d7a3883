//! Authentications of buyers by 3-D Secure.

mod issuer;
mod requests;
mod strangers;
