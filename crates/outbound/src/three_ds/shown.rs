//! What a browser or an app is given for a challenge. It is kept with the authentication as a JSON document, so that a repeated request
//! is answered alike.

use document::{Object, Tree, read_json, write_json};
use domain::authentication::Challenge;
use emv3ds::{ARes, CReq, codes::WindowSize, method};
use gateway::ports::{AppChallenge, AuthenticationQuestion, BrowserForm, Device};
use primitives::Uuid;

/// Writes what is shown. `None` where the answer lacks what the device needs.
pub(super) fn write(answer: &ARes, question: &AuthenticationQuestion) -> Option<String> {
    let document = match &question.device {
        Device::Browser { window, .. } => {
            let request = CReq {
                three_ds_server_trans_id: answer.three_ds_server_trans_id,
                acs_trans_id: answer.acs_trans_id,
                message_version: answer.message_version,
                challenge_window_size: WindowSize::parse(window),
                sdk_trans_id: None,
                sdk_counter_s_to_a: None,
                challenge_cancel: None,
                challenge_data_entry: None,
                challenge_html_data_entry: None,
                challenge_no_entry: None,
                resend_challenge: None,
                oob_continue: None,
                whitelisting_data_entry: None,
                message_extension: None,
            };
            Object::new().with("url", answer.acs_url.as_ref()?.as_str()).with("creq", request.to_base64url())
        }
        Device::App(app) => {
            let rendering = answer.acs_rendering_type.as_ref()?;
            let mandated = answer.acs_challenge_mandated.is_some_and(|mandated| mandated.as_str() == "Y");
            let kind = answer.authentication_type.map_or("01", |kind| kind.as_str());
            let operator = answer.acs_operator_id.as_ref().map_or("", |id| id.as_str());
            Object::new()
                .with("authenticationType", kind)
                .with("sdkTransID", app.sdk_transaction.to_string())
                .with("acsInterface", rendering.acs_interface.as_str())
                .with("acsUiTemplate", rendering.acs_ui_template.as_str())
                .with("acsReferenceNumber", answer.acs_reference_number.as_str())
                .with("acsOperatorID", operator)
                .with("acsSignedContent", answer.acs_signed_content.as_ref()?.as_str())
                .with("acsChallengeMandated", mandated)
        }
    };
    Some(write_json(&document.into()))
}

pub(super) fn read_browser(challenge: &Challenge) -> Option<BrowserForm> {
    let shown = read_json(challenge.shown.as_bytes()).ok()?;
    let text = |name: &str| shown.at(&[name]).and_then(Tree::as_text).map(str::to_owned);
    Some(BrowserForm { url: text("url")?, fields: vec![("creq".to_owned(), text("creq")?)] })
}

pub(super) fn read_app(challenge: &Challenge) -> Option<AppChallenge> {
    let shown = read_json(challenge.shown.as_bytes()).ok()?;
    let text = |name: &str| shown.at(&[name]).and_then(Tree::as_text).map(str::to_owned);
    Some(AppChallenge {
        authentication_type: text("authenticationType")?,
        sdk_transaction: Uuid::parse(&text("sdkTransID")?)?,
        rendering: (text("acsInterface")?, text("acsUiTemplate")?),
        acs_reference: text("acsReferenceNumber")?,
        acs_operator: text("acsOperatorID")?,
        signed_content: text("acsSignedContent")?,
        is_mandated: shown.at(&["acsChallengeMandated"]) == Some(&Tree::Bool(true)),
    })
}

/// Returns the form by which a browser runs the 3DS method.
pub(super) fn method_form(url: &str, transaction: Uuid, notification_url: &str) -> BrowserForm {
    let request = method::Request {
        three_ds_server_trans_id: transaction,
        three_ds_method_notification_url: document::Text::stored(notification_url),
    };
    let fields = vec![("threeDSMethodData".to_owned(), request.to_base64url())];
    BrowserForm { url: url.to_owned(), fields }
}
