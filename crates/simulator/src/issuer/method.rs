//! The 3DS method: a page in a hidden frame, with which an issuer looks at the browser before it is asked (EMV 3-D Secure,
//! section 5.8.1). That of the sandbox looks at nothing.

use axum::{
    extract::rejection::BytesRejection,
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use emv3ds::method::{Completed, Request};
use primitives::WebUrl;

use super::{
    form::{field, read},
    page::{self, Trouble},
};

/// The field of the form, in both directions.
const DATA: &str = "threeDSMethodData";

/// Reports to the URL in the data as soon as the page is loaded.
pub(super) async fn report(form: Result<Bytes, BytesRejection>) -> Response {
    match read(form).and_then(|form| asked(&form)) {
        Ok((report, url)) => page::method_report(url.as_str(), &[(DATA, &report.to_base64url())]),
        Err(trouble) => trouble.into_response(),
    }
}

/// Never reports.
pub(super) async fn stay_silent() -> Response {
    page::method_silence()
}

/// Returns the report, and the URL to which it goes.
fn asked(form: &[u8]) -> Result<(Completed, WebUrl), Trouble> {
    let request = field(form, DATA).and_then(|data| Request::from_base64url(&data));
    let request = request.ok_or(Trouble::BadRequest)?;
    let url = WebUrl::parse(request.three_ds_method_notification_url.as_str());
    let report = Completed { three_ds_server_trans_id: request.three_ds_server_trans_id };
    Ok((report, url.map_err(|_| Trouble::BadRequest)?))
}
