//! Authentications of buyers by 3-D Secure.

mod requests;
mod strangers;
