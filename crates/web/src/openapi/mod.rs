//! `/openapi.json`: the OpenAPI 3.1 document, built from the list of endpoints and the declarations of the
//! records.

mod document;
mod header;
mod links;
mod operation;
mod parameter;
mod request_body;
mod response;
mod shape;

use std::sync::LazyLock;

use axum::{
    Router,
    body::Bytes,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response as HttpResponse},
    routing::get,
};

use crate::app::App;
pub use document::description;
pub(crate) use parameter::{Parameter, path_parameter, query_parameter};
pub(crate) use request_body::{Examples, RequestBody};
pub(crate) use response::{Response, bodiless, malformed, refusal, success, text};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/openapi.json", get(serve))
}

/// Answers with the document, which is built once and shared by all answers: anybody may ask for it, as often as they like.
async fn serve() -> HttpResponse {
    static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| description().into());
    ([(CONTENT_TYPE, "application/json")], DOCUMENT.clone()).into_response()
}
