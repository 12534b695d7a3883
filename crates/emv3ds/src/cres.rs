//! The answer to a CReq.

use document::{Text, Tree, record};
use primitives::Uuid;

use crate::{
    Erro,
    areq::Extension,
    codes::{TransStatus, UiType, Version, YesNo},
    message::{self, Kind, message},
    scalars::Digits,
};

record! {
    pub struct CRes as "CRes" {
        .. screen: Screen,
        three_ds_server_trans_id: Uuid = "threeDSServerTransID",
        acs_trans_id: Uuid = "acsTransID",
        message_version: Version = "messageVersion",
        /// The number of the message of the ACS to an app, from 000.
        acs_counter_a_to_s: Option<Digits<3, 3>> = "acsCounterAtoS",
        sdk_trans_id: Option<Uuid> = "sdkTransID",
        /// Whether the challenge is over.
        challenge_completion_ind: Option<YesNo> = "challengeCompletionInd",
        /// The outcome, in the last message only.
        trans_status: Option<TransStatus> = "transStatus",
        message_extension: Option<Vec<Extension>> = "messageExtension",
    }
}

message!(CRes, Kind::CRes);

record! {
    /// What an app shows.
    #[derive(Default)]
    pub struct Screen as "Screen" {
        acs_ui_type: Option<UiType> = "acsUiType",
        acs_html: Option<Text<1, 100_000>> = "acsHTML",
        acs_html_refresh: Option<Text<1, 100_000>> = "acsHTMLRefresh",
        challenge_add_info: Option<Text<1, 256>> = "challengeAddInfo",
        challenge_info_header: Option<Text<1, 45>> = "challengeInfoHeader",
        challenge_info_label: Option<Text<1, 45>> = "challengeInfoLabel",
        challenge_info_text: Option<Text<1, 350>> = "challengeInfoText",
        /// Whether the text is shown with a sign of warning.
        challenge_info_text_indicator: Option<YesNo> = "challengeInfoTextIndicator",
        /// The answers to choose from: objects of one member, the name of which is sent and the text shown.
        challenge_select_info: Option<Vec<Tree>> = "challengeSelectInfo",
        expand_info_label: Option<Text<1, 45>> = "expandInfoLabel",
        expand_info_text: Option<Text<1, 256>> = "expandInfoText",
        issuer_image: Option<Images> = "issuerImage",
        ps_image: Option<Images> = "psImage",
        oob_app_label: Option<Text<1, 45>> = "oobAppLabel",
        oob_app_url: Option<Text<1, 256>> = "oobAppURL",
        oob_continue_label: Option<Text<1, 45>> = "oobContinueLabel",
        resend_information_label: Option<Text<1, 45>> = "resendInformationLabel",
        submit_authentication_label: Option<Text<1, 45>> = "submitAuthenticationLabel",
        whitelisting_info_text: Option<Text<1, 64>> = "whitelistingInfoText",
        why_info_label: Option<Text<1, 45>> = "whyInfoLabel",
        why_info_text: Option<Text<1, 256>> = "whyInfoText",
    }
}

record! {
    /// The addresses of an image for screens of three resolutions.
    pub struct Images as "Images" {
        medium: Option<Text<1, 2_048>> = "medium",
        high: Option<Text<1, 2_048>> = "high",
        extra_high: Option<Text<1, 2_048>> = "extraHigh",
    }
}

impl CRes {
    /// Writes the message as the form field `cres` of a browser.
    pub fn to_base64url(&self) -> String {
        crate::base64url::encode(&self.write())
    }

    /// Reads the form field `cres`, which a 3DS server gets from a browser.
    pub fn from_base64url(text: &str) -> Result<Self, Box<Erro>> {
        let read = message::of_field(text, Kind::CRes).and_then(|bytes| Self::read(&bytes));
        read.map_err(|erro| Box::new(erro.reported_by(crate::codes::Component::Server)))
    }
}
