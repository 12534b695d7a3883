//! The declaration of an endpoint.

use axum::{http::Method, routing::MethodRouter};

use crate::{
    app::App,
    openapi::{Parameter, RequestBody, Response},
};

/// One method of one path: its handler and its OpenAPI operation.
pub(crate) struct Endpoint {
    /// The path in the form of axum, which is also that of OpenAPI: `/v1/checkout/transactions/{id}`.
    pub(crate) path: &'static str,
    pub(crate) handler: fn() -> MethodRouter<App>,
    pub(crate) operation: fn() -> Operation,
}

/// The specific part of an OpenAPI operation. What every operation of its shape takes and answers is added
/// (400, 401, 408, 429, 431, 500, 503; with a body 413, 415; on a POST, PUT or PATCH the Idempotency-Key, 409, 422).
pub(crate) struct Operation {
    pub(crate) method: Method,
    pub(crate) id: &'static str,
    pub(crate) tag: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) description: &'static str,
    /// The parameters of the path, in its order.
    pub(crate) parameters: Vec<Parameter>,
    /// The request body. `None` where the operation reads none.
    pub(crate) body: Option<RequestBody>,
    pub(crate) responses: Vec<Response>,
}
