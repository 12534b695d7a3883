//! `/openapi.json`: the OpenAPI 3.1 document, built from the list of endpoints and the declarations of the
//! records.

mod document;
mod header;
mod operation;
mod parameter;
mod request_body;
mod response;
mod shape;

use axum::{
    Router,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response as HttpResponse},
    routing::get,
};

use crate::app::App;
pub use document::description;
pub(crate) use parameter::{Parameter, path_parameter};
pub(crate) use request_body::{Examples, RequestBody};
pub(crate) use response::{Response, refusal, success, text};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/openapi.json", get(serve))
}

async fn serve() -> HttpResponse {
    ([(CONTENT_TYPE, "application/json")], description()).into_response()
}
