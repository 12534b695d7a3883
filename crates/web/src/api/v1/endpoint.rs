//! What an endpoint says of itself.

use axum::routing::MethodRouter;
use document::{Object, Schemas};

use crate::app::App;

pub(crate) struct Endpoint {
    /// In axum's form, which is OpenAPI's: `/v1/checkout/transactions/{id}`.
    pub(crate) path: &'static str,
    pub(crate) handler: fn() -> MethodRouter<App>,
    pub(crate) operation: fn(&mut Schemas) -> Operation,
}

/// An operation of the OpenAPI description.
pub(crate) struct Operation {
    /// `get`, `post`, `put`
    pub(crate) method: &'static str,
    pub(crate) id: &'static str,
    pub(crate) tag: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) description: &'static str,
    pub(crate) parameters: Vec<Object>,
    pub(crate) request_body: Option<Object>,
    /// Status and response, in order; those that every operation has are added.
    pub(crate) responses: Vec<(&'static str, Object)>,
}
