//! What a buyer's browser or app is given of a challenge, as a document that is kept with the authentication.

use document::{Object, Tree, read_json, write_json};
use emv3ds::{
    ARes, CReq,
    codes::{WindowSize, YesNo},
};
use gateway::ports::{AppChallenge, BrowserForm};
use primitives::{Uuid, WebUrl};

/// Returns `None` where the message has no URL that a browser may be sent to.
pub(super) fn of_browser(message: &ARes, window: &str, demands_tls: bool) -> Option<String> {
    let url = message.acs_url.as_ref()?.as_str();
    let url = WebUrl::parse(url).ok().filter(|url| !demands_tls || url.as_str().starts_with("https:"))?;
    let request = CReq {
        three_ds_server_trans_id: message.three_ds_server_trans_id,
        acs_trans_id: message.acs_trans_id,
        message_version: message.message_version,
        challenge_window_size: Some(WindowSize::parse(window)?),
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
    Some(write(Object::new().with("url", url.as_str()).with("creq", request.to_base64url())))
}

/// Returns `None` where a member is missing that an SDK needs.
pub(super) fn of_app(message: &ARes) -> Option<String> {
    let rendering = message.acs_rendering_type.as_ref()?;
    let operator = message.acs_operator_id.as_ref().map_or("", |operator| operator.as_str());
    let object = Object::new()
        .with("authenticationType", message.authentication_type?.as_str())
        .with("sdkTransID", message.sdk_trans_id?.to_string())
        .with("acsInterface", rendering.acs_interface.as_str())
        .with("acsUiTemplate", rendering.acs_ui_template.as_str())
        .with("acsReferenceNumber", message.acs_reference_number.as_str())
        .with("acsOperatorID", operator)
        .with("acsSignedContent", message.acs_signed_content.as_ref()?.as_str())
        .with("acsChallengeMandated", message.acs_challenge_mandated == Some(YesNo::Yes));
    Some(write(object))
}

pub(super) fn browser(shown: &str) -> Option<BrowserForm> {
    let object = read(shown)?;
    Some(BrowserForm {
        url: text(&object, "url")?,
        fields: vec![("creq".to_owned(), text(&object, "creq")?)],
    })
}

pub(super) fn app(shown: &str) -> Option<AppChallenge> {
    let object = read(shown)?;
    Some(AppChallenge {
        authentication_type: text(&object, "authenticationType")?,
        sdk_transaction: Uuid::parse(&text(&object, "sdkTransID")?)?,
        rendering: (text(&object, "acsInterface")?, text(&object, "acsUiTemplate")?),
        acs_reference: text(&object, "acsReferenceNumber")?,
        acs_operator: text(&object, "acsOperatorID")?,
        signed_content: text(&object, "acsSignedContent")?,
        is_mandated: object.get("acsChallengeMandated") == Some(&Tree::from(true)),
    })
}

fn write(object: Object) -> String {
    write_json(&Tree::Object(object))
}

fn read(shown: &str) -> Option<Object> {
    read_json(shown.as_bytes()).ok()?.as_object().cloned()
}

fn text(object: &Object, name: &str) -> Option<String> {
    object.get(name)?.as_text().map(str::to_owned)
}
