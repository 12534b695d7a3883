//! The 3DS method: a page in a hidden frame, with which an issuer looks at the browser before it is asked (EMV 3-D Secure,
//! section 5.8.1). That of the sandbox looks at nothing.

use axum::{
    extract::rejection::BytesRejection,
    response::{IntoResponse as _, Response},
};
use base64::{
    Engine as _,
    engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD},
};
use bytes::Bytes;
use document::{Object, Tree, read_json, write_json};
use primitives::WebUrl;

use super::{
    form::{field, read},
    messages::is_uuid,
    page::{self, Trouble},
};

/// The field of the form, in both directions.
const DATA: &str = "threeDSMethodData";

/// Reports to the URL in the data as soon as the page is loaded.
pub(super) async fn report(form: Result<Bytes, BytesRejection>) -> Response {
    match read(form).and_then(|form| asked(&form)) {
        Ok((id, url)) => {
            let data = write_json(&Tree::Object(Object::new().with("threeDSServerTransID", id)));
            page::method_report(url.as_str(), &[(DATA, &URL_SAFE_NO_PAD.encode(data))])
        }
        Err(trouble) => trouble.into_response(),
    }
}

/// Never reports.
pub(super) async fn stay_silent() -> Response {
    page::method_silence()
}

/// Returns the id of the transaction, and the URL to which the report goes.
fn asked(form: &[u8]) -> Result<(String, WebUrl), Trouble> {
    let data = field(form, DATA).ok_or(Trouble::BadRequest)?;
    // The specification has no padding; some 3DS servers send it.
    let json = URL_SAFE_NO_PAD.decode(&data).or_else(|_| URL_SAFE.decode(&data));
    let tree = read_json(&json.map_err(|_| Trouble::BadRequest)?).map_err(|_| Trouble::BadRequest)?;
    let text = |name: &str| tree.as_object().and_then(|object| object.get(name)).and_then(Tree::as_text);
    let id = text("threeDSServerTransID").filter(|id| is_uuid(id)).ok_or(Trouble::BadRequest)?;
    let url = text("threeDSMethodNotificationURL").and_then(|url| WebUrl::parse(url).ok());
    Ok((id.to_owned(), url.ok_or(Trouble::BadRequest)?))
}
