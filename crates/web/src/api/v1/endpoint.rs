//! What an endpoint says of itself.

use axum::{http::Method, routing::MethodRouter};

use crate::{
    app::App,
    openapi::{Parameter, RequestBody, Response},
};

pub(crate) struct Endpoint {
    /// In axum's form, which is OpenAPI's: `/v1/checkout/transactions/{id}`.
    pub(crate) path: &'static str,
    pub(crate) handler: fn() -> MethodRouter<App>,
    pub(crate) operation: fn() -> Operation,
}

/// An operation of the OpenAPI description, as far as it is its own: what every operation of its shape takes and answers
/// (400, 401, 500, 503; with a body 408, 413, 415; on a POST or PUT the Idempotency-Key, 409, 422) is added.
pub(crate) struct Operation {
    pub(crate) method: Method,
    pub(crate) id: &'static str,
    pub(crate) tag: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) description: &'static str,
    /// Those of the path, in its order.
    pub(crate) parameters: Vec<Parameter>,
    /// `None`: it reads none.
    pub(crate) body: Option<RequestBody>,
    pub(crate) responses: Vec<Response>,
}
